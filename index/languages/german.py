"""German: umlauts and ß in their several spellings, dictionary lemma mended by rule, Snowball stem, compound parts."""

import re
from functools import lru_cache, partial

import regex

from index.languages.german_compounds import compound_parts
from index.languages.german_forms import adjectives, is_bare_stem, name_of_genitive, verbs
from index.languages.language import Language, Steps
from index.languages.lemma_tables import is_word, lemma_table, lemmatize
from index.languages.stemming import snowball

__all__ = ["GERMAN", "fold"]

_BASE_VOWELS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U"})
SHORTEST_GENITIVE = 4  # letters
# ae, oe and ue stand for umlauts where there is no ä on the keyboard, but not in *Bauer*, *neue*, *Quelle*.
_TRANSCRIBED = regex.compile(r"(?<![aeqAEQ])([aouAOU])e(?![aeiou])")
_PAIR = re.compile("[aouAOU]e")
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
    return _TRANSCRIBED.sub(lambda match: _TO_UMLAUT[match[1]], word) if _PAIR.search(word) else word


@lru_cache(maxsize=1_000)  # asked for by lemma, stem and parts
def _spelled(word: str) -> str:
    """Choose between the written spelling and those with umlauts and ß: the written one if the dictionary has it."""
    other = with_umlauts(word)
    written = word if other == word or GERMAN.is_word(word) else other
    if "ss" not in written or GERMAN.is_word(written):
        return written
    eszett = written.replace("ss", "ß")  # Switzerland writes no ß: *Füsse*
    return eszett if GERMAN.is_word(eszett) else written


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
    tables do not have may stand in the genitive: *Schostakowitschs*. Of a noun and the bare stem of a verb (*versuch*),
    an imperative, only the noun counts.
    """
    word = _spelled(word)
    listed = lemmatize(word, "de")
    found = [listed, *_in_lower_case(word, listed), *_names(word, listed)]
    if found[1:] and found[1].lower() == word and is_bare_stem(word, listed):
        found = found[1:]
    return tuple(dict.fromkeys(fold(lemma) for lemma in found))


def _in_lower_case(word: str, listed: str) -> list[str]:
    """What a word in lower case may be besides: a noun typed so, a form of a verb or an adjective."""
    if not word.islower():
        return []
    noun = lemma_table("de").get(word.capitalize())
    return [*([noun] if noun else []), *verbs(word), *adjectives(word, listed)]


def _names(word: str, listed: str) -> list[str]:
    """The names of which the word may be the genitive: unknown ones if capitalised, listed ones in any case."""
    unknown = [word[:-1]] if listed == word and _is_genitive_of_name(word) else []
    capitalised = word.capitalize()
    if lemma_table("de").get(capitalised, capitalised) != capitalised:
        return unknown
    name = name_of_genitive(capitalised)
    return [*unknown, name] if name else unknown


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
