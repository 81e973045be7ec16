"""Who may see internal documents: whoever shows a token for it, or signed in with one."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import Request
from starlette.exceptions import HTTPException

from styrkedja.settings import Settings

from .writing.guard import UNKNOWN
from .writing.who import bearer, writer_of

__all__ = ["may_see_all"]


def may_see_all(request: Request) -> bool:
    """Return whether a request comes with a valid token for that; False when it has none.

    Tokens are sent as `Authorization: Bearer …` and nowhere else: addresses end up in logs. Those
    of the command line (`styrkedja token create`) count, and those whose SHA-256 stands in the
    settings; all hashes are compared, each in constant time. Without such a header the session of
    whoever signed in counts.

    Raises:
        HTTPException: 401, when it carries a token that is not valid.
    """
    token, writer = bearer(request), writer_of(request)
    if token is None or writer.name != UNKNOWN:
        return writer.sees_internal
    settings: Settings = request.app.state.settings
    given = hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
    matches = [hmac.compare_digest(given, known) for known in settings.token_hashes]
    if any(matches):
        return True
    raise HTTPException(
        401,
        "The token is not valid here.",
        headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )
