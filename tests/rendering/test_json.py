"""JSON and JSON lines: the promised shape, and nothing lost on the way."""

import json

from hypothesis import given
from hypothesis import strategies as st

from search.rendering import json_format, json_lines


def test_shape_in_full(page):
    rendered = json.loads(json_format.render(page))
    assert list(rendered) == ["query", "took_ms", "total", "warnings", "languages", "concepts", "hits"]
    assert rendered["took_ms"] == 12.346
    assert rendered["languages"] == {"de": 11, "ar": 1, "fr": 0}
    assert rendered["concepts"][0]["alternatives"][1] == {
        "lang": "ar",
        "text": "تعدين",
        "confidence": 0.4,
        "source": "lexicon",
    }
    assert rendered["hits"][1] == {
        "rank": 10,
        "score": 0.25,
        "id": "ar-1",
        "public_id": "abcdefghij",
        "lang": "ar",
        "title": "عقوبات جديدة",
        "title_marks": [],
        "url": "",
        "source": "الأخبار",
        "published": "",
        "snippets": [
            {
                "text": "أعلنت عقوبات.",
                "marks": [{"start": 6, "end": 12, "concept": "санкции", "source": "lexicon", "confidence": 1.0}],
            }
        ],
        "gloss": [{"text": "sanctions", "word": "عقوبات", "source": "lexicon"}],
        "gloss_lang": "en",
    }


def test_letters_stand_as_they_are(page):
    assert "عقوبات جديدة" in json_format.render(page)


@given(st.data())
def test_json_gives_back_what_went_in(pages, data):
    page = data.draw(pages)
    rendered = json.loads(json_format.render(page))
    assert rendered == json_format.page_dict(page)
    for hit, shown in zip(page.hits, rendered["hits"], strict=True):
        assert (shown["id"], shown["title"], shown["source"]) == (hit.id, hit.title, hit.source)
        assert [snippet["text"] for snippet in shown["snippets"]] == [snippet.text for snippet in hit.snippets]


@given(st.data())
def test_json_lines_are_one_hit_a_line_by_any_reckoning(pages, data):
    page = data.draw(pages)
    rendered = json_lines.render(page)
    assert [json.loads(line) for line in rendered.splitlines()] == json_format.page_dict(page)["hits"]
    assert rendered.count("\n") == len(page.hits)
