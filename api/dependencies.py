"""What routes are given: the evaluation of users' queries (snapshots are in `snapshot.py`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from .evaluation import Evaluation

__all__ = ["CurrentEvaluation", "current_evaluation"]


async def current_evaluation(request: Request) -> Evaluation:
    """Return the evaluation of the application that serves this request.

    It is `async` because FastAPI gives every other function a thread, which takes longer than it.
    """
    evaluation: Evaluation = request.app.state.evaluation
    return evaluation


CurrentEvaluation = Annotated[Evaluation, Depends(current_evaluation)]
