"""Which languages a query may be in, with weights: nobody is asked.

The script leaves few candidates. Among those each word of the query votes by what is known of it: function word,
word of the lexicon, word of the dictionary, word of the index. All plausible languages are searched, weighted by their
share of the best one's probability, which was measured to be as good as knowing the language.
"""

from collections.abc import Iterable, Mapping, Sequence

import regex

from index.languages import LANGUAGES, Language
from search.expansion.authored_rows import LEXICON_LANGUAGES
from search.expansion.members import Holds
from search.expansion.row_store import RowStore

__all__ = ["query_languages"]

_UNSEEN, _STOP_WORD, _IN_LEXICON, _IN_DICTIONARY, _IN_INDEX = 0.05, 1.0, 1.0, 0.6, 0.4
_LEAST = 0.08  # languages less likely than this share of the best one's probability are not searched as the query's

_LETTERS = {
    script: regex.compile(rf"\p{{Script={script}}}")
    for script in sorted({language.script for language in LANGUAGES.values()} - {"Zyyy"})
}


def query_languages(words: Sequence[str], indexed: Iterable[str], rows: RowStore, holds: Holds) -> Mapping[str, float]:
    """Weigh the languages the words may be in.

    Args:
        words: the words of the query as typed.
        indexed: languages the index has articles in.
        rows: the lexicon and CLDR.
        holds: whether the index has a key in a language.

    Returns:
        Language to weight in (0, 1], the best one 1.0 and first; empty if no language has the script.
    """
    candidates = [LANGUAGES[code] for code in dict.fromkeys((*LEXICON_LANGUAGES, *indexed)) if code in LANGUAGES]
    scripts = {_script(word) for word in words} - {""}
    candidates = [language for language in candidates if language.script in scripts or language.script == "Zyyy"]
    if not candidates:
        return {}
    odds = {language.code: 1.0 for language in candidates}
    for word in words:
        script = _script(word)
        for language in candidates:
            fits = language.script == script or not script
            odds[language.code] *= _vote(word, language, rows, holds) if fits else _UNSEEN
    best = max(odds.values())
    weights = {code: round(odd / best, 3) for code, odd in sorted(odds.items(), key=lambda item: -item[1])}
    return {code: weight for code, weight in weights.items() if weight >= _LEAST}


def _vote(word: str, language: Language, rows: RowStore, holds: Holds) -> float:
    vote = _UNSEEN
    if language.is_stop_word(word):
        vote += _STOP_WORD
    entries = rows.find(language.code, (word,))
    if entries:
        vote += _IN_LEXICON * entries[0].quality
    if language.is_word(word):
        vote += _IN_DICTIONARY
    if any(holds(language.code, key.text) for key in language.analyzer.whole_keys(word)[:1]):
        vote += _IN_INDEX
    return vote


def _script(word: str) -> str:
    """ISO 15924 code of the first script of ours in a word; empty for numbers and scripts we do not know."""
    for script, letter in _LETTERS.items():
        if letter.search(word):
            return script
    return ""
