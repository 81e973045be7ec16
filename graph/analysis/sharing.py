"""Shared responsibility, whole: who shares what with whom, and whether more than chance gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from styrkedja.graph.rdf.store import Source

from .boards import BoardAnalysis, analyse_boards
from .network import bipartite_graph, shared_graph
from .report import Analysis
from .sheets import Sheet
from .tables import Responsibilities, load_responsibilities

if TYPE_CHECKING:
    import networkx as nx

    from .chance import Chance

__all__ = ["SharingAnalysis", "analyse_sharing", "sharing_at_least", "sharing_of", "strongest"]

_MOST_BOARDS = 60
_FEW_PAIRS, _PAIRS_EACH = 20, 2  # So many lines can always be followed; or so many a board.


@dataclass(frozen=True, slots=True)
class SharingAnalysis(Analysis):
    """Who shares what with whom.

    Args:
        boards: The measures, pairs and matrix.
        chances: For each pair that shares something, what chance would give it; in the order of
            `boards.pairs`.
        responsibilities: What all of it was made from.
        role: How the bodies stand to the elements, as `load_responsibilities` takes it.
        bipartite: Bodies and elements, an edge where a body has that role.
        shared: Bodies, an edge where two share; with `weight`, `jaccard`, `elements`, `expected`,
            `p`, `q` and `more` (1 when more than chance); nodes with the measures.
    """

    name: ClassVar[str] = "sharing"

    boards: BoardAnalysis
    chances: tuple[Chance, ...]
    responsibilities: Responsibilities
    role: str
    bipartite: nx.Graph = field(repr=False, compare=False)
    shared: nx.Graph = field(repr=False, compare=False)

    def chance(self, first: str, second: str) -> Chance | None:
        """Return what chance would give two bodies, by IRI in either order; None: no share."""
        wanted = {first, second}
        return next((c for c in self.chances if {c.first, c.second} == wanted), None)

    def documents(self) -> tuple[str, ...]:
        """Return the labels of the documents that the elements stand in, sorted."""
        return tuple(sorted({item.document_label for item in self.responsibilities.elements}))

    def sheets(self) -> tuple[Sheet, ...]:
        """Return bodies, pairs, matrix, elements and parts."""
        from .sharing_sheets import sharing_sheets

        return sharing_sheets(self)

    def sentences(self, lang: str = "sv") -> str:
        """Return how much is shared, by whom, and whether chance would give as much."""
        from .sharing_sentences import sharing_sentences

        return sharing_sentences(self, lang)

    def graphs(self) -> dict[str, nx.Graph]:
        """Return "shared" (bodies) and "bipartite" (bodies and elements)."""
        return {"shared": self.shared, "bipartite": self.bipartite}

    def drawings(self, lang: str, *, standalone: bool) -> dict[str, Callable[[], str]]:
        """Return "network" and "matrix"."""
        from .sharing_pictures import sharing_drawings

        return sharing_drawings(self, lang, standalone=standalone)


def analyse_sharing(
    source: Source,
    *,
    document: str | None = None,
    kind: str | None = None,
    role: str = "responsible",
    status: str | None = None,
) -> SharingAnalysis:
    """Return who shares what with whom, over the default graph of a store or dataset.

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`; it is not changed.
        document: One document, as `document_iri` takes it; None means what is the case now.
        kind: One of `KINDS`, subclasses included; None means "Assignment".
        role: One of `ROLES`, or "any".
        status: One of `STATUSES`; None means whatever it is.

    Raises:
        ParameterError: There is no such document, kind, role or status.
    """
    responsibilities = load_responsibilities(
        source, document=document, kind=kind, role=role, status=status
    )
    return sharing_of(responsibilities, role=role)


def sharing_of(responsibilities: Responsibilities, *, role: str = "responsible") -> SharingAnalysis:
    """Return who shares what with whom, by responsibilities that are loaded.

    Args:
        responsibilities: As `load_responsibilities` gives them.
        role: The role that they were loaded for.
    """
    boards = analyse_boards(responsibilities)
    from .chance import pair_chances  # SciPy, which a service that starts does not wait for

    by_pair = {frozenset((c.first, c.second)): c for c in pair_chances(responsibilities)}
    chances = tuple(by_pair[frozenset((p.first.iri, p.second.iri))] for p in boards.pairs)
    shared = shared_graph(responsibilities)
    for measures in boards.boards:
        shared.nodes[measures.body.iri].update(
            municipality=measures.body.municipality,
            shared=measures.shared,
            partners=measures.partners,
            strength=measures.strength,
            betweenness=measures.betweenness,
            community=measures.community,
            cuts_off=tuple(iri for part in measures.cuts_off for iri in part),
        )
    for chance in chances:
        shared.edges[chance.first, chance.second].update(
            expected=round(chance.expected, 6),
            p=chance.p,
            q=chance.q,
            more=int(chance.more),
        )
    return SharingAnalysis(
        boards=boards,
        chances=chances,
        responsibilities=responsibilities,
        role=role,
        bipartite=bipartite_graph(responsibilities),
        shared=shared,
    )


def strongest(
    analysis: BoardAnalysis, *, most_boards: int = _MOST_BOARDS, most_pairs: int | None = None
) -> BoardAnalysis:
    """Return the part of a network that a picture can show: the boards and pairs that share most.

    The measures stay those of the whole. What fits already is returned as it is. Of pairs that
    share equally many either all stay or none, unless none at all would stay.

    Args:
        analysis: What the boards share.
        most_boards: How many boards at most; those with the largest strength stay.
        most_pairs: How many pairs at most; None means two for each board, but at least 20.
    """
    if most_pairs is None:
        most_pairs = max(_FEW_PAIRS, _PAIRS_EACH * min(len(analysis.boards), most_boards))
    if len(analysis.boards) <= most_boards and len(analysis.pairs) <= most_pairs:
        return analysis
    ranked = sorted(analysis.boards, key=lambda board: (-board.strength, -board.load))
    kept = {board.body.iri for board in ranked[:most_boards]}
    pairs = [p for p in analysis.pairs if p.first.iri in kept and p.second.iri in kept]
    if len(pairs) > most_pairs:
        least = pairs[most_pairs].count
        pairs = [pair for pair in pairs if pair.count > least] or pairs[:most_pairs]
    return replace(
        analysis,
        boards=tuple(board for board in analysis.boards if board.body.iri in kept),
        pairs=tuple(pairs),
        _cells={frozenset((pair.first.iri, pair.second.iri)): pair for pair in pairs},
    )


def sharing_at_least(analysis: BoardAnalysis, count: int) -> BoardAnalysis:
    """Return the part of a network of the pairs that share so many; the measures stay the whole's.

    Args:
        analysis: What the boards share.
        count: How many a pair shares at least.
    """
    pairs = tuple(pair for pair in analysis.pairs if pair.count >= count)
    kept = {iri for pair in pairs for iri in (pair.first.iri, pair.second.iri)}
    return replace(
        analysis,
        boards=tuple(board for board in analysis.boards if board.body.iri in kept),
        pairs=pairs,
        _cells={frozenset((pair.first.iri, pair.second.iri)): pair for pair in pairs},
    )
