"""The command line: `styrkedja`. One file a command; each imports what it needs when it runs."""

from .main import main

__all__ = ["main"]
