"""What is given to a question's parameters on the command line: names become IRIs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from styrkedja.graph.rdf.store import Store
    from styrkedja.queries import Parameter

__all__ = ["filled", "given_values"]


def given_values(
    pairs: Sequence[str], parameters: tuple[Parameter, ...], name: str
) -> dict[str, list[str]]:
    """Return name → values of the options `--param`.

    Args:
        pairs: The options, "name=value".
        parameters: What the question takes.
        name: What the question is called in an error.

    Raises:
        ParameterError: An option has another form, or the question has no such parameter.
    """
    from styrkedja.errors import ParameterError

    known = [parameter.name for parameter in parameters]
    given: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ParameterError(
                f"--param {pair}: write name=value", sv=f"--param {pair}: skriv namn=värde"
            )
        if key not in known:
            there = ", ".join(known)
            raise ParameterError(
                f"--param {key}: {name} has "
                f"{there or 'no parameters (a file needs a header for them)'}",
                sv=f"--param {key}: {name} har "
                f"{there or 'inga parametrar (en fil behöver ett huvud för dem)'}",
            )
        given.setdefault(key, []).append(value)
    return given


def filled(
    store: Store, text: str, parameters: tuple[Parameter, ...], given: dict[str, list[str]]
) -> str:
    """Return the query with what is given.

    Args:
        store: Where names are looked up.
        text: The query.
        parameters: What it takes.
        given: Name → values; things by name or IRI.

    Raises:
        ParameterError: A value does not fit, nothing is called that, or documents that are to be
            compared are of different municipalities.
    """
    from styrkedja.graph.analysis import document_iri
    from styrkedja.queries import Value, fill

    find = {
        **dict.fromkeys(("document", "earlier", "later"), document_iri),
        "municipality": _municipality_iri,
    }
    found: dict[str, list[str]] = {}
    for parameter in parameters:
        texts = given.get(parameter.name, [])
        if parameter.kind == "iri":
            texts = [find.get(parameter.name, _known_iri)(store, text) for text in texts]
        found[parameter.name] = texts
    if found.get("earlier") and found.get("later"):
        _check_comparable(store, [*found["earlier"], *found["later"]])
    values: dict[str, Value] = {name: texts or None for name, texts in found.items()}
    return fill(text, parameters, values)


def _known_iri(store: Store, name: str) -> str:
    """Return the IRI of a thing; one that the archive has never heard of is an error."""
    import pyoxigraph as ox

    from styrkedja.errors import ParameterError
    from styrkedja.graph.analysis import thing_iri

    iri = thing_iri(store, name)
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise ParameterError(
            f"{name!r} is no IRI: {error}", sv=f"”{name}” är ingen IRI."
        ) from error
    if not store.query(f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}"):
        raise ParameterError(f"nothing is called {name!r}", sv=f"Inget heter ”{name}”.")
    return iri


def _municipality_iri(store: Store, name: str) -> str:
    from styrkedja.errors import ParameterError
    from styrkedja.ontology.namespaces import prefix_lines

    table = store.select(
        prefix_lines()
        + "SELECT DISTINCT ?place ?label WHERE { ?place a sk:Municipality ; rdfs:label ?label } "
        "ORDER BY ?place ?label"
    )
    rows = [(row["place"] or "", row["label"] or "") for row in table.dicts()]
    for iri, label in rows:
        if name == iri or name.casefold() in (label.casefold(), iri.rpartition("/")[2]):
            return iri
    there = ", ".join(sorted({label for _, label in rows}))
    raise ParameterError(
        f"no municipality {name!r}; there are {there}",
        sv=f"Kommunen ”{name}” finns inte. Inlästa kommuner: {there}",
    )


def _check_comparable(store: Store, documents: Sequence[str]) -> None:
    from styrkedja.errors import ParameterError
    from styrkedja.ontology.namespaces import prefix_lines

    iris = " ".join(f"<{iri}>" for iri in documents)
    table = store.select(
        f"{prefix_lines()}SELECT DISTINCT ?place WHERE "
        f"{{ VALUES ?document {{ {iris} }} ?document sk:municipality ?place }} ORDER BY ?place"
    )
    if len(table.rows) > 1:
        raise ParameterError(
            "the documents must come from the same municipality.",
            sv="Dokumenten måste komma från samma kommun.",
        )
