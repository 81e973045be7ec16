"""The kinds of steering elements: which there are, what several are called, what each is asked."""

from __future__ import annotations

from collections.abc import Sequence

from styrkedja.graph.model import ElementKind
from styrkedja.graph.wording import names_of
from styrkedja.ontology.namespaces import SK

from .terms import term_label
from .translation import Language, Text

__all__ = [
    "ELEMENT_CLASSES",
    "is_goal",
    "is_work",
    "names_a_board",
    "narrowest",
    "rank",
    "several",
    "sort_of",
]

# The narrowest first, so that an element is called by what is most telling.
ELEMENT_CLASSES = (
    "SpecialAssignment",
    "CommonAssignment",
    "BoardAssignment",
    "InvestigationAssignment",
    "Assignment",
    "OverarchingGoal",
    "BoardGoal",
    "Goal",
    "StrategicInitiative",
    "Activity",
    "FocusArea",
    "SteeringElement",
)
_KINDS = {"".join(word.title() for word in kind.value.split("-")): kind for kind in ElementKind}


def narrowest(types: Sequence[str], classes: Sequence[str]) -> str | None:
    """Return the first of our classes that is among a thing's types, or None."""
    return next((name for name in classes if SK + name in types), None)


def several(kind: str, language: Language) -> Text:
    """Return what several elements of a class are called ("övergripande mål").

    Args:
        kind: Local name of the class; of one that no reader writes, the label of one is returned.
        language: The language.
    """
    if kind in _KINDS:
        return Text(names_of(_KINDS[kind])[0 if language == "sv" else 1], language)
    return term_label(SK + kind, language) or Text(kind)


def is_work(kind: str) -> bool:
    """Return whether a kind is work to be done: it has a status and an end date."""
    return kind == "Activity" or kind.endswith("Assignment")


def is_goal(kind: str) -> bool:
    """Return whether a kind is a goal: a report says whether it will be met."""
    return kind.endswith("Goal")


def names_a_board(kind: str) -> bool:
    """Return whether one asks of a kind which board is responsible for it."""
    return is_work(kind) or kind == "BoardGoal"


def sort_of(kind: str) -> str:
    """Return "Assignment", "Goal" or "Activity" for kinds of these, else nothing."""
    return next((word for word in ("Assignment", "Goal", "Activity") if kind.endswith(word)), "")


# Goals before what is done for them.
_ORDER = (
    "FocusArea",
    "OverarchingGoal",
    "BoardGoal",
    "Goal",
    "StrategicInitiative",
    *(name for name in ELEMENT_CLASSES if name.endswith("Assignment")),
    "Activity",
)


def rank(kind: str) -> int:
    """Return where a kind stands among the others in a list: goals before what serves them."""
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
