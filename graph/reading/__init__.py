"""Reading: a text rendition → the model, by layout and profile."""

from .document import read_document
from .layouts import LAYOUTS

__all__ = ["LAYOUTS", "read_document"]
