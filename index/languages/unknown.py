"""Any language without an analyzer of its own: casefolded words, found as they are written."""

from index.languages.language import Language, Steps, casefold

__all__ = ["UNKNOWN"]

UNKNOWN = Language(
    code="und",  # BCP 47: undetermined
    name="other",
    english_name="Other",
    script="Zyyy",
    steps=Steps(fold=casefold),
)
