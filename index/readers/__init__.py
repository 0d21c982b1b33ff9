"""Readers: one input format a file, and the table of them."""

from index.readers.sources import READERS, ReadItem, Unread, read_sources

__all__ = ["READERS", "ReadItem", "Unread", "read_sources"]
