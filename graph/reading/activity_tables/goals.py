"""The texts of the first column: title and own text of a goal, and the rows it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..lines import Line
from .row import GoalText, Row, breaks_off, breaks_off_for_sure
from .sections import Section

__all__ = ["PlacedGoal", "looks_like_a_goal", "place_goals", "split_goal_text"]

_LEAST_WORDS = 3


@dataclass(slots=True, eq=False)
class PlacedGoal:
    """A board goal.

    Args:
        lines: The lines of all its parts.
        section: The headings it stands under.
        pages: The page of each part.
        cut: Whether its last part ends its page, so that more of it may stand on the next one.
    """

    lines: list[Line]
    section: Section | None
    pages: list[int] = field(default_factory=list)
    cut: bool = False


def split_goal_text(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of a goal's title and those of its own text.

    The title ends where a line begins with a capital and the line before it does not break off.
    """
    for sure in (True, False):
        for index in range(1, len(lines)):
            before, line = lines[index - 1].text, lines[index].text
            words = sum(len(one.text.split()) for one in lines[index:])
            open_end = breaks_off(before) if sure else breaks_off_for_sure(before)
            if line[:1].isupper() and not open_end and words >= _LEAST_WORDS:
                return list(lines[:index]), list(lines[index:])
    return list(lines), []


def looks_like_a_goal(lines: Sequence[Line], *, bulleted: bool) -> bool:
    """Return whether a narrow text may be a goal: a name, with or without a text of its own."""
    if bulleted:
        return lines[0].text[:1].isupper()
    title, told = split_goal_text(lines)
    if not lines[0].text[:1].isupper():
        return False
    return (bool(told) and not title[-1].text.endswith(".")) or not lines[-1].text.endswith(".")


def place_goals(
    found: Sequence[Row | GoalText], *, gone_on: bool = True
) -> tuple[list[PlacedGoal], dict[Row, PlacedGoal]]:
    """Return the board goals of tables, and the goal of each row that has one.

    Where the goals stand before their first rows, a row belongs to the goal above it. Where the
    first column is merged, a PDF's text has a goal just before the last row that it spans on a
    page: the rows before it on that page are its own too, those after it on the next page as well.

    Args:
        found: Rows and texts of the first column, in the order of the document.
        gone_on: Whether a goal's text may be split over pages.
    """
    goals: list[PlacedGoal] = []
    part_of: dict[GoalText, PlacedGoal] = {}
    told = _texts(found)
    with_text = sum(1 for text in told if split_goal_text(text.lines)[1])
    for text in told:
        last = goals[-1] if goals else None
        if last is not None and gone_on and _goes_on(last, text, with_text * 2 > len(told)):
            last.lines.extend(text.lines)
        else:
            last = PlacedGoal(list(text.lines), text.section)
            goals.append(last)
        last.pages.append(text.page)
        part_of[text] = last
    placed: dict[Row, PlacedGoal] = {}
    merged = _is_merged(found)
    for items in _by_section(found):
        _mark_cut(items, part_of)
        if merged:
            _place_merged(items, part_of, placed)
        else:
            _place_below(items, part_of, placed)
        _with_first_below(items, placed)
    return goals, placed


def _mark_cut(items: Sequence[Row | GoalText], part_of: dict[GoalText, PlacedGoal]) -> None:
    """Mark the goals that stand beside the last row of their page."""
    for index, item in enumerate(items):
        if isinstance(item, GoalText):
            after = items[index + 1 :]
            beside = sum(1 for one in after if one.page == item.page)
            part_of[item].cut = beside <= 1 and len(after) > beside


def _texts(found: Sequence[Row | GoalText]) -> list[GoalText]:
    return [item for item in found if isinstance(item, GoalText)]


def _goes_on(last: PlacedGoal, text: GoalText, have_texts: bool) -> bool:
    """Return whether a text is the rest of the goal before it, from the page before."""
    if last.section is not text.section or not text.lines:
        return False
    if text.lines[0].text[:1].islower():
        return True
    if text.page == last.pages[-1]:
        return False
    return have_texts and not split_goal_text(last.lines)[1] and not split_goal_text(text.lines)[1]


def _by_section(found: Sequence[Row | GoalText]) -> list[list[Row | GoalText]]:
    runs: list[list[Row | GoalText]] = []
    for item in found:
        if not runs or runs[-1][-1].section is not item.section:
            runs.append([])
        runs[-1].append(item)
    return runs


def _is_merged(found: Sequence[Row | GoalText]) -> bool:
    """Return whether goals stand before the last row they span, not before the first."""
    before = after = 0
    for items in _by_section(found):
        if isinstance(items[0], GoalText):
            before += 1
        elif any(isinstance(item, GoalText) and item.page == items[0].page for item in items):
            after += 1
    return after > before


def _place_below(
    items: Sequence[Row | GoalText],
    part_of: dict[GoalText, PlacedGoal],
    placed: dict[Row, PlacedGoal],
) -> None:
    goal: PlacedGoal | None = None
    for item in items:
        if isinstance(item, Row):
            if goal is not None:
                placed[item] = goal
        else:
            goal = part_of[item]


def _place_merged(
    items: Sequence[Row | GoalText],
    part_of: dict[GoalText, PlacedGoal],
    placed: dict[Row, PlacedGoal],
) -> None:
    goal: PlacedGoal | None = None
    pool: list[Row] = []  # rows of this page that the next goal may span
    sure = True  # whether nothing above them on the page can span them
    page = items[0].page
    last_row = False
    for index, item in enumerate(items):
        if item.page != page:
            pool, sure, page = [], False, item.page
        if isinstance(item, Row):
            row = item
            if goal is not None:
                placed[row] = goal
            if last_row:
                pool, sure, last_row = [], True, False
                continue
            pool.append(row)
            if row.own and goal is not None:
                pool = []
            continue
        text = item
        new = part_of[text]
        if new is not goal:
            following = next((one for one in items[index + 1 :] if isinstance(one, Row)), None)
            spanned = pool if sure else _spanned(pool, following, len(text.lines))
            for row in () if sure else pool:
                row.goal_is_sure = False
            for row in spanned:
                placed[row] = new
        goal, last_row = new, True


def _spanned(pool: Sequence[Row], last: Row | None, lines: int) -> list[Row]:
    """Return the rows before the last one that a text of so many lines needs room beside."""
    height = last.height if last is not None else 0
    spanned: list[Row] = []
    for row in reversed(pool):
        if height >= lines:
            break
        spanned.append(row)
        height += row.height
    return spanned


def _with_first_below(items: Sequence[Row | GoalText], placed: dict[Row, PlacedGoal]) -> None:
    """Give each row of an assignment or a group the goal of the first activity below it."""
    rows: list[Row] = [item for item in items if isinstance(item, Row)]
    for row, following in pairwise(rows):
        if row.kind == "activity" or row.cells is not None or following.kind != "activity":
            continue
        goal = placed.get(following)
        if goal is not None:
            placed[row] = goal
        else:
            placed.pop(row, None)
