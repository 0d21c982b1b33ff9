from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from search.expansion.dictionaries.entries import DictionaryFiles
from search.expansion.dictionaries.formats import FORMATS, format_of

Read = Callable[..., list[Mapping[str, tuple[str, ...]]]]


@pytest.fixture
def read() -> Read:
    """Read files as the kind they are recognised as, and give the terms of each sense."""

    def terms(*paths: Path, pair: tuple[str, str] | None = None, kind: str = ""):
        reader = FORMATS[format_of(paths[0], kind)].read
        return [entry.terms for entry in reader(DictionaryFiles(paths, pair))]

    return terms
