"""Users' SPARQL: checked as text, then evaluated in processes that can be killed.

    web process ── door ──▶ keeper (holds the store) ── fork ──▶ workers
         └───────────────── line, a question after the other ───────┘

No query is evaluated in the web process or in the keeper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from styrkedja.lazily import lazily

if TYPE_CHECKING:
    from .client import Answer, Evaluation
    from .configuration import Configuration
    from .limits import check_limits
    from .question import Question
    from .starting import KeeperProcess
    from .tokens import Kind, Token, tokenize

__all__ = [
    "Answer",
    "Configuration",
    "Evaluation",
    "KeeperProcess",
    "Kind",
    "Question",
    "Token",
    "check_limits",
    "tokenize",
]

__getattr__ = lazily(
    __name__,
    {
        "client": "Answer Evaluation",
        "configuration": "Configuration",
        "limits": "check_limits",
        "question": "Question",
        "starting": "KeeperProcess",
        "tokens": "Kind Token tokenize",
    },
)
