"""French forms that the dictionary lists as words of their own, brought to the infinitive or the masculine by rule.

*Accusée* is listed under *accuser*, but *accusé* under itself; *principale* under *principal*, but *centrale* under
itself. Participles and feminines are formed by rule (Grevisse, Le bon usage, 529-545 and 806-820), and a rule holds
only if the dictionary has what it leads to.
"""

from index.languages.lemma_tables import lemma_table

__all__ = ["infinitives", "masculines"]

# Ending of the masculine past participle and of its infinitives, longest first; verbs with prefixes go with their own.
_PAST = (
    ("connu", ("connaître",)),
    ("ouvert", ("ouvrir",)),
    ("offert", ("offrir",)),
    ("souffert", ("souffrir",)),
    ("résolu", ("résoudre",)),
    ("couru", ("courir",)),
    ("quis", ("quérir",)),
    ("tenu", ("tenir",)),
    ("venu", ("venir",)),
    ("valu", ("valoir",)),
    ("voulu", ("vouloir",)),
    ("vécu", ("vivre",)),
    ("paru", ("paraître",)),
    ("suivi", ("suivre",)),
    ("crit", ("crire",)),
    ("fait", ("faire",)),
    ("mort", ("mourir",)),
    ("pris", ("prendre",)),
    ("clus", ("clure",)),
    ("truit", ("truire",)),
    ("cuit", ("cuire",)),
    ("duit", ("duire",)),
    ("joint", ("joindre",)),
    ("aint", ("aindre",)),
    ("eint", ("eindre",)),
    ("dit", ("dire",)),
    ("mis", ("mettre",)),
    ("cru", ("croire",)),
    ("çu", ("cevoir",)),
    ("vu", ("voir",)),
    ("lu", ("lire",)),
    ("u", ("re", "ir")),
    ("i", ("ir",)),
    ("é", ("er",)),
)
_PRESENT = (
    ("issant", ("ir",)),
    ("oyant", ("oir", "oyer")),
    ("geant", ("ger",)),
    ("çant", ("cer",)),
    ("ant", ("er", "re", "ir", "oir")),
)
_PAST_ENDINGS = tuple(ending for ending, _ in _PAST)
_PRESENT_ENDINGS = tuple(ending for ending, _ in _PRESENT)
# Endings of the feminine and of its masculines.
_FEMININE = (
    ("trice", ("teur",)),
    ("euse", ("eur", "eux")),
    ("enne", ("en",)),
    ("onne", ("on",)),
    ("elle", ("el",)),
    ("aine", ("ain",)),
    ("aise", ("ais",)),
    ("oise", ("ois",)),
    ("ente", ("ent",)),
    ("ante", ("ant",)),
    ("erte", ("ert",)),
    ("ère", ("er",)),
    ("ète", ("et",)),
    ("ale", ("al",)),
    ("ive", ("if",)),
)
# Adjectives whose feminine no ending tells.
_IRREGULAR = {
    "basse": "bas",
    "belle": "beau",
    "blanche": "blanc",
    "cadette": "cadet",
    "claire": "clair",
    "coquette": "coquet",
    "douce": "doux",
    "douillette": "douillet",
    "épaisse": "épais",
    "fausse": "faux",
    "fluette": "fluet",
    "folle": "fou",
    "fraîche": "frais",
    "franche": "franc",
    "gentille": "gentil",
    "grasse": "gras",
    "grecque": "grec",
    "grosse": "gros",
    "jumelle": "jumeau",
    "longue": "long",
    "molle": "mou",
    "muette": "muet",
    "nette": "net",
    "nouvelle": "nouveau",
    "publique": "public",
    "rousse": "roux",
    "sèche": "sec",
    "sujette": "sujet",
    "turque": "turc",
    "vieille": "vieux",
    "violette": "violet",
    "vive": "vif",
}
# Feminine in form, but words of their own: a capital city is no capital.
_NOUNS = frozenset({"capitale", "finale", "initiale", "morale", "pastorale"})
SHORTEST_ADJECTIVE = 3  # letters before the ending: *vente* is no feminine of *vent*
SHORTEST_PRESENT = 6  # letters: *chant* and *géant* are no participles
SHORTEST_PARTICIPLE = 2  # letters: *né* and *lu* are too short to be told


def infinitives(word: str) -> tuple[str, ...]:
    """Give the verbs of which a word in lower case is a participle: the past one in any gender and number.

    The present participle does not change (Grevisse, 919): *dansants* is an adjective.

    >>> infinitives("brodées"), infinitives("cuites"), infinitives("bâtissant"), infinitives("purée")
    (('broder',), ('cuire',), ('bâtir',), ())
    """
    masculine = word.removesuffix("s").removesuffix("e")
    found = [_past(masculine)]
    if len(word) >= SHORTEST_PRESENT and word.endswith(_PRESENT_ENDINGS):
        found.append(_verb(word, _PRESENT))
    if word.endswith("s"):  # *soumis* has its s in the singular
        found.append(_past(word))
        found.append(_past(masculine + "s"))
    elif word.endswith("e"):
        found.append(_past(word))
    return tuple(dict.fromkeys(verb for verb in found if verb))


def _past(participle: str) -> str | None:
    ends = len(participle) > SHORTEST_PARTICIPLE and participle.endswith(_PAST_ENDINGS)
    return _verb(participle, _PAST) if ends else None


def _verb(participle: str, endings: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    table = lemma_table("fr")
    for ending, replacements in endings:
        if not participle.endswith(ending):
            continue
        stem = participle.removesuffix(ending)
        for verb in (stem + replacement for replacement in replacements):
            if table.get(verb) == verb:
                return verb
    return None


def masculines(word: str) -> tuple[str, ...]:
    """Give the masculine of which a word in lower case is the feminine, in the singular or the plural.

    >>> masculines("rurales"), masculines("danseuse"), masculines("vieilles"), masculines("escale")
    (('rural',), ('danseur',), ('vieux',), ())
    """
    singular = word.removesuffix("s")
    if not singular.endswith("e") or singular in _NOUNS:
        return ()
    if singular in _IRREGULAR:
        return (_IRREGULAR[singular],)
    for ending, replacements in _FEMININE:
        stem = singular.removesuffix(ending)
        if stem != singular and len(stem) >= SHORTEST_ADJECTIVE:
            return tuple(stem + replacement for replacement in replacements if _is_noun(stem + replacement))[:1]
    return ()


def _is_noun(word: str) -> bool:
    # A verb in -er is no masculine: *manière* has nothing to do with *manier*.
    table = lemma_table("fr")
    return table.get(word) == word and not (word.endswith("er") and word[:-1] + "z" in table)
