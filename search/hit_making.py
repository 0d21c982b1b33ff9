"""From a match to a hit: its marks, its passages, and what its title says."""

from collections.abc import Sequence
from functools import cache

from index.backends import Snapshot
from index.documents import Document, public_id
from index.matching import Match, Part
from search.concepts import Concept
from search.expansion.gloss import Glosser
from search.highlighting import Highlighter, opening
from search.hits import Hit

__all__ = ["HitMaker"]


class HitMaker:
    """Makes the hits of one answer."""

    def __init__(self, snapshot: Snapshot, concepts: Sequence[Concept], glosser: Glosser) -> None:
        """Put it together.

        Args:
            snapshot: the index the matches are of.
            concepts: the query.
            glosser: for the reader's language.
        """
        self._snapshot, self._glosser = snapshot, glosser
        # Most hits are in a few languages: what marks them is made once for each, and for both parts if all of the
        # query is asked of both.
        self._parts_differ = any(len(concept.parts) < len(Part) for concept in concepts)
        self._made = cache(lambda lang, part: Highlighter(lang, concepts, part))

    def hit(self, rank: int, match: Match, document: Document) -> Hit:
        """Make a hit.

        Args:
            rank: its place, from 1.
            match: what was found.
            document: the article it is.
        """
        in_title, in_body = self._highlighter(document.lang, Part.TITLE), self._highlighter(document.lang, Part.BODY)
        title_at = self._positions(match, Part.TITLE, in_title)
        body_at = self._positions(match, Part.BODY, in_body)
        title_marks = in_title.marks(document.title, title_at)
        snippets = in_body.snippets(document.text, body_at)
        heading = document.title or opening(document.text)
        gloss = self._glosser.gloss(heading, document.lang, title_marks)
        marked = title_marks or any(snippet.marks for snippet in snippets)
        unsure = () if marked else (*in_title.unsure(document.title, title_at), *in_body.unsure(document.text, body_at))
        return Hit(
            rank=rank,
            score=match.score,
            id=document.id,
            public_id=public_id(document.id),
            lang=document.lang,
            title=document.title,
            title_marks=title_marks,
            heading=heading,
            url=document.url,
            source=document.source,
            published=document.published,
            snippets=snippets,
            unsure=unsure,
            gloss=gloss,
            gloss_lang=self._glosser.reader if gloss else "",
        )

    def _highlighter(self, lang: str, part: Part) -> Highlighter:
        return self._made(lang, part if self._parts_differ else Part.BODY)

    def _positions(self, match: Match, part: Part, highlighter: Highlighter) -> frozenset[int] | None:
        """Ask the index where what may be marked stands, which spares analysing the rest of the article."""
        keys = highlighter.keys
        return None if keys is None else self._snapshot.positions(match.number, part, keys)
