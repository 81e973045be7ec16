"""Packages whose modules are loaded when something of theirs is first used.

What only serves an archive needs no reader of PDF files, and what holds the store for queries no
web framework; each starts sooner, and smaller, without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["lazily"]


def lazily(package: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package that loads its modules late (PEP 562).

    Args:
        package: The package's `__name__`.
        places: Module → the public names that it defines, with spaces between.

    Returns:
        A function from a public name to its value; for others it raises AttributeError.
    """
    modules = {name: module for module, names in places.items() for name in names.split()}

    def load(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return load
