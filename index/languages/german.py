"""German: umlauts and ß in their several spellings, dictionary lemma, Snowball stem, compound parts."""

from functools import partial

import regex

from index.languages.german_compounds import compound_parts
from index.languages.language import Language, Steps
from index.languages.lemma_tables import is_word, lemma_table, lemmatize
from index.languages.stemming import snowball

__all__ = ["GERMAN", "fold"]

_BASE_VOWELS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U"})
SHORTEST_GENITIVE = 4  # letters
# ae, oe and ue stand for umlauts where there is no ä on the keyboard, but not in *Bauer*, *neue*, *Quelle*.
_TRANSCRIBED = regex.compile(r"(?<![aeqAEQ])([aouAOU])e(?![aeiou])")
_TO_UMLAUT = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"}


def fold(word: str) -> str:
    """Lower case with ß as ss; umlauts stay, as Förderung is no Forderung.

    >>> fold("Straßenlärm")
    'strassenlärm'
    """
    return word.lower().replace("ß", "ss")


def with_umlauts(word: str) -> str:
    """Write ae, oe and ue as umlauts where they can stand for them.

    >>> with_umlauts("Schaltflaechen"), with_umlauts("Bauer")
    ('Schaltflächen', 'Bauer')
    """
    return _TRANSCRIBED.sub(lambda match: _TO_UMLAUT[match[1]], word)


def _spelled(word: str) -> str:
    """Choose between the written spelling and the one with umlauts: the written one if the dictionary has it."""
    other = with_umlauts(word)
    return word if other == word or GERMAN.is_word(word) else other


def variants(word: str) -> tuple[str, ...]:
    """Give the exact keys of other spellings: *Mueller* and *Müller* meet, and *Munchen* finds *München*.

    A spelling without its umlauts counts only where it is no word of its own.
    """
    umlauted = with_umlauts(word)
    plain = umlauted.translate(_BASE_VOWELS)
    found = {umlauted} if plain == umlauted or GERMAN.is_word(plain) else {umlauted, plain}
    return tuple(sorted(fold(spelling) for spelling in found - {word}))


def lemmas(word: str) -> tuple[str, ...]:
    """Look the word up in its written case, which tells *Not* (hardship) from other words.

    A word in lower case may also be a noun that somebody typed: *krieg* is *Krieg*, not only *kriegen*. A name the
    tables do not have may stand in the genitive: *Schostakowitschs*.
    """
    word = _spelled(word)
    found = [lemmatize(word, "de")]
    noun = lemma_table("de").get(word.capitalize())
    if noun and word.islower():
        found.append(noun)
    if found[0] == word and _is_genitive_of_name(word):
        found.append(word[:-1])
    return tuple(dict.fromkeys(fold(lemma) for lemma in found))


def _is_genitive_of_name(word: str) -> bool:
    unknown = not GERMAN.is_word(word)
    return (
        unknown and word[:1].isupper() and len(word) > SHORTEST_GENITIVE and word[-1] == "s" and word[-2] not in "sxz"
    )


def stems(word: str) -> tuple[str, ...]:
    """Stem the lemma."""
    return (fold(snowball("german", lemmatize(_spelled(word), "de").lower())),)


def parts(word: str) -> tuple[str, ...]:
    """Take a compound apart and give the lemma of each part."""
    return tuple(dict.fromkeys(fold(part) for part in compound_parts(_spelled(word))))


GERMAN = Language(
    code="de",
    name="Deutsch",
    english_name="German",
    script="Latn",
    steps=Steps(fold=fold, variants=variants, lemmas=lemmas, stems=stems, parts=parts),
    is_word=partial(is_word, lang="de", nouns_are_capitalised=True),
)
