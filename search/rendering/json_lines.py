"""JSON lines: one hit a line, each as in the `hits` of the JSON format."""

import json

from search.hits import ResultPage
from search.rendering.json_format import hit_dict

__all__ = ["render"]

# JSON lets these stand in strings, but to many programs they end a line.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def render(page: ResultPage) -> str:
    """Give one line for each hit; nothing at all where nothing was found."""
    lines = (json.dumps(hit_dict(hit), ensure_ascii=False) for hit in page.hits)
    return "".join(f"{line.translate(_LINE_ENDS)}\n" for line in lines)
