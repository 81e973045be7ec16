"""How goal-and-analysis reports are set and worded, in ways that municipalities use."""

from __future__ import annotations

import random
from dataclasses import dataclass

__all__ = [
    "BOARDS",
    "CONTRIBUTORS",
    "EXAMPLES",
    "GOALS",
    "INITIATIVES",
    "INVESTIGATIONS",
    "LEAD_INS",
    "NUMBERS",
    "OFFICES",
    "STATUS_TAILS",
    "SUPPORT",
    "VERDICTS",
    "Style",
    "random_style",
]

BOARDS = [
    "Barn- och skolnämnden", "Vård- och omsorgsnämnden", "Kultur- och fritidsnämnden",
    "Bygg- och miljönämnden", "Socialnämnden", "Tekniska nämnden", "Överförmyndarnämnden",
    "Arbetsmarknadsnämnden", "Räddningsnämnden", "Samhällsnämnden",
]  # fmt: skip
OFFICES = ["Kommunledningskontoret", "Kommunstaben", "Kommunledningsförvaltningen", "Stadskontoret"]
GOALS = {
    "HÄLSA": "Invånarna har en god hälsa hela livet",
    "SKOLA": "Alla unga går ut en skola som de är stolta över",
    "KLIMAT": "Kommunen lever inom klimatets gränser",
    "ARBETE": "Den som kan arbeta har ett arbete",
    "TRYGGHET": "Vardagen präglas av trygghet",
    "LANDSBYGD": "Hela kommunens landsbygd växer",
    "DELAKTIGHET": "Invånarnas delaktighet ökar för varje år",
}
INITIATIVES = {
    "Levande centrum": "få fler att handla och umgås mitt i staden",
    "En kommun utan kö": "korta väntan på besked för företag och invånare",
    "Hela skolvägen": "alla barn ska kunna gå eller cykla till skolan",
    "Kraft att växa": "säkra el och mark till de företag som vill bygga ut",
}
VERDICTS = {
    "met": [
        "Prognosen är att målet nås under året.",
        "Prognosen för {year} är att målet kommer att nås.",
        "{Body} bedömer att målet kommer att nås vid årets slut.",
        "Målet bedöms uppnås under året.",
        "Arbetet följer planen och målet markeras därför grönt.",
        "Arbetet går enligt plan, bedömningen för {year} är att målet kommer att nås.",
        "Bedömningen är att måluppfyllelse kommer att ske vid årets slut.",
    ],
    "uncertain": [
        "Det är osäkert om målet kommer att nås.",
        "Prognosen är att det är osäkert om målet nås.",
        "Målet bedöms som gult, eftersom arbetet är långsiktigt.",
        "Arbetet går enligt plan, men viss osäkerhet gällande prognosen för {year} finns.",
        "Målbedömningen blir gul.",
    ],
    "not-met": [
        "Det blir svårt att nå målet.",
        "Bedömningen är att det blir svårt att uppnå målet.",
        "Prognosen är att målet inte kommer att nås under året.",
        "{Body} bedömer att målet inte kommer att nås.",
    ],
    "": [""],
}  # fmt: skip
SUPPORT = [
    "Målet stöder i huvudsak övergripande mål {a}, och bidrar i viss omfattning till de "
    "övergripande målen {b} respektive {c}.",
    "Målet stöder i huvudsak det övergripande målet {a} och bidrar i viss omfattning till det "
    "övergripande målet {b}.",
    "Målet bidrar i huvudsak till det övergripande målet {a}.",
    "Målet stöder till viss del det övergripande målet {b}.",
]
CONTRIBUTORS = [
    "I kommunkoncernen är det framför allt {bodies} som bidrar till måluppfyllelsen.",
    "Till målet bidrar framför allt {bodies}.",
    "De som främst bidrar till målet är {bodies}.",
]
EXAMPLES = ["Exempel på nämnds-/bolagsmål:", "Exempel på nämndsmål:", "Exempel på mål:"]
LEAD_INS = [
    "Under perioden har arbetsgruppen arbetat med att:", "Pågående insatser:",
    "Aktiviteter under perioden har varit:", "Arbetet har hittills gällt aktiviteterna:",
]  # fmt: skip
STATUS_TAILS = {
    ", pågår": "ongoing", ". Pågår": "ongoing", ". Ej påbörjad": "not-started",
    " inlett": "ongoing", ". Avslutat": "completed",
}  # fmt: skip
INVESTIGATIONS = [
    "Utredningsuppdrag om att samla kommunens växlar i en enda", "att pröva fria bussresor i juli",
    "Utredningsuppdrag om en gemensam lokalbank med grannkommunerna",
    "att låta eleverna rösta om skolmatens meny",
]  # fmt: skip
NUMBERS = {1: "ett", 2: "två", 3: "tre", 4: "fyra"}


@dataclass(frozen=True)
class Style:
    """How a report is set.

    Args:
        municipality: Its name.
        year: The year it reports on.
        months: Its period in words.
        width: Characters a line in the first part.
        annex_width: Characters a line in the annex.
        number: What stands between a heading's number and its words; None for no numbers.
        bullet: The mark of a bullet.
        sub_bullet: The mark of a bullet under a bullet.
        blank: What a blank line is made of.
        trailing: Whether each line ends in a blank, as PDF readers leave them.
        hyphens: Whether long words are broken with a hyphen at a line's end.
        columns: The boards whose goals and analyses stand in two columns, flattened.
        page: Lines a page, or None.
        cut: Whether a page may end inside a paragraph.
        furniture: What stands at a page's end; `{page}` is its number.
        stray: Whether the table's head comes again at the top of a page of the annex.
        period: Whether goals end in a period.
        verdict_once: Whether an example's verdict stands only in the first part.
        reprinted: Whether the initiatives come again under the office.
        effect: The words before a challenge, or None where goals stand alone.
        gap: Blank lines before a goal, more than between paragraphs.
        symbol: Whether a blank is left of the symbol before an analysis.
        subheads: Boards whose analyses are a summary and sub-headings that name pieces of work.
    """

    municipality: str
    year: int
    months: str
    width: int
    annex_width: int
    number: str | None
    bullet: str
    sub_bullet: str
    blank: str
    trailing: bool
    hyphens: bool
    columns: frozenset[str]
    page: int | None
    cut: bool
    furniture: str
    stray: bool
    period: bool
    verdict_once: bool
    reprinted: bool
    effect: str | None
    gap: int
    symbol: bool
    subheads: frozenset[str]


def random_style(chance: random.Random) -> Style:
    """Return one way to set a report."""
    municipality = chance.choice(["Kvarnsjö", "Granfors", "Lindåker", "Norrskog"])
    year = chance.choice([2019, 2021, 2022, 2024, 2025])
    return Style(
        municipality=municipality,
        year=year,
        months=chance.choice(["januari–april", "januari–augusti", "jan-aug"]),
        width=chance.choice([72, 88, 100, 110]),
        annex_width=chance.choice([80, 100, 124, 140]),
        number=chance.choice([" ", " ", ". ", None]),
        bullet=chance.choice(["•", "•", "-", "▪", "·"]),
        sub_bullet=chance.choice(["o", "o", "◦"]),
        blank=chance.choice(["", " "]),
        trailing=chance.random() < 0.6,
        hyphens=chance.random() < 0.3,
        columns=frozenset(chance.sample(BOARDS, chance.choice([0, 1, 3]))),
        page=chance.choice([None, 40, 56]),
        cut=chance.random() < 0.4,
        furniture=chance.choice(
            ["{page}", "{page}(48)", f"Delårsrapport {year}  {{page}}", "Sida {page} av 48"]
        ),
        stray=chance.random() < 0.4,
        period=chance.random() < 0.3,
        verdict_once=chance.random() < 0.3,
        reprinted=chance.random() < 0.6,
        effect=chance.choice([None, "Utmaning:", "-"]),
        gap=chance.choice([2, 2, 3]),
        symbol=chance.random() < 0.6,
        subheads=frozenset(chance.sample(BOARDS, 2)),
    )
