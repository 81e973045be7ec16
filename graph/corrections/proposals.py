"""What somebody wrote into a table of facts → corrections to be made, or why they cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .columns import DECISIONS, decision_of
from .edits import BodyEdit
from .facts import Fact, evidence_of
from .records import Correction, Decision, Said
from .review import Reviewed, now_words
from .tables import FORMULA, EditedRow
from .values import NoValueError, day_of, parse_values

__all__ = ["Note", "Proposal", "propose_corrections"]

_LONGEST = 2_000  # letters of a reason


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of a row.

    Args:
        sheet: The sheet's name; empty in a CSV file.
        row: The row's number, 0 where the whole file is meant.
        sv: What it is and what to do, in Swedish.
        en: The same in English.
    """

    sheet: str
    row: int
    sv: str
    en: str

    def text(self, lang: str) -> str:
        """Return where it is and what it is, in "sv" or "en"."""
        word = "rad" if lang == "sv" else "row"
        where = " ".join(filter(None, (self.sheet, f"{word} {self.row}" if self.row else "")))
        said = self.sv if lang == "sv" else self.en
        return f"{where}: {said}" if where else said


@dataclass(slots=True)
class Proposal:
    """What a file asks for.

    Args:
        corrections: The corrections to be made, in the rows' order.
        edits: The edits of registers to be made.
        faults: Why it cannot be done; nothing is, as long as there are any.
        doubts: What is done although it looks odd.
        unchanged: How many rows say what has been decided already.
        undecided: How many rows decide nothing.
    """

    corrections: list[Correction] = field(default_factory=list)
    edits: list[BodyEdit] = field(default_factory=list)
    faults: list[Note] = field(default_factory=list)
    doubts: list[Note] = field(default_factory=list)
    unchanged: int = 0
    undecided: int = 0


def propose_corrections(
    rows: Iterable[EditedRow],
    document: Callable[[str, str], Reviewed | None],
    proposal: Proposal,
    *,
    by: str,
    why: str = "",
) -> None:
    """Add what rows of facts ask for to a proposal. Writes nothing.

    Args:
        rows: The rows.
        document: Gives the document of a municipality's slug and its key; None for none.
        proposal: What is added to.
        by: Who decided.
        why: The reason of rows that give none.
    """
    seen: dict[str, tuple[EditedRow, tuple[str, str]]] = {}
    for row in rows:
        _Row(row, document, proposal, by, why).take(seen)


@dataclass(slots=True)
class _Row:
    """One row, looked at."""

    row: EditedRow
    document: Callable[[str, str], Reviewed | None]
    proposal: Proposal
    by: str
    why: str

    def take(self, seen: dict[str, tuple[EditedRow, tuple[str, str]]]) -> None:
        """Add what the row asks for."""
        row = self.row
        name = row.get("id").strip()
        written = (row.get("decision").strip().casefold(), _plain(row.get("value")))
        if FORMULA in row.cells.values():
            return self._fault(
                "raden innehåller en formel; skriv själva värdet",
                "the row holds a formula; write the value itself",
            )
        if name in seen and any(written):
            first, before = seen[name]
            if before == written:
                return self._doubt(
                    f"samma som rad {first.number}; räknas en gång",
                    f"the same as row {first.number}; counted once",
                )
            if any(before):
                return self._fault(
                    f"säger emot rad {first.number}, som gäller samma uppgift; behåll en av dem",
                    f"contradicts row {first.number}, about the same fact; keep one of them",
                )
        seen[name] = (row, written)
        found = self._found(name)
        if found is None:
            if any(written):
                return None
            self.proposal.undecided += 1
            return None
        document, fact = found
        changed = not _same(row, "; ".join(said.words for said in document.read(fact)))
        if not any(written):
            self.proposal.undecided += 1
            if changed and "read" in row.cells:
                self._doubt(
                    "Som läst har ändrats, men inget är beslutat; inget görs. Skriv det rätta i "
                    "Rätt värde",
                    "As read has been changed, but nothing is decided; nothing is done. Write what "
                    "is right in Right value",
                )
            return None
        if changed:
            return self._fault(
                f"Som läst är ”{row.get('read')}” i filen, men "
                f"”{'; '.join(said.words for said in document.read(fact))}” i arkivet. Antingen "
                "har cellen ändrats (skriv det rätta i Rätt värde), eller så har dokumentet lästs "
                "om: skriv en ny fil med styrkedja review",
                f"As read is “{row.get('read')}” in the file, but "
                f"“{'; '.join(said.words for said in document.read(fact))}” in the archive. Either "
                "the cell was edited (write what is right in Right value), or the document was "
                "read again: write a new file with styrkedja review",
            )
        return self._decide(document, fact)

    def _found(self, name: str) -> tuple[Reviewed, Fact] | None:
        """Return what the row is about; None, with a fault if it decides anything, for nothing."""
        parts = name.split("/")
        document = self.document(parts[0], parts[2]) if len(parts) == 4 else None
        fact = None if document is None else document.by_name.get(name)
        if document is not None and fact is not None:
            return document, fact
        if not self.row.get("decision").strip() and not self.row.get("value").strip():
            return None
        if not name:
            self._fault(
                "Id saknas; kopiera raden ur en ny fil från styrkedja review",
                "Id is missing; copy the row from a new file of styrkedja review",
            )
        elif document is None:
            self._fault(
                f"”{name}” gäller inget dokument i arkivet; Id ska inte ändras",
                f"“{name}” is about no document of the archive; Id is not to be edited",
            )
        else:
            self._fault(
                f"”{name}” finns inte i {document.record.label}: antingen har Id ändrats, eller "
                "så säger dokumentet det inte längre; skriv en ny fil med styrkedja review",
                f"“{name}” is not in {document.record.label}: either Id was edited, or the "
                "document does not say it any more; write a new file with styrkedja review",
            )
        return None

    def _decide(self, document: Reviewed, fact: Fact) -> None:
        text, given = self.row.get("decision").strip(), self.row.get("value").strip()
        decision = decision_of(text) if text else Decision.CORRECT
        if decision is None:
            words = ", ".join(sv for sv, _ in DECISIONS.values())
            words_en = ", ".join(en for _, en in DECISIONS.values())
            return self._fault(
                f"”{text}” är inget beslut; välj bland: {words}",
                f"“{text}” is no decision; choose one of: {words_en}",
            )
        if decision is not Decision.CORRECT and given:
            return self._fault(
                f"beslutet är ”{text}” men Rätt värde är ifyllt; välj rätta eller töm Rätt värde",
                f"the decision is “{text}”, but there is a Right value; choose correct or clear it",
            )
        corrected: tuple[Said, ...] = ()
        if decision is Decision.CORRECT:
            if not given:
                return self._fault(
                    "Rätt värde saknas; skriv det rätta, eller – om uppgiften inte ska ha något",
                    "Right value is missing; write what is right, or – if there is to be none",
                )
            if fact.field is None:
                return self._fault(
                    "här finns inget värde att rätta; välj godta eller avfärda",
                    "there is no value to correct here; choose accept or dismiss",
                )
            try:
                corrected = parse_values(given, fact.field, document.bodies)
            except NoValueError as error:
                return self._fault(error.sv, error.en)
        return self._add(document, fact, decision, corrected)

    def _add(
        self, document: Reviewed, fact: Fact, decision: Decision, corrected: tuple[Said, ...]
    ) -> None:
        read = document.read(fact)
        why = " ".join(self.row.get("why").split()) or self.why
        if len(why) > _LONGEST:
            return self._fault(
                f"skälet har {len(why)} tecken; högst {_LONGEST} får plats",
                f"the reason has {len(why)} letters; at most {_LONGEST} are taken",
            )
        if decision is Decision.CORRECT and {s.term for s in corrected} == {s.term for s in read}:
            self._doubt(
                "Rätt värde är det som lästes; räknas som avfärda",
                "Right value is what was read; taken as dismiss",
            )
            decision, corrected = Decision.DISMISS, ()
        before = document.decided(fact)
        if before is not None:
            same = before.decision is decision and before.corrected == corrected
            if same and why in ("", before.why, self.why) and not document.needs_review(fact):
                self.proposal.unchanged += 1
                return None
            told = self.row.get("now")
            stale = bool(document.needs_review(fact))
            if "now" in self.row.cells and before.by not in told:
                self._doubt(
                    f"har hunnit beslutas sedan filen skrevs ({now_words(before, stale, 'sv')}); "
                    "radens beslut gäller nu",
                    f"was decided after the file was written ({now_words(before, stale, 'en')}); "
                    "the row's decision counts now",
                )
        self.proposal.corrections.append(
            Correction(
                id="",
                document=document.record.iri,
                subject=fact.subject,
                field="" if fact.field is None else fact.field.name,
                title=fact.title,
                decision=decision,
                read=read,
                corrected=corrected,
                doubts=tuple(doubt.iri for doubt in fact.doubts),
                evidence=evidence_of(fact.passages, document.lines),
                by=self.by,
                why=why,
            )
        )
        return None

    def _fault(self, sv: str, en: str) -> None:
        self.proposal.faults.append(Note(self.row.sheet, self.row.number, sv, en))

    def _doubt(self, sv: str, en: str) -> None:
        self.proposal.doubts.append(Note(self.row.sheet, self.row.number, sv, en))


def _same(row: EditedRow, read: str) -> bool:
    """Return whether a row says that what was read is what was read.

    A spreadsheet program may have made a date of a text, or have set its blanks otherwise.
    """
    text = row.get("read")
    if _plain(text) == _plain(read):
        return True
    try:
        return day_of(text) == day_of(read)
    except NoValueError:
        return False


def _plain(text: str) -> str:
    return " ".join(text.split())
