"""The compiled inner loops, or nothing where they could not be compiled.

`distance` and `transducer` do the same with NumPy then. The environment variable `SEARCH_COMPILED=no` leaves the
compiled ones out, to compare both.
"""

import os
from types import ModuleType

__all__ = ["compiled_alignment"]


def compiled_alignment() -> ModuleType | None:
    """Give `search.names._alignment` if it is there and wanted."""
    if os.environ.get("SEARCH_COMPILED", "") == "no":
        return None
    try:
        from search.names import _alignment
    except ImportError:
        return None
    return _alignment
