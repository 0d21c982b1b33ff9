"""Measures by language pair: what a reader of one language finds of the articles in each.

Each topic counts in as many pairs as its relevant articles have languages. A pair is measured in two lists:

* the **mixed** list, as it is shown, counting the pair's articles alone as relevant: as articles in several languages
  compete for the first places, no more than one pair of a topic can have the first;
* the list **within** the language: the mixed one without the articles in others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.languages import LANGUAGES
from search.evaluation.measures import Measures, mean, measure
from search.evaluation.runs import Topic

__all__ = ["ALL_LANGUAGES", "LEAST_TOPICS", "Answer", "Averages", "PairMeasures", "Report", "evaluate"]

ALL_LANGUAGES = "*"
LEAST_TOPICS = 20  # of a pair that counts in the averages: fewer say little, and a pair weighs as much as any other

Answer = tuple[Topic, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMeasures:
    """One language pair; `article_lang` is `*` for the articles in all languages, which have no list of their own."""

    query_lang: str
    article_lang: str
    topics: int
    mixed: Measures
    within: Measures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Averages:
    """The mean of some pairs, each of the same weight; None where there is no pair."""

    mixed: Measures | None
    within: Measures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All pairs, and their averages.

    `same` averages the pairs of one language with itself, `across` those of two, `all` the lines of all articles.
    `unjudged` are the topics without a relevant article: they do not count. `strangers` are the articles in the
    answers whose language nobody knows: they were left out.
    """

    pairs: tuple[PairMeasures, ...]
    same: Averages
    across: Averages
    all: Averages
    topics: int
    unjudged: int
    strangers: int
    least_topics: int


def evaluate(
    answers: Iterable[Answer],
    grades: Mapping[str, Mapping[str, int]],
    language_of: Callable[[str], str],
    *,
    least_topics: int = LEAST_TOPICS,
) -> Report:
    """Measure the answers to topics.

    Args:
        answers: every topic with the ids of its articles, the best first.
        grades: the relevant articles of each topic.
        language_of: gives an article's language, empty for one that is not known.
        least_topics: how many a pair needs to count in the averages.
    """
    found: dict[tuple[str, str], list[tuple[Measures, Measures | None]]] = {}
    topics = unjudged = 0
    strangers: set[str] = set()
    for topic, ranked in answers:
        topics += 1
        relevant = grades.get(topic.id, {})
        if not relevant:
            unjudged += 1
            continue
        langs = {article: language_of(article) for article in (*ranked, *relevant)}
        strangers |= {article for article in ranked if not langs[article]}
        known = [article for article in ranked if langs[article]]
        found.setdefault((topic.lang, ALL_LANGUAGES), []).append((measure(known, relevant), None))
        for lang in sorted({langs[article] for article in relevant}):
            own = {article: grade for article, grade in relevant.items() if langs[article] == lang}
            within = measure([article for article in known if langs[article] == lang], own)
            found.setdefault((topic.lang, lang), []).append((measure(known, own), within))
    pairs = tuple(_pair(names, found[names]) for names in sorted(found, key=lambda names: tuple(map(_place, names))))
    counted = [pair for pair in pairs if pair.topics >= least_topics]
    single = [pair for pair in counted if pair.article_lang != ALL_LANGUAGES]
    return Report(
        pairs=pairs,
        same=_averages([pair for pair in single if pair.query_lang == pair.article_lang]),
        across=_averages([pair for pair in single if pair.query_lang != pair.article_lang]),
        all=_averages([pair for pair in counted if pair.article_lang == ALL_LANGUAGES]),
        topics=topics,
        unjudged=unjudged,
        strangers=len(strangers),
        least_topics=least_topics,
    )


def _place(lang: str) -> tuple[bool, int, str]:
    """Languages in the order of the table, others after them, all together last."""
    order = list(LANGUAGES)
    return lang == ALL_LANGUAGES, order.index(lang) if lang in order else len(order), lang


def _pair(names: tuple[str, str], found: list[tuple[Measures, Measures | None]]) -> PairMeasures:
    return PairMeasures(
        query_lang=names[0],
        article_lang=names[1],
        topics=len(found),
        mixed=mean([mixed for mixed, _ in found]),
        within=_mean_of_any([within for _, within in found]),
    )


def _averages(pairs: Sequence[PairMeasures]) -> Averages:
    return Averages(
        mixed=_mean_of_any([pair.mixed for pair in pairs]), within=_mean_of_any([pair.within for pair in pairs])
    )


def _mean_of_any(found: Iterable[Measures | None]) -> Measures | None:
    there = [measures for measures in found if measures]
    return mean(there) if there else None
