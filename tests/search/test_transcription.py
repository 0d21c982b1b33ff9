"""Cyrillic names in the press spelling of other languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.names.transcription import SPELLINGS, base_form, transcribe


@pytest.mark.parametrize(
    ("name", "lang", "reader", "expected"),
    [
        ("Юшкевич", "ru", "en", "Yushkevich"),
        ("Юшкевич", "ru", "de", "Juschkewitsch"),
        ("Юшкевич", "ru", "fr", "Iouchkevitch"),
        ("Юшкевич", "ru", "ar", "يوشكيفيتش"),
        ("Енгалычев", "ru", "en", "Yengalychev"),  # Е at the beginning
        ("Алексеенко", "ru", "de", "Aleksejenko"),  # and after a vowel
        ("Загорецкий", "ru", "en", "Zagoretsky"),  # the ending
        ("Хохряков", "ru", "de", "Chochrjakow"),
        ("Кулигин", "ru", "fr", "Kouliguine"),  # g before i
        ("Гринько", "uk", "en", "Hrynko"),  # г and и are read otherwise in Ukrainian
        ("Їжакевич", "uk", "en", "Yizhakevych"),
        ("Юшкевич", "ru", "sv", "Yushkevich"),  # no table of its own: as in English
        ("Юшкевич", "ru", "uk", ""),  # nothing to do
        ("Smith", "en", "ru", ""),
        ("Ўлмас", "ru", "en", ""),  # a letter no table has
    ],
)
def test_press_spelling(name: str, lang: str, reader: str, expected: str):
    assert transcribe(name, lang, reader) == expected


@pytest.mark.parametrize(
    ("name", "lemmas", "expected"),
    [
        ("Енгалычеву", ["енгалычев"], "енгалычев"),
        ("Кулигин", ["кулига"], "Кулигин"),
        ("Карму", ["карма"], "карма"),  # no surname's ending anywhere: the morphology's word counts
        ("Карт", [], "Карт"),
    ],
)
def test_base_form(name: str, lemmas: list[str], expected: str):
    assert base_form(name, lemmas) == expected


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12), st.sampled_from(sorted(SPELLINGS)))
def test_no_cyrillic_letter_is_left(name: str, reader: str):
    written = transcribe(name, "ru", reader)
    assert not any("\u0400" <= char <= "\u052f" for char in written)
