"""What routes are given: the evaluation of users' queries (snapshots are in `snapshot.py`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from .evaluation import Evaluation

__all__ = ["CurrentEvaluation", "current_evaluation"]


def current_evaluation(request: Request) -> Evaluation:
    """Return the evaluation of the application that serves this request."""
    evaluation: Evaluation = request.app.state.evaluation
    return evaluation


CurrentEvaluation = Annotated[Evaluation, Depends(current_evaluation)]
