"""Who may see internal documents: whoever sends a token whose SHA-256 stands in the settings."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import Request
from starlette.exceptions import HTTPException

from styrkedja.settings import Settings

__all__ = ["may_see_all"]


def may_see_all(request: Request) -> bool:
    """Return whether a request carries a valid token; False when it carries none.

    Tokens are sent as `Authorization: Bearer …` and nowhere else: addresses end up in logs. All
    hashes are compared, each in constant time.

    Raises:
        HTTPException: 401, when it carries a token that is not valid.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return False
    settings: Settings = request.app.state.settings
    given = hashlib.sha256(token.strip().encode("utf-8", "surrogateescape")).hexdigest()
    matches = [hmac.compare_digest(given, known) for known in settings.token_hashes]
    if any(matches):
        return True
    raise HTTPException(
        401,
        "The token is not valid here.",
        headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )
