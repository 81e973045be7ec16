"""What pictures are drawn with: frame, ink, texts that fit. Readable in grey, without styles."""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

__all__ = ["HATCH", "Ink", "cut", "frame", "n", "rect", "text", "text_width", "wrapped", "xml_safe"]

_FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"
_LETTER = 0.56  # The mean width of a letter, in parts of the size; Liberation Sans, with room.
HATCH = "hatch"
# XML has no way to write these; a title that a broken file gave may hold them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Ink:
    """The colours: those of the page around, or dark on white for a file of its own.

    Args:
        standalone: Whether it is for a file.
    """

    def __init__(self, *, standalone: bool) -> None:
        self.standalone = standalone
        self.text = "#1a1a1a" if standalone else "currentColor"
        self.surface = "#ffffff" if standalone else "var(--network-surface, #ffffff)"
        self.fill = "#0b4a7a" if standalone else "var(--network-1, #0b4a7a)"


def frame(
    name: str,
    title: str,
    description: str,
    size: tuple[float, float],
    drawn: Sequence[str],
    ink: Ink,
) -> str:
    """Return an `<svg>` element with title and description for those who cannot see it.

    Args:
        name: The picture's name, in its class and ids.
        title: What it shows.
        description: What is to be seen, in sentences.
        size: Width and height.
        drawn: The elements in it; may use the pattern `HATCH`.
        ink: The colours.
    """
    width, height = size
    mark = hashlib.sha256("".join((name, title, *drawn)).encode()).hexdigest()[:8]
    own = f"{name}-{mark}"
    content = "\n".join(drawn).replace(f"url(#{HATCH})", f"url(#{own}-{HATCH})")
    background = f'<rect width="100%" height="100%" fill="{ink.surface}"/>'
    size_of_file = f' width="{n(width)}" height="{n(height)}"' if ink.standalone else ""
    drawing = "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}"{size_of_file}'
            f' viewBox="0 0 {n(width)} {n(height)}" role="img"'
            f' aria-labelledby="{own}-title" aria-describedby="{own}-desc"'
            f' font-family={quoteattr(_FONT)} font-size="13" fill="{ink.text}">',
            f'<title id="{own}-title">{escape(title)}</title>',
            f'<desc id="{own}-desc">{escape(description)}</desc>',
            f'<defs><pattern id="{own}-{HATCH}" width="6" height="6"'
            ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<line x1="0" y1="0" x2="0" y2="6" stroke="{ink.text}" stroke-opacity="0.45"'
            ' stroke-width="1.5"/></pattern></defs>',
            *([background] if ink.standalone else []),
            content,
            "</svg>",
        ]
    )
    return xml_safe(drawing)


def xml_safe(words: str) -> str:
    """Return a text without the signs that no XML file can hold."""
    return _NOT_XML.sub("", words)


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: float = 13,
    bold: bool = False,
    turn: float = 0,
) -> str:
    """Return a line of text; `turn` degrees round its own place."""
    return (
        f'<text x="{n(x)}" y="{n(y)}"'
        + (f' text-anchor="{anchor}"' if anchor != "start" else "")
        + (f' font-size="{n(size)}"' if size != 13 else "")
        + (' font-weight="700"' if bold else "")
        + (f' transform="rotate({n(turn)} {n(x)} {n(y)})"' if turn else "")
        + f">{escape(words)}</text>"
    )


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    ink: Ink,
    opacity: float = 1.0,
    title: str = "",
) -> str:
    """Return a box with a thin edge; `title` is shown by browsers and read aloud."""
    box = (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="{fill}"'
        + (f' fill-opacity="{opacity:.2f}"' if opacity < 1 else "")
        + f' stroke="{ink.text}" stroke-opacity="0.35"'
    )
    return f"{box}><title>{escape(title)}</title></rect>" if title else f"{box}/>"


def text_width(words: str, size: float = 13) -> float:
    """Return about how wide a text is, rather too much than too little."""
    return len(words) * size * _LETTER


def cut(words: str, width: float, size: float = 13) -> str:
    """Return a text that fits, cut at its end with "…" where it is too long."""
    most = max(int(width / (size * _LETTER)), 2)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def wrapped(words: str, width: float, lines: int, size: float = 13) -> list[str]:
    """Return a text in at most so many lines that fit, cut at its end where it is too long."""
    most = max(int(width / (size * _LETTER)), 2)
    return textwrap.wrap(words, most, max_lines=lines, placeholder="…") or [""]


def n(number: float) -> str:
    """Return a number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")
