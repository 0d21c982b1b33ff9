"""`search show`, `delete` and `stats`: one article, fewer articles, all of them."""

from pathlib import Path

from index.documents import public_id


def test_show_by_either_id(search, index):
    whole = search("show", "en-1", index=index)
    assert whole.code == 0
    title, origin, url, _, first, *_ = whole.out.splitlines()
    assert title == "New sanctions against three banks"
    assert origin == "Morning Post · 2022-05-03 · English (en) · en-1"
    assert url == "https://example.org/a?b=1&c=2"
    assert first == "The ministry announced new sanctions on Monday. Three banks lose their licences."
    assert search("show", public_id("en-1"), index=index).out == whole.out


def test_show_marks_a_query_in_another_language(search, index):
    out = search("show", "ru-1", "--query", "sanctions gold", index=index).out
    assert "ввело [санкции]" in out
    assert "о [санкциях] против" in out
    assert "Цена [золота] выросла" in out


def test_show_isolates_right_to_left_paragraphs(search, index):
    lines = search("show", "ar-1", index=index).out.splitlines()
    assert lines[0] == "\u2068عقوبات جديدة على البنوك\u2069"
    assert lines[-1] == "\u2068أعلنت الحكومة عقوبات جديدة على ثلاثة بنوك يوم الاثنين.\u2069"


def test_show_of_an_unknown_id_is_1(search, index):
    result = search("show", "nowhere", index=index)
    assert (result.code, result.out) == (1, "")
    assert "'nowhere'" in result.err


def test_delete_takes_what_is_there_and_names_what_is_not(search, own_index: Path):
    result = search("delete", "en 2", public_id("de-1"), "nowhere", index=own_index)
    assert result.code == 1
    assert "deleted 2 articles" in result.err
    assert "'nowhere'" in result.err
    found = search("query", "sanctions", "--format", "json", index=own_index)
    assert set(found.ids) == {"en-1", "ru-1", "ar-1"}
    assert search("delete", "fr-1", index=own_index).code == 0


def test_stats_count_articles_languages_and_sources(search, index):
    result = search("stats", index=index)
    assert result.code == 0
    assert f"index     {index}\n" in result.out
    assert "articles  6\n" in result.out
    assert "published 2022-05-03 to 2022-06-01\n" in result.out
    assert "         2 English (en)\n" in result.out
    assert "         1 \u2068الأخبار\u2069\n" in result.out
