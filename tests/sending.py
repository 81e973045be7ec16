"""Forms of pages, sent as a browser sends them."""

from __future__ import annotations

import re
from html import unescape

import httpx

__all__ = ["hidden", "send"]

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def hidden(page: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the form on a page that is sent to a path."""
    form = next(
        part.partition("</form>")[0]
        for part in page.split("<form")[1:]
        if unescape(part.partition(">")[0]).find(f'action="{action}"') >= 0
    )
    return {name: unescape(value) for name, value in _HIDDEN.findall(form)}


def send(client: httpx.Client, path: str, fields: dict[str, str | list[str]]) -> httpx.Response:
    """Return the answer to a form that a page of the same service sends."""
    headers = {
        "accept": "text/html",
        "origin": str(client.base_url).rstrip("/"),
        "sec-fetch-site": "same-origin",
    }
    return client.post(path, data=fields, headers=headers)
