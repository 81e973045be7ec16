"""The web pages: one module a page, server-rendered in Swedish and English."""

from fastapi import APIRouter

from . import (
    about,
    audit,
    boards,
    calendar,
    change,
    compare,
    completions,
    corrections,
    document_elements,
    document_text,
    document_versions,
    doubt_list,
    goals,
    indicators,
    questions,
    search,
    settling,
    sign_in,
    sparql_form,
    upload,
)
from .describing import describe_html
from .incoming import incoming_html
from .not_allowed import not_allowed_html
from .ontology import ontology_html
from .problems import error_html

__all__ = [
    "describe_html",
    "error_html",
    "incoming_html",
    "not_allowed_html",
    "ontology_html",
    "router",
]

router = APIRouter()
for _part in (
    boards,
    goals,
    calendar,
    change,
    indicators,
    compare,
    document_text,
    document_elements,
    document_versions,
    doubt_list,
    settling,
    corrections,
    questions,
    search,
    sparql_form,
    completions,
    about,
    sign_in,
    upload,
    audit,
):
    router.include_router(_part.router)
