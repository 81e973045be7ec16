"""Users' SPARQL: checked as text, then evaluated in processes that can be killed.

    web process ── door ──▶ keeper (holds the store) ── fork ──▶ workers
         └───────────────── line, a question after the other ───────┘

No query is evaluated in the web process or in the keeper.
"""

from .client import Answer, Evaluation
from .limits import check_limits
from .question import Question
from .tokens import Kind, Token, tokenize

__all__ = [
    "Answer",
    "Evaluation",
    "Kind",
    "Question",
    "Token",
    "check_limits",
    "tokenize",
]
