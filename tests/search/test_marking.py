"""A translation is marked where it is surer than a spelling must be, and where the article has it and no other word."""

import pytest

from index.backends import BACKENDS
from index.documents import Document
from index.languages import language
from index.matching import Part
from search.concepts import MARKED_CONFIDENCE, Alternative, Concept, Source
from search.expansion.marking import marked_from
from search.expansion.members import members
from search.expansion.row_alternatives import Candidate
from search.highlighting import Highlighter
from search.service import SearchOptions, SearchService


def alternative(lang: str, text: str, source: str = Source.LEXICON, confidence: float = 1.0) -> Alternative:
    found = members(text, language(lang), confidence)
    return Alternative(lang=lang, text=text, source=source, confidence=confidence, members=found)


def marked(lang: str, text: str, *alternatives: Alternative) -> list[str]:
    highlighter = Highlighter(lang, (Concept(text="query", alternatives=alternatives),), Part.BODY)
    return [text[mark.start : mark.end] for mark in highlighter.marks(text)]


@pytest.mark.parametrize(
    ("lang", "term", "text", "words"),
    [
        ("ar", "ركود", "ركدت البركة ثم جاء الركود", ["الركود"]),
        ("ar", "تطريز", "قميص مطرز وتطريزها جميل", ["وتطريزها"]),
        ("ar", "التخندق", "حفروا خندقا بعد تخندق", ["تخندق"]),
        ("de", "gestrandet", "Pottwale stranden; zwei waren gestrandet", ["gestrandet"]),
        ("de", "Schreibwaren", "eine Schreibware", ["Schreibware"]),
        ("de", "Macht", "Das macht die Macht, der Mächte", ["Macht", "Mächte"]),
        ("de", "Macht", "die macht des staates", ["macht"]),
        ("de", "Dank", "Dank dem Lotsen dankte er dank seines Danks", ["Dank", "Danks"]),
        ("en", "odourless", "an odorless gas", ["odorless"]),
        ("fr", "belle-mère", "la belle-mère a un beau jardin", ["belle-mère"]),
        ("fr", "pêche", "la pêche, le péché et la peche", ["pêche", "peche"]),
        ("ar", "أرنبي", "أَرْنَبِيّ وارنبي", ["أَرْنَبِيّ", "وارنبي"]),
        ("ar", "مقهي", "في المقهى", []),
    ],
)
def test_other_words_under_the_key_of_a_translation_are_not_marked(lang: str, term: str, text: str, words: list[str]):
    assert marked(lang, text, alternative(lang, term)) == words


def test_what_is_found_by_another_words_lemma_is_told():
    concept = Concept(text="stagnation", alternatives=(alternative("ar", "ركود"),))
    highlighter = Highlighter("ar", (concept,), Part.BODY)
    assert highlighter.unsure("ركدت البركة") == (("stagnation", "ركدت", Source.LEXICON),)


def test_a_typed_word_is_marked_under_its_lemma_whatever_form_it_is_typed_in():
    assert marked("de", "Pottwale stranden", alternative("de", "gestrandet", Source.SAME_WORD)) == ["stranden"]


@pytest.mark.parametrize(("confidence", "usual", "least"), [(0.85, False, 0.8), (0.75, False, 0.8), (0.55, True, 0.5)])
@pytest.mark.parametrize("source", [Source.LEXICON, Source.CLDR])
def test_a_translation_must_be_sure_or_usual(source: str, confidence: float, usual: bool, least: float):
    assert marked_from(Candidate("de", "Gletscher", source, confidence, usual)) == least


@pytest.mark.parametrize("source", [Source.SAME_WORD, Source.NAME, Source.LOANWORD, "dictionary:mine"])
def test_other_sources_are_believed_by_their_own_measure(source: str):
    assert marked_from(Candidate("de", "Qorvatex", source, 0.55, usual=False)) == MARKED_CONFIDENCE


def test_a_search_finds_every_translation_and_marks_the_usual_one(rows):
    backend = BACKENDS["in_memory"](None, True)
    texts = ("Der Bergsteiger blieb unverletzt.", "Die Vase blieb unversehrt.")
    backend.write([Document(id=str(number), lang="de", text=text) for number, text in enumerate(texts)])
    service = SearchService(backend, rows)
    for query in ("unharmed", "unscathed"):  # the first and the last of its cell
        assert _marked_words(service, query) == ["unverletzt"]
        assert len(service.search(query).hits) == 2


def test_a_search_marks_synonyms_in_the_querys_language(rows):
    backend = BACKENDS["in_memory"](None, True)
    backend.write([Document(id="1", lang="en", text="The climber was unhurt.")])
    assert _marked_words(SearchService(backend, rows), "unharmed") == ["unhurt"]


def _marked_words(service: SearchService, query: str) -> list[str]:
    snippets = [snippet for hit in service.search(query).hits for snippet in hit.snippets]
    return sorted(snippet.text[mark.start : mark.end] for snippet in snippets for mark in snippet.marks)


def test_a_function_word_of_another_language_is_no_name(rows):
    backend = BACKENDS["in_memory"](None, True)
    backend.write([Document(id="a", lang="en", text="Their hats and Zanderling were blue.")])
    service = SearchService(backend, rows)
    page = service.search("Zanderling Their", SearchOptions(query_language="de"))
    marks = [snippet.text[m.start : m.end] for hit in page.hits for snippet in hit.snippets for m in snippet.marks]
    assert marks == ["Zanderling"]
