"""From what a page shows to HTML: one environment of templates a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from styrkedja.api.snapshot import Snapshot
from styrkedja.api.static_files import file_address
from styrkedja.api.stylesheets import stylesheet
from styrkedja.api.writing import writer_of
from styrkedja.settings import DEFAULT_BASE, Settings, missing_settings

from .facts import Facts
from .links import Links
from .translation import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    Language,
    Text,
    language_of,
    show_date,
    show_number,
    show_share,
    show_time,
    translations_of,
)

__all__ = ["Visit", "environment", "render", "visit_of"]

_API = Path(__file__).parent.parent
# Browsers that cannot hyphenate Swedish would cut long names anywhere in a narrow table.
_LAST_PART = re.compile(r"(?<=\w{6})(?=nämnden\b|styrelsen\b|förvaltningen\b|utskottet\b)")
_LONGEST_LINE = 20_000  # letters
_TICKED = re.compile("`([^`]+)`")
_LANGUAGE_NAMES: Mapping[Language, str] = {"sv": "Svenska", "en": "English"}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: what is asked, of which snapshot, in which language.

    Args:
        request: The request.
        snapshot: The snapshot that the whole page is made from.
        facts: Look-ups in it.
        links: Addresses in the page's language.
    """

    request: Request
    snapshot: Snapshot
    facts: Facts
    links: Links

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.links.language

    def page(self, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        """Return a template filled in with the context."""
        return render(self.request, template, self.links, status=status, **context)


def visit_of(request: Request, snapshot: Snapshot) -> Visit:
    """Return the visit that a request makes to a snapshot."""
    language = language_of(request)
    facts = Facts(snapshot.store, language)
    return Visit(request, snapshot, facts, Links(snapshot.base, language, snapshot.texts))


def render(
    request: Request,
    template: str,
    links: Links | None = None,
    *,
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """Return a template as a page in the request's language.

    Args:
        request: The request.
        template: Its file name.
        links: Addresses in the language; None where no archive is at hand (an error page).
        status: The HTTP status.
        context: What the template shows.
    """
    language = language_of(request)
    settings = _settings_of(request)
    switch = [(code, _LANGUAGE_NAMES[code], _address_in(request, code)) for code in LANGUAGES]
    content = (
        environment(language)
        .get_template(template)
        .render(
            links=links or Links(DEFAULT_BASE, language),
            lang=language,
            languages=switch,
            path=request.url.path,
            described=settings is not None and not missing_settings(settings),
            licence=None if settings is None else settings.licence,
            writer=None if settings is None else writer_of(request),
            **context,
        )
    )
    return HTMLResponse(content, status_code=status)


def _settings_of(request: Request) -> Settings | None:
    """Return the settings of the application, None for a request that none is serving."""
    app = request.scope.get("app")
    return None if app is None else app.state.settings


@cache
def environment(language: Language) -> Environment:
    """Return the templates of a language, with its messages and its ways of writing."""
    made = Environment(
        loader=FileSystemLoader(_API / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    # Jinja2 adds this method when the extension is loaded; its stubs do not know it.
    made.install_gettext_translations(translations_of(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["asset"] = file_address
    made.globals["built"] = _built
    made.globals["stylesheet"] = stylesheet
    made.filters["breakable"] = _breakable
    made.filters["say"] = partial(_say, language)
    made.filters["shortened"] = _shortened
    made.filters["ticked"] = _ticked
    made.filters["capitalize_first"] = _capitalized
    made.filters["day"] = partial(_day, language)
    made.filters["moment"] = partial(_moment, language)
    made.filters["number"] = partial(_number, language)
    made.filters["share"] = partial(_share, language)
    return made


def _say(language: Language, text: Text | str | None) -> Markup:
    """Return a text of the data, marked with its language where the page is in another."""
    if text is None:
        return Markup("")
    if isinstance(text, str):
        return escape(text)
    if text.language is None or text.language == language:
        return escape(text.value)
    return Markup('<span lang="{}">{}</span>').format(text.language, text.value)


def _breakable(text: Text) -> Text:
    """Return a name that may be broken before its last part ("Samhällsbyggnads-nämnden")."""
    return Text(_LAST_PART.sub("\u00ad", text.value), text.language)


def _shortened(line: str) -> str:
    """Return a line of a document so long as a page may show it; the text alone has all of it."""
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …"


def _capitalized(text: str) -> str:
    """Return a sentence with a capital letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def _ticked(text: str) -> Markup:
    """Return a text of the code whose words in backticks are shown as code."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped


def _day(language: Language, value: date) -> Markup:
    shown = show_date(value, language)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), shown)


def _moment(language: Language, value: datetime) -> Markup:
    shown = show_time(value, language)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), shown)


def _number(language: Language, value: Decimal | float | int) -> str:
    return show_number(value, language)


def _share(language: Language, value: float) -> str:
    return show_share(value, language)


@cache
def _built(name: str) -> bool:
    """Return whether a static file that is built, not committed, is here."""
    return (_API / "static" / name).is_file()


def _address_in(request: Request, language: Language) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    if language != DEFAULT_LANGUAGE:
        kept.append(("lang", language))
    query = urlencode(kept, safe="/")
    # A path that begins with two slashes would lead to another host.
    path = "/" + request.url.path.lstrip("/")
    return f"{path}?{query}" if query else path
