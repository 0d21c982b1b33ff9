"""Quality does not fall: measured over the judged development data, against floors that only rise."""

import json
from pathlib import Path

import pytest

from tests.quality.collections import BENCH, FLOORS, needs_bench, run_collection, score, search


@needs_bench
@pytest.mark.parametrize("name", ["xquad", "pud", "tatoeba"])
def test_retrieval(name: str, tmp_path: Path):
    run, topics, judged = run_collection(name, tmp_path)
    report = tmp_path / "report.json"
    docs = BENCH / name / "dev" / "docs.jsonl"
    score("score.py", "--qrels", judged, "--topics", topics, "--docs", docs, "--run", run, "--json", report)
    found = json.loads(report.read_text(encoding="utf-8"))
    measured = {
        "mono MRR": found["mono"]["list MRR@10"],
        "cross MRR": found["cross"]["list MRR@10"],
        "cross R@10": found["cross"]["list R@10"],
    }
    for measure, floor in FLOORS[name].items():
        assert measured[measure] >= floor, f"{name} {measure}"


@needs_bench
@pytest.mark.parametrize("name", ["names", "places"])
def test_names(name: str, tmp_path: Path):
    run, topics, judged = run_collection(name, tmp_path)
    docs = BENCH / name / "dev" / "docs.jsonl"
    table = score("score_names.py", "--qrels", judged, "--topics", topics, "--docs", docs, "--run", run)
    first, tenth = map(float, next(line for line in table.splitlines() if line.startswith("MACRO")).split()[1:3])
    measured = {"S@1": first, "R@10": tenth}
    for measure, floor in FLOORS[name].items():
        assert measured[measure] >= floor, f"{name} {measure}"


@needs_bench
def test_conflation(tmp_path: Path):
    gold = BENCH / "morph" / "dev.tsv"
    forms: dict[str, list[str]] = {}
    for line in gold.read_text(encoding="utf-8").splitlines():
        lang, form, *_ = line.split("\t")
        forms.setdefault(lang, []).append(form)
    analysis = tmp_path / "analysis.tsv"
    with analysis.open("w", encoding="utf-8") as out:
        for lang, words in forms.items():
            printed = search("analyze", "--lang", lang, "--kind", "lemma", stdin="\n".join(words) + "\n")
            out.writelines(f"{lang}\t{line}\n" for line in printed.splitlines())
    table = score("score_morph.py", "--gold", gold, "--analysis", analysis)
    measured = {line.split()[0]: float(line.split("|")[1].split()[2]) for line in table.splitlines()[1:]}
    for lang, floor in FLOORS["morph"].items():
        assert measured[lang] >= floor, f"conflation F1 {lang}"
