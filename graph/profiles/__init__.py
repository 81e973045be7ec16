"""What differs between municipalities' documents, as data: labels, status words, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from styrkedja.lazily import lazily

if TYPE_CHECKING:
    from .folding import fold
    from .profile import (
        Profile,
        default_profile,
        extended_profile,
        municipality_codes,
        read_profile,
    )

__all__ = [
    "Profile",
    "default_profile",
    "extended_profile",
    "fold",
    "municipality_codes",
    "read_profile",
]

__getattr__ = lazily(
    __name__,
    {
        "folding": "fold",
        "profile": "Profile default_profile extended_profile municipality_codes read_profile",
    },
)
