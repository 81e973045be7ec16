"""The coverage analysis as tables."""

from __future__ import annotations

from .coverage import CoverageAnalysis, IndexPart
from .items import body_names
from .sheets import Cell, Column, Sheet

__all__ = ["coverage_sheets"]

_GOAL = Column("goal", "text", "Mål", "Goal", "Målets titel.", "Title of the goal.")
_LEVEL = Column(
    "level",
    "code",
    "Nivå",
    "Level",
    "Målets eller elementets nivå i styrkedjan.",
    "Level of the goal or element in the chain.",
    "kind",
)
_DOCUMENT = Column(
    "document", "text", "Dokument", "Document", "Dokumentet som anger det.", "What states it."
)
_VALUE = Column(
    "value",
    "code",
    "Svar",
    "Answer",
    "Inte täckt bara där dokumentet anger sådana kopplingar för andra på samma nivå; annars anges "
    "det inte.",
    "Not covered only where the document states such links for others of that level; otherwise it "
    "is not stated.",
    "value",
)
_GOAL_IRI = Column("goal_iri", "iri", "Målets IRI", "IRI of goal", "Målets IRI.", "Its IRI.")
_ELEMENTS = Column(
    "elements",
    "integer",
    "Antal",
    "Number",
    "Antal som tjänar målet i ett eller flera led, vart och ett räknat en gång.",
    "How many serve the goal over one or more steps, each counted once.",
)
_TITLES = Column(
    "titles", "text", "Vilka", "Which", "Deras titlar, åtskilda av |.", "Titles, parted by |."
)


def coverage_sheets(analysis: CoverageAnalysis) -> tuple[Sheet, ...]:
    """Return the analysis as tables: index, goals by kind, goals by body, chain, links, cycles."""
    return (
        _parts(analysis),
        _kinds(analysis),
        _bodies(analysis),
        _places(analysis),
        _links(analysis),
        _cycles(analysis),
    )


def _part_row(part: IndexPart, in_index: bool) -> tuple[Cell, ...]:
    return (
        "yes" if in_index and part.share is not None else "no",
        part.way,
        part.level,
        part.kind or None,
        part.covered,
        part.of,
        part.not_stated,
        part.share,
    )


def _parts(analysis: CoverageAnalysis) -> Sheet:
    columns = (
        Column(
            "in_index",
            "code",
            "Ingår i index",
            "Part of the index",
            "Om andelen är en del av täckningsindex: medelvärdet av dessa andelar.",
            "Whether the share is a part of the coverage index: the mean of these shares.",
            "yes",
        ),
        Column("way", "code", "Andel av", "Share of", "Vad som räknas.", "What is counted.", "way"),
        _LEVEL,
        Column(
            "kind",
            "code",
            "Slag under",
            "Kind under it",
            "Slaget som ska finnas under målet, när andelen gäller ett slag.",
            "The kind that is to stand under the goal, where the share is of one kind.",
            "kind",
        ),
        Column("covered", "integer", "Har det", "Have it", "Antal som har det.", "How many do."),
        Column(
            "of",
            "integer",
            "Av",
            "Of",
            "Antal som dokumenten gör det möjligt att bedöma.",
            "How many the documents allow to judge.",
        ),
        Column(
            "not_stated",
            "integer",
            "Anges inte",
            "Not stated",
            "Antal därutöver, där dokumenten inte säger något.",
            "How many beside, where the documents do not say.",
        ),
        Column(
            "share",
            "number",
            "Andel",
            "Share",
            "Har det genom av, 0–1; tomt när inget kan bedömas.",
            "Have it over of, 0–1; empty where nothing can be judged.",
        ),
    )
    rows = [
        *(_part_row(part, in_index=True) for part in analysis.parts),
        *(_part_row(part, in_index=False) for part in analysis.shares),
    ]
    return Sheet("index", "Täckningsindex", "Coverage index", columns, tuple(rows))


def _kinds(analysis: CoverageAnalysis) -> Sheet:
    goals = {goal.iri: goal for goal in analysis.goals}
    titles = {item.iri: item.title for item in analysis.chain.elements}
    titles |= {item.iri: item.title for item in analysis.chain.indicators}
    rows = tuple(
        (
            goals[cell.goal].title,
            goals[cell.goal].kind,
            cell.kind,
            cell.value.value,
            len(cell.elements),
            cell.direct,
            " | ".join(titles[iri] for iri in cell.elements),
            goals[cell.goal].document_label,
            cell.goal,
        )
        for cell in analysis.kinds
    )
    kind = Column(
        "kind",
        "code",
        "Slag",
        "Kind",
        "Det slag av element, eller mätetal, som det frågas efter.",
        "The kind of element, or indicator, that is asked for.",
        "kind",
    )
    direct = Column(
        "direct",
        "integer",
        "Direkt",
        "Direct",
        "Antal som själva anger att de bidrar till målet.",
        "How many state themselves that they contribute to the goal.",
    )
    return Sheet(
        "goals_by_kind",
        "Mål och slag",
        "Goals by kind",
        (_GOAL, _LEVEL, kind, _VALUE, _ELEMENTS, direct, _TITLES, _DOCUMENT, _GOAL_IRI),
        rows,
    )


def _bodies(analysis: CoverageAnalysis) -> Sheet:
    goals = {goal.iri: goal for goal in analysis.goals}
    names = body_names(analysis.bodies)
    titles = {item.iri: item.title for item in analysis.chain.elements}
    rows = tuple(
        (
            goals[cell.goal].title,
            goals[cell.goal].kind,
            names[cell.body],
            cell.value.value,
            " | ".join(cell.roles) or None,
            len(cell.elements),
            " | ".join(titles[iri] for iri in cell.elements),
            goals[cell.goal].document_label,
            cell.goal,
            cell.body,
        )
        for cell in analysis.by_body
    )
    body = Column("body", "text", "Organ", "Body", "Organets namn.", "Name of the body.")
    roles = Column(
        "roles",
        "code",
        "Roll i målet",
        "Role in the goal",
        "Organets roller i målet självt, åtskilda av |.",
        "The body's roles in the goal itself, parted by |.",
        "role",
    )
    iri = Column("body_iri", "iri", "Organets IRI", "IRI of body", "Organets IRI.", "Its IRI.")
    return Sheet(
        "goals_by_body",
        "Mål och organ",
        "Goals by body",
        (_GOAL, _LEVEL, body, _VALUE, roles, _ELEMENTS, _TITLES, _DOCUMENT, _GOAL_IRI, iri),
        rows,
    )


def _places(analysis: CoverageAnalysis) -> Sheet:
    def number(name: str, sv: str, en: str, meaning_sv: str, meaning_en: str) -> Column:
        return Column(name, "integer", sv, en, meaning_sv, meaning_en)

    columns = (
        Column("element", "text", "Element", "Element", "Titel.", "Title."),
        Column("kind", "code", "Slag", "Kind", "Elementets slag.", "Kind of element.", "kind"),
        Column(
            "up",
            "code",
            "Uppåt",
            "Upwards",
            "Om det anger vad det bidrar till eller genomför. Inte täckt: en lös ände.",
            "Whether it states what it contributes to or implements. Not covered: a dangling end.",
            "value",
        ),
        Column(
            "reaches",
            "code",
            "Når ett mål",
            "Reaches a goal",
            "Om det leder till något mål i ett eller flera led (ett nämndmål: till ett mål ovanför "
            "nämndmålen); tomt för fokusområden och för målen högst upp.",
            "Whether it leads to a goal over any number of steps (a board goal: to one above board "
            "goals); empty for focus areas and the goals at the top.",
            "value",
        ),
        Column(
            "down",
            "code",
            "Nedåt",
            "Downwards",
            "Om något bidrar till eller genomför det; tomt för aktiviteter.",
            "Whether anything contributes to it or implements it; empty for activities.",
            "value",
        ),
        Column(
            "in_area",
            "code",
            "Under fokusområde",
            "In a focus area",
            "Om det står under ett fokusområde.",
            "Whether it stands under a focus area.",
            "yes",
        ),
        number(
            "parents", "Led upp", "Parents", "Antal den bidrar till.", "What it contributes to."
        ),
        number(
            "children",
            "Led ner",
            "Children",
            "Antal som bidrar till det.",
            "What contributes to it.",
        ),
        number(
            "goals",
            "Tjänar mål",
            "Goals served",
            "Antal mål som det tjänar, i ett eller flera led.",
            "How many goals it serves, over one or more steps.",
        ),
        number(
            "served_by",
            "Tjänas av",
            "Served by",
            "Antal element som tjänar det.",
            "How many elements serve it.",
        ),
        number(
            "depth", "Djup", "Depth", "Längsta vägen ner, i led.", "The longest way down, in steps."
        ),
        number(
            "only_way",
            "Enda vägen för",
            "Only way for",
            "Antal element som når ett mål högst upp enbart genom detta. Över 0: en flaskhals.",
            "How many elements reach a top goal through this one only. Above 0: a bottleneck.",
        ),
        number(
            "cycle",
            "Cirkel",
            "Cycle",
            "Cirkelns nummer; tomt utanför.",
            "Its number; empty outside.",
        ),
        _DOCUMENT,
        Column("element_iri", "iri", "IRI", "IRI", "Elementets IRI.", "Its IRI."),
    )
    rows = tuple(
        (
            place.element.title,
            place.element.kind,
            place.up.value,
            None if place.reaches is None else place.reaches.value,
            None if place.down is None else place.down.value,
            "yes" if place.in_area else "no",
            place.parents,
            place.children,
            place.goals,
            place.served_by,
            place.depth,
            place.only_way,
            place.cycle or None,
            place.element.document_label,
            place.element.iri,
        )
        for place in analysis.places
    )
    return Sheet("chain", "Styrkedjan", "The chain", columns, rows)


def _links(analysis: CoverageAnalysis) -> Sheet:
    titles = {item.iri: item.title for item in analysis.chain.elements}
    columns = (
        Column(
            "from", "text", "Från", "From", "Elementet som anger kopplingen.", "What states it."
        ),
        Column("to", "text", "Till", "To", "Elementet ett steg upp.", "What stands one step up."),
        Column(
            "relation",
            "text",
            "Relation",
            "Relation",
            "Egenskapens namn i vokabulären: contributesTo (bidrar till), implements (genomför), "
            "inFocusArea (står under).",
            "Name of the property in the vocabulary.",
        ),
        Column("from_iri", "iri", "Från, IRI", "From, IRI", "Elementets IRI.", "Its IRI."),
        Column("to_iri", "iri", "Till, IRI", "To, IRI", "Elementets IRI.", "Its IRI."),
    )
    rows = tuple(
        (titles[link.child], titles[link.parent], link.relation, link.child, link.parent)
        for link in analysis.chain.links
    )
    return Sheet("links", "Kopplingar", "Links", columns, rows)


def _cycles(analysis: CoverageAnalysis) -> Sheet:
    titles = {item.iri: item.title for item in analysis.chain.elements}
    columns = (
        Column("cycle", "integer", "Cirkel", "Cycle", "Cirkelns nummer.", "Its number."),
        Column("step", "integer", "Steg", "Step", "Stegets nummer.", "Number of the step."),
        Column("element", "text", "Element", "Element", "Titel.", "Title."),
        Column("element_iri", "iri", "IRI", "IRI", "Elementets IRI.", "Its IRI."),
    )
    rows = tuple(
        (number, step, titles[iri], iri)
        for number, cycle in enumerate(analysis.cycles, start=1)
        for step, iri in enumerate(cycle, start=1)
    )
    return Sheet("cycles", "Cirklar i kedjan", "Cycles in the chain", columns, rows)
