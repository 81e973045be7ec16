"""The library of queries: `.rq` files with a header, and the functions that find and fill them."""

from .header import Column, Header, read_header
from .library import Query, all_queries, load_query, query_of
from .parameters import Parameter, Value, fill

__all__ = [
    "Column",
    "Header",
    "Parameter",
    "Query",
    "Value",
    "all_queries",
    "fill",
    "load_query",
    "query_of",
    "read_header",
]
