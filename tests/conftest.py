"""What all tests share."""

import os

import pytest

from search.expansion.row_store import open_row_store


def pytest_configure(config: pytest.Config) -> None:
    """Compile the tables of words once, before the workers all want them; leave the developer's own words out."""
    os.environ["SEARCH_LEXICON"] = os.devnull
    if not hasattr(config, "workerinput"):
        open_row_store()
