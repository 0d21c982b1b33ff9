"""Arrays in one file, mapped instead of read: several processes share it, and opening costs no time.

The file is a line of JSON that says what lies where, then the arrays one after another, each at a multiple of 64
bytes. It is made beside its place and moved there when it is whole, so that nobody sees half of it.
"""

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Arrays", "open_arrays", "save_arrays"]

Arrays = Mapping[str, NDArray[Any]]

FILE_VERSION = 1
ALIGNMENT = 64


def save_arrays(arrays: Arrays, path: Path) -> None:
    """Write arrays by their names.

    Raises:
        OSError: there is no room, or no right to write.
    """
    import tempfile  # which who only reads does without

    path.parent.mkdir(parents=True, exist_ok=True)
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = {"dtype": array.dtype.str, "shape": array.shape, "at": at}
        at += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    header = json.dumps({"version": FILE_VERSION, "size": at, "arrays": places}).encode()
    header += b" " * (-(len(header) + 1) % ALIGNMENT) + b"\n"
    handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(header)
            for _, array in arrays.items():
                file.write(np.ascontiguousarray(array).data)
                file.write(b"\0" * (-array.nbytes % ALIGNMENT))
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def open_arrays(path: Path) -> Arrays | None:
    """Map the file.

    Returns:
        None if there is none, or it is damaged or of another version: then it is to be made again.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = mapped.find(b"\n") + 1
        header = json.loads(mapped[:start])
        if header["version"] != FILE_VERSION or len(mapped) != start + header["size"]:
            return None
        return {
            name: np.ndarray(place["shape"], np.dtype(place["dtype"]), mapped, start + place["at"])
            for name, place in header["arrays"].items()
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None
