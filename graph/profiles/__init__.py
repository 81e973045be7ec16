"""What differs between municipalities' documents, as data: labels, status words, names."""

from .profile import (
    Profile,
    default_profile,
    extended_profile,
    fold,
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
