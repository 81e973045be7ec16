"""Blocks of a document whose activities stand in real tables, made of the example's known facts."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.file_making import Block, blocks_of

__all__ = ["tabled"]

_Facts = dict[str, Any]


def tabled(text: str, facts: Path) -> list[Block]:
    """Return an example with activity tables as its paragraphs and real tables.

    Args:
        text: Its text, of which the part before the first table is kept.
        facts: The file of its known facts.
    """
    told: _Facts = json.loads(facts.read_text(encoding="utf-8"))
    boards = told["owner"] is None
    opening = text[: text.index("\n Samhälle" if boards else "\nSamhälle")]
    blocks: list[Block] = [*blocks_of(opening)]
    shown = ""
    for (perspective, overarching), found in groupby(
        told["activities"], key=lambda one: (one["perspective"], one["overarching"])
    ):
        if perspective != shown:
            blocks.append(perspective)
            shown = perspective
        if overarching:
            blocks.append(f"Kommunövergripande mål: {overarching}")
        blocks.append([_head(boards, told["as_of"][:4]), *_rows(list(found), told, boards)])
    return blocks


def _head(boards: bool, year: str) -> list[list[str]]:
    date = "Slutdatum" if boards else f"Slutdatum {year}"
    names = ["Nämndmål", "Aktivitet", "Nämnd", date, "Status", "Kommentar"]
    return [[name] for name in names if boards or name != "Nämnd"]


def _rows(found: list[_Facts], told: _Facts, boards: bool) -> list[list[list[str]]]:
    texts = {goal["title"]: goal["text"] for goal in told["goals"]}
    assignments = {one["title"]: one for one in told["assignments"]}
    rows: list[list[list[str]]] = []
    goal = assignment = None
    for one in found:
        if one["parent"]:
            date = f", {one['deadline_text']}" if one["deadline_text"] else ""
            if len(rows[-1][1]) == 1:
                rows[-1][1].append("Följande aktiviteter prioriteras:")
            rows[-1][1].append(f"- {_title(one, assignments, boards)}{date}")
            continue
        first: list[str] = []
        if one["goal"] != goal:
            goal = one["goal"]
            first = [part for part in (goal, texts.get(goal or "")) if part]
        if boards and one["assignment"] and one["assignment"] != assignment:
            own = assignments[one["assignment"]]
            kind = "Kommungemensamt" if own["groups"] else "Nämndspecifikt"
            label = f"({kind} strategiskt utvecklingsuppdrag {own['number']})"
            duty = [[], [own["deadline_text"] or ""], [own["status_text"] or ""], []]
            rows.append([first, [f"{one['assignment']}. {label}"], *duty])
            first = []
        assignment = one["assignment"]
        cells = [
            [", ".join(one["boards"])],
            [one["deadline_text"] or ""],
            [one["status_text"] or ""],
            [one["comment"] or ""],
        ]
        title = f"{'• ' if boards else ''}{_title(one, assignments, boards)}"
        rows.append([first, [title], *(cells if boards else cells[1:])])
    return rows


def _title(one: _Facts, assignments: dict[str, _Facts], boards: bool) -> str:
    title = str(one["title"])
    if one["assignment"] and not boards:
        common = assignments[one["assignment"]]["kind"] == "common-assignment"
        kind = "kommunövergripande" if common else "nämndspecifikt"
        title += f" ({kind} strategiskt utvecklingsuppdrag)"
    if one["continued"]:
        title += f" (fortsättning från {one['continued']})"
    return title
