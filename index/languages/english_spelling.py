"""English spellings: the British and the American way of writing a word share a lemma.

The differences are regular (Webster's reform of 1828 against Johnson's tradition): -our and -or, -ise and -ize, -yse
and -yze, -tre and -ter, -ence and -ense, -logue and -log, ae and oe as e, a doubled l. The lemma is spelled
as in America, with one l (*fulfil*, *label*). A rule applies only where the
dictionary has both spellings, so that *flour*, *promise* and *poem* stay as they are.
"""

import re
from collections.abc import Iterator
from functools import cache

import regex

from index.languages.lemma_tables import lemma_table

__all__ = ["shared_spelling"]

_ENDING = "(?:able|er|ful|hood|ing|ed|ism|ist|ite|less|ly|s)*$"
# Letters without which a rule has nothing to do, a pattern, what it becomes. Each pattern asks for two letters before
# it, as *hour*, *tour*, *rise* and *fence* are no variants of anything.
_RULES = (
    ("our", rf"(?<=\w\w)our(?={_ENDING})", "or"),
    ("is", r"(?<=\w\w[^aeuv])is(?=(?:e|er|able|ation|ational|ing|ed)$)", "iz"),
    ("lys", r"(?<=\w\w)lys(?=(?:e|er)$)", "lyz"),
    ("tre", r"(?<=\w\w)tre$", "ter"),
    ("bre", r"(?<=\w[aeio])bre$", "ber"),
    ("ence", r"(?<=\w\w)ence(?=(?:less)?$)", "ense"),
    ("logue", r"(?<=\w\w)logue$", "log"),
    ("ll", r"(?<=[aeiouy][^aeiou]+[aeiou])ll(?=(?:er|ery|ing|or)$)", "l"),
    ("ll", r"(?<=[aeiouy][^aeiou]+[aeiou])ll$", "l"),
    ("ck", r"(?<=[aeiouy][^aeiou]+i)ck$", "c"),  # the dictionary's lemma of *mimicked*
    ("gramme", r"(?<=gram)me$", ""),
    ("e", r"(?:ae|oe)(?=[^aeiou]\w{3})", "e"),
)
# What no rule covers.
_PAIRS = {
    "aeroplane": "airplane",
    "aluminium": "aluminum",
    "cheque": "check",
    "cosy": "cozy",
    "grey": "gray",
    "jewellery": "jewelry",
    "licence": "license",
    "manoeuvre": "maneuver",
    "mould": "mold",
    "moustache": "mustache",
    "plough": "plow",
    "practise": "practice",
    "pyjamas": "pajamas",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "scepticism": "skepticism",
    "smoulder": "smolder",
    "sulphur": "sulfur",
}


# A letter sequence of each rule: most words have none, and are told by one search.
_ANY = re.compile("our|is|lys|[tb]re|ence|logue|ll|ck|gramme|ae|oe")


def shared_spelling(lemma: str) -> str:
    """Give a lemma in the spelling that stands for all of its spellings, or as it is where it has no other.

    >>> shared_spelling("vapour"), shared_spelling("flour"), shared_spelling("apologise"), shared_spelling("promise")
    ('vapor', 'flour', 'apologize', 'promise')
    """
    if lemma in _PAIRS:
        return _PAIRS[lemma]
    return next(_respelled(lemma), lemma) if _ANY.search(lemma) else lemma


@cache  # when a word has its letters
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern)


def _respelled(lemma: str) -> Iterator[str]:
    table = lemma_table("en")
    for letters, pattern, replacement in _RULES:
        other = _compiled(pattern).sub(replacement, lemma) if letters in lemma else lemma
        if other != lemma and other in table:
            yield other
