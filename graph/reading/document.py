"""A text rendition → the model: all that one document says, with what is doubtful about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from styrkedja.errors import ReadingError, UnknownLayoutError
from styrkedja.graph.formats import TextRendition
from styrkedja.graph.model import (
    Coverage,
    Document,
    DocumentKind,
    DoubtKind,
    Model,
    Municipality,
    Passage,
    Register,
)
from styrkedja.graph.profiles import Profile, default_profile
from styrkedja.graph.rdf.iris import slug

from .abbreviations import names_for
from .about import About, municipality_named, read_about, read_municipality
from .activity_tables import find_heads
from .assembly import Assembly
from .assignment_cards import read_assignment_cards
from .coverage import coverage_of, prose_lines
from .doubts import Doubts
from .draft import Found, Source
from .element_doubts import doubt_elements
from .labels import labels_beside_text
from .layouts import LAYOUTS, READERS_AFTER_CARDS, READERS_BEFORE_CARDS, READERS_OF_TEXT, Reader
from .lines import Line, hyphenated_words, read_lines
from .named_bodies import NamedBodies
from .opening import opening_paragraphs
from .overlong import cut_overlong
from .ownership import owner_of
from .reorganisations import find_reorganisations
from .sheets import SheetText, doubt_unlisted, read_sheet_about, read_sheets

__all__ = ["read_document"]

_OF_SHEETS = frozenset({"xlsx", "csv"})
_SIDE_BY_SIDE = 3  # labels beside other text, from which on columns are taken to be side by side


def read_document(
    rendition: TextRendition,
    *,
    path: Path | None = None,
    municipality: str | None = None,
    body: str | None = None,
    profile: Profile | None = None,
    known: Callable[[str], Register | None] | None = None,
) -> Model:
    """Return the model of a document.

    Args:
        rendition: The document as text.
        path: The file it came from, for error messages.
        municipality: The municipality's name, for documents that do not say it; None to read it.
        body: The body whose document it is; None to read it.
        profile: The words to go by; None for common Swedish wording.
        known: Gives the register of a municipality, by its slug, with the bodies of its other
            documents; None when no other documents are known.

    Raises:
        UnknownLayoutError: Nothing in it has a layout that is known.
        ReadingError: The document does not say which municipality it is of, or has no title.
    """
    profile = profile or default_profile()
    lines = tuple(read_lines(rendition.lines))
    hyphenated = hyphenated_words(lines)
    opening = opening_paragraphs(lines)
    sheets = _sheets(rendition, lines, profile)
    told = None if sheets is None else read_sheet_about(sheets, path)
    about = read_about(opening, hyphenated, lines) if told is None else told.about
    source = Source(
        lines=lines,
        profile=profile,
        hyphenated=hyphenated,
        year=_year(about),
        owner=body or (owner_of(lines) if told is None else told.owner),
    )
    labelled = () if told is None else told.lines
    found, about = _read(source, about, sheets, path, in_texts=not labelled)
    named = municipality or (None if told is None else told.municipality)
    place = municipality_named(named) if named else read_municipality(lines)
    if place is None:
        raise ReadingError(
            "the document does not name its municipality; name it with --municipality",
            sv="dokumentet nämner inte sin kommun; ange den med --municipality",
            path=path,
        )
    if about is None:
        raise ReadingError(
            "the document has no title above its first assignment; put one on its first line",
            sv="dokumentet har ingen titel ovanför sitt första uppdrag; skriv en på första raden",
            path=path,
        )
    register = None if known is None else known(place.slug)
    return _model(source, found, about, register or Register(place), place, labelled)


def _sheets(rendition: TextRendition, lines: Sequence[Line], profile: Profile) -> SheetText | None:
    """Return the lines of a workbook or CSV file with their cells; None for other documents."""
    if rendition.encoding not in _OF_SHEETS:
        return None
    return SheetText(lines, rendition.places, profile.sheets)


def _read(
    source: Source,
    about: About | None,
    sheets: SheetText | None,
    path: Path | None,
    *,
    in_texts: bool,
) -> tuple[list[Found], About | None]:
    """Return what each reader found, and what the document says about itself.

    Indicators are looked for in running text with `in_texts`: a workbook of our own shape has a
    sheet for them.

    Sheets with known columns come first, then tables of numbers: they are sure, and no other
    reader shall take their cells for text. Each reader leaves alone what those before it have
    taken.
    """
    found: list[Found] = []
    if sheets is not None:
        source = _run((lambda source: read_sheets(source, sheets, path),), source, found)
    source = _run(READERS_BEFORE_CARDS, source, found)
    _refuse_columns(source, path)
    in_cards = read_assignment_cards(source)
    heads = _activity_heads(source) if in_cards is not None else frozenset()
    if heads:  # their columns' names are no labels
        in_cards = read_assignment_cards(replace(source, taken=source.taken | heads))
    if in_cards is not None:
        cards, preamble = in_cards
        found.append(cards)
        about = read_about(preamble, source.hyphenated)
        source = replace(source, taken=source.taken | _lines_of(cards))
    source = _run(READERS_AFTER_CARDS, source, found)
    if in_texts:
        _run(READERS_OF_TEXT, source, found)
    cut_overlong(found, source)
    if not any(one.things or one.amounts or one.measures for one in found):
        known = "; ".join(f"{name}: {en}" for name, (en, _) in LAYOUTS.items())
        known_sv = "; ".join(sv for _, sv in LAYOUTS.values())
        written = sum(1 for line in source.lines if line.text)
        raise UnknownLayoutError(
            f"no layout that Styrkedja knows was found in it: 0 of its {written} lines were "
            f"understood. If its words are its own, draft a profile (styrkedja profile FILE). "
            f"Known: {known}",
            sv="ingen uppställning som Styrkedja känner till hittades: 0 av dess "
            f"{written} rader förstods. Om dokumentet har egna ord för rubriker och kolumner, gör "
            f"ett utkast till en profil (styrkedja profile FIL). Kända uppställningar: {known_sv}",
            path=path,
        )
    return found, about


def _refuse_columns(source: Source, path: Path | None) -> None:
    """Refuse a document whose pages have labels to the right of other text.

    Raises:
        UnknownLayoutError: It is one.
    """
    beside = labels_beside_text(source.lines, source.profile)
    if len(beside) < _SIDE_BY_SIDE:
        return
    known = source.taken | _activity_heads(source)
    beside = [number for number in beside if number not in known]
    if len(beside) >= _SIDE_BY_SIDE:
        raise UnknownLayoutError(
            "columns stand side by side, labels to the right of other text; save the text in "
            "reading order (for example: pdftotext FILE.pdf, without -layout)",
            sv="spalter står bredvid varandra, med etiketter till höger om annan text; spara "
            "texten i läsordning (till exempel: pdftotext FIL.pdf, utan -layout)",
            path=path,
            line=beside[0],
        )


def _activity_heads(source: Source) -> frozenset[int]:
    heads = find_heads(source.lines, source.profile.activity_tables, source.taken)
    return frozenset(number for head in heads for number in head.numbers)


def _run(readers: Sequence[Reader], source: Source, found: list[Found]) -> Source:
    for read in readers:
        one = read(source)
        if one is not None:
            found.append(one)
            source = replace(source, taken=source.taken | _lines_of(one))
    return source


def _lines_of(found: Found) -> frozenset[int]:
    """Return the numbers of all lines that a reader made something of."""
    numbers = {*found.headings, *found.furniture}
    for thing in found.things:
        numbers.update(thing.lines)
        if thing.judgement is not None:
            numbers.update(thing.judgement.lines)
    for measure in found.measures:
        numbers.update(measure.lines)
        for value in measure.values:
            numbers.update(value.lines)
    for amount in found.amounts:
        numbers.update(amount.lines)
    for stated in found.announced:
        numbers.update(stated.lines)
    return frozenset(numbers)


def _model(
    source: Source,
    found: Sequence[Found],
    about: About,
    known: Register,
    place: Municipality,
    labelled: Iterable[int],
) -> Model:
    """Return the model; `labelled` are lines by which a document describes itself."""
    doubts = Doubts()
    names = names_for(found, source.lines, known, source.profile)
    named = NamedBodies(source.profile, doubts, names, known.bodies)
    assembly = Assembly(source.lines, named, doubts)
    things = [thing for one in found for thing in one.things]
    period = about.period
    if period is None:
        doubts.add(
            DoubtKind.PERIOD_UNSURE,
            "Dokumentet säger inte vilken period det gäller.",
            "The document does not say which period it is about.",
            about.passages[:1],
        )
    elif about.year_assumed:
        doubts.add(
            DoubtKind.PERIOD_UNSURE,
            f"Dagen {period.end} är tryckt utan år; året är det som dokumentet oftast nämner.",
            f"The day {period.end} is printed without its year; it is the one named most often.",
            about.passages[-1:],
        )
    if place.code is None:
        doubts.add(
            DoubtKind.UNKNOWN_MUNICIPALITY,
            f"{place.name} finns inte bland Sveriges 290 kommuner.",
            f"{place.name} is not one of Sweden's 290 municipalities.",
            (),
        )
    elements = assembly.elements(things)
    owner = named.body(source.owner, None, 1) if source.owner and _owned(source, found) else None
    document = _document(source, found, about, owner)
    assessments = assembly.assessments(things)
    measures = [measure for one in found for measure in one.measures]
    indicators, observations = assembly.indicators(measures, things)
    amounts = assembly.amounts(amount for one in found for amount in one.amounts)
    assembly.suspicions(doubt for one in found for doubt in one.suspicions)
    assembly.suspicions(doubt_elements(things, document.as_of))
    of_sheets = [thing for one in found if one.layout == "sheets" for thing in one.things]
    assembly.suspicions(doubt_unlisted(of_sheets, known, source.profile))
    totals = assembly.totals(stated for one in found for stated in one.announced)
    changes = assembly.reorganisations(
        find_reorganisations(source.lines, source.profile, source.hyphenated)
    )
    told = (Passage(line, line) for line in labelled)
    coverage, unread = _coverage(
        source, found, (*about.passages, *told, *(p for one in changes for p in one.passages))
    )
    unsure = assembly.passages(number for one in found for number in one.unsure)
    if unsure:
        doubts.not_understood(unsure)
    return Model(
        register=named.register(place),
        document=document,
        elements=elements,
        assessments=assessments,
        indicators=indicators,
        observations=observations,
        amounts=amounts,
        totals=totals,
        reorganisations=changes,
        doubts=doubts.all(),
        groups=named.groups(),
        unread=unread,
        furniture=tuple(sorted({number for one in found for number in one.furniture})),
        coverage=coverage,
    )


def _document(source: Source, found: Sequence[Found], about: About, owner: str | None) -> Document:
    """Return the document about itself.

    One body's follow-up has the body's name in its label and key, for all bodies of a municipality
    may give their follow-ups the same title.
    """
    period = about.period
    key, label, kind = about.key, about.label, about.kind
    if owner is not None and source.owner is not None and slug(source.owner) not in slug(label):
        key = f"{slug(source.owner)}-{key}"
        label = f"{source.owner}: {label}"
    if any(t.judgement and t.judgement.status for one in found for t in one.things):
        kind = DocumentKind.FOLLOW_UP
    return Document(
        key=key,
        kind=kind,
        title=about.title,
        label=label,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period=period.text if period else None,
        as_of=period.end if period and kind is DocumentKind.FOLLOW_UP else None,
        passages=about.passages,
        line_count=len(source.lines),
        layouts=tuple(one.layout for one in found),
        owner=owner,
    )


def _owned(source: Source, found: Sequence[Found]) -> bool:
    """Return whether activities have their body from the document, for want of a column."""
    carried = [
        thing.responsible
        for one in found
        if one.layout in ("activity-tables", "sheets")
        for thing in one.things
        if thing.responsible
    ]
    return bool(carried) and all(bodies == [source.owner] for bodies in carried)


def _coverage(
    source: Source, found: Sequence[Found], others: Iterable[Passage]
) -> tuple[Coverage, tuple[Passage, ...]]:
    """Return how the lines were understood; `others` are passages that no reader found."""
    facts = {number for passage in others for number in range(passage.first, passage.last + 1)}
    furniture: set[int] = set()
    headings: set[int] = set()
    for one in found:
        furniture.update(one.furniture)
        headings.update(one.headings)
        facts.update(_lines_of(one) - set(one.furniture))
    prose = frozenset(prose_lines(source.lines, source.profile, frozenset(headings)))
    return coverage_of(source.lines, frozenset(facts), frozenset(furniture), prose)


def _year(about: About | None) -> int | None:
    return None if about is None or about.period is None else about.period.end.year
