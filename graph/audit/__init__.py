"""The log of who wrote what to an archive, and when; told as PROV."""

from .entries import Action, Entry, Outcome
from .log import AuditLog, Recording, recorded
from .provenance import audit_file, audit_quads, documents_written

__all__ = [
    "Action",
    "AuditLog",
    "Entry",
    "Outcome",
    "Recording",
    "audit_file",
    "audit_quads",
    "documents_written",
    "recorded",
]
