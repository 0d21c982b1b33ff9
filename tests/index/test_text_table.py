"""The table of texts: the one in C is the dictionary, and both are what a dictionary and `str.split` say."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh_store import text_table as module
from index.whoosh_store.text_table import UNKNOWN, TextTable

TABLES = [module._TextDictionary, *([module.COMPILED.TextTable] if module.COMPILED else [])]
FORMS = st.text(st.sampled_from("aé\u0301щя漢\U0001f600.-"), min_size=1, max_size=6)
SPACES = st.sampled_from([" ", "\n", "\u00a0", "\u2003", "\u3000 ", "\x1c", "\x85"])
TEXTS = st.lists(st.tuples(st.one_of(FORMS, st.just("")), SPACES)).map(lambda found: "".join(map("".join, found)))

each_table = pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)


def numbered(table: TextTable, text: str) -> list[int]:
    found, unknown = table.numbers(text)
    numbers = np.frombuffer(found, np.uint32).tolist()
    forms = text.split()
    assert unknown == [(place, forms[place]) for place, number in enumerate(numbers) if number == UNKNOWN]
    return numbers


@each_table
@given(known=st.dictionaries(FORMS, st.integers(0, 50)), text=TEXTS, fresh=st.lists(st.integers(0, 9), max_size=51))
def test_it_is_a_dictionary(kind, known, text, fresh):
    table = kind()
    table.update(known)
    assert len(table) == len(known)
    assert numbered(table, text) == [known.get(form, UNKNOWN) for form in text.split()]
    assert [table.get(form) for form in known] == list(known.values())
    renumbered = np.full(51, UNKNOWN, np.uint32)
    renumbered[: len(fresh)] = fresh
    table.keep(renumbered)
    kept = {form: fresh[number] for form, number in known.items() if number < len(fresh)}
    assert len(table) == len(kept)
    assert numbered(table, text) == [kept.get(form, UNKNOWN) for form in text.split()]
    table.update({"a": 7})
    assert table.get("a") == 7


@each_table
def test_many_forms_stay_themselves(kind):
    table = kind()
    forms = [f"{letter}{number}{tail}" for letter in "aщ漢" for number in range(3000) for tail in ("", "é", "я")]
    table.update({form: number for number, form in enumerate(forms)})
    assert numbered(table, " ".join(forms)) == list(range(len(forms)))
    table.update({forms[5]: 1})
    assert (table.get(forms[5]), len(table)) == (1, len(forms))
    assert table.get("nowhere") is None


@each_table
def test_a_form_is_found_whatever_stands_around_it(kind):
    table = kind()
    table.update({"café": 0, "x": 1, "цена": 2, "x" * 5000: 3})
    # The text's characters take one, two and four bytes each.
    assert numbered(table, "café x") == [0, 1]
    assert numbered(table, "café цена x") == [0, 2, 1]
    assert numbered(table, "café \U0001f600 цена " + "x" * 5000) == [0, UNKNOWN, 2, 3]
    assert numbered(table, "") == numbered(table, " \n\u3000") == []


TERMS = st.lists(st.text(max_size=4), unique=True)


@each_table
@given(first=TERMS, second=TERMS, kept=st.sets(st.integers(0, 30)))
def test_numbered_texts_are_put_in_order_and_listed(kind, first, second, kept):
    table, texts = kind(), list(dict.fromkeys([*first, *second]))
    assert given_numbers(table, [*first, *first]) == [*range(len(first))] * 2
    before = np.frombuffer(table.order(np.zeros(0, np.uint32)), np.uint32)
    assert given_numbers(table, second) == [texts.index(text) for text in second]
    assert len(table) == len(texts)
    assert in_order(table, before) == sorted(map(encoded, texts))
    renumbered = np.full(len(texts), UNKNOWN, np.uint32)
    places = sorted(place for place in kept if place < len(texts))
    renumbered[places] = np.arange(len(places))
    table.keep(renumbered)
    assert in_order(table, np.zeros(0, np.uint32)) == sorted(encoded(texts[place]) for place in places)
    assert given_numbers(table, ["a text that is none of them"]) == [len(places)]


def given_numbers(table: TextTable, texts: list[str]) -> list[int]:
    return np.frombuffer(table.numbered(texts), np.uint32).tolist()


def in_order(table: TextTable, known: np.ndarray) -> list[bytes]:
    text, ends = table.listed(np.frombuffer(table.order(known), np.uint32))
    borders = np.frombuffer(ends, np.uint64).tolist()
    assert borders[0] == 0
    assert borders[-1] == len(text)
    return [text[start:end] for start, end in pairwise(borders)]


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@each_table
def test_lone_surrogates_are_written_as_any_character(kind):
    table = kind()
    table.numbered(["\udc80x", "\U0001f600", "\ud83d", "\uffff"])
    assert in_order(table, np.zeros(0, np.uint32)) == [
        encoded(text) for text in ("\ud83d", "\udc80x", "\uffff", "\U0001f600")
    ]


@each_table
def test_numbers_that_are_not_one_after_another_have_no_order(kind):
    table = kind()
    table.update({"a": 5})
    with pytest.raises(ValueError, match="one after another"):
        table.order(np.zeros(0, np.uint32))
    with pytest.raises(ValueError, match="one after another"):
        table.listed(np.zeros(1, np.uint32))
