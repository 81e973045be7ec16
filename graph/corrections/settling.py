"""One doubt, and what a person decides about it: another value, or that it is settled as it is.

The decision is a correction as any other. Where only the doubt is decided, what had been read is
the doubt's wording, so that a list can tell what it was about when the document has it no more.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox

from styrkedja.errors import DecisionConflictError, ParameterError

from .applying import STALE, Standing
from .facts import Fact, OpenDoubt, evidence_of, local_name
from .fields import DOUBTED, KINDS
from .records import Correction, Decision, Said
from .review import Reviewed
from .values import NoValueError, parse_values, term_of

__all__ = ["LONGEST", "DoubtCase", "doubt_case", "reason_of", "settled_by"]

LONGEST = 2_000
"""The most letters of a reason or a value."""
_LEFT_OUT = frozenset({"Cc", "Cs", "Co", "Cn"})  # control signs, and what is no letter at all
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CLOSING = frozenset({Standing.APPLIES, Standing.AGREED, Standing.REPLACED})


@dataclass(frozen=True, slots=True)
class DoubtCase:
    """A doubt, open or settled, and the facts that may be wrong.

    Args:
        document: Its document.
        doubt: The doubt.
        facts: The facts that can be corrected instead; none for doubts about no single fact.
        settled: The decision that settled it, the last of several; None while it is open.
        left: The last decision that does not hold any more since the document has changed, or None.
    """

    document: Reviewed
    doubt: OpenDoubt
    facts: tuple[Fact, ...]
    settled: Correction | None
    left: Correction | None

    @property
    def stamp(self) -> str:
        """Eight hex digits that change when what the document says here changes."""
        parts = [self.doubt.iri, self.doubt.sv, *self._said()]
        return sha256("\x1f".join(parts).encode()).hexdigest()[:8]

    def fact(self, name: str) -> Fact | None:
        """Return the fact of this short name (`…/assessment/…#status`), or None."""
        return next((one for one in self.facts if self.document.short(one.iri) == name), None)

    def _said(self) -> Iterator[str]:
        yield evidence_of(self.doubt.passages, self.document.lines)
        for fact in self.facts:
            yield fact.iri
            yield from map(str, fact.values)


def doubt_case(document: Reviewed, iri: str) -> DoubtCase | None:
    """Return a doubt of a document with what may be decided about it; None when it has none such.

    Args:
        document: The document.
        iri: The doubt.
    """
    doubt = next((one for one in document.facts.doubts if one.iri == iri), None)
    if doubt is None:
        return None
    every = document.facts.all
    facts = [one for one in every if one.field is not None and doubt in one.doubts]
    if not facts and "body" in DOUBTED.get(doubt.kind, ()):
        facts = [one for one in every if one.iri == f"{doubt.concerns}#responsible"]
    about = [one for one in document.corrections if iri in one.doubts]
    standings = document.applied.standings
    settled = [one for one in about if standings[one.id] in _CLOSING]
    left = [one for one in about if standings[one.id] in STALE]
    return DoubtCase(
        document=document,
        doubt=doubt,
        facts=tuple(facts),
        settled=settled[-1] if settled else None,
        left=left[-1] if left else None,
    )


def settled_by(
    case: DoubtCase,
    decision: Decision,
    *,
    by: str,
    why: str,
    fact: str = "",
    value: str = "",
    stamp: str | None = None,
) -> Correction:
    """Return a decision about a doubt as a correction to be written.

    Args:
        case: The doubt.
        decision: What is decided.
        by: Who decides.
        why: For what reason.
        fact: The short name of the fact that another value is given for.
        value: That value, as people write it; a dash where there is to be none.
        stamp: What `DoubtCase.stamp` was when it was looked at; None: it does not matter.

    Raises:
        DecisionConflictError: Somebody settled it, or the document says something else now.
        ParameterError: The reason, the fact or the value will not do.
    """
    if case.settled is not None:
        raise DecisionConflictError(
            f"the doubt was settled by {case.settled.by} on {case.settled.time[:10]}",
            sv=f"tveksamheten avgjordes av {case.settled.by} den {case.settled.time[:10]}",
            reason="settled",
        )
    if stamp is not None and stamp != case.stamp:
        raise DecisionConflictError(
            "the document was read again meanwhile, and says something else here",
            sv="dokumentet har lästs in på nytt under tiden och säger något annat här",
            reason="changed",
        )
    reason = reason_of(why)
    if decision is Decision.CORRECT:
        return _corrected(case, fact, value, by, reason)
    if value.strip():
        raise ParameterError(
            "a value goes with the decision correct only",
            sv="ett nytt värde kan bara anges när uppgiften rättas; töm fältet eller välj rätta",
            names=("value",),
        )
    doubt = case.doubt
    return Correction(
        id="",
        document=case.document.record.iri,
        subject=doubt.concerns,
        field="",
        title=case.document.facts.label(doubt.concerns),
        decision=decision,
        read=(Said(str(ox.Literal(doubt.sv, language="sv")), doubt.sv),),
        corrected=(),
        doubts=(doubt.iri,),
        evidence=evidence_of(doubt.passages, case.document.lines),
        by=by,
        why=reason,
    )


def _corrected(case: DoubtCase, name: str, value: str, by: str, why: str) -> Correction:
    fact = case.fact(name)
    if fact is None or fact.field is None:
        known = ", ".join(case.document.short(one.iri) for one in case.facts)
        raise ParameterError(
            f"{name[:200]!r} is no fact that this doubt is about; there are {known or 'none'}",
            sv="välj vilken uppgift som ska rättas" if known else "här finns inget värde att rätta",
            names=("fact",),
        )
    text = _clean(value)
    if not text:
        raise ParameterError(
            "say what is right",
            sv=f"ange det som är rätt för {fact.field.sv}",
            names=("value",),
        )
    if len(text) > LONGEST:
        raise _too_long("value", "värdet", text)
    try:
        corrected = parse_values(text, fact.field, case.document.bodies)
    except NoValueError as error:
        raise ParameterError(error.en, sv=error.sv, names=("value",)) from error
    if fact.field.values == "kind" and not _same_sort(fact.kind, corrected):
        raise ParameterError(
            "a goal cannot become an assignment, nor an assignment a goal",
            sv="ett mål kan inte göras om till ett uppdrag, och ett uppdrag inte till ett mål",
            names=("value",),
        )
    read = case.document.read(fact)
    if {said.term for said in corrected} == {said.term for said in read}:
        raise ParameterError(
            "this is what was read; choose dismiss if it is right",
            sv="det är just det som lästes; välj att avfärda tveksamheten om det är rätt",
            names=("value",),
        )
    doubts = dict.fromkeys((case.doubt.iri, *(one.iri for one in fact.doubts)))
    return Correction(
        id="",
        document=case.document.record.iri,
        subject=fact.subject,
        field=fact.field.name,
        title=fact.title,
        decision=Decision.CORRECT,
        read=read,
        corrected=corrected,
        doubts=tuple(doubts),
        evidence=evidence_of(fact.passages, case.document.lines),
        by=by,
        why=why,
    )


def _same_sort(local: str, corrected: tuple[Said, ...]) -> bool:
    group = next((one for one in KINDS if local in one), frozenset())
    return all(local_name(term_of(said).value) in group for said in corrected)


def reason_of(text: str, *, needed: bool = True) -> str:
    """Return a reason as it is kept: one line, without control signs.

    Args:
        text: What somebody wrote.
        needed: Whether there must be one.

    Raises:
        ParameterError: It is empty or too long.
    """
    reason = _clean(text)
    if needed and not reason:
        raise ParameterError("say why", sv="skriv ett skäl", names=("why",))
    if len(reason) > LONGEST:
        raise _too_long("why", "skälet", reason)
    return reason


def _too_long(name: str, sv: str, text: str) -> ParameterError:
    return ParameterError(
        f"{name} has {len(text)} letters; at most {LONGEST} are taken",
        sv=f"{sv} har {len(text)} tecken; högst {LONGEST} får plats",
        names=(name,),
    )


def _clean(text: str) -> str:
    """Return a text on one line, without signs that cannot be seen or that turn others around."""
    spaced = (" " if sign.isspace() else sign for sign in text)
    seen = (
        sign
        for sign in spaced
        if sign not in _TURNING and unicodedata.category(sign) not in _LEFT_OUT
    )
    return " ".join("".join(seen).split())
