"""The report by language pair, on a list small enough to count by hand."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from search.evaluation import heat_map, report_json, report_table
from search.evaluation.report import Report, evaluate
from search.evaluation.runs import Topic

LANGUAGES = {"en1": "en", "en2": "en", "ru1": "ru", "ru2": "ru", "uk1": "uk"}
GRADES = {"t1": {"en1": 1, "ru1": 1}, "t2": {"ru2": 1}, "t3": {"uk1": 1, "ru1": 2}}
ANSWERS = (
    (Topic(id="t1", lang="en", query="barley"), ("en2", "en1", "gone", "ru2", "ru1")),
    (Topic(id="t2", lang="en", query="rye"), ()),
    (Topic(id="t3", lang="ru", query="овёс"), ("ru1", "uk1")),
    (Topic(id="t4", lang="ru", query="просо"), ("ru1",)),
)


@pytest.fixture
def report() -> Report:
    return evaluate(ANSWERS, GRADES, lambda article: LANGUAGES.get(article, ""), least_topics=1)


def test_pairs_are_measured_in_the_mixed_list_and_within_the_language(report: Report):
    found = {(pair.query_lang, pair.article_lang): pair for pair in report.pairs}
    assert list(found) == [("en", "en"), ("en", "ru"), ("en", "*"), ("ru", "ru"), ("ru", "uk"), ("ru", "*")]
    crossing = found["en", "ru"]
    assert crossing.topics == 2
    # ru1 is the fourth of those known, the second of its language; t2 finds nothing.
    assert crossing.mixed.reciprocal_rank == pytest.approx(1 / 4 / 2)
    assert crossing.within.reciprocal_rank == pytest.approx(1 / 2 / 2)
    assert crossing.within.recall == 0.5
    assert found["en", "*"].within is None
    assert found["ru", "*"].mixed == (1, 1, 1, 1)
    assert found["ru", "uk"].mixed.success == 0
    assert found["ru", "uk"].within.success == 1


def test_what_does_not_count_is_counted(report: Report):
    assert (report.topics, report.unjudged, report.strangers) == (4, 1, 1)


def test_averages_weigh_pairs_alike_and_leave_small_ones_out(report: Report):
    assert report.same.mixed.recall == 1
    assert report.across.within.recall == pytest.approx((0.5 + 1) / 2)
    strict = evaluate(ANSWERS, GRADES, lambda article: LANGUAGES.get(article, ""), least_topics=2)
    assert strict.same.mixed is None
    assert strict.across.mixed.recall == 0.5
    assert len(strict.pairs) == len(report.pairs)


def test_json_has_every_figure(report: Report):
    shown = json.loads(report_json.render(report))
    assert shown["pairs"][1] == {
        "query_lang": "en",
        "article_lang": "ru",
        "topics": 2,
        "mixed": {"R@10": 0.5, "RR@10": 0.125, "nDCG@10": pytest.approx(0.2153383), "S@1": 0.0},
        "within": {"R@10": 0.5, "RR@10": 0.25, "nDCG@10": pytest.approx(0.3154649), "S@1": 0.0},
    }
    assert shown["averages"]["across_languages"]["within"]["R@10"] == 0.75
    assert shown["pairs"][2]["within"] is None


def test_table_has_the_same_figures_with_and_without_colours(report: Report):
    plain = report_table.render(report)
    line = next(line for line in plain.splitlines() if line.startswith("en → ru"))
    assert line.split()[3:] == ["2", "0.500", "0.125", "0.215", "0.000", "0.500", "0.250", "0.315", "0.000"]
    colored = report_table.render_colored(report)
    assert "\x1b[" in colored
    assert "\x1b" not in plain
    assert [row.rstrip() for row in re.sub("\x1b\\[[0-9;]*m", "", colored).splitlines()] == plain.splitlines()


def test_table_says_where_there_is_no_average(report: Report):
    bare = replace(report, same=replace(report.same, mixed=None, within=None))
    rows = {line[:15].strip(): line.split() for line in report_table.render(bare).splitlines()}
    assert set(rows["same language"][2:]) == {"–"}
    assert set(rows["across / same"][3:]) == {"–"}


def test_heat_map_is_an_svg_with_every_pair_in_both_panels(report: Report):
    root = ET.fromstring(heat_map.render(report))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    notes = [node.text for node in root.iter("{http://www.w3.org/2000/svg}title")][1:]
    assert notes.count("en → ru: 0.500, 2 topics") == 2
    assert len(notes) == 2 * 4
    few = heat_map.render(replace(report, least_topics=2))
    assert "(1.00)" in few
    assert ">0.50<" in few


def test_languages_with_markup_in_their_name_do_no_harm():
    odd = evaluate([(Topic(id="t", lang="<b>", query="q"), ["a"])], {"t": {"a": 1}}, lambda _: "&amp;", least_topics=1)
    assert "<b>" not in heat_map.render(odd)
    ET.fromstring(heat_map.render(odd))
