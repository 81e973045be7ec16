"""The archive: originals, renditions, quads, reports, registers and the journal."""

from .archive import Archive, DocumentFiles, DocumentRecord, Writer
from .journal import Commit, Journal, write_durably
from .register import merge_registers, register_from_json, register_to_json

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
