"""`search query`: what goes to which stream, in every format, and what counts as query text."""

import csv
import io
import json
from datetime import date

import pytest

JSON = ("--format", "json")


def test_text_shows_rank_title_origin_marks_and_reason(search, index):
    result = search("query", "sanctions", index=index)
    assert result.code == 0
    blocks = result.out.split("\n\n")
    assert [block.split(".")[0] for block in blocks] == ["1", "2", "3", "4", "5"]
    russian = next(block for block in blocks if "Russian (ru)" in block)
    assert "Правительство ввело [санкции]" in russian
    assert "Вести · 2022-05-05 · Russian (ru)" in russian
    assert "[санкциях] против трёх банков" in russian
    assert "sanctions → санкции, санкциях · lexicon" in russian
    assert "\x1b" not in result.out
    assert "5 articles" in result.err


def test_right_to_left_text_has_its_own_isolated_line(search, index):
    lines = search("query", "sanctions", "--in", "ar", index=index).out.splitlines()
    assert lines[0] == "1."
    assert lines[1].strip().startswith("\u2068[عقوبات]")
    assert lines[1].endswith("\u2069")
    assert "sanctions → \u2068عقوبات\u2069 · lexicon" in lines[-1]


def test_json_is_one_object_of_the_promised_shape(search, index):
    result = search("query", "sanctions", *JSON, index=index)
    page = result.json()
    assert set(page) >= {"query", "took_ms", "total", "warnings", "languages", "concepts", "hits"}
    assert (page["query"], page["total"]) == ("sanctions", 5)
    assert page["languages"] == {"en": 2, "ar": 1, "de": 1, "ru": 1}
    assert {"lang", "text", "confidence", "source"} == set(page["concepts"][0]["alternatives"][0])
    for hit in page["hits"]:
        assert {"rank", "score", "id", "public_id", "lang", "title", "title_marks", "url", "source", "published"} < set(
            hit
        )
    german = next(hit for hit in page["hits"] if hit["id"] == "de-1")
    marked = [german["title"][mark["start"] : mark["end"]] for mark in german["title_marks"]]
    assert marked == ["Sanktionen"]
    assert result.err == ""


def test_all_formats_hold_the_same_hits(search, index):
    page = search("query", "sanctions", *JSON, index=index).json()
    lines = search("query", "sanctions", "--format", "jsonl", index=index).out.splitlines()
    assert [json.loads(line) for line in lines] == page["hits"]
    expected = [(str(hit["rank"]), hit["id"], hit["source"], hit["title"]) for hit in page["hits"]]
    columns = ["rank", "score", "id", "lang", "title", "source", "published", "url", "snippet"]
    for name, dialect in (("csv", {}), ("tsv", {"delimiter": "\t", "quoting": csv.QUOTE_NONE})):
        out = search("query", "sanctions", "--format", name, index=index).out
        rows = list(csv.DictReader(io.StringIO(out, newline=""), **dialect))
        assert list(rows[0]) == columns
        assert [(row["rank"], row["id"], row["source"], row["title"]) for row in rows] == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--in", "de,ru"), {"de-1", "ru-1"}),
        (("--in", "de", "--in", "AR"), {"de-1", "ar-1"}),
        (("--source", "Evening, Post", "--source", "Вести"), {"en 2", "ru-1"}),
        (("--since", "2022-05-04", "--until", "2022-05-05"), {"de-1", "ru-1"}),
        (("--", "-gold"), {"en-1", "de-1", "ar-1"}),
        (("-gold",), {"en-1", "de-1", "ar-1"}),
    ],
)
def test_filters(search, index, arguments, expected):
    assert set(search("query", *JSON, "sanctions", *arguments, index=index).ids) == expected


def test_count_and_page_cut_the_list_into_pieces(search, index):
    all_ids = search("query", "sanctions", *JSON, index=index).ids
    first = search("query", "-n", "2", "sanctions", *JSON, index=index).ids
    second = search("query", "sanctions", "-n2", "--page", "2", *JSON, index=index).json()["hits"]
    assert first == all_ids[:2]
    assert [(hit["rank"], hit["id"]) for hit in second] == [(3, all_ids[2]), (4, all_ids[3])]


def test_sort_by_date_puts_the_newest_first(search, index):
    hits = search("query", "sanctions", "--sort=date", *JSON, index=index).json()["hits"]
    days = [date.fromisoformat(hit["published"][:10]) for hit in hits]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 5


def test_query_language_may_be_said(search, index):
    assert "ru-1" in search("query", "--from", "de", "Sanktionen", *JSON, index=index).ids


def test_explanation_names_alternatives_with_source_and_confidence(search, index):
    result = search("query", "--explain", "sanctions", "-gold", index=index)
    russian = next(line for line in result.out.splitlines() if line.startswith("  ru"))
    _, confidence, source, text = russian.split()[:4]
    assert 0 < float(confidence) <= 1
    assert (source, text) == ("lexicon", "санкции")
    assert "gold (left out)" in result.out
    machine = search("query", "--explain", "sanctions", "--format", "csv", index=index)
    assert machine.out.startswith("rank,")
    assert "санкции" in machine.err


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "csv", "tsv"])
def test_nothing_found_is_1_and_the_format_complete(search, index, name):
    result = search("query", "zzqqxxyy", "--format", name, index=index)
    assert result.code == 1
    if name == "json":
        assert (result.json()["total"], result.json()["hits"]) == (0, [])
    elif name in {"csv", "tsv"}:
        assert len(result.out.splitlines()) == 1
    else:
        assert result.out == ""
    assert ("nothing found" in result.err) == (name == "text")


def test_nothing_found_says_where_there_is_something(search, index):
    result = search("query", "sanctions", "--in", "fr", index=index)
    assert result.code == 1
    assert "without --in" in result.err
    assert "ru 1" in result.err
    beyond = search("query", "sanctions", "--page", "9", index=index)
    assert beyond.code == 1
    assert "only 5 articles" in beyond.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the query is empty"),
        (("  ",), "the query is empty"),
        (("?!",), "no word"),
        (("sanctions", "--bogus"), "--bogus"),
        (("sanctions", "--format"), "needs a value"),
        (("sanctions", "--format", "xml"), "xml"),
        (("sanctions", "-n", "0"), "0"),
        (("sanctions", "--since", "2022-02-30"), "2022-02-30"),
        (("sanctions", "--since", "2022-02-02", "--until", "2022-01-01"), "later"),
        (("sanctions", "--in", "xx"), "no language 'xx'"),
        (("sanctions", "--from", "xx"), "no language 'xx'"),
    ],
)
def test_wrong_usage_is_2(search, index, arguments, message):
    result = search("query", *arguments, index=index)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_words_after_two_hyphens_are_never_options(search, index):
    result = search("query", *JSON, "--", "sanctions", "--in", index=index)
    assert result.json()["query"] == "sanctions --in"


def test_bytes_that_are_no_text_do_no_harm(search, index):
    result = search("query", *JSON, "sanctions", "\udcff\udcfe", index=index)
    assert result.code == 0
    assert result.json()["query"].startswith("sanctions")


def test_sources_are_turned_off_and_languages_chosen(search, index):
    def found(*options: str) -> set[str]:
        return set(search("query", "золото", "--format", "json", *options, index=index).ids)

    assert found() == {"ru-1", "en 2"}
    assert found("--no-lexicon", "--no-cldr", "--no-names", "--no-loanwords") == {"ru-1"}
    assert found("--only", "de,fr") == {"ru-1"}
    assert found("--only=en") == {"ru-1", "en 2"}
    wrong = search("query", "золото", "--only", "xx", index=index)
    assert wrong.code == 2
    assert "no language 'xx'" in wrong.err


def test_titles_are_glossed_in_the_language_of_the_query_or_the_one_named(search, index):
    shown = search("query", "--from", "en", "sanctions", index=index).out
    assert "word by word: government · decide · sanctions\n" in shown
    found = search("query", "--gloss", "de", "sanctions", "--format", "json", index=index).json()["hits"]
    glosses = {hit["id"]: hit for hit in found}
    assert glosses["ar-1"]["gloss_lang"] == "de"
    assert {"text": "Sanktionen", "word": "عقوبات", "source": "lexicon"} in glosses["ar-1"]["gloss"]
    assert (glosses["de-1"]["gloss"], glosses["de-1"]["gloss_lang"]) == ([], "")
    assert search("query", "--gloss", "xx", "sanctions", index=index).code == 2
