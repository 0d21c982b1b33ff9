"""Chinese names by their syllables: pinyin, Palladius, and the usual Arabic spelling."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document
from search.concepts import Source
from search.names.pinyin import FINALS, chinese_spellings
from search.service import SearchService, open_backend
from search.settings import Settings

RUSSIAN = [
    ("qianlong", "цяньлун"),
    ("xueqin", "сюэцинь"),
    ("zhuangzi", "чжуанцзы"),  # i after a sibilant
    ("moruo", "можо"),
    ("puyi", "пуи"),
    ("juyi", "цзюйи"),  # u after j is ü
    ("huineng", "хуэйнэн"),
    ("yuchi", "юйчи"),
    ("erguotou", "эрготоу"),
]


@pytest.mark.parametrize(("pinyin", "russian"), RUSSIAN)
def test_palladius_both_ways(pinyin: str, russian: str):
    assert russian in chinese_spellings(pinyin, "Cyrl")
    assert pinyin in chinese_spellings(russian, "Latn")


def test_a_hard_ng_is_told_from_the_next_syllable():
    assert chinese_spellings("pingan", "Cyrl")[0] == "пинъань"
    assert chinese_spellings("пинъань", "Latn")[0] == "pingan"


def test_what_can_be_read_in_two_ways_is_given_in_both():
    assert {"сянь", "сиань"} == set(chinese_spellings("xian", "Cyrl"))
    assert {"лушунь", "люйшунь"} <= set(chinese_spellings("lushun", "Cyrl"))


@pytest.mark.parametrize("word", ["smith", "kaunda", "verdi", "", "q", "123", "hannover", "пушкин", "иванов", "كريم"])
def test_other_names_are_not_read_as_chinese(word: str):
    assert not any(chinese_spellings(word, script) for script in ("Latn", "Cyrl"))


def test_arabic_has_the_usual_spellings():
    assert chinese_spellings("lao", "Arab") == ("لاو",)
    assert "شوانغ" in chinese_spellings("shuang", "Arab")
    assert chinese_spellings("лао", "Arab") == ("لاو",)
    assert chinese_spellings("lao", "Grek") == ()


SYLLABLES = [initial + final for initial, finals in FINALS.items() for final in finals.split() if "ü" not in final]


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3))
def test_a_name_comes_back_from_russian(syllables: list[str]):
    word = "".join(syllables)
    back = {latin for russian in chinese_spellings(word, "Cyrl") for latin in chinese_spellings(russian, "Latn")}
    assert word in back


FOUND = [
    ("Qianlong", "ru", "Цяньлун"),
    ("Сюэцинь", "en", "Xueqin"),
    ("Сюэцинь", "de", "Xueqin"),
    ("Moruo", "ru", "Можо"),
]


@pytest.mark.parametrize(("query", "lang", "name"), FOUND)
def test_a_chinese_name_is_found_by_rule_and_marked(query: str, lang: str, name: str, tmp_path: Path):
    settings = Settings(index=tmp_path / "index")
    open_backend(settings, create=True).write([Document(id="a", lang=lang, title="", text=name)])
    concepts = SearchService.open(settings).search(query).concepts
    sure = {(a.lang, a.text, a.source) for c in concepts for a in c.alternatives if a.confidence >= 0.5}
    assert (lang, name.lower(), Source.NAME) in sure
