"""Names kept in a file: the same answers, made anew when the index changes or the file is damaged."""

import os
from pathlib import Path

import pytest

from search.names.array_file import open_arrays, save_arrays
from search.names.index_cache import NameIndexCache
from search.names.matcher import NameIndex
from search.names.vocabulary_arrays import VocabularyArrays

VOCABULARY = {"ru": ["ломоносов", "пастернак", "мандельштам"], "en": ["pasternak", "mandelstam"], "ar": ["باسترناك"]}
QUERIES = ["Pasternak", "Мандельштам", "Lomonossow", "باسترناك", "Hemingway"]


def answers(names: NameIndex) -> list[object]:
    return [names.find(word, ["en", "de", "ru", "ar"], 0.5) for word in QUERIES]


def test_a_saved_vocabulary_answers_as_before(tmp_path: Path):
    arrays = VocabularyArrays.of(VOCABULARY)
    save_arrays(arrays.arrays(), tmp_path / "names")
    opened = open_arrays(tmp_path / "names")
    assert opened is not None
    assert answers(NameIndex(VocabularyArrays(**opened))) == answers(NameIndex(arrays))
    assert any(answers(NameIndex(VocabularyArrays(**opened))))


def test_an_empty_vocabulary_can_be_kept(tmp_path: Path):
    save_arrays(VocabularyArrays.of({}).arrays(), tmp_path / "names")
    opened = open_arrays(tmp_path / "names")
    assert opened is not None
    assert not any(answers(NameIndex(VocabularyArrays(**opened))))


@pytest.mark.parametrize("damage", [b"", b"\n", b"{}\n", b"not json\n", b'{"version": 1}\n', b"\xff\xfe"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: bytes):
    (tmp_path / "names").write_bytes(damage)
    assert open_arrays(tmp_path / "names") is None
    assert open_arrays(tmp_path / "missing") is None


def test_a_file_cut_short_is_not_read(tmp_path: Path):
    save_arrays(VocabularyArrays.of(VOCABULARY).arrays(), tmp_path / "names")
    whole = (tmp_path / "names").read_bytes()
    (tmp_path / "names").write_bytes(whole[:-64])
    assert open_arrays(tmp_path / "names") is None


def test_words_taken_over_from_before_are_coded_alike():
    before = VocabularyArrays.of({"ru": VOCABULARY["ru"]})
    anew, further = VocabularyArrays.of(VOCABULARY), VocabularyArrays.of(VOCABULARY, before)
    for (name, one), other in zip(anew.arrays().items(), further.arrays().values(), strict=True):
        assert one.tolist() == other.tolist(), name


def test_one_file_is_kept_for_each_index_and_read_until_the_commit_changes(tmp_path: Path):
    folder, index = tmp_path / "cache", tmp_path / "index"
    index.mkdir()
    cache = NameIndexCache(folder, index)
    first = answers(cache.names("1", VOCABULARY))
    assert answers(NameIndexCache(folder, index).names("1", {})) == first, "the file was not read"
    other = NameIndexCache(folder, tmp_path / "other")
    other.names("1", VOCABULARY)
    assert not any(answers(cache.names("2", {"en": ["smith"]})))
    assert len(list(folder.iterdir())) == 2
    assert answers(other.names("1", {})) == first


MANY = {"ru": [*VOCABULARY["ru"], *(f"ахмат{a}{b}" for a in "авеиоу" for b in "вклмнр")]}


def test_a_few_new_words_are_kept_beside_those_of_before(tmp_path: Path):
    cache = NameIndexCache(tmp_path / "cache", tmp_path / "index")
    cache.names("1", MANY)
    (first,) = (tmp_path / "cache").iterdir()
    file = first.stat().st_ino
    further = {**MANY, "ar": VOCABULARY["ar"]}
    for generation in ("2", "3", "4"):
        assert answers(cache.names(generation, further)) == answers(NameIndex.of(further))
    assert first.stat().st_ino == file, "it was written again"
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert answers(NameIndexCache(tmp_path / "cache", tmp_path / "index").names("4", {})) == answers(
        NameIndex.of(further)
    )


def test_words_that_are_gone_in_great_number_are_forgotten(tmp_path: Path):
    cache = NameIndexCache(tmp_path / "cache", tmp_path / "index")
    cache.names("1", MANY)
    assert answers(cache.names("2", VOCABULARY)) == answers(NameIndex.of(VOCABULARY))
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_names_that_nobody_used_for_long_are_removed(tmp_path: Path):
    caches = [NameIndexCache(tmp_path / "cache", tmp_path / name) for name in ("old", "used", "new")]
    for cache in caches[:2]:
        cache.names("1", VOCABULARY)
    for path in (tmp_path / "cache").iterdir():
        os.utime(path, (0, 0))
    caches[1].names("1", VOCABULARY)
    caches[2].names("1", VOCABULARY)
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert answers(caches[1].names("1", {})) == answers(NameIndex.of(VOCABULARY))


def test_an_index_made_anew_in_its_place_is_another(tmp_path: Path):
    index = tmp_path / "index"
    index.mkdir()
    cache = NameIndexCache(tmp_path / "cache", index)
    cache.names("1", VOCABULARY)
    (index / "segment").touch()
    assert not any(answers(cache.names("1", {"en": ["smith"]})))


def test_without_a_place_to_keep_it_names_are_found_all_the_same(tmp_path: Path):
    (tmp_path / "file").touch()
    cache = NameIndexCache(tmp_path / "file", tmp_path)
    assert answers(cache.names("1", VOCABULARY)) == answers(NameIndex.of(VOCABULARY))
