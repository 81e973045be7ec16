"""The description of the data set at the address where those who look for data look."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from styrkedja.settings import Settings

from ..caching import Revalidated
from ..described import described_response
from ..methods import other_methods
from ..negotiation import RDF_FORMATS
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot
from ..void import void_description

__all__ = ["router", "void"]

router = APIRouter(tags=["data"], dependencies=[Revalidated])
_CONTENT: dict[str, dict[str, object]] = {form.types[0]: {} for form in RDF_FORMATS.values()}


@router.get(
    "/.well-known/void",
    summary="What the data set holds",
    response_class=Response,
    responses={200: {"description": "VoID", "content": _CONTENT}, **PROBLEMS[406]},
)
def void(request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return sizes, classes, properties and vocabularies of the data set, and every way to it.

    The form is the one that `?format=` or `Accept` asks for.
    """
    settings: Settings = request.app.state.settings
    return described_response(
        request, snapshot, "void", lambda root: void_description(root, snapshot, settings)
    )


router.routes.append(
    other_methods("/.well-known/void", "GET, HEAD, OPTIONS", "This can be read, not changed.")
)
