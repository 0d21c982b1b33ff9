"""Names in Greek, Armenian, Georgian, Hebrew, Devanagari and Tamil letters."""

from pathlib import Path

import pytest

from index.documents import Document
from index.languages import LANGUAGES
from search.concepts import Source
from search.names.matcher import NameIndex
from search.names.other_scripts import OTHER_SCRIPTS
from search.names.romanization import phonetic_code, script_of
from search.service import SearchService, open_backend
from search.settings import Settings

CODES = [
    ("μπουζιάνης", "el", "buzianis"),
    ("σεφέρης", "el", "seferis"),  # the key of an article
    ("ευριπίδης", "el", "evripidis"),
    ("մաշտոց", "hy", "maStoC"),
    ("თამარ", "und", "tamar"),
    ("טשערניכאָווסקי", "yi", "Cernikovski"),
    ("कल्हण", "hi", "kalhan"),
    ("फ़ैज़", "hi", "faiz"),
    ("ரவீந்திர", "ta", "ravintir"),
]


@pytest.mark.parametrize(("word", "lang", "code"), CODES)
def test_letters_are_coded_as_they_sound(word: str, lang: str, code: str):
    assert phonetic_code(word, lang) == code


NAMES = [
    ("Venizelos", "en", "βενιζέλοσ", "el", "παπαδόπουλοσ"),
    ("Венизелос", "ru", "βενιζέλοσ", "el", "παπαδόπουλοσ"),
    ("Theodorakis", "fr", "θεοδωράκησ", "el", "καζαντζάκησ"),
    ("كابوديسترياس", "ar", "καποδίστριασ", "el", "καβάφησ"),
    ("Khachaturian", "en", "խաչատրյան", "hy", "սարոյան"),
    ("Chatschaturjan", "de", "խաչատրյան", "hy", "սարոյան"),
    ("Pirosmani", "en", "ფიროსმანი", "und", "რუსთაველი"),
    ("Руставели", "ru", "რუსთაველი", "und", "ფიროსმანი"),
    ("Bialik", "en", "ביאליק", "und", "וייצמן"),
    ("Peretz", "en", "פרץ", "yi", "ביאליק"),
    ("Premchand", "en", "प्रेमचंद", "hi", "राजगोपाल"),
    ("Koirala", "de", "कोइराला", "ne", "प्रेमचंद"),
    ("Thiruvalluvar", "en", "திருவள்ளுவர்", "ta", "பாரதியார்"),
    ("Бхаратияр", "ru", "பாரதியார்", "ta", "திருவள்ளுவர்"),
]


@pytest.mark.parametrize(("name", "lang", "word", "other", "different"), NAMES)
def test_a_name_is_found_both_ways_round(name: str, lang: str, word: str, other: str, different: str):
    found = NameIndex.of({other: [different, word]}).find(name, [lang], 0.3)
    assert [match.word for match in found] == [word]
    back = NameIndex.of({lang: [name.lower()]}).find(word, [other], 0.3)
    assert [match.word for match in back] == [name.lower()]
    assert NameIndex.of({lang: [name.lower()]}).find(different, [other], 0.2) == []


def test_each_language_has_a_code_for_its_script():
    scripts = {lang.script for lang in LANGUAGES.values() if lang.code != "und"}
    assert scripts <= {"Latn", "Cyrl", "Arab", *OTHER_SCRIPTS}


def test_the_letters_of_each_table_are_of_its_script():
    for script, row in OTHER_SCRIPTS.items():
        letters = {letter for chunk in row.sounds for letter in chunk if letter.isalpha()}
        assert {script_of(letter) for letter in letters} == {script}


@pytest.mark.parametrize(("lang", "text", "query"), [("el", "Ο Βενιζέλος", "Venizelos"), ("hi", "प्रेमचंद", "Premchand")])
def test_an_article_in_another_script_is_found_by_name(lang: str, text: str, query: str, tmp_path: Path):
    settings = Settings(index=tmp_path / "index")
    open_backend(settings, create=True).write([Document(id="a", lang=lang, title="", text=text)])
    page = SearchService.open(settings).search(query)
    assert [hit.id for hit in page.hits] == ["a"]
    marked = [mark.source for hit in page.hits for snippet in hit.snippets for mark in snippet.marks]
    assert marked == [Source.NAME]
