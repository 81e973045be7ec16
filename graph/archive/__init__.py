"""The archive: originals, renditions, quads, reports, registers and the journal."""

from .archive import Archive
from .backup import Backup, backup_archive, drop_old_backups
from .checking import Condition, check_archive
from .durable import write_durably
from .journal import Commit, Journal
from .public import public_registers
from .register import merge_registers, register_from_json, register_to_json
from .repair import repair_archive
from .restoring import Restored, restore_archive
from .state import DocumentFiles, DocumentRecord
from .versions import Version, version_quads, version_text, versions_of
from .writer import Writer

__all__ = [
    "Archive",
    "Backup",
    "Commit",
    "Condition",
    "DocumentFiles",
    "DocumentRecord",
    "Journal",
    "Restored",
    "Version",
    "Writer",
    "backup_archive",
    "check_archive",
    "drop_old_backups",
    "merge_registers",
    "public_registers",
    "register_from_json",
    "register_to_json",
    "repair_archive",
    "restore_archive",
    "version_quads",
    "version_text",
    "versions_of",
    "write_durably",
]
