"""Reading: a text rendition → the model, by layout and profile."""

from .document import LAYOUTS, read_document

__all__ = ["LAYOUTS", "read_document"]
