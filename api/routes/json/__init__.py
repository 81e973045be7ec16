"""The JSON API: documents, bodies, elements, questions, analyses, search and doubts."""

from fastapi import APIRouter

from . import doubts, elements, registers, search
from .source import API

__all__ = ["router"]

router = APIRouter(prefix=API)
for _module in (registers, elements, doubts, search):
    router.include_router(_module.router)
