"""Who may write by way of the pages and the programming interface, and what guards that.

A page that shows a form asks for `CurrentWriter`: `writer.may_write` says whether to show it, and
`writer.csrf` is the value of its hidden field `csrf` (`FORM_FIELD`). The route that the form is
sent to asks for `FormWriter`: forged, old and foreign forms never get that far, and
`await request.form()` gives the fields. A route for programs asks for `TokenWriter`. What is then
written is recorded with `styrkedja.graph.audit.recorded(archive, writer.name, Action.…)`, inside
`Archive.writing()`.
"""

from .cookies import SessionCookies
from .guard import Guard
from .refusing import WritingRefusedError, refused
from .who import (
    FORM_FIELD,
    CurrentWriter,
    FormWriter,
    TokenWriter,
    Writer,
    check_form_field,
    check_sender,
    check_writer,
    make_sure,
    writer_of,
)

__all__ = [
    "FORM_FIELD",
    "CurrentWriter",
    "FormWriter",
    "Guard",
    "SessionCookies",
    "TokenWriter",
    "Writer",
    "WritingRefusedError",
    "check_form_field",
    "check_sender",
    "check_writer",
    "make_sure",
    "refused",
    "writer_of",
]
