"""The model as RDF: IRIs, quads, store, what follows, and validation."""

from .iris import Iris, element_key, slug
from .store import Source, Store, Table, dataset_of, select
from .writer import document_quads, nquads, register_quads

__all__ = [
    "Iris",
    "Source",
    "Store",
    "Table",
    "dataset_of",
    "document_quads",
    "element_key",
    "nquads",
    "register_quads",
    "select",
    "slug",
]
