"""A draft as a profile file: what was settled as TOML, the rest as comments that ask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from .draft import Draft
from .suggestion import Suggestion
from .trial import Choice, Trial

__all__ = ["profile_lines"]

_SHOWN_LEFT = 5
_WORDS = {
    "sv": {
        "head": "Utkast till profil för {name}. Läs med den: styrkedja ingest --profile FIL {name}",
        "before": "Utan den: {}",
        "after": "Med den:  {}",
        "refused": "dokumentet avvisas, ingen känd layout",
        "read": "{share:.1%} av raderna förstådda; {elements} styrelement, {status} med"
        " känd status, {bodies} med ansvarig, {deadlines} med slutdatum",
        "comments": "Rader som börjar med # läses inte. De frågar efter sådant som dokumentet inte"
        " säger självt;",
        "fill": "ta bort # framför det som stämmer, under rätt ord.",
        "seen": "{times} gånger, rad {lines}",
        "seen_once": "en gång, rad {lines}",
        "status": "Vilken status är det? {keys}",
        "label": "Är det en etikett, och för vad? {keys}",
        "column": "Är det ett kolumnhuvud, och för vad? {keys}",
        "abbreviation": "Vilket organ är det?",
        "section": "Löptext utan uppgifter? Då kan rubriken stå här ({times} rader förstods inte).",
        "nothing": "Inga nya ord behövs: det mesta förstås redan.",
        "left": "Ännu inte förstått, de längsta ställena: rad {}",
        "unknown": "Inget i dokumentet liknar en känd layout: kort med etiketter, tabeller med"
        " aktiviteter, mål med analys, fokusområden, mätetal eller belopp.",
    },
    "en": {
        "head": "Draft of a profile for {name}. Read with it:"
        " styrkedja ingest --profile FILE {name}",
        "before": "Without it: {}",
        "after": "With it:    {}",
        "refused": "the document is refused, no layout that is known",
        "read": "{share:.1%} of the lines understood; {elements} elements, {status} with a known"
        " status, {bodies} with a responsible body, {deadlines} with an end date",
        "comments": "Lines that begin with # are not read. They ask for what the document does not"
        " tell itself;",
        "fill": "remove the # before what is right, under the right word.",
        "seen": "{times} times, lines {lines}",
        "seen_once": "once, line {lines}",
        "status": "Which status is it? {keys}",
        "label": "Is it a label, and of what? {keys}",
        "column": "Is it the name of a column, and of which? {keys}",
        "abbreviation": "Which body is it?",
        "section": "Running text without facts? Then its heading can stand here"
        " ({times} lines were not understood).",
        "nothing": "No new words are needed: most is understood already.",
        "left": "Not understood yet, the longest passages: lines {}",
        "unknown": "Nothing in the document looks like a layout that is known: cards with labels,"
        " tables of activities, goals with analyses, focus areas, indicators or amounts.",
    },
}
_QUESTIONS = {
    "statuses": "status",
    "labels": "label",
    "activity_tables.columns": "column",
    "bodies.abbreviations": "abbreviation",
    "prose": "section",
}


def profile_lines(draft: Draft, name: str, lang: str) -> list[str]:
    """Return the lines of the profile file, a valid TOML file as it stands.

    Args:
        draft: What was found.
        name: What the document is called, for the comment at the top.
        lang: The language of the comments, "sv" or "en".
    """
    words = _WORDS[lang]
    lines = [
        f"# {words['head'].format(name=' '.join(name.split()))}",
        f"# {words['before'].format(_told(draft.before, lang))}",
    ]
    if draft.chosen:
        lines.append(f"# {words['after'].format(_told(draft.after, lang))}")
    if draft.open:
        lines += [f"# {words['comments']}", f"# {words['fill']}"]
    if not draft.chosen and not draft.open:
        lines.append(f"# {words['nothing' if draft.after.model is not None else 'unknown']}")
    if draft.left:
        places = ", ".join(f"{one.first}–{one.last}" for one in draft.left[:_SHOWN_LEFT])
        lines.append(f"# {words['left'].format(places)}")
    tables = dict.fromkeys(
        [one.table for one, _ in draft.chosen] + [one.table for one in draft.open]
    )
    for table in tables:
        lines += ["", f"[{table}]"]
        lines += _settled([choice for choice in draft.chosen if choice[0].table == table], lang)
        for suggestion in draft.open:
            if suggestion.table == table:
                lines += _asked(suggestion, lang)
    return lines


def _told(trial: Trial, lang: str) -> str:
    words, model = _WORDS[lang], trial.model
    if model is None:
        return words["refused"]
    return words["read"].format(
        share=float(model.coverage.share),
        elements=len(model.elements),
        status=sum(one.status is not None for one in model.assessments),
        bodies=sum(bool(one.responsible or one.groups) for one in model.elements),
        deadlines=sum(one.deadline_text is not None for one in model.elements),
    )


def _settled(choices: Iterable[Choice], lang: str) -> Iterator[str]:
    by_key: dict[str, list[Suggestion]] = {}
    for suggestion, key in choices:
        by_key.setdefault(key, []).append(suggestion)
    for key, suggestions in by_key.items():
        for suggestion in suggestions:
            yield f"# {_quoted(suggestion.word)}: {_seen(suggestion, lang)}"
        yield f"{key} = [{', '.join(_quoted(one.word) for one in suggestions)}]"


def _asked(suggestion: Suggestion, lang: str) -> Iterator[str]:
    question = _WORDS[lang][_QUESTIONS[suggestion.table]]
    asked = question.format(keys=", ".join(suggestion.keys), times=suggestion.times)
    yield f"# {_quoted(suggestion.word)}: {_seen(suggestion, lang)}"
    yield f"# {asked}"
    if suggestion.table == "bodies.abbreviations":
        yield f'# {_quoted(suggestion.word)} = "…"'
    else:
        yield f"# {suggestion.keys[0]} = [{_quoted(suggestion.word)}]"


def _seen(suggestion: Suggestion, lang: str) -> str:
    words = _WORDS[lang]
    lines = ", ".join(str(line) for line in suggestion.lines)
    if suggestion.table == "prose":
        return words["seen_once"].format(lines=lines)
    seen = words["seen" if suggestion.times > 1 else "seen_once"]
    examples = "".join(f"; {_quoted(text)}" for text in suggestion.examples[:1] if text)
    return seen.format(times=suggestion.times, lines=lines) + examples


def _quoted(text: str) -> str:
    """Return a text as a TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
