"""The explanation of a query, for people."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from search.rendering import explanation

EXPLAINED = """\
the query may be in: en 1.00, de 0.25

mining
  ar   0.40  lexicon     \u2068تعدين\u2069  (too unsure to be marked)
  de   1.00  same word   Mining
       0.73  lexicon     Schürfen

gold (left out)
  nothing in the index stands for it
"""


def test_layout(page):
    assert explanation.render(page) == EXPLAINED


def test_query_without_concepts_needs_none(page):
    assert explanation.render(replace(page, concepts=(), query_languages={})) == ""


@given(st.data())
def test_every_alternative_has_a_line(pages, data):
    page = data.draw(pages)
    lines = explanation.render(page).splitlines()
    expected = sum(len(concept.alternatives) or 1 for concept in page.concepts)
    assert sum(line.startswith("  ") for line in lines) >= expected
