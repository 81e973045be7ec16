"""What is asked about shared responsibility: what is shared, in which role, of which elements.

The whole of it stands in the address (`?document=…&kind=Goal&role=contributing&year=2024`), so
that a page can be linked to, and is sent by a plain form.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from starlette.requests import Request

from styrkedja.api.parts import records_of_part
from styrkedja.api.snapshot import Snapshot
from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import (
    KINDS,
    ROLES,
    STATUSES,
    SharingAnalysis,
    sharing_of,
)
from styrkedja.graph.analysis.loading import kinds_under
from styrkedja.graph.records import (
    ElementRecord,
    chosen_elements,
    responsibilities_of,
)

from .rendering import Visit
from .scope import Scope

__all__ = [
    "Choices",
    "Offer",
    "Selection",
    "choices_of",
    "elements_chosen",
    "offers_of",
    "selection_of",
    "sharing_chosen",
]

_KIND, _ROLE = "Assignment", "responsible"
# In the order of a list: each level before the narrower kinds of it.
_ORDER = (
    "Assignment",
    "SpecialAssignment",
    "CommonAssignment",
    "BoardAssignment",
    "InvestigationAssignment",
    "Goal",
    "OverarchingGoal",
    "BoardGoal",
    "StrategicInitiative",
    "Activity",
    "FocusArea",
    "SteeringElement",
)
_MAIN = ("Assignment", "Activity", "Goal", "StrategicInitiative")
_ROLES_ASKED = (*ROLES, "any")
_DIGITS = 6  # of a number in an address, at most


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked about.

    Args:
        kind: What is shared: one of `KINDS`.
        role: How the bodies stand to it: one of `ROLES`, or "any".
        year: The year that the documents are about, or None for any.
        status: One of `STATUSES`, or None for any.
        least: Only pairs that share so many at least.
    """

    kind: str = _KIND
    role: str = _ROLE
    year: int | None = None
    status: str | None = None
    least: int = 1

    @property
    def is_plain(self) -> bool:
        """Whether it is what is shown to those who choose nothing."""
        return self == Selection()

    @property
    def sort(self) -> str:
        """The level of what is shared, for words: "Assignment" for all kinds of assignment."""
        return next((sort for sort in _MAIN if self.kind.endswith(sort)), "SteeringElement")

    @property
    def parameters(self) -> dict[str, str | int | None]:
        """What of it an address must say; None for what is as it is without saying."""
        return {
            "kind": None if self.kind == _KIND else self.kind,
            "role": None if self.role == _ROLE else self.role,
            "year": self.year,
            "status": self.status,
            "least": None if self.least == 1 else self.least,
        }


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen, each with how many elements there are: value and number."""

    kinds: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    statuses: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something else that is shared: the selection, how many elements, and its address."""

    selection: Selection
    count: int
    href: str


def selection_of(request: Request) -> Selection:
    """Return what an address asks about.

    Raises:
        ParameterError: It asks for a kind, role, year or status that there is not.
    """
    asked = request.query_params
    return Selection(
        kind=_one_of("kind", asked.get("kind"), KINDS) or _KIND,
        role=_one_of("role", asked.get("role"), _ROLES_ASKED) or _ROLE,
        year=_number("year", asked.get("year")),
        status=_one_of("status", asked.get("status"), STATUSES),
        least=max(1, _number("least", asked.get("least")) or 1),
    )


def elements_chosen(
    snapshot: Snapshot, scope: Scope, selection: Selection
) -> tuple[ElementRecord, ...]:
    """Return the elements that a page is about, sorted by IRI."""
    return chosen_elements(
        records_of_part(snapshot, scope.municipality),
        document=scope.document,
        municipality=snapshot.base + scope.municipality,
        year=selection.year,
        kind=selection.kind,
        status=selection.status,
    )


def sharing_chosen(snapshot: Snapshot, scope: Scope, selection: Selection) -> SharingAnalysis:
    """Return who shares what is asked about; made once a commit for each question."""
    wanted = replace(selection, least=1)

    def make() -> SharingAnalysis:
        found = responsibilities_of(
            records_of_part(snapshot, scope.municipality),
            elements_chosen(snapshot, scope, wanted),
            role=wanted.role,
            document=scope.document,
        )
        return sharing_of(found, role=wanted.role)

    return snapshot.cached(("pages.sharing", scope.value, wanted), make)


def choices_of(snapshot: Snapshot, scope: Scope, selection: Selection) -> Choices:
    """Return what can be chosen of a scope; each number leaves its own choice out of account."""
    whole = elements_chosen(snapshot, scope, Selection(kind="SteeringElement"))
    kinds = Counter(one.kind for one in whole if _fits(one, selection, "kind"))
    roles: Counter[str] = Counter()
    for one in whole:
        if _fits(one, selection, "role"):
            played = {part.role for part in one.parts}
            roles.update(played)
            roles["any"] += bool(played)
    years = Counter(one.year for one in whole if _fits(one, selection, "year"))
    statuses = Counter(one.status or "unknown" for one in whole if _fits(one, selection, "status"))
    counted = {kind: sum(kinds[name] for name in kinds_under(kind)) for kind in _ORDER}
    # A level that has one kind only is not told twice.
    same = {
        kind
        for level in ("Assignment", "Goal")
        for kind in kinds_under(level)
        if kind not in (level, selection.kind) and counted[kind] == counted[level]
    }
    alone = len({one.year for one in whole}) < 2
    return Choices(
        kinds=tuple(
            (k, n) for k, n in counted.items() if (n and k not in same) or k == selection.kind
        ),
        roles=tuple((r, roles[r]) for r in _ROLES_ASKED if roles[r] or r == selection.role),
        years=tuple(
            sorted(((y, n) for y, n in years.items() if y is not None and not alone), reverse=True)
        ),
        statuses=tuple((s, statuses[s]) for s in STATUSES if statuses[s] or s == selection.status),
    )


def offers_of(visit: Visit, scope: Scope, selection: Selection) -> tuple[Offer, ...]:
    """Return what else the bodies share in a scope, the most first; of each kind the first role.

    A role that adds nothing to what a narrower one gives is left out.
    """
    whole = elements_chosen(visit.snapshot, scope, Selection(kind="SteeringElement"))
    found: Counter[tuple[str, str]] = Counter()
    for one in whole:
        sort = Selection(kind=one.kind).sort
        for role in ROLES:
            if len({part.body for part in one.parts if part.role == role}) > 1:
                found[sort, role] += 1
    chosen = [
        (Selection(kind=sort, role=role), count)
        for (sort, role), count in found.items()
        if (sort, role) != (selection.sort, selection.role)
    ]
    chosen.sort(key=lambda pair: (-pair[1], pair[0].kind, pair[0].role))
    return tuple(
        Offer(one, count, visit.links.page("/", "", document=scope.value, **one.parameters))
        for one, count in chosen
    )


def _fits(one: ElementRecord, selection: Selection, but: str) -> bool:
    """Return whether an element is chosen by all parts of a selection but one."""
    return (
        (but == "kind" or one.kind in kinds_under(selection.kind))
        and (but == "year" or selection.year in (None, one.year))
        and (but == "status" or selection.status in (None, one.status or "unknown"))
    )


def _one_of(name: str, given: str | None, known: tuple[str, ...]) -> str | None:
    if not given or given in known:
        return given or None
    listed = ", ".join(known)
    raise ParameterError(
        f"{name}: there is no {given[:100]!r}; choose one of {listed}.",
        sv=f"{name}: ”{given[:100]}” finns inte. Välj ett av dessa: {listed}.",
        names=(name,),
    )


def _number(name: str, given: str | None) -> int | None:
    if not given:
        return None
    if given.isascii() and given.isdigit() and len(given) <= _DIGITS:
        return int(given)
    raise ParameterError(
        f"{name}: {given[:100]!r} is no whole number.",
        sv=f"{name}: ”{given[:100]}” är inget heltal.",
        names=(name,),
    )
