"""Terms of several words, compounds and hyphens: found in whatever form the other language has, the closest first."""

import pytest

from index.backends import BACKENDS
from index.documents import Document
from search.service import SearchService


def order(rows, query: str, lang: str, **texts: str) -> list[str]:
    """The names of the texts that a query finds, the best first."""
    backend = BACKENDS["in_memory"](None, True)
    backend.write([Document(id=name, lang=lang, text=text) for name, text in texts.items()])
    return [name for name, _ in SearchService(backend, rows).ranking(query, 10)]


@pytest.mark.parametrize("query", ["money-laundering", "money laundering", "Geldwäsche", "غسل الأموال"])
def test_a_hyphen_is_as_good_as_a_space(rows, query: str):
    texts = {"term": "Обвинён в отмывании денег.", "other": "Дождь шёл весь день."}
    assert order(rows, query, "ru", **texts) == ["term"]


def test_unknown_hyphenated_words_are_searched_piece_by_piece(rows):
    texts = {"both": "Гаубица и вентилятор.", "one": "Вентилятор гудел.", "none": "Шёл дождь."}
    assert order(rows, "Haubitzen-Ventilator", "ru", **texts) == ["both", "one"]


def test_a_part_of_a_compound_is_found_after_all_its_parts(rows):
    texts = {"part": "The fan hums at night.", "all": "A fan for a parrot costs much.", "none": "It rains."}
    assert order(rows, "Papageienventilator", "en", **texts) == ["all", "part"]


@pytest.mark.parametrize(
    ("query", "lang", "near", "turned"),
    [
        ("Kryptobörse", "en", "One crypto exchange closed today.", "The exchange for crypto closed today."),
        ("Klimaschutz", "ru", "Закон о защите климата готов.", "Климата новая защита готова сегодня."),
        ("central bank", "fr", "La banque centrale ferme tôt.", "Centrale et belle, la banque ferme."),
    ],
)
def test_neighbours_come_before_another_order_and_before_scattered_words(rows, query, lang, near, turned):
    filler = {"en": "is down", "ru": "сегодня", "fr": "est"}[lang]
    first, *_, last = near.rstrip(".").split()[1:3]
    scattered = f"{first} {' '.join([filler] * 5)} {last}."
    found = order(rows, query, lang, scattered=scattered, turned=turned, near=near)
    assert found.index("near") < found.index("turned")
    assert "scattered" not in found or found.index("near") < found.index("scattered")
