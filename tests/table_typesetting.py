"""Typesets tables of numbers in as many ways as municipalities do, with the facts they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

__all__ = ["FinanceDocument", "IndicatorDocument", "finance_document", "indicator_document"]

_BODIES = (
    "Socialnämnd", "Barn- och utbildningsnämnden", "Kultur- och fritidsnämnden", "Byggnadsnämnden",
    "Valnämnden", "Kommunstyrelsen", "Teknik- och servicenämnden", "KS/ Räddningstjänsten",
    "Överförmyndarnämnden", "Miljönämnden", "Vård- och omsorgsnämnden", "Gymnasienämnden",
)  # fmt: skip
_POSTS = (
    "Skatteintäkter", "Generella statsbidrag och utjämning", "Finansiella intäkter",
    "Finansiella kostnader", "Avskrivningar", "Verksamhetens intäkter", "Pensioner och löneskuld",
    "Internt återförda kostnader", "Reavinster", "Övriga kostnader", "Exploatering",
    "Semesterlöner",
)  # fmt: skip
_TITLES = (
    "Driftsredovisning", "Resultaträkning", "Investeringsredovisning", "Nämndernas utfall",
    "Budgetuppföljning per nämnd",
)  # fmt: skip
_PERIODS = ("jan-apr {y}", "jan - aug {y}", "Jan–aug {y}", "{y}", "april {y}", "januari-april {y}")
_PROSE = (
    "Kommunen redovisar ett positivt resultat för perioden, vilket är bättre än budgeterat.",
    "Förklaringen är främst högre skatteintäkter och lägre kostnader för personal under året.",
    "Prognosen för helåret visar ett överskott på 26 miljoner kronor, 10 bättre än budget.",
)
_MEASURES = (
    "Andel elever som når målen i alla ämnen", "Antal besökare på kommunens bibliotek",
    "Andel kompletta bygglovsansökningar med beslut inom 10 veckor", "Sjukfrånvaro i nämnden",
    "Nöjdhet bland brukare i hemtjänsten", "Koldioxidutsläpp från resor i tjänsten",
    "Andel ekologiska livsmedel i måltidsverksamheten",
    "Personalkontinuitet i hemtjänst över 14 dagar",
    "Åtgärder enligt underhållsplanen är genomförda till 100%", "Antal feriejobb som har tillsatts",
    "Andel medarbetare som rekommenderar sin arbetsgivare till andra",
)  # fmt: skip


@dataclass
class FinanceDocument:
    """A document with finance tables.

    Args:
        text: The document.
        amounts: (row, column) → number as it must be read.
        table: The table's title.
        unit: Its unit.
        bodies: Rows that are bodies.
    """

    text: str
    amounts: dict[tuple[str, str], Decimal]
    table: str
    unit: str
    bodies: set[str]


@dataclass
class IndicatorDocument:
    """A document with an indicator table.

    Args:
        text: The document.
        measures: Title → column → (number, whether it is a target).
        units: Title → unit.
    """

    text: str
    measures: dict[str, dict[str, tuple[Decimal, bool]]] = field(default_factory=dict)
    units: dict[str, str | None] = field(default_factory=dict)


def finance_document(seed: int) -> FinanceDocument:
    """Return a document with one finance table in a form that the seed chooses."""
    random = Random(seed)
    form = random.choice(("blanks", "places", "tabs", "bars"))
    year = random.randint(2019, 2031)
    columns = _columns(random, year)
    decimals = random.random() < 0.3
    unit = random.choice(("mkr", "tkr", "Mkr", "miljoner kronor"))
    title = f"{random.choice(_TITLES)}{random.choice((', {}', ' ({})'))}".format(unit)
    names = random.sample(_BODIES, random.randint(4, 8)) + random.sample(
        _POSTS, random.randint(2, 6)
    )
    minus = random.choice("-–−") if form != "blanks" else random.choice("-−")
    thousands = random.choice((" ", "\u00a0", ".", "")) if form != "bars" else " "
    rows: list[tuple[str, list[Decimal]]] = []
    for name in names:
        rows.append((name, _amounts(random, columns, decimals=decimals)))
    amounts = {
        (name, column): number
        for name, numbers in rows
        for column, number in zip(columns, numbers, strict=True)
    }
    printed = [
        (name, [_printed(number, minus, thousands, decimals=decimals) for number in numbers])
        for name, numbers in rows
    ]
    gap = "\n\n" if form == "blanks" and random.random() < 0.6 else "\n"
    table = _table(random, form, title, columns, printed, gap)
    text = "\n\n".join((random.choice(_PROSE), table, random.choice(_PROSE), ""))
    canonical = "tkr" if unit == "tkr" else "Mkr"
    return FinanceDocument(text, amounts, title, canonical, {n for n in names if n in _BODIES})


def _columns(random: Random, year: int) -> list[str]:
    period = random.choice(_PERIODS).format(y=year)
    some = [f"Utfall {period}", f"Budget {period}", "Avvikelse"]
    if random.random() < 0.5:
        some[0], some[1] = some[1], some[0]
    whole = [f"Prognos {year}", f"Budget {year}", f"Avvikelse {year}"]
    if period == str(year):
        whole = [f"Prognos helår {year}", f"Årsbudget {year}", f"Avvikelse helår {year}"]
    earlier = [f"Bokslut {year - 1}"]
    return random.choice((some, [*some, *whole], [*earlier, *some], [*some, *whole[:1]]))


def _amounts(random: Random, columns: list[str], *, decimals: bool) -> list[Decimal]:
    size = random.choice((30, 400, 5000))
    sign = random.choice((1, -1))
    step = Decimal("0.1") if decimals else Decimal(1)
    held: dict[str, Decimal] = {}
    budget = outcome = Decimal(0)
    for column in columns:
        if column.startswith(("Budget", "Årsbudget")):
            budget = sign * random.randint(size // 3, size) * step
    numbers = []
    base = sign * random.randint(size // 3, size) * step
    for column in columns:
        if column.startswith("Avvikelse"):
            numbers.append(outcome - budget)
            continue
        number = base + random.randint(-size // 20 - 1, size // 20 + 1) * step
        if column.startswith(("Budget", "Årsbudget")):
            budget = number
        else:
            outcome = number
        held[column] = number
        numbers.append(number)
    return numbers


def _printed(number: Decimal, minus: str, thousands: str, *, decimals: bool) -> str:
    whole = f"{abs(number):,.1f}" if decimals else f"{abs(number):,.0f}"
    text = whole.replace(".", "§").replace(",", thousands).replace("§", ",")
    return f"{minus}{text}" if number < 0 else text


def _table(
    random: Random,
    form: str,
    title: str,
    columns: list[str],
    rows: list[tuple[str, list[str]]],
    gap: str,
) -> str:
    first = random.choice(("Nämnd", "", "Verksamhet"))
    if form == "bars":
        head = f"| {first} | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}"
        body = "\n".join(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)
        return f"{title}\n\n{head}\n{body}"
    if form == "tabs":
        head = "\t".join([first or "Nämnd", *columns])
        body = "\n".join("\t".join([name, *cells]) for name, cells in rows)
        return f"{title}\n{head}\n{body}"
    if form == "places":
        wide = max(len(name) for name, _ in rows) + 4
        width = max(len(column) for column in columns) + 3
        head = first.ljust(wide) + "".join(column.rjust(width) for column in columns)
        lines = [name.ljust(wide) + "".join(c.rjust(width) for c in cells) for name, cells in rows]
        if random.random() < 0.5:
            half = len(lines) // 2
            lines[half:half] = ["", str(random.randint(2, 60)), "", f"\f{head}"]
        return "\n".join([title, head, *lines])
    head_lines = _split_head(random, columns)
    lines = []
    for name, cells in rows:
        label = name
        words = name.split()
        if len(words) > 2 and random.random() < 0.4:
            label = f"{' '.join(words[:2])} \n{' '.join(words[2:])}"
        mark = "-" if name in _POSTS and random.random() < 0.3 else ""
        lines.append(f"{mark}{label} {' '.join(cells)} ")
    if gap == "\n\n" and random.random() < 0.4:
        lines[len(lines) // 2 : len(lines) // 2] = [
            f"{random.randint(3, 50)} ", "\f" + "\n".join(head_lines)
        ]  # fmt: skip
    return "\n".join([title, *head_lines]) + "\n\n" + gap.join(lines)


def _split_head(random: Random, columns: list[str]) -> list[str]:
    way = random.choice(("line", "each", "split"))
    if way == "line":
        return [" ".join(columns)]
    if way == "each":
        return [line for column in columns for line in (column, "")][:-1]
    lines: list[str] = []
    for column in columns:
        word, _, rest = column.partition(" ")
        lines.extend([word, *([rest] if rest else []), ""])
    return lines[:-1]


def indicator_document(seed: int) -> IndicatorDocument:
    """Return a document with one indicator table in a form that the seed chooses."""
    random = Random(seed)
    form = random.choice(("line", "paragraphs", "bars", "tabs", "places"))
    year = random.randint(2019, 2031)
    target = random.choice((f"Mål {year}", f"Målvärde {year}", f"Målnivå {year}", f"Årsmål {year}"))
    outcomes = random.choice(
        ([f"Utfall {year - 1}", f"Utfall {year}"], [f"Utfall {year - 1}", "Utfall jan-apr"],
         [f"Utfall {year}"], [f"Utfall {year - 1}", f"Prognos {year}"],
         [f"Bokslut {year - 2}", f"Bokslut {year - 1}", f"Prognos {year}"])
    )  # fmt: skip
    columns = [*outcomes, target] if random.random() < 0.7 else [target, *outcomes]
    name = random.choice(("Mätetal", "Indikator", "Nyckeltal", "Titel", "Mått"))
    document = IndicatorDocument("")
    rows: list[tuple[str, list[str]]] = []
    apart = random.choice(("", " "))
    for title in random.sample(_MEASURES, random.randint(3, 7)):
        unit = random.choice(("%", "%", None, "kg", "st"))
        document.units[title] = unit
        values: dict[str, tuple[Decimal, bool]] = {}
        cells = []
        for column in columns:
            if column != target and random.random() < 0.15:
                cells.append(random.choice(("-", "–", "Nytt mätetal")))
                continue
            text, number = _value(random, unit, apart)
            if column == target and random.random() < 0.2:
                text = f"{random.choice(('Minst', 'Högst'))} {text}"
            elif random.random() < 0.1 and unit == "%":
                text = f"{text} (avser {year - 1})"
            cells.append(text)
            values[column] = (number, column == target)
        document.measures[title] = values
        rows.append((title, cells))
    table = _indicator_table(random, form, name, columns, rows)
    document.text = "\n\n".join((_PROSE[0], table, "Arbetet går enligt plan och målet nås.", ""))
    return document


def _value(random: Random, unit: str | None, apart: str) -> tuple[str, Decimal]:
    if unit == "%":
        if random.random() < 0.5:
            number = Decimal(random.randint(10, 1000)) / 10
            return f"{number:.1f}".replace(".", ",") + apart + "%", number
        whole = random.randint(2, 130)
        return f"{whole}{apart}%", Decimal(whole)
    whole = random.choice((random.randint(2, 99), random.randint(1000, 140000)))
    text = f"{whole:,}".replace(",", " ")
    return (text if unit is None else f"{text} {unit}"), Decimal(whole)


def _indicator_table(
    random: Random, form: str, name: str, columns: list[str], rows: list[tuple[str, list[str]]]
) -> str:
    if form == "bars":
        head = f"| {name} | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}"
        return "\n".join([head, *(f"| {title} | {' | '.join(cells)} |" for title, cells in rows)])
    if form == "tabs":
        return "\n".join("\t".join([title, *cells]) for title, cells in [(name, columns), *rows])
    if form == "places":
        wide = max(len(title) for title, _ in rows) + 4
        width = max(len(cell) for _, cells in [("", columns), *rows] for cell in cells) + 3
        return "\n".join(
            first.ljust(wide) + "".join(cell.ljust(width) for cell in row).rstrip()
            for first, row in [(name, columns), *rows]
        )
    heads = [f"{name} {' '.join(columns)} "] if random.random() < 0.5 else [name, *columns]
    blocks = []
    for title, cells in rows:
        words = title.split()
        cut = random.randint(2, len(words)) if len(words) > 4 else len(words)
        wrapped = " \n".join(
            part for part in (" ".join(words[:cut]), " ".join(words[cut:])) if part
        )
        if form == "line":
            blocks.append(f"{wrapped} {' '.join(cells)} ")
        else:
            blocks.append(f"{wrapped} \n\n{' '.join(cells)} ")
    if random.random() < 0.4:
        blocks.insert(len(blocks) // 2, f"Delårsrapport {random.randint(2, 40)} (53)")
    return "\n".join(heads) + "\n\n" + "\n\n".join(blocks)
