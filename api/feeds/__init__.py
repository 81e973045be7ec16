"""What calendars and feed readers subscribe to: deadlines, documents, changes of status."""

from .atom import Entry, Feed, atom
from .deadlines import deadline_calendar
from .documents import document_feed
from .statuses import status_feed

__all__ = ["Entry", "Feed", "atom", "deadline_calendar", "document_feed", "status_feed"]
