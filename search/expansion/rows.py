"""One concept as the tables of knowledge hold it: how it is said in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ConceptRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRow:
    """Synonyms by language, the most usual first.

    `source` is the knowledge it came from (`search.concepts.Source`), `reference` where it stands
    there (`courts.tsv:12`, `territory KZ`), `note` tells senses apart.
    """

    source: str
    reference: str
    terms: Mapping[str, tuple[str, ...]]
    note: str = ""
