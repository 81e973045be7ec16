"""Tokens that let programs and people see what is internal, or write, by way of the service."""

from .private import FOLDER, append_privately, write_privately
from .tokens import LOCAL, Scope, Token, TokenFile, days_of

__all__ = [
    "FOLDER",
    "LOCAL",
    "Scope",
    "Token",
    "TokenFile",
    "append_privately",
    "days_of",
    "write_privately",
]
