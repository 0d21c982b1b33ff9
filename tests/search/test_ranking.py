"""The mixed list: by score, with a place near the top for every language that matches."""

from hypothesis import given
from hypothesis import strategies as st

from index.matching import Filter, Match, WeightedTerm
from search.concepts import Alternative, Concept, Source
from search.ranking import SLOT_DEPTH, build_request, mix_languages

MATCHES = st.lists(st.tuples(st.sampled_from(["en", "de", "fr", "ru", "ar"]), st.floats(0, 10)), max_size=60).map(
    lambda pairs: sorted((Match(n, lang, score, "") for n, (lang, score) in enumerate(pairs)), key=lambda m: -m.score)
)


def matches(*langs: str) -> list[Match]:
    return [Match(n, lang, float(100 - n), "") for n, lang in enumerate(langs)]


def test_a_language_far_down_comes_up():
    mixed = mix_languages(matches(*["en"] * 15, "ru"))
    assert mixed[SLOT_DEPTH - 1].lang == "ru"
    assert [m.number for m in mixed[: SLOT_DEPTH - 1]] == list(range(SLOT_DEPTH - 1))
    assert mixed[SLOT_DEPTH].number == SLOT_DEPTH - 1


def test_a_short_list_stays_as_it_is():
    assert list(mix_languages(matches("en", "ru", "en"))) == matches("en", "ru", "en")


@given(MATCHES)
def test_nothing_is_lost_and_every_language_is_near_the_top(found: list[Match]):
    mixed = mix_languages(found)
    assert sorted(m.number for m in mixed) == sorted(m.number for m in found)
    assert {m.lang for m in mixed[:SLOT_DEPTH]} == {m.lang for m in found}
    assert mixed[:1] == tuple(found[:1])


@given(MATCHES)
def test_within_a_language_the_order_is_that_of_the_scores(found: list[Match]):
    mixed = mix_languages(found)
    for lang in {m.lang for m in found}:
        scores = [m.score for m in mixed if m.lang == lang]
        assert scores == sorted(scores, reverse=True)


@given(MATCHES, st.integers(SLOT_DEPTH, 40))
def test_the_beginning_of_the_list_and_the_leaders_are_enough(found: list[Match], depth: int):
    leaders = {match.lang: match for match in reversed(found)}
    mixed = mix_languages(found[:depth], [match for match in found if leaders[match.lang] is match])
    assert mixed[:depth] == mix_languages(found)[:depth]


def test_spellings_of_a_name_count_as_one_word_and_translations_each():
    def alternative(text: str, source: str, weight: float) -> Alternative:
        return Alternative(
            lang="ar", text=text, source=source, confidence=weight, members=(WeightedTerm(text, weight),)
        )

    found = (
        alternative("ساني", Source.NAME, 0.5),
        alternative("سان", Source.NAME, 0.4),
        alternative("فيضان", Source.LEXICON, 1.0),
        alternative("سيل", Source.LEXICON, 0.9),
    )
    request = build_request([Concept(text="Swain", alternatives=found)], Filter(), 10)
    ((group,),) = (clause.groups for clause in request.clauses)
    assert [len(member.keys) for member in group.members] == [2, 1, 1]
