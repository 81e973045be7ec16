"""The routes of data and service, one resource a file; the pages are in `styrkedja.api.pages`."""

from . import (
    analyses,
    docs,
    export,
    graph_store,
    health,
    json,
    linked_data,
    sparql,
    vocabulary,
    void,
)

__all__ = ["ROUTERS"]

ROUTERS = tuple(
    module.router
    for module in (
        json,
        sparql,
        graph_store,
        void,
        linked_data,
        vocabulary,
        export,
        analyses,
        docs,
        health,
    )
)
"""In the order in which the API's description lists them."""
