"""The user's own words, forbidden pairs and dictionaries, as queries meet them."""

import os
from pathlib import Path

import pytest

from index.backends import BACKENDS
from index.documents import Document
from index.errors import LexiconError
from search.expansion.dictionaries.shelf import DictionaryShelf
from search.expansion.gloss import Glosser
from search.expansion.own_lexicon import read_own_lexicon
from search.expansion.user_knowledge import UserKnowledge
from search.service import SearchService

TEXTS = {
    "en": "The ore train left the mine. A potter sold a trivet and a wobbly stool beside the hospital.",
    "de": "Der Erzzug verließ das Bergwerk. Ein Töpfer verkaufte einen Topfuntersetzer und Schemel am Krankenhaus.",
    "ru": "Рудовоз ушёл. Гончар продал подставку и табурет у больницы.",
    "fr": "Le train de minerai est parti. Le potier a vendu un dessous-de-plat à l'hôpital.",
}


class Desk:
    """A service with a lexicon and a shelf that a test may change."""

    def __init__(self, folder: Path, rows) -> None:
        backend = BACKENDS["in_memory"](None, True)
        backend.write([Document(id=lang, lang=lang, text=text) for lang, text in TEXTS.items()])
        self.lexicon, self.folder = folder / "lexicon.tsv", folder
        self.shelf = DictionaryShelf(folder / "shelf")
        self._backend, self._rows = backend, rows

    def service(self) -> SearchService:
        return SearchService(self._backend, self._rows, UserKnowledge(self._rows, self.lexicon, self.shelf))

    def write(self, content: str) -> None:
        before = self.lexicon.stat().st_mtime_ns if self.lexicon.exists() else 0
        self.lexicon.write_text(content, encoding="utf-8")
        os.utime(self.lexicon, ns=(before + 10**9, before + 10**9))  # however coarse the clock is

    def add(self, name: str, content: str) -> None:
        source = self.folder / f"{name}.tsv"
        source.write_text(content, encoding="utf-8")
        self.shelf.add(name, [source])


@pytest.fixture
def desk(tmp_path: Path, rows) -> Desk:
    return Desk(tmp_path, rows)


def found(service: SearchService, query: str, lang: str) -> dict[str, tuple[str, float]]:
    """Text to source and confidence of a query's alternatives in a language."""
    concepts = service.search(query).concepts
    return {a.text: (a.source, a.confidence) for c in concepts for a in c.alternatives if a.lang == lang}


def test_a_dictionary_adds_what_the_lexicon_lacks(desk: Desk):
    desk.add("kitchen", "en\tde\ntrivet\tTopfuntersetzer; Dreifuß\n")
    service = desk.service()
    assert found(service, "trivets", "de")["Topfuntersetzer"] == ("dictionary:kitchen", pytest.approx(0.38, abs=0.03))
    assert found(service, "Topfuntersetzer", "en")["trivet"][0] == "dictionary:kitchen"
    assert "Dreifuß" not in found(service, "trivet", "de")  # no article has it
    assert "подставка" not in found(service, "trivet", "ru")


def test_two_dictionaries_that_agree_are_surer_and_the_lexicon_is_named_first(desk: Desk):
    desk.add("kitchen", "en\tde\ntrivet\tTopfuntersetzer\nhospital\tKrankenhaus\n")
    alone = found(desk.service(), "trivet", "de")["Topfuntersetzer"][1]
    desk.add("pottery", "en\tde\ntrivet\tTopfuntersetzer\n")
    assert found(desk.service(), "trivet", "de")["Topfuntersetzer"][1] > max(alone, 0.5)
    assert found(desk.service(), "hospital", "de")["Krankenhaus"][0] == "lexicon"


def test_a_dictionary_repeating_itself_is_one_vote(desk: Desk):
    desk.add("kitchen", "en\tde\n" + "trivet\tTopfuntersetzer\n" * 5)
    assert found(desk.service(), "trivet", "de")["Topfuntersetzer"][1] <= 0.4


def test_dictionaries_come_and_go_while_a_service_runs(desk: Desk):
    service = desk.service()
    assert "Topfuntersetzer" not in found(service, "trivet", "de")
    desk.add("kitchen", "en\tde\ntrivet\tTopfuntersetzer\n")
    assert "Topfuntersetzer" in found(service, "trivet", "de")
    desk.shelf.remove("kitchen")
    assert "Topfuntersetzer" not in found(service, "trivet", "de")


def test_lookup_shows_dictionaries_after_the_tables(desk: Desk):
    desk.add("kitchen", "en\tde\nhospital\tKrankenhaus\n")
    desk.write("en\tde\nhospital\tSpital\n")
    entries = desk.service().lookup("hospital")
    sources = list(dict.fromkeys(entry.source for entry in entries))
    assert (sources[0], sources[-1]) == ("own lexicon", "dictionary:kitchen")
    assert "lexicon" in sources
    assert {e.reference for e in entries if e.source == "own lexicon"} == {"lexicon.tsv:2"}


def test_own_words_come_first_and_make_terms(desk: Desk):
    desk.write("en\tru\tde\nore train\tрудовоз\tErzzug\nhospital\t\tTöpfer\n")
    service = desk.service()
    assert found(service, "ore trains", "de")["Erzzug"][0] == "own lexicon"
    assert found(service, "Erzzüge", "ru")["рудовоз"][0] == "own lexicon"
    hospital = found(service, "hospital", "de")
    assert next(iter(hospital)) == "Töpfer"
    assert hospital["Krankenhaus"][0] == "lexicon"


@pytest.mark.parametrize("pair", ["hospital\tбольница", "Krankenhäuser\tбольницей", "больница\tKrankenhaus"])
def test_a_forbidden_pair_is_forbidden_in_both_directions_and_every_form(desk: Desk, pair: str):
    latin, lang = ("hospital", "en") if "hospital" in pair else ("Krankenhaus", "de")
    assert "больница" in found(desk.service(), latin, "ru")
    desk.write(f"!\t{pair}\n")
    service = desk.service()
    assert "больница" not in found(service, latin, "ru")
    assert latin not in found(service, "больницам", lang)
    assert "hôpital" in found(service, latin, "fr")
    assert latin in found(service, latin, lang)


def test_forbidding_reaches_dictionaries_names_and_words_inside_terms(desk: Desk):
    desk.add("kitchen", "en\tde\ntrivet\tTopfuntersetzer\n")
    desk.write("!\ttrivet\tTopfuntersetzer\n!\ttrivet\ttrivet\n")
    service = desk.service()
    assert "Topfuntersetzer" not in found(service, "trivet", "de")
    assert "Topfuntersetzer" not in found(service, "wobbly trivet", "de")
    assert "trivet" in found(service, "trivet", "en")


def test_the_file_is_read_again_when_it_changes(desk: Desk):
    service = desk.service()
    assert "Erzzug" not in found(service, "ore train", "de")
    desk.write("en\tde\nore train\tErzzug\n")
    assert "Erzzug" in found(service, "ore train", "de")
    desk.lexicon.unlink()
    assert "Erzzug" not in found(service, "ore train", "de")


def test_a_slip_while_running_is_a_warning_and_at_the_start_an_error(desk: Desk):
    desk.write("en\tde\nore train\tErzzug\n")
    service = desk.service()
    desk.write("en\tde\nore train\n")
    page = service.search("ore train")
    assert any(warning.startswith("lexicon.tsv:2: 1 cells") for warning in page.warnings)
    assert "Erzzug" in found(service, "ore train", "de")
    with pytest.raises(LexiconError, match=r"lexicon\.tsv:2"):
        desk.service()
    desk.write("en\tde\nore train\tErzzug\n")
    assert service.search("ore train").warnings == ()


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("kiln\tBrennofen\n", 1, "should name two languages"),
        ("en\ten\nkiln\tkiln\n", 1, "should name two languages"),
        ("en\tde\n\nkiln\n", 3, "1 cells instead of 2"),
        ("en\tde\nkiln\tBrennofen;\n", 2, "an empty synonym"),
        ("en\tde\nkiln\t\n", 2, "no two terms"),
        ("!\tkiln\n", 1, "to forbid a pair"),
        ("en\tde\n!\tkiln\t\n", 2, "to forbid a pair"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, content: str, line: int, reason: str):
    path = tmp_path / "lexicon.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"lexicon\.tsv:{line}: .*{reason}"):
        read_own_lexicon(path)


def test_notes_and_gaps_are_kept(tmp_path: Path):
    path = tmp_path / "lexicon.tsv"
    path.write_text("# mine\nen\tru\tde\n# for pots\nkiln\t\tBrennofen; Töpferofen\n!\ta b\tc\n", encoding="utf-8")
    own = read_own_lexicon(path)
    assert [(dict(row.terms), row.note) for row in own.rows] == [
        ({"en": ("kiln",), "de": ("Brennofen", "Töpferofen")}, "for pots")
    ]
    assert own.forbidden == (("a b", "c"),)
    assert read_own_lexicon(tmp_path / "none.tsv").rows == ()


def test_titles_are_glossed_with_terms_of_the_user_and_of_the_tables(desk: Desk):
    desk.write("en\tde\nslow cooker race\tlangsamer Topf Lauf\n")
    known = UserKnowledge(desk._rows, desk.lexicon, desk.shelf).current().rows
    words = Glosser(known, "en", lambda _text, _lang: 0).gloss("Langsamer Topf Lauf der Europäischen Union", "de")
    assert [word.text for word in words][:1] == ["slow cooker race"]
    assert "european union" in [word.text.lower() for word in words]


def test_own_words_that_cannot_be_reached_are_no_missing_ones(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LexiconError):
        read_own_lexicon(tmp_path / "file" / "lexicon.tsv")
