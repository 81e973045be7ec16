"""The words of focus areas with bulleted goals and assignments."""

from __future__ import annotations

from pydantic import field_validator

from styrkedja.graph.model import ElementKind

from .base import Words

__all__ = ["FocusAreaWords"]

_HELD = frozenset({*(kind.value for kind in ElementKind), "indicator", "description"})


class FocusAreaWords(Words):
    """The words by which focus areas with bulleted goals and assignments are read.

    Args:
        areas: What a focus area is called; a heading may begin with it ("Målområde 2: …").
        labels: Lines that introduce a list, by what the list holds: a kind of element,
            `indicator`, or `description` for the area's own text.
        joints: Words that begin the rest of a label ("Uppdrag utifrån fokusområdet").
        determiners: Words that may stand before a label's noun ("Följande tre mål").
        counted: What a stated number counts, by kind of element ("de 15 målen").
        qualities: Words that may stand between such a number and its noun.
        numbers: Number words, from zero upwards.
        deciders: Beginning of a label → name of the body that decided what the list holds.
        boards: Beginnings of labels that speak of the boards' own goals.
        owners: What may stand in a parenthesis before the names of bodies ("ansvarig").
        bullets: Signs that begin an item of a list.
        perspectives: Headings that name a perspective and no focus area.
        no_bodies: Abbreviations that are no bodies.
    """

    areas: list[str]
    labels: dict[str, list[str]]
    joints: list[str]
    determiners: list[str]
    counted: dict[str, list[str]]
    qualities: list[str]
    numbers: list[str]
    deciders: dict[str, str]
    boards: list[str]
    owners: list[str]
    bullets: list[str]
    perspectives: list[str]
    no_bodies: list[str]

    @field_validator("labels")
    @classmethod
    def _holds_known(cls, labels: dict[str, list[str]]) -> dict[str, list[str]]:
        for holds in labels:
            if holds not in _HELD:
                raise ValueError(f"no list holds {holds!r}; known: {', '.join(sorted(_HELD))}")
        return labels

    @field_validator("counted")
    @classmethod
    def _counts_known(cls, counted: dict[str, list[str]]) -> dict[str, list[str]]:
        for kind in counted:
            ElementKind(kind)
        return counted
