"""Inner loops in C, or nothing where they could not be compiled.

Whoever has such loops has the same in NumPy, and takes that then. The environment variable `SEARCH_COMPILED=no` leaves
the compiled ones out, to compare both.
"""

import os
from importlib import import_module
from types import ModuleType

__all__ = ["compiled"]


def compiled(name: str) -> ModuleType | None:
    """Give a compiled module if it is there and wanted.

    Args:
        name: the module's whole name.
    """
    if os.environ.get("SEARCH_COMPILED", "") == "no":
        return None
    try:
        return import_module(name)
    except ImportError:
        return None
