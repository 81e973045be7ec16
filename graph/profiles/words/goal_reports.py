"""The words of goal-and-analysis reports."""

from __future__ import annotations

from pydantic import Field

from .base import Words

__all__ = ["GoalReportWords", "VerdictWords"]


class VerdictWords(Words):
    """The words by which a sentence tells whether a goal will be met.

    Args:
        judging: Words of a sentence that judges.
        goals: What is judged.
        met: Wordings that say that it will be met.
        reached: Forms of verbs that say that it is met; what stands near can deny or limit them.
        reaching: Verbs for what bodies do that meet a goal ("når").
        fulfilment: Nouns for how far goals are met ("måluppfyllelsen").
        high: Levels of it that are as the goal is.
        low: Levels of it that are not.
        partly: Words that limit what stands near them.
        doubts: Wordings before what may happen ("risk att").
        only: Words that take the force of a negation before them ("inte bara").
        uncertain: Wordings that say that it is uncertain; `*` stands for any ending.
        not_met: Wordings that say that it will not be met.
        negations: Words that deny what follows them.
        no_verdict: Wordings that speak of a goal but judge nothing.
    """

    judging: list[str]
    goals: list[str]
    met: list[str]
    reached: list[str]
    reaching: list[str]
    fulfilment: list[str]
    high: list[str]
    low: list[str]
    partly: list[str]
    doubts: list[str]
    only: list[str]
    uncertain: list[str]
    not_met: list[str] = Field(alias="not-met")
    negations: list[str]
    no_verdict: list[str] = Field(alias="no-verdict")


class GoalReportWords(Words):
    """The words by which goal-and-analysis reports are read.

    Args:
        heads: Heads of the goals of a section ("Mål").
        headings: Beginnings of headings of chapters, by what the chapter holds: `initiatives` or
            `overarching`.
        groups: Headings of several bodies' sections ("Kommunens bolag").
        annexes: First words, in lower case, of a heading that begins an annex.
        openings: What a goal's title may begin with and what is no part of it, by what it tells:
            `goal`, `initiative`, `overarching` (a council's goal by that name is meant) or
            `purpose` (the first of two wordings is what the goal is for).
        challenges: Labels of the goal itself after the wording of what it is for.
        purposes: How a text begins that tells what an initiative is for.
        summaries: Headings between a goal and its analysis that name nothing.
        contributors: Wordings after which the bodies are named that contribute to a goal.
        contribute: Wordings that end such a list.
        body_fillers: What may stand between the names of such a list.
        examples: Labels of a board's goal that is printed as an example under a council's goal.
        coordination: Wordings after the name of the body that coordinates.
        mainly: Wordings after which the goals are named that a goal mainly contributes to.
        partly: Wordings after which the goals are named that it partly contributes to.
        areas: Wordings after which the focus area is named that a goal stands in.
        investigations: What an investigation assignment is called.
        given: Words that tell, in running text, that an assignment was given.
        subjects: Words after which an assignment's subject is told.
        carried_out: Wordings after which the body is named that carries an assignment out.
        named_activities: Words before the name of an activity in quotation marks.
        joints: Words between a bullet's text and its status ("vilket är").
        numbers: Number words, from zero upwards.
        short_forms: Words that end in a full stop and end no sentence.
        bullets: Signs that begin a bullet.
        dashes: Signs that begin a bullet, or one under a bullet.
        sub_bullets: Signs that begin a bullet under a bullet.
        table_heads: Words that the head of a table begins with.
        labels: Labels before a goal (`board-goal`, `council-goal`, `goal` for either), a focus
            area (`area`), a perspective, and what is told of a goal (`forecast`, `verdict`,
            `comment`, `description`, `activities`, `measures`, `owner`).
        values: Whole values of a label of verdicts, by what they tell: a forecast, or `none`.
        value_words: Words that such a value can be made of.
        ends: Headings, besides those of running text, that end what is told of goals.
        verdicts: The words of verdicts.
    """

    heads: list[str]
    headings: dict[str, list[str]]
    groups: list[str]
    annexes: list[str]
    openings: dict[str, list[str]]
    challenges: list[str]
    purposes: list[str]
    summaries: list[str]
    contributors: list[str]
    contribute: list[str]
    body_fillers: list[str] = Field(alias="body-fillers")
    examples: list[str]
    coordination: list[str]
    mainly: list[str]
    partly: list[str]
    areas: list[str]
    investigations: list[str]
    given: list[str]
    subjects: list[str]
    carried_out: list[str] = Field(alias="carried-out")
    named_activities: list[str] = Field(alias="named-activities")
    joints: list[str]
    numbers: list[str]
    short_forms: list[str] = Field(alias="short-forms")
    bullets: list[str]
    dashes: list[str]
    sub_bullets: list[str] = Field(alias="sub-bullets")
    table_heads: list[str] = Field(alias="table-heads")
    labels: dict[str, list[str]]
    values: dict[str, list[str]]
    value_words: list[str] = Field(alias="value-words")
    ends: list[str]
    verdicts: VerdictWords
