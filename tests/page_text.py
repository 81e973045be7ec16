"""What stands in a page, for tests that look for what must not stand there."""

from __future__ import annotations

import re

__all__ = ["without_own_scripts"]

_OWN = re.compile(r'<script type="module" src="/static/[\w./-]+\?v=[0-9a-f]+"></script>')


def without_own_scripts(page: str) -> str:
    """Return a page without the tags that load the service's own modules from its own address."""
    return _OWN.sub("", page)
