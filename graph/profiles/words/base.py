"""What all classes of words share: unknown keys are refused, values do not change."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Words"]


class Words(BaseModel):
    """Words of one layout; every field is a list of words or a table of lists.

    Equal only to itself, so that readers can keep what they make of it (`functools.cache`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def __hash__(self) -> int:  # one of our own: pydantic replaces that of `object`
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other
