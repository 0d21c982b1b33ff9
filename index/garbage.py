"""Python's search for garbage put off while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["without_collector"]


@contextmanager
def without_collector() -> Iterator[None]:
    """Look for no garbage in the meantime.

    The collector looks through what was made each time that some hundred objects were. Where none of them are in
    circles, all that is given up is freed at once without it, and it only takes time: a twentieth of indexing, a
    fifth of compiling rows.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
