"""Articles as they are stored: what is read is what was written, and nothing else is taken for one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document
from index.whoosh_store.stored_articles import COLUMNS, content_hash, read_article, stored_article

TEXTS = st.text(st.characters(), max_size=20)  # lone surrogates and line ends too
DOCUMENTS = st.builds(
    Document,
    id=TEXTS,
    text=TEXTS,
    title=TEXTS,
    lang=TEXTS,
    lang_confidence=st.floats(0, 1),
    url=TEXTS,
    source=TEXTS,
    published=TEXTS,
)


@given(DOCUMENTS)
def test_what_is_read_is_what_was_written(document):
    columns = {name: getattr(document, name) for name in COLUMNS}
    assert Document(**read_article(stored_article(document)), **columns) == document


@given(DOCUMENTS, st.sampled_from([*COLUMNS, "id", "title", "text", "url"]))
def test_another_article_has_another_hash(document, name):
    other = replace(document, **{name: getattr(document, name) + "x"})
    assert content_hash(document) == content_hash(document, stored_article(document)) != content_hash(other)


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b'["1", "title", "url", 1.0]',
        b'["1", "title", "url", "1.0"]\ntext',
        b'["1", "title", 2, 1.0]\ntext',
        b'["1", "title", 1.0]\ntext',
        b'{"id": "1"}\ntext',
        b'["1", "title", "url", 1.0\ntext',
        b'["1", "title", "url", 1.0]\n\xff',
    ],
)
def test_anything_else_is_no_article(stored: bytes):
    with pytest.raises(ValueError, match="no article"):
        read_article(stored)
