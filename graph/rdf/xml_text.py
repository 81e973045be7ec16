"""What XML has no way to write, found before a file is made that no XML reader takes.

XML 1.0 knows no control characters but tab and line ends, not even escaped
(https://www.w3.org/TR/xml/#charsets), and RDF/XML names a property by an XML name.
"""

from __future__ import annotations

import re
from typing import IO

from styrkedja.errors import FormatError

__all__ = ["XmlFile", "is_xml_text", "xml_can_name"]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME_AT_END = re.compile(r"[^\W\d][\w.-]*\Z")


def is_xml_text(text: str) -> bool:
    r"""Return whether XML can write a text.

    Examples:
        >>> is_xml_text("line\n"), is_xml_text("bell\a")
        (True, False)
    """
    return _CONTROL.search(text) is None


def xml_can_name(iri: str) -> bool:
    """Return whether RDF/XML can write a property: its IRI ends in an XML name.

    Examples:
        >>> xml_can_name("https://example.org/ns#goal"), xml_can_name("https://example.org/1")
        (True, False)
    """
    return _NAME_AT_END.search(iri) is not None


class XmlFile:
    """Passes XML on to a file, and refuses what is none.

    Args:
        target: Where to.
    """

    _UNFIT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._end = b""

    def write(self, data: bytes) -> int:
        """Write the next piece.

        Raises:
            FormatError: It has a character that XML does not know.
        """
        if self._UNFIT.search(self._end + data):
            raise FormatError("XML has no way to write a control character; ask for another form")
        self._end = bytes(data[-2:])  # a character of three bytes may be cut
        self._target.write(data)
        return len(data)

    def flush(self) -> None:
        """Pass on what is held back."""
        self._target.flush()
