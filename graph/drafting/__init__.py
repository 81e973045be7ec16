"""Drafts of profiles: which words of a document stand where a layout has words of its own."""

from .draft import Draft, draft_profile
from .suggestion import Suggestion
from .wording import profile_lines

__all__ = ["Draft", "Suggestion", "draft_profile", "profile_lines"]
