"""The parts a compound is translated by."""

from index.analysis import Kind
from index.languages import Language

__all__ = ["greatest_parts"]


def greatest_parts(word: str, lang: Language) -> tuple[str, ...]:
    """Give the parts of a compound without the parts of its parts; none of an Arabic word with proclitics."""
    if lang.script == "Arab":
        return ()
    parts = [key.text for key in lang.analyzer.whole_keys(word) if key.kind is Kind.PART]
    return tuple(part for part in parts if not any(part != other and part in other for other in parts))
