"""The service: pages, SPARQL, linked data, exports and analyses over HTTP.

`create_app` is loaded when it is first used, so that the keeper of the store, which stands in
this package and needs neither FastAPI nor the pages, starts without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> object:
    """Return a public name from the module that defines it."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .app import create_app

    return create_app
