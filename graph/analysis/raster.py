"""Pictures as PNG, for programs that do not take SVG."""

from __future__ import annotations

from functools import cache

import resvg_py

from styrkedja.errors import FormatError

__all__ = ["png_bytes"]

_FAMILIES = "Liberation Sans", "DejaVu Sans", "Arial", "Helvetica", "Noto Sans"


def png_bytes(svg: str, *, zoom: float = 2.0) -> bytes:
    """Return an SVG as PNG.

    Args:
        svg: A picture for a file of its own (`standalone`), whose colours are plain.
        zoom: Pixels for each unit of the picture; 2 is sharp in print at half a page.

    Raises:
        FormatError: The machine has no font to write with.
    """
    family = _family()
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, sans_serif_family=family))


@cache
def _family() -> str:
    """Return the first font family that draws anything."""
    blank = _drawn("", "sans-serif")
    for family in _FAMILIES:
        if _drawn("m", family) != blank:
            return family
    raise FormatError(
        "no font to draw PNG with; install one (for example fonts-dejavu), or take svg"
    )


def _drawn(words: str, family: str) -> bytes:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
        f'<text y="15" font-family="{family}">{words}</text></svg>'
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))
