"""The service: pages, SPARQL, linked data, exports and analyses over HTTP."""

from .app import create_app

__all__ = ["create_app"]
