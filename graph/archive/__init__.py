"""The archive: originals, renditions, quads, reports, registers and the journal."""

from .archive import Archive
from .checking import Condition, check_archive
from .durable import write_durably
from .journal import Commit, Journal
from .register import merge_registers, register_from_json, register_to_json
from .repair import repair_archive
from .state import DocumentFiles, DocumentRecord
from .writer import Writer

__all__ = [
    "Archive",
    "Commit",
    "Condition",
    "DocumentFiles",
    "DocumentRecord",
    "Journal",
    "Writer",
    "check_archive",
    "merge_registers",
    "register_from_json",
    "register_to_json",
    "repair_archive",
    "write_durably",
]
