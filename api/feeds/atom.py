"""Atom feeds (RFC 4287): what one holds, and its XML."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

__all__ = ["Entry", "Feed", "atom", "stable_id"]

_NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 has no place for; documents made from PDF hold such signs.
_NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
ElementTree.register_namespace("", _NAMESPACE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Args:
        id: An IRI that never changes.
        title: Its title.
        updated: When what it tells was read into the archive.
        summary: What it tells, as plain text.
        author: Whose the document is.
        categories: Words for what kind of entry it is.
        links: Address, media type and relation of what it is about.
    """

    id: str
    title: str
    updated: datetime
    summary: str
    author: str
    categories: Sequence[str]
    links: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; its entries stand in the order in which they are to be shown.

    Args:
        id: An IRI that never changes.
        title: Its title.
        subtitle: What it is, in a sentence.
        language: The language of its texts.
        updated: When the archive last changed.
        address: Where it is fetched.
        page: The web page of the same.
        entries: The entries.
        rights: IRI of the licence, or None where none is stated.
    """

    id: str
    title: str
    subtitle: str
    language: str
    updated: datetime
    address: str
    page: str
    entries: Sequence[Entry]
    rights: str | None


def stable_id(*parts: str) -> str:
    """Return an IRI that is the same for the same parts, whatever host serves the feed."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(parts)).urn


def atom(feed: Feed) -> bytes:
    """Return a feed as Atom."""
    root = ElementTree.Element(
        f"{{{_NAMESPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language}
    )
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", feed.updated.isoformat())
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.rights is not None:
        _add(root, "link", rel="license", href=feed.rights)
    _add(root, "generator", "Styrkedja")
    for entry in feed.entries:
        one = _add(root, "entry")
        _add(one, "id", entry.id)
        _add(one, "title", entry.title)
        _add(one, "updated", entry.updated.isoformat())
        _add(_add(one, "author"), "name", entry.author)
        for word in entry.categories:
            _add(one, "category", term=word)
        for href, media, rel in entry.links:
            _add(one, "link", rel=rel, type=media, href=href)
        _add(one, "summary", entry.summary)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    kept = {key: _NO_XML.sub("", value) for key, value in attributes.items()}
    element = ElementTree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", kept)
    if text is not None:
        element.text = _NO_XML.sub("", text)
    return element
