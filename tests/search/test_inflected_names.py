"""Names as sentences have them: cases, genitives, plurals, glued prefixes."""

from pathlib import Path

import pytest

from index.documents import Document
from search.concepts import Source
from search.names.inflected_names import base_names
from search.service import SearchOptions, SearchService, open_backend
from search.settings import Settings

FORMS = [
    ("верещагиным", "ru", "верещагин"),
    ("крестовскому", "ru", "крестовский"),
    ("vereshchagin's", "en", "vereshchagin"),
    ("krestovskys", "en", "krestovsky"),
    ("wereschtschagins", "de", "wereschtschagin"),
    ("والمنفلوطي", "ar", "منفلوطي"),
    ("وبالمنفلوطي", "ar", "منفلوطي"),
    ("لفيريشاغين", "ar", "فيريشاغين"),
]


@pytest.mark.parametrize(("form", "lang", "base"), FORMS)
def test_the_bare_name_is_among_what_it_may_be(form: str, lang: str, base: str):
    assert base in base_names(form, [lang])


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("gauss", "en"),  # an s that is no ending
        ("boas", "en"),  # three letters are too few
        ("fermat", "de"),
        ("vereshchagins", "fr"),  # French has no such ending
        ("ريم", "ar"),
        ("верещагин", "en"),
    ],
)
def test_a_bare_name_stays(name: str, lang: str):
    assert base_names(name, [lang]) == ()


FOUND = [
    ("Крестовскому", "ru", "en", "Krestovsky"),
    ("Krestovskys", "en", "ru", "Крестовский"),
    ("Krestovskys", "en", "fr", "Krestovski"),
    ("Krestowskis", "de", "ru", "Крестовский"),
    ("وكريستوفسكي", "ar", "en", "Krestovsky"),
    ("Krestovsky", "en", "ar", "بكريستوفسكي"),
    ("Krestovsky", "en", "ru", "Крестовским"),
]


@pytest.mark.parametrize(("query", "lang", "other", "name"), FOUND)
def test_inflected_names_are_found_and_marked(query: str, lang: str, other: str, name: str, tmp_path: Path):
    settings = Settings(index=tmp_path / "index")
    articles = [Document(id="a", lang=other, title="", text=name), Document(id="b", lang=lang, title="", text="1")]
    open_backend(settings, create=True).write(articles)
    concepts = SearchService.open(settings).search(query, SearchOptions(query_language=lang)).concepts
    found = [a for c in concepts for a in c.alternatives if a.source == Source.NAME and a.lang == other]
    assert max((a.confidence for a in found), default=0.0) >= 0.5


def test_the_name_itself_comes_before_what_it_may_be_a_form_of(tmp_path: Path):
    settings = Settings(index=tmp_path / "index")
    open_backend(settings, create=True).write([Document(id="a", lang="ru", title="", text="Роббинс и Роббин")])
    found = SearchService.open(settings).search("Robbins", SearchOptions(query_language="en")).concepts[0].alternatives
    confidence = {a.text: a.confidence for a in found if a.source == Source.NAME}
    assert confidence["роббинс"] > confidence["роббин"]
