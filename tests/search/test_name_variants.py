"""Variants of one name: articles and particles, doubled letters, ё and е, last letters."""

import pytest

from search.expansion.name_alternatives import name_candidates
from search.expansion.row_store import RowStore
from search.names.matcher import NameIndex

VARIANTS = [
    ("el-Kawakibi", "en", "ar", "كواكبي"),
    ("al-Kawakibi", "de", "ru", "кавакиби"),
    ("аль-Кавакиби", "ru", "en", "kawakibi"),
    ("эль-Кавакиби", "ru", "ar", "الكواكبي"),
    ("Alkawakibi", "en", "ar", "الكواكبي"),
    ("الكواكبي", "ar", "de", "kawakibi"),
    ("Rosstropowitsch", "de", "en", "rostropovich"),
    ("Passolini", "en", "ru", "пазолини"),
    ("Kandinskyy", "en", "ru", "кандинский"),
    ("Vinogradoff", "en", "ru", "виноградов"),
    ("Алёшин", "ru", "en", "aleshin"),
    ("Алешин", "ru", "de", "aljoschin"),
    ("Champollion", "fr", "ar", "شامبليون"),
]


@pytest.mark.parametrize(("name", "lang", "other", "word"), VARIANTS)
def test_a_variant_is_found_and_marked(name: str, lang: str, other: str, word: str, rows: RowStore):
    found = name_candidates(name, {lang: 1.0}, NameIndex.of({other: [word]}), rows, trust=1.0)
    assert [candidate.text for candidate in found if candidate.confidence >= 0.5] == [word]
