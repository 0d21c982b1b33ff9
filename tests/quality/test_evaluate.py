"""`search evaluate` says what the judged data's own scorer says of the same run."""

import json
from pathlib import Path

import pytest

from tests.quality.collections import BENCH, needs_bench, run_collection, score, search

NAMES = {"R@10": "R@10", "RR@10": "MRR@10", "nDCG@10": "nDCG@10"}


def compared(run: Path, topics: Path, judged: Path, docs: Path, folder: Path) -> tuple[dict, dict]:
    """Measure a run with both; give the figures of both under the same names."""
    report = folder / "report.json"
    score("score.py", "--qrels", judged, "--topics", topics, "--docs", docs, "--run", run, "--json", report)
    theirs = json.loads(report.read_text(encoding="utf-8"))
    arguments = ("evaluate", str(topics), str(judged), "--run", str(run), "--format", "json")
    ours = json.loads(search(*arguments, index=folder / "index"))
    found, expected = {}, {}
    for pair in ours["pairs"]:
        cell = theirs["cells"][f"{pair['query_lang']}->{pair['article_lang']}"]
        expected |= _named(pair, cell)[0]
        found |= _named(pair, cell)[1]
        assert pair["topics"] == cell["n"]
    assert len(ours["pairs"]) == len(theirs["cells"])
    for name, group in (("same_language", "mono"), ("across_languages", "cross"), ("all_articles", "all")):
        if ours["averages"][name]["mixed"]:
            both = _named(ours["averages"][name] | {"query_lang": name, "article_lang": ""}, theirs[group])
            expected |= both[0]
            found |= both[1]
    return found, expected


def _named(pair: dict, cell: dict) -> tuple[dict, dict]:
    theirs, ours = {}, {}
    for kind, label in (("mixed", "mix"), ("within", "list")):
        for name, other in NAMES.items():
            if pair.get(kind) and f"{label} {other}" in cell:
                key = (pair["query_lang"], pair["article_lang"], kind, name)
                theirs[key], ours[key] = cell[f"{label} {other}"], pair[kind][name]
    return theirs, ours


@needs_bench
def test_on_a_sample_of_the_judged_data(tmp_path: Path):
    run, topics, judged = run_collection("pud", tmp_path)
    found, expected = compared(run, topics, judged, BENCH / "pud" / "dev" / "docs.jsonl", tmp_path)
    assert len(found) > 25 * 5
    assert found == pytest.approx(expected)


@needs_bench
def test_on_a_made_up_run_with_ties_and_strangers(tmp_path: Path):
    docs = tmp_path / "docs.jsonl"
    langs = {"a": "en", "b": "en", "c": "ru", "d": "ru", "e": "fr"}
    lines = (json.dumps({"id": name, "lang": lang, "text": f"ladle {name}"}) for name, lang in langs.items())
    docs.write_text("\n".join(lines), encoding="utf-8")
    search("index", str(docs), index=tmp_path / "index")
    topics, judged, run = (tmp_path / name for name in ("topics.tsv", "qrels.txt", "run.trec"))
    topics.write_text("1\ten\tladle\n2\tru\tladle\n3\ten\tladle\n4\tfr\tladle\n", encoding="utf-8")
    judged.write_text("1 0 a 1\n1 0 c 1\n1 0 d 1\n2 0 c 0\n2 0 e 1\n3 0 b 1\n", encoding="utf-8")
    run.write_text(
        "1 Q0 b 1 3 x\n1 Q0 d 3 2 x\n1 Q0 a 2 2 x\n1 Q0 stranger 4 2.5 x\n1 Q0 d 9 1 x\n1 Q0 c 10 0 x\n"
        "2 Q0 e 2 1e-9 x\n2 Q0 c 1 1e-8 x\n7 Q0 a 1 1 x\n",
        encoding="utf-8",
    )
    found, expected = compared(run, topics, judged, docs, tmp_path)
    assert len(found) >= 20
    assert found == pytest.approx(expected)
