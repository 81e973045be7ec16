"""The routes of data and service, one resource a file; the pages are in `styrkedja.api.pages`."""

from . import (
    analyses,
    catalogue,
    docs,
    export,
    feeds,
    graph_store,
    health,
    json,
    linked_data,
    sparql,
    uploads,
    vocabulary,
    void,
)

__all__ = ["ROUTERS"]

ROUTERS = tuple(
    module.router
    for module in (
        sparql,
        json,
        graph_store,
        void,
        linked_data,
        vocabulary,
        export,
        catalogue,
        feeds,
        uploads,
        analyses,
        docs,
        health,
    )
)
"""In the order in which an address is looked up: what is asked most often stands first."""
