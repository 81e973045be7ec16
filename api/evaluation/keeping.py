"""Small answers are kept until the store changes: a question asked again costs no evaluation."""

from __future__ import annotations

import re
from collections import OrderedDict

from .question import Question, Verdict

__all__ = ["Kept"]

_LARGEST = 64 << 10  # bytes of an answer that is kept, its query's characters counted with it
_MOST = 8 << 20  # bytes of all together
_VARYING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b|\\u", re.IGNORECASE)
"""What makes two answers to the same query differ, and the escape by which it may be written."""


class Kept:
    """The answers of one commit; those not asked for longest go first."""

    def __init__(self) -> None:
        self._head = -1
        self._size = 0
        self._answers: OrderedDict[Question, tuple[Verdict, bytes]] = OrderedDict()

    def get(self, head: int, question: Question) -> tuple[Verdict, bytes] | None:
        """Return the verdict and the body that a question got, None when they are not kept.

        Args:
            head: The commit whose store is asked.
            question: The question.
        """
        if head != self._head or question not in self._answers:
            return None
        self._answers.move_to_end(question)
        return self._answers[question]

    def keep(self, head: int, question: Question, verdict: Verdict, body: bytes) -> None:
        """Keep an answer, if it is small and would be the same another time.

        Args:
            head: The commit whose store was asked.
            question: The question.
            verdict: What came of it.
            body: The answer's body.
        """
        size = _size(question, body)
        if size > _LARGEST or _VARYING.search(question.query):
            return
        if head != self._head:
            self._answers.clear()
            self._head, self._size = head, 0
        if question in self._answers:
            return
        self._answers[question] = verdict, body
        self._size += size
        while self._size > _MOST:
            oldest, (_, forgotten) = self._answers.popitem(last=False)
            self._size -= _size(oldest, forgotten)


def _size(question: Question, body: bytes) -> int:
    return len(question.query) + len(body)
