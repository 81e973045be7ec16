"""The routes of data and service, one resource a file; the pages are in `styrkedja.api.pages`."""

from . import analyses, catalogue, docs, export, feeds, health, linked_data, sparql, vocabulary

__all__ = ["ROUTERS"]

ROUTERS = tuple(
    module.router
    for module in (
        sparql,
        linked_data,
        vocabulary,
        export,
        catalogue,
        feeds,
        analyses,
        docs,
        health,
    )
)
"""In the order in which the API's description lists them."""
