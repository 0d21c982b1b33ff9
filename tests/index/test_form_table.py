"""The table of surface forms: the one in C is the dictionary, and both are what a dictionary and `str.split` say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh_store import form_table as module
from index.whoosh_store.form_table import UNKNOWN, FormTable

TABLES = [module._FormDictionary, *([module.COMPILED.FormTable] if module.COMPILED else [])]
FORMS = st.text(st.sampled_from("aé\u0301щя漢\U0001f600.-"), min_size=1, max_size=6)
SPACES = st.sampled_from([" ", "\n", "\u00a0", "\u2003", "\u3000 ", "\x1c", "\x85"])
TEXTS = st.lists(st.tuples(st.one_of(FORMS, st.just("")), SPACES)).map(lambda found: "".join(map("".join, found)))

each_table = pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)


def numbered(table: FormTable, text: str) -> list[int]:
    found, unknown = table.numbers(text)
    numbers = np.frombuffer(found, np.uint32).tolist()
    forms = text.split()
    assert unknown == [(place, forms[place]) for place, number in enumerate(numbers) if number == UNKNOWN]
    return numbers


@each_table
@given(known=st.dictionaries(FORMS, st.integers(0, 50)), text=TEXTS, fresh=st.lists(st.integers(0, 9), max_size=51))
def test_it_is_a_dictionary(kind, known, text, fresh):
    table = kind()
    for form, number in known.items():
        table.set(form, number)
    assert len(table) == len(known)
    assert numbered(table, text) == [known.get(form, UNKNOWN) for form in text.split()]
    assert [table.get(form) for form in known] == list(known.values())
    renumbered = np.full(51, UNKNOWN, np.uint32)
    renumbered[: len(fresh)] = fresh
    table.keep(renumbered)
    kept = {form: fresh[number] for form, number in known.items() if number < len(fresh)}
    assert len(table) == len(kept)
    assert numbered(table, text) == [kept.get(form, UNKNOWN) for form in text.split()]
    table.set("a", 7)
    assert table.get("a") == 7


@each_table
def test_many_forms_stay_themselves(kind):
    table = kind()
    forms = [f"{letter}{number}{tail}" for letter in "aщ漢" for number in range(3000) for tail in ("", "é", "я")]
    for number, form in enumerate(forms):
        table.set(form, number)
    assert numbered(table, " ".join(forms)) == list(range(len(forms)))
    table.set(forms[5], 1)
    assert (table.get(forms[5]), len(table)) == (1, len(forms))
    assert table.get("nowhere") is None


@each_table
def test_a_form_is_found_whatever_stands_around_it(kind):
    table = kind()
    for number, form in enumerate(["café", "x", "цена", "x" * 5000]):
        table.set(form, number)
    # The text's characters take one, two and four bytes each.
    assert numbered(table, "café x") == [0, 1]
    assert numbered(table, "café цена x") == [0, 2, 1]
    assert numbered(table, "café \U0001f600 цена " + "x" * 5000) == [0, UNKNOWN, 2, 3]
    assert numbered(table, "") == numbered(table, " \n\u3000") == []
