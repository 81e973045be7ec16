"""Where people report that something was read wrongly: a mail or an issue, filled in beforehand."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote

from styrkedja.api.public_address import public_address
from styrkedja.settings import Settings

from .rendering import Visit, environment

__all__ = ["report_link"]

_TITLE = 100  # letters of a title; mail programs and servers refuse addresses that are long


def report_link(visit: Visit, iri: str, title: str) -> str | None:
    """Return the address of a report about a thing, or None where the settings name no place.

    Args:
        visit: The visit; the report names the page that it was begun on.
        iri: The thing.
        title: What it is called.
    """
    app = visit.request.scope.get("app")
    settings: Settings | None = None if app is None else app.state.settings
    if settings is None or settings.report_errors is None:
        return None
    short = title if len(title) <= _TITLE else f"{title[:_TITLE]} …"
    here = visit.links.page(f"id/{quote(visit.links.key(iri))}")
    template = environment(visit.language).get_template("_report.html")
    page = public_address(visit.request) + here
    written = unescape(template.render(title=short, page=page, iri=iri))
    subject, _, body = written.strip().partition("\n")
    place = settings.report_errors
    if place.startswith(("http://", "https://")):
        return place.replace("{title}", quote(subject, safe="")).replace(
            "{body}", quote(body.strip(), safe="")
        )
    # Mail (RFC 6068) ends its lines with CR LF.
    lines = quote(body.strip().replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(place, safe='@')}?subject={quote(subject, safe='')}&body={lines}"
