"""English verb forms: the closed class of irregular verbs, and -ed and -ing taken off by rule.

The rules are those of any grammar (Quirk and others 1985, A Comprehensive Grammar of the English Language, 3.5-3.20):
a mute e falls before a suffix, a single consonant is doubled, a final c becomes ck.
"""

import regex

from index.languages.lemma_tables import lemma_table

__all__ = ["irregular_verb", "is_verb", "regular_verb"]

# Base, then its forms that no rule makes. Forms with a commoner reading elsewhere stay there too (see english.py).
_IRREGULAR = """
arise arose arisen | awake awoke awoken | bear bore borne | beat beaten | become became | befall befell befallen
begin began begun | behold beheld | bend bent | beseech besought | bid bade bidden | bind bound | bite bit bitten
bleed bled | blow blew blown | break broke broken | breed bred | bring brought | build built | burn burnt | buy bought
catch caught | choose chose chosen | cling clung | come came | creep crept | deal dealt | dig dug | dive dove
draw drew drawn | dream dreamt | drink drank drunk | drive drove driven | dwell dwelt | eat ate eaten
fall fell fallen | feed fed | feel felt | fight fought | find found | flee fled | fling flung | fly flew flown
forbid forbade forbidden | foresee foresaw foreseen | forget forgot forgotten | forgive forgave forgiven
forsake forsook forsaken | freeze froze frozen | get got gotten | give gave given | go went gone | grind ground
grow grew grown | hang hung | hear heard | hide hid hidden | hold held | keep kept | kneel knelt | know knew known
lay laid | lead led | leap leapt | learn learnt | leave left | lend lent | lie lay lain | light lit | lose lost
make made | mean meant | meet met | mislead misled | mistake mistook mistaken | misunderstand misunderstood
overcome overcame | override overrode overridden | oversee oversaw overseen | overtake overtook overtaken
overthrow overthrew overthrown | pay paid | rebuild rebuilt | ride rode ridden | ring rang rung | rise rose risen
run ran | say said | see saw seen | seek sought | sell sold | send sent | shake shook shaken | shear shorn
shine shone | shoot shot | show shown | shrink shrank shrunk | sing sang sung | sink sank sunk | sit sat
slay slew slain | sleep slept | slide slid | sling slung | smite smote smitten | sow sown | speak spoke spoken
spell spelt | spend spent | spill spilt | spin spun | spit spat | spoil spoilt | spring sprang sprung
stand stood | steal stole stolen | stick stuck | sting stung | stink stank stunk | stride strode stridden
strike struck stricken | string strung | strive strove striven | swear swore sworn | sweep swept | swell swollen
swim swam swum | swing swung | take took taken | teach taught | tear tore torn | tell told | think thought
throw threw thrown | tread trod trodden | undergo underwent undergone | understand understood
undertake undertook undertaken | undo undid undone | uphold upheld | wake woke woken | wear wore worn
weave wove woven | weep wept | win won | wind wound | withdraw withdrew withdrawn | withhold withheld
withstand withstood | wring wrung | write wrote written
bet | burst | cast | cost | cut | hit | hurt | let | put | quit | rid | set | shed | shut | slit | split | spread
thrust | broadcast | forecast | upset
"""
_ROWS = [row.split() for line in _IRREGULAR.splitlines() for row in line.split("|") if row.strip()]
_BASE_OF = {form: base for base, *forms in _ROWS for form in forms}
_BASES = frozenset(base for base, *_ in _ROWS)
_VOWELS = frozenset("aeiouy")
_SINGLE = frozenset("bdgklmnprtvz")
_SYLLABLE = regex.compile(r"[^aeiou]*[aeiou](?P<close>[^aeiouy]+)")
SHORTEST_STEM = 2  # letters: *go* in *going*


def irregular_verb(form: str) -> str | None:
    """Give the base of a past or a participle that no rule makes.

    >>> irregular_verb("strode"), irregular_verb("walked")
    ('stride', None)
    """
    return _BASE_OF.get(form)


def is_verb(word: str) -> bool:
    """Whether the word is inflected as a verb: irregular, or with a past in -ed that the tables list."""
    if word in _BASES:
        return True
    table = lemma_table("en")
    return any(table.get(past) == word for past in _pasts(word))


def _pasts(word: str) -> tuple[str, ...]:
    if word.endswith("e"):
        return (word + "d",)
    if word.endswith("y"):
        return (word + "ed", word[:-1] + "ied")
    return (word + "ed", word + word[-1:] + "ed")


def regular_verb(form: str) -> str | None:
    """Give the verb of a form in -ed or -ing, if what is left without the suffix is one.

    >>> regular_verb("baking"), regular_verb("playing"), regular_verb("herring")
    ('bake', 'play', None)
    """
    suffix = next(filter(form.endswith, ("ing", "ed")), "")
    stem = form.removesuffix(suffix)
    if not suffix or len(stem) < SHORTEST_STEM or _VOWELS.isdisjoint(stem):
        return None
    return next(filter(is_verb, _bases(stem)), None)


def _bases(stem: str) -> list[str]:
    """What the verb can be, the likeliest first: *label(l)*, *mimic(k)*, *serve*, *play*."""
    short = _SYLLABLE.fullmatch(stem)
    if short and short["close"] in _SINGLE:  # its consonant would be doubled if there were no e: *rating*
        return [stem + "e", stem]
    doubled = stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    hardened = stem.endswith("ck")
    if (doubled or hardened) and not (short and short["close"] in {"ll", "ss", "ff", "zz", "ck"}):
        return [stem[:-1], stem, stem + "e"]
    return [stem, stem + "e"]
