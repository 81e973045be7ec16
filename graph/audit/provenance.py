"""The log as PROV: an activity an entry, with who, when, and what it used and made.

The graph is `{base}audit`. It is no part of any store: who writes is not the public's business.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Iterator
from hashlib import sha256

import pyoxigraph as ox

from styrkedja.graph.archive import Archive, Commit
from styrkedja.graph.rdf.iris import slug
from styrkedja.ontology.namespaces import PREFIXES, PROV, RDF, RDFS, SK, XSD

from .entries import Action, Entry, Outcome

__all__ = ["audit_file", "audit_quads", "documents_written"]

_LABELS = {
    Action.UPLOAD: ("Inläsning av dokument", "Documents read in"),
    Action.CORRECT: ("Rättelse", "Correction"),
    Action.UNDO: ("Rättelse återtagen", "Correction taken back"),
    Action.PURGE: ("Dokument utplånat", "Document purged"),
    Action.VISIBILITY: ("Synlighet ändrad", "Visibility changed"),
    Action.CREATE_TOKEN: ("Åtkomstnyckel skapad", "Token made"),
    Action.REVOKE_TOKEN: ("Åtkomstnyckel återkallad", "Token revoked"),
    Action.SIGN_IN: ("Inloggning", "Sign-in"),
    Action.WRITE: ("Försök att skriva", "Attempt to write"),
}
_OUTCOMES = {
    Outcome.DONE: ("", ""),
    Outcome.REFUSED: (" (avvisad: {reason})", " (refused: {reason})"),
    Outcome.CUT_OFF: (" (ej avslutad)", " (not finished)"),
}


def audit_quads(
    archive: Archive, entries: Iterable[Entry], shown: Container[str] | None = None
) -> Iterator[ox.Quad]:
    """Yield the entries as PROV, in the graph `{base}audit`; about 8 quads an entry.

    Args:
        archive: The archive; it says what each commit wrote, unless that has been purged.
        entries: The entries.
        shown: IRIs of the documents that may be named; None: all.
    """
    place = f"{archive.base}audit"
    graph = ox.NamedNode(place)
    commits = archive.journal.commits()
    told: set[_Triple] = set()
    for entry in entries:
        named = [one for one in _commits(entry, commits) if shown is None or _about(one) in shown]
        for triple in _triples(entry, place, named):
            if triple not in told:
                told.add(triple)
                yield ox.Quad(*triple, graph)


def audit_file(
    archive: Archive,
    entries: Iterable[Entry],
    form: str,
    shown: Container[str] | None = None,
) -> bytes:
    """Return the entries as PROV in a file, the same bytes for equal entries.

    Args:
        archive: The archive.
        entries: The entries.
        form: "nq" (N-Quads) or "ttl" (Turtle, which names no graph).
        shown: IRIs of the documents that may be named; None: all.
    """
    quads = sorted(audit_quads(archive, entries, shown), key=lambda quad: str(quad.subject))
    written = io.BytesIO()
    if form == "nq":
        ox.serialize(quads, written, format=ox.RdfFormat.N_QUADS)
    else:
        triples = [quad.triple for quad in quads]
        ox.serialize(triples, written, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return written.getvalue()


def documents_written(archive: Archive, entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Return entry's id → IRIs of the documents that it wrote or changed, unless purged since.

    Args:
        archive: The archive.
        entries: The entries.
    """
    commits = archive.journal.commits()
    return {
        entry.id: tuple(dict.fromkeys(filter(None, map(_about, _commits(entry, commits)))))
        for entry in entries
    }


def _commits(entry: Entry, commits: list[Commit]) -> list[Commit]:
    """Return the commits of an entry.

    Of an archive that was restored since, a commit may have another's number, so times count too.
    """
    first, last = entry.commits or (1, 0)
    return [one for one in commits[first - 1 : last] if entry.started <= one.time <= entry.ended]


def _about(commit: Commit) -> str:
    """Return the IRI of the document that a commit is about; empty where it is about none."""
    content = commit.content
    if commit.action == "document":
        return str(content["document"]["iri"])
    named = {"corrections": "document", "visibility": "iri"}.get(commit.action)
    return "" if named is None else str(content[named])


_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _triples(entry: Entry, place: str, commits: list[Commit]) -> Iterator[_Triple]:
    node = ox.NamedNode(f"{place}#{entry.id}")
    agent = ox.NamedNode(f"{place}#agent-{_key(entry.agent)}")
    yield node, _RDF_TYPE, _prov("Activity")
    endings = _OUTCOMES[entry.outcome]
    for words, ending, language in zip(_LABELS[entry.action], endings, ("sv", "en"), strict=True):
        told = words + ending.format(reason=entry.reason)
        told += f" ×{entry.count}" if entry.count > 1 else ""
        yield node, _RDFS_LABEL, ox.Literal(told, language=language)
    yield node, _prov("startedAtTime"), _time(entry.started)
    if entry.ended:
        yield node, _prov("endedAtTime"), _time(entry.ended)
    yield node, _prov("wasAssociatedWith"), agent
    yield agent, _RDF_TYPE, _prov("Agent")
    yield agent, _RDFS_LABEL, ox.Literal(entry.agent, language="sv")
    if entry.token:
        made = entry.action is Action.CREATE_TOKEN
        relation = "generated" if made else "invalidated"
        yield node, _prov(relation), ox.NamedNode(f"{place}#token-{entry.token}")
    if entry.reason:
        yield node, ox.NamedNode(f"{SK}reason"), ox.Literal(entry.reason, language="en")
    for commit in commits:
        yield from _written(node, commit)


def _written(node: ox.NamedNode, commit: Commit) -> Iterator[_Triple]:
    """Yield what an activity used and made by one commit; nothing of one that was purged."""
    content = commit.content
    if commit.action == "document":
        iri = content["document"]["iri"]
        yield node, _prov("used"), ox.NamedNode(f"{iri}/original")
        yield node, _prov("generated"), ox.NamedNode(iri)
    elif commit.action == "corrections":
        yield node, _prov("used"), ox.NamedNode(content["document"])
        start, _, key = content["document"].rpartition("/document/")
        for number in range(1, len(content.get("corrections", ())) + 1):
            name = f"{start}/correction/{key}/{commit.number}-{number}"
            yield node, _prov("generated"), ox.NamedNode(name)
    elif commit.action == "visibility":
        yield node, _prov("used"), ox.NamedNode(content["iri"])


def _key(name: str) -> str:
    return f"{slug(name)}-{sha256(name.encode()).hexdigest()[:8]}".lstrip("-")


def _time(moment: str) -> ox.Literal:
    return ox.Literal(moment, datatype=ox.NamedNode(f"{XSD}dateTime"))


def _prov(name: str) -> ox.NamedNode:
    return ox.NamedNode(PROV + name)


_RDF_TYPE = ox.NamedNode(f"{RDF}type")
_RDFS_LABEL = ox.NamedNode(f"{RDFS}label")
