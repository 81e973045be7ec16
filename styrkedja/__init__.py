"""Styrkedja: how a public body's goals become work, and who carries it.

Imports no subpackage: `styrkedja.graph`, `styrkedja.queries`, `styrkedja.ontology` and
`styrkedja.api` are imported where they are needed.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
