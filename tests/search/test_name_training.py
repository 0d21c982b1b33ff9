"""The transducer: what it learns, and that the committed model is what its command makes."""

from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest

from search.names import trained_transducers
from search.names.spelling import spelling_matrix
from search.names.trained_transducers import MODEL_FILE, transducer
from search.names.training import learn_chunks
from search.names.training_pairs import training_pairs
from search.names.transducer import PAIRS, Transducer, spelling_of

# A made-up script: every s is Z, every sh is X, and vowels vanish.
CIPHER = [("shasa", "XZ"), ("sasho", "ZX"), ("sho", "X"), ("so", "Z"), ("shosho", "XX"), ("sasa", "ZZ"), ("osha", "X")]


def test_it_learns_which_chunks_become_which():
    learned = Transducer.of_chances(learn_chunks(CIPHER * 3))
    right, wrong = learned.costs("shaso", spelling_matrix(["XZ", "ZX"]))
    assert right < wrong
    right, wrong = learned.costs("ZX", spelling_matrix(["sosha", "shosa"]), backwards=True)
    assert right < wrong


def test_a_letter_never_seen_costs_more_than_any_seen():
    learned = Transducer.of_chances(learn_chunks(CIPHER * 3))
    seen, unseen = learned.costs("sasa", spelling_matrix(["ZZ", "ZQ"]))
    assert seen < unseen


def test_words_measured_together_cost_what_they_cost_alone():
    model, backwards = transducer("en", "ru") or pytest.fail("no model")
    words = ["ломоносов", "ли", "достоевский", "ломов"]
    together = model.costs("lomonosov", spelling_matrix(words), backwards=backwards)
    alone = [model.costs("lomonosov", spelling_matrix([word]), backwards=backwards)[0] for word in words]
    assert together.tolist() == pytest.approx(alone)
    assert together.argmin() == 0


def test_training_pairs_are_spellings_and_not_translations():
    pairs = dict(training_pairs("en", "ru"))
    assert pairs["uganda"] == "уганда"
    assert "chinese" not in pairs
    assert all(one and other for one, other in pairs.items())


def test_the_committed_model_is_what_training_gives():
    """One pair of languages stands for all: training all takes some three minutes.

    CLDR's names change a little with every release of babel, and with them the rarest chunks; with the release the
    model was made of, it is the same to the last one.
    """
    one, other = "de", "ar"
    learned = set(learn_chunks(training_pairs(one, other)))
    made_with, *lines = files("search.names").joinpath(MODEL_FILE).read_text(encoding="utf-8").splitlines()
    committed = {tuple(line.split("\t")[2:4]) for line in lines if line.startswith(f"{one}\t{other}\t")}
    stale = "run `make names-model` and commit the file"
    if f"babel {version('babel')})" in made_with:
        assert committed == learned, stale
    assert len(committed & learned) > 0.9 * len(committed | learned), stale


def test_every_pair_has_a_model_both_ways_round():
    for one, other in PAIRS:
        forwards, backwards = transducer(one, other), transducer(other, one)
        assert forwards is not None
        assert backwards is not None
        assert forwards[0] is backwards[0]
    assert transducer("en", "en") is None
    assert spelling_of("el", "Grek") == ""


def test_the_model_says_how_it_was_made():
    first, *_ = islice(files("search.names").joinpath(MODEL_FILE).read_text(encoding="utf-8").splitlines(), 1)
    assert "python -m search.names.train" in first


def test_transducers_kept_from_before_are_those_of_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEARCH_CACHE", str(tmp_path))
    spellings = spelling_matrix(["чайковский", "ч", "шостакович"])

    def costs() -> list[float]:
        trained_transducers._trained.cache_clear()
        model, _ = transducer("de", "ru") or pytest.fail("no model")
        return model.costs("tschaikowski", spellings).tolist()

    read = costs()
    (kept,) = tmp_path.glob("transducers-*")
    before = kept.stat().st_ino
    assert costs() == read
    assert kept.stat().st_ino == before
    kept.write_bytes(kept.read_bytes()[:-64])  # cut short: made again
    assert costs() == read
    assert kept.stat().st_ino != before
    monkeypatch.setenv("SEARCH_CACHE", "/dev/null/nowhere")
    assert costs() == read
    trained_transducers._trained.cache_clear()
