from __future__ import annotations

from datetime import date, datetime
from xml.etree import ElementTree

import httpx
import pytest
from icalendar import Calendar, Event

from styrkedja.graph.analysis import load_responsibilities
from styrkedja.graph.archive import Archive
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import STATUS

_ATOM = "{http://www.w3.org/2005/Atom}"
_DONE = (STATUS + "completed", STATUS + "cancelled")


def _events(answer: httpx.Response) -> dict[str, Event]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    events = {str(event["UID"]): event for event in found}
    assert len(events) == len(found)
    return events  # type: ignore[return-value]  # `walk` gives what it is asked for


def _feed(answer: httpx.Response) -> ElementTree.Element:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def test_a_bodys_calendar_has_its_open_deadlines(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    table = load_responsibilities(layouts_store, kind="SteeringElement")
    for body in table.bodies:
        own = [item for item in table.elements if body.iri in item.bodies and item.deadline]
        wanted = {(i.title, i.deadline) for i in own if i.status not in _DONE}
        events = _events(layouts.get("/feeds/deadlines.ics", params={"body": body.iri}))
        found = {(str(e["SUMMARY"]), e.decoded("DTSTART")) for e in events.values()}
        assert wanted <= found, body.name
        everything = _events(
            layouts.get("/feeds/deadlines.ics", params={"body": body.iri, "done": "true"})
        )
        titles = {str(event["SUMMARY"]) for event in everything.values()}
        assert {item.title for item in own} <= titles


def test_the_whole_calendar_holds_every_bodys(layouts: httpx.Client, layouts_store: Store) -> None:
    whole = _events(layouts.get("/feeds/deadlines.ics"))
    table = load_responsibilities(layouts_store, kind="SteeringElement")
    assert len(whole) > 20
    body = table.bodies[0].iri
    part = _events(layouts.get("/feeds/deadlines.ics", params={"body": body}))
    assert set(part) < set(whole)
    home = {"municipality": "bjorkvalla"}
    assert set(_events(layouts.get("/feeds/deadlines.ics", params=home))) == set(whole)


def test_the_calendar_is_as_rfc_5545_has_it(layouts: httpx.Client) -> None:
    answer = layouts.get("/feeds/deadlines.ics", params={"done": "true"})
    lines = answer.content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(answer.content)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    for event in _events(answer).values():
        first, after = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(first) is date
        assert (after - first).days == 1
        assert event.decoded("DTSTAMP").tzinfo is not None
        assert str(event["URL"]).startswith(str(layouts.base_url))


def test_an_event_keeps_its_uid_and_stamp(layouts: httpx.Client) -> None:
    first = _events(layouts.get("/feeds/deadlines.ics"))
    english = _events(layouts.get("/feeds/deadlines.ics?lang=en"))
    assert set(first) == set(english)
    for uid, event in first.items():
        assert event.decoded("DTSTAMP") == english[uid].decoded("DTSTAMP")


@pytest.mark.parametrize(
    "query", ["body=bjorkvalla/board/none", "body=%3Cx%3E", "municipality=atlantis"]
)
def test_a_calendar_of_nothing_is_not_there(layouts: httpx.Client, query: str) -> None:
    assert layouts.get(f"/feeds/deadlines.ics?{query}").status_code == 404


def test_the_feed_of_documents_has_each_with_its_time(
    layouts: httpx.Client, layouts_archive: Archive
) -> None:
    feed = _feed(layouts.get("/feeds/documents.atom"))
    entries = feed.findall(f"{_ATOM}entry")
    times = {entry.findtext(f"{_ATOM}id"): entry.findtext(f"{_ATOM}updated") for entry in entries}
    assert times == {record.iri: record.time for record in layouts_archive.documents()}
    stated = [datetime.fromisoformat(time or "") for time in times.values()]
    assert stated == sorted(stated, reverse=True)


@pytest.mark.parametrize("name", ["documents", "statuses"])
def test_a_feed_is_as_rfc_4287_has_it(layouts: httpx.Client, name: str) -> None:
    feed = _feed(layouts.get(f"/feeds/{name}.atom"))
    entries = feed.findall(f"{_ATOM}entry")
    assert entries
    for part in (feed, *entries):
        for required in ("id", "title", "updated"):
            assert len(part.findall(f"{_ATOM}{required}")) == 1
            assert part.findtext(f"{_ATOM}{required}")
        updated = datetime.fromisoformat(part.findtext(f"{_ATOM}updated") or "")
        assert updated.tzinfo is not None
    for entry in entries:
        assert entry.findtext(f"{_ATOM}author/{_ATOM}name")
        assert entry.find(f"{_ATOM}summary") is not None
    ids = [entry.findtext(f"{_ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    own = [link.get("href") for link in feed.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    again = _feed(layouts.get(str(own[0])))
    assert again.findtext(f"{_ATOM}id") == feed.findtext(f"{_ATOM}id")
    assert [entry.findtext(f"{_ATOM}id") for entry in again.findall(f"{_ATOM}entry")] == ids


def test_what_a_feed_leads_to_is_there(layouts: httpx.Client) -> None:
    for name in ("documents", "statuses"):
        for entry in _feed(layouts.get(f"/feeds/{name}.atom")).findall(f"{_ATOM}entry")[:3]:
            for link in entry.findall(f"{_ATOM}link"):
                answer = layouts.get(
                    str(link.get("href")), headers={"Accept": str(link.get("type"))}
                )
                assert answer.status_code == 200
                assert answer.headers["content-type"].startswith(str(link.get("type")))


def test_pages_lead_to_their_feeds(layouts: httpx.Client, layouts_store: Store) -> None:
    html = {"Accept": "text/html"}
    documents = layouts.get("/documents", headers=html).text
    for name in ("documents", "statuses"):
        assert f'type="application/atom+xml" href="/feeds/{name}.atom?lang=sv"' in documents
    body = load_responsibilities(layouts_store).bodies[0].iri
    path = "/id/" + body.partition("/id/")[2]
    key = path.removeprefix("/id/")
    assert f'type="text/calendar" href="/feeds/deadlines.ics?body={key}"' in (
        layouts.get(path, headers=html).text
    )
