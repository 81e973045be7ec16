"""Swedish names inside sentences of another language, marked as the Swedish that they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from .translation import Language

__all__ = ["with_names_marked"]


def with_names_marked(sentences: str, names: Iterable[str], language: Language) -> Markup:
    """Return sentences in which each of the names has its own language.

    Args:
        sentences: The sentences.
        names: Swedish names that may stand in them.
        language: The language of the sentences.
    """
    said = escape(sentences)
    known = sorted({str(escape(name)) for name in names if name}, key=len, reverse=True)
    if language == "sv" or not known:
        return said
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in known))
    marked = pattern.sub(lambda name: f'<span lang="sv">{name[0]}</span>', str(said))
    return Markup(marked)  # noqa: S704 - escaped above
