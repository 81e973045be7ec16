"""The JSON API: documents, bodies, elements, questions, analyses, search and doubts."""

from fastapi import APIRouter

from ...caching import Revalidated
from . import analyses, decisions, doubts, elements, queries, registers, search
from .source import API

__all__ = ["router"]

router = APIRouter(prefix=API, dependencies=[Revalidated])
for _module in (registers, elements, queries, analyses, search, doubts, decisions):
    router.include_router(_module.router)
