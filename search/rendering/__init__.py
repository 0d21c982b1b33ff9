"""Rendering: pages and articles as text, one output format a file. Pure: a page goes in, a string comes out."""

from collections.abc import Callable, Mapping

from search.hits import ResultPage
from search.rendering import delimited, json_format, json_lines, terminal

__all__ = ["COLORED_FORMATS", "FORMATS", "Renderer"]

Renderer = Callable[[ResultPage], str]

FORMATS: Mapping[str, Renderer] = {
    "text": terminal.render,
    "json": json_format.render,
    "jsonl": json_lines.render,
    "csv": delimited.render_csv,
    "tsv": delimited.render_tsv,
}

# What takes the place of a format where colours can be shown.
COLORED_FORMATS: Mapping[str, Renderer] = {"text": terminal.render_colored}
