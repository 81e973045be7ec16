from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from styrkedja.api.feeds import Entry, Feed, atom
from styrkedja.api.feeds.atom import stable_id


def test_what_xml_cannot_hold_is_left_out_and_markup_stays_text() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    title = 'Mål <b>&\x0c\x00\ud800 "slut"'
    entry = Entry("urn:x", title, now, title, title, (title,), (("https://e.org/", "a/b", "x"),))
    feed = Feed("urn:y", title, "", "sv", now, "https://e.org/f", "https://e.org/", [entry], None)
    root = ElementTree.fromstring(atom(feed))
    shown = 'Mål <b>& "slut"'
    assert [one.text for one in root.iter() if one.tag.endswith("}title")] == [shown, shown]


def test_an_id_depends_on_all_its_parts_and_nothing_else() -> None:
    assert stable_id("a", "b") == stable_id("a", "b")
    assert len({stable_id("a", "b"), stable_id("ab"), stable_id("b", "a")}) == 3
