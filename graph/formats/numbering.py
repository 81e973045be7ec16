"""The signs and numbers of a Word file's lists, which its text does not hold."""

from __future__ import annotations

import re

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

__all__ = ["Numbering"]

_LEVEL = re.compile(r"%([1-9])")
_LIST_STYLE = re.compile(r"(?:ListBullet|Punktlista|ListNumber|Numreradlista)([2-5])")
_VAL = qn("w:val")


class Numbering:
    """Counts a document's numbered paragraphs, from top to bottom.

    Args:
        document: The document, whose numbering part and styles are read.
    """

    def __init__(self, document: WordDocument) -> None:
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._styles = {
            style.get(qn("w:styleId")): style
            for style in document.styles.element.iter(qn("w:style"))
        }
        if any(rel.reltype.endswith("/numbering") for rel in document.part.rels.values()):
            self._read(document.part.numbering_part.element)

    def _read(self, root: etree._Element) -> None:
        abstract = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
        for num in root.iter(qn("w:num")):
            refers = num.find(qn("w:abstractNumId"))
            own = None if refers is None else abstract.get(refers.get(_VAL))
            for level in () if own is None else own.iter(qn("w:lvl")):
                at = _number(level.get(qn("w:ilvl")), 0)
                key = (num.get(qn("w:numId"), ""), at)
                self._formats[key] = (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    _number(_value(level, "w:start", "1"), 1),
                )

    def sign(self, paragraph: etree._Element) -> str:
        """Return what Word prints before a paragraph, with a blank; "" for plain ones.

        Signs of lists are "•", on deeper levels "o", whatever font they are drawn in.
        """
        place = self._place(paragraph)
        if place is None:
            return ""
        number, level = place
        kind, text, start = self._formats.get((number, level), ("bullet", "", 1))
        if kind == "bullet":
            return "• " if level == 0 else "o "
        counts = self._counts.setdefault(number, [])
        while len(counts) <= level:
            begins = self._formats.get((number, len(counts)), ("", "", 1))[2]
            counts.append(begins - 1)
        counts[level] = max(counts[level], start - 1) + 1
        del counts[level + 1 :]
        if kind == "none":
            return ""
        printed = _LEVEL.sub(
            lambda match: self._printed(number, int(match[1]) - 1, counts), text
        ).strip()
        return f"{printed} " if printed else ""

    def _printed(self, number: str, level: int, counts: list[int]) -> str:
        value = counts[level] if level < len(counts) else 1
        kind = self._formats.get((number, level), ("decimal", "", 1))[0]
        if kind in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
            letter = chr(ord("a") + value - 1)
            return letter.upper() if kind == "upperLetter" else letter
        if kind in ("lowerRoman", "upperRoman") and 1 <= value <= 39:
            ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
            roman = "x" * (value // 10) + ones[value % 10]
            return roman.upper() if kind == "upperRoman" else roman
        return str(value)

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Return whether a paragraph's style is one of headings, or based on one."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        seen: set[str] = set()
        while named is not None and named.get(_VAL, "") not in seen:
            seen.add(named.get(_VAL, ""))
            style = self._styles.get(named.get(_VAL))
            if style is None:
                return False
            if style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None:
                return True
            named = style.find(qn("w:basedOn"))
        return False

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return a paragraph's list and level, its own or its style's; None outside lists."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        told = properties.find(qn("w:numPr"))
        named = properties.find(qn("w:pStyle"))
        seen: set[str] = set()
        deeper = _deeper(named)
        while told is None and named is not None and named.get(_VAL, "") not in seen:
            seen.add(named.get(_VAL, ""))
            style = self._styles.get(named.get(_VAL))
            if style is None:
                return None
            told = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            named = style.find(qn("w:basedOn"))
        if told is None:
            return None
        number = _value(told, "w:numId", "0")
        level = max(deeper, _number(_value(told, "w:ilvl", "0"), 0))
        return None if number == "0" else (number, level)


def _deeper(style: etree._Element | None) -> int:
    """Return the level that a style of Word's own lists has by its name ("List Bullet 2")."""
    match = None if style is None else _LIST_STYLE.fullmatch(style.get(_VAL, ""))
    return 0 if match is None else int(match[1]) - 1


def _value(element: etree._Element, name: str, default: str) -> str:
    found = element.find(qn(name))
    return default if found is None else found.get(_VAL, default)


def _number(text: str | None, default: int) -> int:
    plain = text is not None and text.isascii() and text.isdecimal() and len(text) < 6
    return min(int(text or default), 10_000) if plain else default
