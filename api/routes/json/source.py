"""What the routes of the JSON API answer from: the records and the search index of one commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request

from styrkedja.errors import ParameterError, UnknownDocumentError
from styrkedja.graph.records import Place, Records, text_at
from styrkedja.graph.search import SearchIndex

from ...finding import records_of, search_index_of
from ...snapshot import CurrentSnapshot, Snapshot
from .models import Data, PassageOut, Ref

__all__ = ["API", "CurrentSource", "Source", "current_source"]

API = "/api/v1"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Source:
    """The data of one commit, and the names that things go by in this API.

    Args:
        request: The request.
        snapshot: The archive as of the commit.
        records: The graph as records.
    """

    request: Request
    snapshot: Snapshot
    records: Records

    @property
    def data(self) -> Data:
        """Which data the answer is made from."""
        times = [record.time for record in self.snapshot.documents]
        return Data(commit=self.snapshot.head, updated=max(times, default=None))

    @property
    def headers(self) -> dict[str, str]:
        """The same as headers, for answers that have no place for it."""
        data = self.data
        return {
            "Styrkedja-Commit": str(data.commit),
            **({"Styrkedja-Updated": data.updated} if data.updated else {}),
        }

    @property
    def search(self) -> SearchIndex:
        """The search index."""
        return search_index_of(self.snapshot)

    def id(self, iri: str) -> str:
        """Return what follows the base in an IRI of ours; another IRI as it is."""
        return iri.removeprefix(self.snapshot.base)

    def iri(self, id: str) -> str:
        """Return the IRI that has this id; an IRI of ours as it is."""
        return id if id.startswith(self.snapshot.base) else self.snapshot.base + id

    def ref(self, iri: str) -> Ref:
        """Return a thing by its id, IRI and name."""
        return Ref(id=self.id(iri), iri=iri, name=self.records.name(iri))

    def address(self, path: str) -> str:
        """Return the address of something of this API."""
        root: str = self.request.scope.get("root_path", "")
        return f"{root}{API}{quote(path)}"

    def one_of(self, name: str, given: str | None, known: Mapping[str, object]) -> str | None:
        """Return the IRI of the thing that a parameter names; None when it is not given.

        Args:
            name: The parameter.
            given: An id, an IRI, or for a document `municipality/key`.
            known: The things there are, by IRI; nothing else is looked up.

        Raises:
            ParameterError: There is no such thing; the message says which there are, if few.
        """
        if given is None:
            return None
        municipality, _, key = given.partition("/")
        for iri in (self.iri(given), self.iri(f"{municipality}/document/{key}")):
            if iri in known:
                return iri
        some = ", ".join(sorted(map(self.id, known))[:_SHOWN])
        more = " …" if len(known) > _SHOWN else ""
        raise ParameterError(
            f"{name}: no {given[:200]!r}; there are {some or 'none'}{more}",
            sv=f"{name}: ”{given[:200]}” finns inte. Välj bland {some or 'inga'}{more}",
            names=(name,),
        )

    def passages(self, iri: str) -> list[PassageOut]:
        """Return where a thing was read from, with what stands there."""
        return [self._passage(place) for place in self.records.places.get(iri, ())]

    def _passage(self, place: Place) -> PassageOut:
        known = self.snapshot.document(place.document)
        lines = () if known is None else self._lines(place.document)
        return PassageOut(
            document=self.id(place.document),
            iri=place.iri,
            first_line=place.first,
            last_line=place.last,
            text=text_at(place, lines) if lines else None,
        )

    def _lines(self, document: str) -> tuple[str, ...]:
        try:
            return self.snapshot.cached(
                ("json.lines", document),
                lambda: tuple(self.snapshot.text(document).split("\n")),
            )
        except UnknownDocumentError:
            return ()  # Purged since: what was read from it goes with the next commit.


def current_source(request: Request, snapshot: CurrentSnapshot) -> Source:
    """Return what the newest snapshot holds, as records."""
    return Source(request, snapshot, records_of(snapshot))


CurrentSource = Annotated[Source, Depends(current_source)]
