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
from .about import doubt_count, unsure_facts
from .change import linked_pairs
from .completions import properties_used
from .describing import describe_html
from .document import all_figures
from .doubt_choice import doubt_items
from .incoming import incoming_html
from .not_allowed import not_allowed_html
from .ontology import ontology_html, term_uses
from .problems import error_html
from .questions import bodies_responsible

__all__ = [
    "LONG_TABLES",
    "describe_html",
    "error_html",
    "incoming_html",
    "not_allowed_html",
    "ontology_html",
    "router",
]

LONG_TABLES = (
    linked_pairs,
    doubt_items,
    doubt_count,
    unsure_facts,
    all_figures,
    term_uses,
    properties_used,
    bodies_responsible,
)
"""What pages read out of a whole snapshot, made once a commit."""

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
