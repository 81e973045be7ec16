"""Documents as workbooks that people fill in or edit, and that `styrkedja ingest` reads again."""

from .contents import Contents, contents_of, document_named
from .delimited import contents_csv
from .writing import contents_workbook, template_workbook

__all__ = [
    "Contents",
    "contents_csv",
    "contents_of",
    "contents_workbook",
    "document_named",
    "template_workbook",
]
