"""The documents of one made-up municipality: a plan for two years and a report of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from benchmarks.prose import Prose
from styrkedja.graph.model import (
    Amount,
    Assessment,
    Body,
    BodyKind,
    Confidence,
    Coverage,
    Document,
    DocumentKind,
    Doubt,
    DoubtKind,
    Element,
    ElementKind,
    ElementLink,
    Forecast,
    Indicator,
    Model,
    Municipality,
    Observation,
    Passage,
    Register,
    Relation,
    StatedTotal,
    Status,
)
from styrkedja.graph.rdf.iris import element_key, slug

__all__ = ["models_of"]

_START = ("Ek", "Björk", "Gran", "Sten", "Sjö", "Ås", "Kvarn", "Älv", "Ling", "Ny", "Ulv", "Ham")
_END = ("vik", "stad", "torp", "by", "köping", "holm", "sund", "berga", "fors", "näs", "lunda")
_BOARDS = (
    "Kommunstyrelsen", "Barn- och skolnämnden", "Socialnämnden", "Tekniska nämnden",
    "Miljönämnden", "Byggnadsnämnden", "Kultur- och fritidsnämnden", "Utbildningsnämnden",
    "Omsorgsnämnden", "Servicenämnden", "Arbetsmarknadsnämnden", "Räddningsnämnden",
)  # fmt: skip
_STATUS_WORDS = {
    Status.NOT_STARTED: "Ej påbörjad",
    Status.ONGOING: "Pågående",
    Status.ON_HOLD: "Pausad",
    Status.COMPLETED: "Avslutad",
    Status.REMAINING: "Kvarstår",
    Status.CANCELLED: "Struken",
}
_STATUS_ODDS = (8, 45, 4, 25, 8, 3)
_ASSIGNMENTS = (
    ElementKind.SPECIAL_ASSIGNMENT,
    ElementKind.COMMON_ASSIGNMENT,
    ElementKind.BOARD_ASSIGNMENT,
    ElementKind.INVESTIGATION_ASSIGNMENT,
)
_KIND_NAMES = {
    ElementKind.FOCUS_AREA: "Fokusområden",
    ElementKind.OVERARCHING_GOAL: "Övergripande mål",
    ElementKind.BOARD_GOAL: "Nämndmål",
    ElementKind.STRATEGIC_INITIATIVE: "Strategiska initiativ",
    ElementKind.ACTIVITY: "Aktiviteter",
}
_GOALS = (ElementKind.OVERARCHING_GOAL, ElementKind.BOARD_GOAL)
_COLUMNS = ("Budget {}", "Utfall {}", "Avvikelse {}")
_GROUP = ("samtliga-namnder", "Samtliga nämnder")


@dataclass(frozen=True, slots=True)
class _Plan:
    """One thing that the municipality works with, whichever document states it."""

    kind: ElementKind
    title: str
    bodies: tuple[str, ...]
    above: tuple[tuple[Relation, int], ...]
    deadline: date | None


@dataclass
class _Lines:
    """Hands out passages, one after the other, as a document's lines go on."""

    last: int = 4
    found: list[Passage] = field(default_factory=list)

    def take(self, lines: int) -> tuple[Passage, ...]:
        passage = Passage(self.last + 1, self.last + lines)
        self.last += lines + 1
        return (passage,)


def models_of(number: int, random: Random, *, boards: int, elements: int) -> tuple[Model, ...]:
    """Return the plan for 2023 and 2024 and the reports of both years, in that order.

    Args:
        number: The municipality's number, from 0; no two have the same name.
        random: Where the choices come from.
        boards: How many boards and companies it has.
        elements: Elements that the three documents state together, nearly.
    """
    prose = Prose(random)
    register = _register(number, boards)
    plans = _plans(random, prose, register, max(12, elements // 3))
    models = [_model(random, prose, register, plans, None)]
    for year in (2023, 2024):
        kept = [
            # Most go on; what others refer to always does, so that no link leads nowhere.
            plan
            if index < len(plans) // 3 or random.random() < 0.85
            else _Plan(plan.kind, prose.title(), plan.bodies, plan.above, plan.deadline)
            for index, plan in enumerate(plans)
        ]
        models.append(_model(random, prose, register, kept, year))
    return tuple(models)


def _register(number: int, boards: int) -> Register:
    name = _START[number % len(_START)] + _END[number // len(_START) % len(_END)]
    turn = number // (len(_START) * len(_END))
    name += f" {turn + 1}" if turn else ""
    place = Municipality(name, None, slug(name))
    bodies = [Body("Kommunfullmäktige", BodyKind.COUNCIL, "council/kommunfullmaktige")]
    for place_in_list in range(boards):
        round_, at = divmod(place_in_list, len(_BOARDS))
        title = _BOARDS[at] + (f" {round_ + 1}" if round_ else "")
        kind = BodyKind.BOARD if place_in_list else BodyKind.EXECUTIVE_BOARD
        if place_in_list and place_in_list == boards - 1:
            title, kind = f"{name} Bostäder AB", BodyKind.COMPANY
        segment = "company" if kind is BodyKind.COMPANY else "board"
        bodies.append(
            Body(title, kind, f"{segment}/{slug(title)}", abbreviations=(f"N{place_in_list}",))
        )
    return Register(place, tuple(sorted(bodies, key=lambda body: body.key)))


def _plans(random: Random, prose: Prose, register: Register, number: int) -> list[_Plan]:
    """Return what there is to do, from the top of the chain down."""
    holders = [body.key for body in register.bodies if body.kind is not BodyKind.COUNCIL]
    kinds = [
        *[ElementKind.FOCUS_AREA] * max(2, number // 24),
        *[ElementKind.OVERARCHING_GOAL] * max(3, number // 12),
        *[ElementKind.BOARD_GOAL] * max(3, number // 5),
        *[ElementKind.STRATEGIC_INITIATIVE] * max(1, number // 24),
    ]
    left = number - len(kinds)
    kinds += [random.choice(_ASSIGNMENTS) for _ in range(left // 2)]
    kinds += [ElementKind.ACTIVITY] * (left - left // 2)
    plans: list[_Plan] = []
    for kind in kinds:
        plans.append(
            _Plan(
                kind,
                prose.title(),
                _holders(random, holders, kind),
                _above(random, kind, plans),
                date(2023, 1, 31) + timedelta(days=random.randrange(1200))
                if kind in (*_ASSIGNMENTS, ElementKind.ACTIVITY) and random.random() < 0.9
                else None,
            )
        )
    return plans


def _holders(random: Random, holders: list[str], kind: ElementKind) -> tuple[str, ...]:
    if kind in (ElementKind.FOCUS_AREA, ElementKind.OVERARCHING_GOAL):
        return ()
    if kind in _ASSIGNMENTS:
        number = random.choices((0, 1, 2, 3), weights=(1, 20, 6, 2))[0]
        return tuple(random.sample(holders, min(number, len(holders))))
    return (random.choice(holders),)


def _above(
    random: Random, kind: ElementKind, plans: list[_Plan]
) -> tuple[tuple[Relation, int], ...]:
    """Return the steps up: the relation, and the place of what it leads to among the plans."""

    def one_of(*kinds: ElementKind) -> int:
        return random.choice([at for at, plan in enumerate(plans) if plan.kind in kinds])

    area = (Relation.IN_FOCUS_AREA, ElementKind.FOCUS_AREA)
    if kind is ElementKind.OVERARCHING_GOAL:
        return ((area[0], one_of(area[1])),)
    if kind in (ElementKind.BOARD_GOAL, ElementKind.STRATEGIC_INITIATIVE):
        if random.random() < 0.15:
            return ()
        return ((Relation.CONTRIBUTES_TO, one_of(ElementKind.OVERARCHING_GOAL)),)
    if kind in _ASSIGNMENTS:
        if random.random() < 0.2:
            return ((area[0], one_of(area[1])),)
        relation = random.choice((Relation.MAINLY_CONTRIBUTES_TO, Relation.PARTLY_CONTRIBUTES_TO))
        return ((relation, one_of(*_GOALS, ElementKind.STRATEGIC_INITIATIVE)),)
    if kind is ElementKind.ACTIVITY:
        return (
            (Relation.IMPLEMENTS, one_of(*_ASSIGNMENTS)),
            (Relation.CONTRIBUTES_TO, one_of(ElementKind.BOARD_GOAL)),
        )
    return ()


def _model(
    random: Random, prose: Prose, register: Register, plans: list[_Plan], year: int | None
) -> Model:
    """Return one document: the plan for both years, or the report of one."""
    lines = _Lines()
    document = _document(register, lines, year)
    keys = [
        element_key(plan.kind.value, plan.title, owner=plan.bodies[0] if plan.bodies else None)
        for plan in plans
    ]
    elements = tuple(_elements(random, prose, lines, plans, keys))
    assessments = tuple(_assessments(random, prose, lines, plans, keys)) if year else ()
    indicators, observations = _indicators(random, prose, lines, plans, keys, year)
    amounts = tuple(_amounts(random, lines, register, year)) if year else ()
    doubts = tuple(_doubts(random, plans, keys, elements)) if year else ()
    count = sum(plan.kind is ElementKind.SPECIAL_ASSIGNMENT for plan in plans)
    total = StatedTotal(
        "sarskilda-uppdrag", ElementKind.SPECIAL_ASSIGNMENT, None, count, str(count), count,
        lines.take(1), "stated-total", Confidence.HIGH,
    )  # fmt: skip
    grouped = any(element.groups for element in elements)
    return Model(
        register=register,
        document=document,
        elements=elements,
        assessments=assessments,
        indicators=indicators,
        observations=observations,
        amounts=amounts,
        totals=(total,),
        doubts=doubts,
        groups=(_GROUP,) if grouped else (),
        unread=lines.take(3),
        coverage=Coverage(lines.last, 12, 40, 3),
    )


def _document(register: Register, lines: _Lines, year: int | None) -> Document:
    name = register.municipality.name
    title = f"Uppföljning av mål och uppdrag {year}" if year else "Mål och budget 2023–2024"
    return Document(
        key=slug(title),
        kind=DocumentKind.FOLLOW_UP if year else DocumentKind.PLAN,
        title=f"{title}, {name}",
        label=title,
        period_start=date(year or 2023, 1, 1),
        period_end=date(year or 2024, 12, 31),
        period=str(year) if year else "2023–2024",
        as_of=date(year, 12, 31) if year else None,
        passages=(Passage(1, 2),),
        line_count=lines.last,
        layouts=("assignment-cards",) if year else ("focus-areas",),
    )


def _elements(
    random: Random, prose: Prose, lines: _Lines, plans: list[_Plan], keys: list[str]
) -> Iterator[Element]:
    for plan, key in zip(plans, keys, strict=True):
        task = plan.kind in _ASSIGNMENTS
        yield Element(
            key=key,
            kind=plan.kind,
            title=plan.title,
            passages=lines.take(random.randint(1, 12)),
            rule=f"{plan.kind.value}-card",
            confidence=random.choices(tuple(Confidence), weights=(85, 12, 3))[0],
            heading=_KIND_NAMES.get(plan.kind, "Uppdrag"),
            responsible=plan.bodies,
            contributing=(plan.bodies[0],) if task and len(plan.bodies) > 2 else (),
            coordinated_by=(plan.bodies[1],) if task and len(plan.bodies) > 1 else (),
            decided_by=("council/kommunfullmaktige",) if task and random.random() < 0.3 else (),
            groups=(_GROUP[0],) if task and not plan.bodies else (),
            deadline=plan.deadline,
            deadline_text=None if plan.deadline is None else plan.deadline.isoformat(),
            purpose=f"För att {prose.sentences(1)}" if random.random() < 0.2 else None,
            description=prose.sentences(3) if random.random() < 0.2 else None,
            links=tuple(
                ElementLink(relation, plans[at].kind, keys[at]) for relation, at in plan.above
            ),
        )


def _assessments(
    random: Random, prose: Prose, lines: _Lines, plans: list[_Plan], keys: list[str]
) -> Iterator[Assessment]:
    for plan, key in zip(plans, keys, strict=True):
        goal = plan.kind in _GOALS
        if plan.kind is ElementKind.FOCUS_AREA or random.random() < 0.05:
            continue
        status = random.choices(tuple(_STATUS_WORDS), weights=_STATUS_ODDS)[0]
        yield Assessment(
            element=key,
            kind=plan.kind,
            status=None if goal else status,
            status_text=None if goal else _STATUS_WORDS[status],
            comment=prose.comment() if random.random() < 0.8 else None,
            passages=lines.take(random.randint(2, 14)),
            rule="status-line",
            confidence=random.choices(tuple(Confidence), weights=(85, 12, 3))[0],
            forecast=random.choices(tuple(Forecast), weights=(6, 3, 1))[0] if goal else None,
        )


def _indicators(
    random: Random,
    prose: Prose,
    lines: _Lines,
    plans: list[_Plan],
    keys: list[str],
    year: int | None,
) -> tuple[tuple[Indicator, ...], tuple[Observation, ...]]:
    """Return an indicator for half of the goals, with a target; reports have two outcomes."""
    indicators, observations = [], []
    goals = [at for at, plan in enumerate(plans) if plan.kind in _GOALS]
    for at in goals[::2]:
        plan = plans[at]
        title = f"Andel nöjda med hur kommunen arbetar för att {plan.title.lower()}"
        key = element_key("indicator", title)
        passages = lines.take(1)
        indicators.append(
            Indicator(key, title, "%", keys[at], plan.kind, passages, "indicator-row",
                      Confidence.HIGH, plan.bodies)
        )  # fmt: skip
        wanted = [("2024", True, "Mål 2024")] if random.random() < 0.9 else []
        if year is not None:
            wanted += [(str(y), False, f"Utfall {y}") for y in (year - 1, year)]
        for period, target, column in wanted:
            value = Decimal(random.randrange(200, 990)) / 10
            text = f"{value}".replace(".", ",")
            observations.append(
                Observation(f"{key}-{slug(column)}", key, period, text, value, "%", None,
                            passages, "indicator-cell", Confidence.HIGH, target, column)
            )  # fmt: skip
    return tuple(indicators), tuple(observations)


def _amounts(random: Random, lines: _Lines, register: Register, year: int) -> Iterator[Amount]:
    """Yield budget, outcome and deviation of each board."""
    for body in register.bodies:
        if body.kind is BodyKind.COUNCIL:
            continue
        passages = lines.take(1)
        budget = Decimal(random.randrange(100, 9000)) / 10
        outcome = budget + Decimal(random.randrange(-200, 200)) / 10
        for head, value in zip(_COLUMNS, (budget, outcome, budget - outcome), strict=True):
            column = head.format(year)
            yield Amount(
                f"{slug(body.name)}-{slug(column)}", "Driftredovisning", body.name, column,
                f"{value}".replace(".", ","), value, "mkr", body.key, passages,
                "finance-cell", Confidence.HIGH,
            )  # fmt: skip


def _doubts(
    random: Random, plans: list[_Plan], keys: list[str], elements: tuple[Element, ...]
) -> Iterator[Doubt]:
    for plan, key, element in zip(plans, keys, elements, strict=True):
        if random.random() < 0.08:
            kind = random.choice((DoubtKind.END_DATE_PASSED, DoubtKind.STATUS_CONTRADICTED))
            yield Doubt(
                f"{kind.value}-{key}", kind,
                f"{plan.title}: slutdatum och status säger emot varandra.",
                f"{plan.title}: end date and status contradict each other.",
                element.passages, key, plan.kind,
            )  # fmt: skip
