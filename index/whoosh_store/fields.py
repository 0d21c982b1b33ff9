"""The Whoosh schema of an index, and the field type that runs a language's chain."""

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns, fields
from whoosh.analysis import Analyzer as WhooshAnalyzer
from whoosh.analysis import Token as WhooshToken

from index.analysis import Token
from index.languages import LANGUAGES, language
from index.matching import Part
from index.schema import field_name, terms_of

__all__ = ["index_schema"]


class ChainAnalyzer(WhooshAnalyzer):
    """A language's chain as Whoosh sees it: one Whoosh token a key.

    It holds nothing but the language's code, as Whoosh pickles the schema into the index.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, value: str | Sequence[Token], mode: str = "", **_options: Any) -> Iterator[WhooshToken]:
        """Analyse text, or take tokens that were analysed already.

        A query gives one token a word, its key that conflates best: several keys at one position
        would read as a phrase to Whoosh's parser.
        """
        tokens = language(self.lang).analyzer.tokens(value) if isinstance(value, str) else value
        found = WhooshToken()
        for token in tokens:
            keys = terms_of(token.keys)
            if mode == "query":
                keys = language(self.lang).conflating_keys(token.text)[:1]
            for key in keys:
                # Whoosh wants one token object, changed in place.
                found.text, found.pos, found.boost, found.stopped = key, token.position, 1.0, False
                found.startchar, found.endchar = token.start, token.end
                yield found


class ChainField(fields.TEXT):
    """A text field of a language."""

    def __init__(self, lang: str) -> None:
        super().__init__(analyzer=ChainAnalyzer(lang), phrase=True)
        self.lang = lang


def index_schema() -> fields.Schema:
    """Give the schema of every index, for Whoosh: what an article is stored as, and two fields a language."""
    schema = fields.Schema(
        id=fields.ID(unique=True, stored=True),
        title=fields.STORED(),
        text=fields.STORED(),
        url=fields.STORED(),
        lang_confidence=fields.STORED(),
        lang=fields.COLUMN(columns.RefBytesColumn()),
        source=fields.COLUMN(columns.RefBytesColumn()),
        published=fields.COLUMN(columns.VarBytesColumn()),
    )
    for lang in LANGUAGES:
        for part in Part:
            schema.add(field_name(part, lang), ChainField(lang))
    return schema
