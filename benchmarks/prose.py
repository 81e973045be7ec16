"""Swedish prose of realistic length for made-up documents: titles, comments, purposes."""

from __future__ import annotations

from random import Random

__all__ = ["Prose"]

_VERBS = (
    "Utveckla", "Stärka", "Utreda", "Samordna", "Förbättra", "Se över", "Minska", "Ta fram",
    "Införa", "Följa upp", "Säkerställa", "Förnya", "Kartlägga", "Bygga ut", "Effektivisera",
)  # fmt: skip
_THINGS = (
    "kollektivtrafiken", "lokalförsörjningen", "kompetensförsörjningen", "matsvinnet",
    "elevhälsan", "hemtjänsten", "medborgardialogen", "bostadsförsörjningen", "klimatanpassningen",
    "det förebyggande arbetet", "e-tjänsterna", "upphandlingen", "trafiksäkerheten",
    "föreningsstödet", "biblioteken", "näringslivskontakterna", "krisberedskapen",
    "energianvändningen", "integrationsarbetet", "kulturmiljön", "vattenförsörjningen",
    "avfallshanteringen", "fritidsgårdarna", "vuxenutbildningen", "tillgängligheten",
)  # fmt: skip
_WHERE = (
    "i hela kommunen", "i de yttre kommundelarna", "för barn och unga", "för äldre",
    "tillsammans med näringslivet", "i förskola och skola", "inom ramen för befintlig budget",
    "i samverkan med regionen", "för nyanlända", "utifrån invånarnas behov", "med digitala medel",
    "i centrum", "på landsbygden", "i den egna verksamheten", "med sikte på mandatperiodens slut",
)  # fmt: skip
_SUBJECTS = (
    "Förvaltningen", "Arbetsgruppen", "Nämnden", "Projektet", "Styrgruppen", "Uppdraget",
    "Verksamheten", "Samverkansgruppen",
)  # fmt: skip
_DID = (
    "har under året inventerat", "har tagit fram ett förslag som rör", "arbetar vidare med",
    "har inlett en dialog om", "redovisar i särskild ordning", "har genomfört utbildningar om",
    "planerar en fördjupad analys av", "har fått prioritera om och väntar med",
    "har i samråd med berörda parter sett över", "har anställt en samordnare för",
)  # fmt: skip
_AND = (
    "Arbetet fortsätter enligt plan.", "En slutrapport lämnas vid nästa uppföljning.",
    "Resultatet kommer att ligga till grund för den fortsatta planeringen.",
    "Finansieringen är ännu inte klarlagd.", "Invånarnas synpunkter har tagits till vara.",
    "Förseningen beror på att upphandlingen överklagades.", "Kostnaden ryms inom given ram.",
)  # fmt: skip


class Prose:
    """Made-up wording; the same seed gives the same words in the same order.

    Args:
        random: Where the choices come from; it is used up as words are asked for.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._used: set[str] = set()

    def title(self) -> str:
        """Return a title that has not been given before."""
        pick = self._random.choice
        while True:
            one, other = self._random.sample(_THINGS, 2)
            title = f"{pick(_VERBS)} {one} och {other} {pick(_WHERE)}"
            if title not in self._used:
                self._used.add(title)
                return title

    def sentences(self, number: int) -> str:
        """Return running text of so many sentences, about 75 letters each."""
        pick = self._random.choice
        return " ".join(
            pick(_AND) if self._random.random() < 0.3
            else f"{pick(_SUBJECTS)} {pick(_DID)} {pick(_THINGS)} {pick(_WHERE)}."
            for _ in range(number)
        )  # fmt: skip

    def comment(self) -> str:
        """Return a comment: most are short, some fill a page; 550 letters on average."""
        return self.sentences(min(40, 1 + int(self._random.expovariate(1 / 7))))
