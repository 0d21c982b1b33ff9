"""The user's dictionaries: one format a file (`formats` lists them), kept on a shelf beside the index."""

from index.schema import ANALYSIS_VERSION

__all__ = ["DICTIONARY_VERSION"]

# Stands in a compiled file's header (`PRAGMA user_version`), so that opening a dictionary reads nothing else.
DICTIONARY_VERSION = 1000 * ANALYSIS_VERSION + 4
