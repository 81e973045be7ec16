"""The two languages of the pages: messages, dates and numbers.

Messages are written in English in the templates; their Swedish stands in
`locales/sv/LC_MESSAGES/messages.po`, read at the first request.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from babel.core import Locale
from babel.dates import format_date, format_datetime, get_timezone
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations
from starlette.requests import Request

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "Language",
    "Text",
    "language_of",
    "locale_of",
    "show_date",
    "show_number",
    "show_share",
    "show_time",
    "translations_of",
]

Language: TypeAlias = Literal["sv", "en"]

DEFAULT_LANGUAGE: Language = "sv"
LANGUAGES: tuple[Language, ...] = ("sv", "en")
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_LOCALES_FOLDER = Path(__file__).parent.parent / "locales"
_TIME_ZONE = "Europe/Stockholm"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the data and the language it is in, or None where the data does not say."""

    value: str
    language: str | None = None


def language_of(request: Request) -> Language:
    """Return the language that the address asks for (`?lang=en`), Swedish where it does not."""
    asked = request.query_params.get("lang")
    return next((known for known in LANGUAGES if known == asked), DEFAULT_LANGUAGE)


@cache
def locale_of(language: Language) -> Locale:
    """Return the locale by which dates and numbers are written in a language."""
    return Locale.parse(_LOCALES[language])


@cache
def translations_of(language: Language) -> NullTranslations:
    """Return the messages of a language; those of English are the templates' own."""
    if language == "en":
        return NullTranslations()
    source = _LOCALES_FOLDER / language / "LC_MESSAGES" / "messages.po"
    catalogue = read_po(io.BytesIO(source.read_bytes()), locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def show_date(value: date, language: Language) -> str:
    """Return a date in words.

    >>> show_date(date(2024, 6, 30), "sv")
    '30 juni 2024'
    """
    return format_date(value, "d MMMM y", locale=locale_of(language))


def show_time(value: datetime, language: Language) -> str:
    """Return a moment as date and time of day in Sweden."""
    zone = get_timezone(_TIME_ZONE)
    return format_datetime(value, "d MMMM y, HH:mm", tzinfo=zone, locale=locale_of(language))


def show_number(value: Decimal | float | int, language: Language) -> str:
    """Return a number with the language's decimal mark, at most three decimals.

    >>> show_number(Decimal("12.80"), "sv")
    '12,8'
    """
    return format_decimal(value, "#,##0.###", locale=locale_of(language))


def show_share(value: float, language: Language) -> str:
    """Return a share between 0 and 1 as a percentage without decimals."""
    return format_percent(value, locale=locale_of(language))
