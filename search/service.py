"""The search as one object: query in, page of marked hits out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import NamedTuple

from index.backends import BACKENDS, Backend, Snapshot
from index.documents import public_id
from index.errors import SettingsError
from index.languages import LANGUAGES, language
from index.languages.lemma_tables import cache_folder
from index.matching import Filter, Match, Order, Part, Statistics
from search.expansion.dictionaries.shelf import DictionaryShelf
from search.expansion.expander import Expander, Expansion
from search.expansion.gloss import Glosser
from search.expansion.lookup import LexiconEntry, article_count, look_up
from search.expansion.row_store import RowStore, open_row_store
from search.expansion.switches import ALL_ON, Switches
from search.expansion.user_knowledge import Knowledge, UserKnowledge
from search.highlighting import Highlighter, opening
from search.hit_making import HitMaker
from search.hits import ArticleView, ResultPage
from search.names.index_cache import NameIndexCache
from search.names.matcher import NameIndex
from search.query import parse_query
from search.ranking import SLOT_DEPTH, build_request, mix_languages
from search.settings import Settings

__all__ = ["LexiconEntry", "SearchOptions", "SearchService", "Sort", "open_backend"]


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """How to answer: which hits of the list (`first` counts from 1), under which filter, in which order.

    `query_language` is the language the query is in, empty if nobody said. `switches` are the sources and languages the
    query is expanded without. `gloss` is the language titles are glossed in, the query's likeliest if empty.
    """

    first: int = 1
    count: int = 10
    query_language: str = ""
    filter: Filter = field(default_factory=Filter)
    sort: Sort = Sort.RELEVANCE
    switches: Switches = ALL_ON
    gloss: str = ""


class _Ranked(NamedTuple):
    """A query's list down to the end of the page that is wanted."""

    snapshot: Snapshot
    expansion: Expansion
    warnings: tuple[str, ...]
    total: int
    languages: dict[str, int]
    sources: dict[str, int]
    order: tuple[Match, ...]


class _Glossers(NamedTuple):
    """Glossers by the reader's language, over one state of the index and of the rows."""

    generation: str
    rows: RowStore
    by_reader: dict[str, Glosser]


def open_backend(settings: Settings, *, create: bool = False) -> Backend:
    """Open the index the settings name.

    Raises:
        SettingsError: there is no such engine.
        IndexStoreError: the index is missing, damaged or of another version.
    """
    if settings.backend not in BACKENDS:
        raise SettingsError(f"no backend {settings.backend!r}: there are {', '.join(BACKENDS)}")
    return BACKENDS[settings.backend](Path(settings.index), create)


def _kept_names(settings: Settings) -> NameIndexCache | None:
    # What lives in memory counts its commits from one in every process: nothing of it can be kept.
    return NameIndexCache(cache_folder().parent, Path(settings.index)) if settings.backend != "in_memory" else None


class SearchService:
    """Answers queries over one index; safe to share between threads."""

    def __init__(
        self,
        backend: Backend,
        rows: RowStore,
        user: UserKnowledge | None = None,
        kept_names: NameIndexCache | None = None,
    ) -> None:
        """Put a search together.

        Args:
            backend: the index.
            rows: the lexicon and CLDR.
            user: what the user has added to them.
            kept_names: where the names of an index are kept between processes.
        """
        self._backend, self._kept_names = backend, kept_names
        self._knowledge = user.current if user else lambda: Knowledge(rows=rows)
        self._lock = Lock()
        self._names: tuple[str, NameIndex] | None = None
        self._glossers: _Glossers | None = None

    @classmethod
    def open(cls, settings: Settings) -> "SearchService":
        """Open the index and the tables of knowledge.

        Raises:
            SearchError: see `open_backend`, `open_row_store` and `UserKnowledge`.
        """
        backend, rows = open_backend(settings), open_row_store()
        user = UserKnowledge(rows, settings.lexicon, DictionaryShelf.beside(settings.index))
        return cls(backend, rows, user, _kept_names(settings))

    @classmethod
    def prepare(cls, settings: Settings) -> None:
        """Compile the tables and code the names of the index now, so that the first search need not.

        Raises:
            SearchError: see `open_backend` and `open_row_store`.
        """
        service = cls(open_backend(settings), open_row_store(), kept_names=_kept_names(settings))
        service._name_index(service._backend.snapshot())

    def search(self, query: str, options: SearchOptions = SearchOptions()) -> ResultPage:
        """Answer a query.

        Raises:
            IndexStoreError: the index cannot be read.
            LanguageError: an option names a language that there is none of.
        """
        began = perf_counter()
        ranked = self._rank(query, options, options.first - 1 + options.count)
        page = ranked.order[options.first - 1 : options.first - 1 + options.count]
        documents = ranked.snapshot.documents([match.number for match in page])
        glosser = self._glosser(ranked.snapshot, options.gloss or next(iter(ranked.expansion.languages), ""))
        maker = HitMaker(ranked.snapshot, ranked.expansion.concepts, glosser)
        hits = tuple(
            maker.hit(rank, match, document)
            for rank, (match, document) in enumerate(zip(page, documents, strict=True), start=options.first)
        )
        return ResultPage(
            query=query,
            took_ms=round((perf_counter() - began) * 1000, 1),
            total=ranked.total,
            first=options.first,
            warnings=ranked.warnings,
            languages=ranked.languages,
            sources=ranked.sources,
            query_languages=ranked.expansion.languages,
            concepts=ranked.expansion.concepts,
            hits=hits,
        )

    def ranking(
        self, query: str, depth: int, query_language: str = "", switches: Switches = ALL_ON
    ) -> tuple[tuple[str, float], ...]:
        """Give the final order for evaluation: article ids with strictly decreasing scores.

        Args:
            query: as typed.
            depth: how many articles at most.
            query_language: the language it is in, if it is to be known.
            switches: the sources and languages the query is expanded without.
        """
        ranked = self._rank(query, SearchOptions(query_language=query_language, switches=switches), depth)
        page = ranked.order[:depth]
        # Places near the top go to languages, not to scores, so the scores of the final order are its ranks.
        ids = ranked.snapshot.ids([match.number for match in page])
        return tuple((identifier, float(len(page) - place)) for place, identifier in enumerate(ids))

    def _rank(self, query: str, options: SearchOptions, depth: int) -> _Ranked:
        for said in (options.query_language, options.gloss):
            if said:
                language(said)
        parsed = parse_query(query)
        wanted = options.filter
        if parsed.languages:
            both = parsed.languages & wanted.languages if wanted.languages else parsed.languages
            wanted = replace(wanted, languages=both)
        snapshot = self._backend.snapshot()
        for lang in (options.filter.languages | options.switches.only) - LANGUAGES.keys():
            if lang not in snapshot.statistics().languages:  # an article may be in a language without a chain
                language(lang)
        knowledge = self._knowledge()
        expansion = self._expander(snapshot, options.switches).expand(parsed, options.query_language)
        by_date = options.sort is Sort.DATE or not expansion.concepts
        order = Order.DATE if by_date else Order.SCORE
        matches = snapshot.search(build_request(expansion.concepts, wanted, max(depth, SLOT_DEPTH), order))
        return _Ranked(
            snapshot,
            expansion,
            (*parsed.warnings, *knowledge.warnings),
            matches.total,
            _by_count(matches.languages),
            _by_count(matches.sources),
            matches.best if by_date else mix_languages(matches.best, matches.leaders),
        )

    def _glosser(self, snapshot: Snapshot, reader: str) -> Glosser:
        """Give the glosser for a reader's language, kept until the next commit or change of the rows."""
        rows = self._knowledge().rows
        last = self._glossers
        if last is None or last.generation != snapshot.generation or last.rows is not rows:
            last = self._glossers = _Glossers(snapshot.generation, rows, {})
        if reader not in last.by_reader:
            last.by_reader[reader] = Glosser(rows, reader, lambda text, lang: article_count(text, lang, snapshot))
        return last.by_reader[reader]

    def _expander(self, snapshot: Snapshot, switches: Switches = ALL_ON) -> Expander:
        return Expander(self._knowledge(), snapshot, lambda: self._name_index(snapshot), switches)

    def _name_index(self, snapshot: Snapshot) -> NameIndex:
        """Code the snapshot's vocabulary when the first name is looked up, and keep it until the next commit."""
        with self._lock:
            if self._names is None or self._names[0] != snapshot.generation:
                words = {lang: snapshot.vocabulary(lang) for lang in snapshot.languages()}
                kept = self._kept_names
                names = kept.names(snapshot.generation, words) if kept else NameIndex.of(words)
                self._names = (snapshot.generation, names)
            return self._names[1]

    def article(
        self, identifier: str, query: str = "", query_language: str = "", switches: Switches = ALL_ON
    ) -> ArticleView | None:
        """Give an article, by id or public id, with what the query would mark in it; None if there is none."""
        snapshot = self._backend.snapshot()
        document = snapshot.document(identifier)
        if document is None:
            return None
        concepts = self._expander(snapshot, switches).expand(parse_query(query), query_language).concepts
        return ArticleView(
            document=document,
            public_id=public_id(document.id),
            heading=document.title or opening(document.text),
            title_marks=Highlighter(document.lang, concepts, Part.TITLE).marks(document.title),
            text_marks=Highlighter(document.lang, concepts, Part.BODY).marks(document.text),
        )

    def article_language(self, identifier: str) -> str:
        """Say which language an article is in, by id or public id; empty if there is none."""
        document = self._backend.snapshot().document(identifier)
        return document.lang if document else ""

    def lookup(self, term: str) -> tuple[LexiconEntry, ...]:
        """Say what is known of a word or term, in every language, whether the index holds it or not."""
        known = self._knowledge()
        return look_up(term, known.rows, self._backend.snapshot(), known.dictionaries)

    def statistics(self) -> Statistics:
        """Say what the index holds."""
        return self._backend.snapshot().statistics()


def _by_count(counts: Mapping[str, int]) -> dict[str, int]:
    """Order counts, the greatest first."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
