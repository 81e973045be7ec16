"""Pictures that the analyses draw, at the size at which their letters can be read."""

from __future__ import annotations

import re

from markupsafe import Markup

__all__ = ["at_its_size"]

_BOX = re.compile(r'<svg\b[^>]*?viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')


def at_its_size(svg: str) -> Markup:
    """Return a picture with width and height in pixels, one for each of its own units.

    Args:
        svg: A picture that an analysis drew for a page, which has a view box and no size.
    """
    box = _BOX.match(svg)
    size = "" if box is None else f' width="{box["width"]}" height="{box["height"]}"'
    sized = f"<svg{size}{svg.removeprefix('<svg')}"
    return Markup(sized)  # noqa: S704 - drawn by our own analyses, which escape names
