"""Where a comment says plainly what the status beside it denies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from styrkedja.graph.model import Passage, Status

from .lines import Joined

__all__ = ["Contradiction", "find_contradiction"]

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\s|$)|$)")
_NAMED = re.compile(r"ppdrag|ktiviteten|tgärden|nsatsen")
_THE_ASSIGNMENT = (
    r"(?:(?:det |detta |den |denna )?(?:särskilda )?(?:uppdraget|aktiviteten|åtgärden|insatsen)"
    r"|uppdrag \w+)"
)
_DONE = re.compile(
    rf"\b{_THE_ASSIGNMENT}\s+(?:(?:är|anses|bedöms|betraktas som|har)\s+)"
    r"(?:(?:nu|därmed|härmed|också|även|i sin helhet|helt|fullt ut|vara|blivit|som)\s+)*"
    r"(?:avslutat|avslutats|avslutad|slutfört|slutförts|slutförd|genomfört|genomförts|genomförd"
    r"|klart|klar|slutredovisat|färdigt|färdig)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"\b{_THE_ASSIGNMENT}\s+(?:fortsätter|fortgår|pågår|kvarstår|"
    r"är (?:fortfarande |ännu )?"
    r"(?:pågående|inte (?:avslutat|avslutad|slutfört|slutförd|klart|klar))|"
    r"kommer att fortsätta|har (?:ännu )?inte (?:påbörjats|slutförts))\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:därefter|när|innan|om|delvis|kan|ska|skall|beräknas|planeras|förväntas|först|inte|ännu"
    r"|kommer|efter att)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:delar av|hälften|till stor del|nästan|procent|i huvudsak|"
    r"(?:under|senast|före|till|i slutet av) (?:våren |sommaren |hösten |vintern |år )?20\d\d)\b",
    re.IGNORECASE,
)
_OPEN = frozenset({Status.ONGOING, Status.NOT_STARTED, Status.ON_HOLD, Status.REMAINING})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence of a comment that contradicts the status.

    Args:
        says_done: True when the sentence says that the assignment is done, False when it says
            that it goes on.
        passage: The sentence's lines.
    """

    says_done: bool
    passage: Passage


def find_contradiction(status: Status | None, comment: Joined | None) -> Contradiction | None:
    """Return the first sentence of a comment that plainly contradicts the status, or None.

    Only sentences about the assignment or activity itself count, and none with a reservation
    ("därefter anses uppdraget …"): a doubt that is wrong costs more trust than one that is missed.
    """
    if status is None or comment is None:
        return None
    for sentence in _SENTENCE.finditer(comment.text):
        if not _NAMED.search(sentence[0]):
            continue
        if status in _OPEN:
            match = _DONE.search(sentence[0])
            if match is None or _HEDGED.search(sentence[0][: match.end()]):
                continue
            if _PARTLY.search(sentence[0]):
                continue
        elif status is Status.COMPLETED:
            match = _GOES_ON.search(sentence[0])
            if match is None:
                continue
        else:
            return None
        begin = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        return Contradiction(status in _OPEN, comment.passage(begin, sentence.end()))
    return None
