"""The columns of the tables that people edit, with their headings and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .records import Decision

__all__ = ["DECISIONS", "EDITABLE", "HEADINGS", "TABLES", "Heading", "decision_of"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading and its meaning, in Swedish and English, and its width in letters."""

    sv: str
    en: str
    meaning_sv: str
    meaning_en: str
    width: int

    def text(self, lang: str) -> str:
        """Return the heading in "sv" or "en"."""
        return self.sv if lang == "sv" else self.en

    def meaning(self, lang: str) -> str:
        """Return the meaning in "sv" or "en"."""
        return self.meaning_sv if lang == "sv" else self.meaning_en


_MANY = "Flera skiljs åt med semikolon."
_MANY_EN = "Semicolons between several."
HEADINGS: Mapping[str, Heading] = MappingProxyType(
    {
        "id": Heading(
            "Id", "Id", "Vad raden gäller. Ändra inte.", "What the row is about. Do not edit.", 24
        ),
        "document": Heading("Dokument", "Document", "Dokumentet.", "The document.", 24),
        "about": Heading("Gäller", "About", "Titeln som lästes.", "The title as read.", 40),
        "field": Heading("Uppgift", "Fact", "Vilken uppgift om det.", "Which fact about it.", 14),
        "read": Heading(
            "Som läst",
            "As read",
            "Vad som lästes; tomt om inget. Ändra inte: skriv det rätta i Rätt värde.",
            "What was read; empty for nothing. Do not edit: write what is right in Right value.",
            28,
        ),
        "doubt": Heading("Tveksamhet", "Doubt", "Vad som är oklart.", "What is doubtful.", 40),
        "passage": Heading("Textställe", "Passage", "Vad som står.", "What stands there.", 60),
        "place": Heading(
            "Var",
            "Where",
            "Rader i dokumentets text, räknade från 1.",
            "Lines of the document's text, counted from 1.",
            14,
        ),
        "confidence": Heading(
            "Säkerhet", "Confidence", "Hur säker läsningen är.", "How sure the reading is.", 10
        ),
        "now": Heading(
            "Beslutat",
            "Decided",
            "Vad som redan är beslutat, av vem och när.",
            "What has been decided already, by whom and when.",
            28,
        ),
        "decision": Heading(
            "Beslut",
            "Decision",
            "rätta: ett annat värde är rätt. godta: tveksamheten är befogad, men inget bättre är "
            "känt. avfärda: det som lästes är rätt. Tomt: inget beslut.",
            "correct: another value is right. accept: the doubt is right, but nothing better is "
            "known. dismiss: what was read is right. Empty: no decision.",
            12,
        ),
        "value": Heading(
            "Rätt värde",
            "Right value",
            f"Det som är rätt. {_MANY} Ett streck (–) om uppgiften inte ska ha något värde.",
            f"What is right. {_MANY_EN} A dash (–) if there is no value.",
            28,
        ),
        "why": Heading("Varför", "Why", "Skälet, med egna ord.", "The reason, in words.", 40),
        "body": Heading(
            "Organ-id",
            "Body id",
            "Vilket organ raden gäller. Ändra inte; tomt för ett nytt organ.",
            "Which body the row is about. Do not edit; empty for a new body.",
            24,
        ),
        "municipality": Heading("Kommun", "Municipality", "Kommunen.", "The municipality.", 16),
        "name": Heading("Namn", "Name", "Namnet som visas.", "The name that is shown.", 36),
        "kind": Heading("Slag", "Kind", "Vad det är för organ.", "What sort of body it is.", 20),
        "abbreviations": Heading(
            "Förkortningar", "Abbreviations", f"Förkortningar. {_MANY}", f"{_MANY_EN}", 18
        ),
        "spellings": Heading(
            "Andra skrivsätt", "Other spellings", f"Skrivsätt. {_MANY}", f"{_MANY_EN}", 36
        ),
        "parent": Heading(
            "Del av", "Part of", "Namnet på organet ovanför.", "The name of the body above.", 30
        ),
        "valid_from": Heading("Från", "From", "Första dagen.", "The first day.", 12),
        "valid_to": Heading("Till", "To", "Sista dagen.", "The last day.", 12),
        "successor": Heading(
            "Efterträdare",
            "Successor",
            "Namnet på organet som ersatte det.",
            "The name of the body that replaced it.",
            30,
        ),
    }
)
"""Column's name → its heading."""

TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"facts": ("id", "read", "decision", "value"), "bodies": ("body", "name", "kind")}
)
"""Kind of table → the columns that it must have."""

EDITABLE = frozenset(
    {
        "decision",
        "value",
        "why",
        "name",
        "kind",
        "abbreviations",
        "spellings",
        "parent",
        "valid_from",
        "valid_to",
        "successor",
    }
)
"""The columns that are to be edited."""

DECISIONS: Mapping[Decision, tuple[str, str]] = MappingProxyType(
    {
        Decision.CORRECT: ("rätta", "correct"),
        Decision.ACCEPT: ("godta", "accept"),
        Decision.DISMISS: ("avfärda", "dismiss"),
    }
)
"""What decisions are called, in Swedish and English."""


def decision_of(text: str) -> Decision | None:
    """Return the decision that a cell names, in either language; None when it names none.

    >>> decision_of(" Avfärda")
    <Decision.DISMISS: 'dismiss'>
    """
    word = text.strip().casefold()
    return next((one for one, words in DECISIONS.items() if word in words), None)
