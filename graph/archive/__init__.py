"""The archive: originals, renditions, quads, reports, registers and the journal."""

from .archive import Archive
from .durable import write_durably
from .journal import Commit, Journal
from .register import merge_registers, register_from_json, register_to_json
from .state import DocumentFiles, DocumentRecord
from .writer import Writer

__all__ = [
    "Archive",
    "Commit",
    "DocumentFiles",
    "DocumentRecord",
    "Journal",
    "Writer",
    "merge_registers",
    "register_from_json",
    "register_to_json",
    "write_durably",
]
