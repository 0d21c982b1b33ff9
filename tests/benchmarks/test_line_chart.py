import re
from itertools import pairwise
from xml.etree import ElementTree

from benchmarks.line_chart import line_chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(lines):
    return ElementTree.fromstring(line_chart("Time & size", ("articles", "ms"), lines))


def test_a_chart_is_svg_that_says_what_it_shows():
    root = drawn({"ours": [(10, 1.0), (1000, 8.0)]})
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text == "Time & size"
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"articles", "ms", "ours", "10", "1,000"} <= set(texts)


def test_each_point_lies_where_its_logarithm_is():
    points = [(10, 1.0), (100, 10.0), (1000, 100.0)]
    circles = [(float(c.get("cx")), float(c.get("cy"))) for c in drawn({"ours": points}).iter(f"{SVG}circle")]
    (left, low), (middle, between), (right, high) = circles
    assert left < middle < right
    assert low > between > high  # upwards in SVG is towards 0
    assert middle == round((left + right) / 2, 1)
    assert between == round((low + high) / 2, 1)


def test_names_of_lines_that_end_together_do_not_touch():
    root = drawn({"one": [(1, 5.0), (9, 7.0)], "two": [(1, 4.0), (9, 7.0)], "three": [(1, 3.0), (9, 7.01)]})
    places = sorted(float(text.get("y")) for text in root.iter(f"{SVG}text") if text.text in {"one", "two", "three"})
    assert all(below - above >= 16 for above, below in pairwise(places))


def test_one_point_alone_is_drawn():
    assert len(re.findall("<circle", line_chart("t", ("x", "y"), {"ours": [(100, 2.0)]}))) == 1
