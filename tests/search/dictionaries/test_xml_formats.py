"""TEI, wordnets and thesauri: three languages of XML."""

import gzip
import lzma
from pathlib import Path

import pytest

from index.errors import LexiconError

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body xml:lang="en">
<entry><form><orth>trowel</orth><pron>ˈtraʊəl</pron></form>
 <sense><cit type="trans" xml:lang="de"><quote>Kelle</quote></cit>
        <cit type="trans" xml:lang="de"><quote>Maurerkelle</quote></cit>
        <cit type="example" xml:lang="en"><quote>a mason's trowel</quote></cit></sense>
 <sense><cit type="trans" xml:lang="fr"><quote>truelle</quote></cit></sense></entry>
<entry><form><orth>tlhIngan</orth></form>
 <sense><cit type="trans" xml:lang="tlh"><quote>tlhIngan</quote></cit></sense></entry>
</body></text></TEI>
"""
WORDNET = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE LexicalResource SYSTEM "http://globalwordnet.github.io/schemas/WN-LMF-1.1.dtd">
<LexicalResource xmlns:dc="http://purl.org/dc/elements/1.1/">
<Lexicon id="test-{lang}" label="Test" language="{lang}" version="1">
{entries}
</Lexicon></LexicalResource>
"""
ENTRY = (
    '<LexicalEntry id="{0}-e{3}"><Lemma writtenForm="{1}" partOfSpeech="n"/>'
    '<Sense id="{0}-s{3}" synset="{0}-{2}"/></LexicalEntry>'
)
SYNSET = '<Synset id="{0}-{1}" ili="{2}" partOfSpeech="n"/>'
SKOS = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://example.org/1">
 <skos:altLabel xml:lang="en">fish farming</skos:altLabel>
 <skos:prefLabel xml:lang="en">aquaculture</skos:prefLabel>
 <skos:prefLabel xml:lang="mt">akkwakultura</skos:prefLabel>
 <skos:hiddenLabel xml:lang="en">acquaculture</skos:hiddenLabel>
</skos:Concept>
<rdf:Description rdf:about="http://example.org/1">
 <skos:prefLabel xml:lang="ru">аквакультура</skos:prefLabel></rdf:Description>
<rdf:Description rdf:about="http://example.org/2"><skos:prefLabel xml:lang="de">Moor</skos:prefLabel></rdf:Description>
</rdf:RDF>
"""


def wordnet(folder: Path, lang: str, words: dict[str, str], ili: str = "i{}") -> Path:
    entries = [ENTRY.format(lang, word, synset, n) for n, (word, synset) in enumerate(words.items())]
    synsets = [SYNSET.format(lang, synset, ili.format(synset)) for synset in dict.fromkeys(words.values())]
    path = folder / f"wn-{lang}.xml"
    path.write_text(WORDNET.format(lang=lang, entries="\n".join((*entries, *synsets))), encoding="utf-8")
    return path


@pytest.mark.parametrize(("suffix", "pack"), [("", bytes), (".gz", gzip.compress), (".xz", lzma.compress)])
def test_tei_has_its_languages_inside(tmp_path: Path, read, suffix: str, pack):
    path = tmp_path / f"masonry.tei{suffix}"
    path.write_bytes(pack(TEI.encode()))
    assert read(path) == [{"en": ("trowel",), "de": ("Kelle", "Maurerkelle")}, {"en": ("trowel",), "fr": ("truelle",)}]


def test_tei_without_languages_takes_them_from_its_name(tmp_path: Path, read):
    path = tmp_path / "eng-fra.tei"
    path.write_text(TEI.replace(' xml:lang="en"', "").replace(' xml:lang="de"', ""), encoding="utf-8")
    assert read(path)[0] == {"en": ("trowel",), "fr": ("Kelle", "Maurerkelle")}


def test_wordnets_meet_in_the_interlingual_index(tmp_path: Path, read):
    english = wordnet(tmp_path, "en", {"sextant": "7", "compass": "8", "mariner_compass": "8"})
    russian = wordnet(tmp_path, "ru", {"компас": "8"})
    assert {"en": ("compass", "mariner compass"), "ru": ("компас",)} in read(english, russian)
    assert read(english) == [{"en": ("compass", "mariner compass")}]


def test_synsets_without_index_stay_apart(tmp_path: Path, read):
    one = wordnet(tmp_path, "en", {"dory": "1", "skiff": "1"}, ili="in")
    other = wordnet(tmp_path, "fr", {"doris": "1"}, ili="")
    assert read(one, other) == [{"en": ("dory", "skiff")}]


def test_thesaurus_labels_are_gathered_with_the_preferred_first(tmp_path: Path, read):
    path = tmp_path / "fish.rdf"
    path.write_text(SKOS, encoding="utf-8")
    assert read(path) == [{"en": ("aquaculture", "fish farming"), "ru": ("аквакультура",)}]


TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/1> a skos:Concept ;
  skos:altLabel "fish farming"@en ; skos:prefLabel "aquaculture"@en, "akkwakultura"@mt, "аквакультура"@ru ;
  skos:hiddenLabel "acquaculture"@en .
<http://example.org/2> skos:prefLabel "Moor"@de .
"""


@pytest.mark.parametrize(("name", "pack"), [("fish.ttl", bytes), ("fish.ttl.gz", gzip.compress)])
def test_a_thesaurus_in_turtle_says_the_same(tmp_path: Path, read, name: str, pack):
    path = tmp_path / name
    path.write_bytes(pack(TURTLE.encode()))
    assert read(path) == [{"en": ("aquaculture", "fish farming"), "ru": ("аквакультура",)}]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("fish.ttl", TURTLE.replace(" ;\n", "\n", 1), r"fish\.ttl:3: not well-formed"),
        ("fish.nt", "<http://example.org/1> rubbish\n", r"fish\.nt: not well-formed"),
        ("fish.ttl", "", r"no skos:prefLabel"),
        ("fish.ttl.gz", "no archive", r"cannot be unpacked"),
    ],
)
def test_broken_turtle_is_refused(tmp_path: Path, read, name: str, content: str, reason: str):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=reason):
        read(path)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (TEI.replace("</entry>", "", 1), 10, "not well-formed"),
        (TEI.replace("<orth>trowel</orth>", ""), 3, "without <form><orth>"),
        (SKOS.replace(' rdf:about="http://example.org/1"', "", 1), 3, "without rdf:about"),
        (WORDNET.format(lang="en", entries='<LexicalEntry id="a"></LexicalEntry>'), 5, "without <Lemma"),
        (WORDNET.format(lang="en", entries="\n<Synset/>"), 6, "without id"),
        ('<!DOCTYPE TEI [\n<!ENTITY a "aaaa">]><TEI><entry/></TEI>', 2, "declares the entity 'a'"),
    ],
)
def test_broken_xml_is_refused_with_its_line(tmp_path: Path, read, content: str, line: int, reason: str):
    path = tmp_path / "broken-eng-deu.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"broken-eng-deu\.xml:{line}: .*{reason}"):
        read(path)


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_a_truncated_archive_is_refused(tmp_path: Path, read, suffix: str, pack):
    path = tmp_path / f"eng-deu.tei{suffix}"
    path.write_bytes(pack(TEI.encode())[:200])
    with pytest.raises(LexiconError, match="cannot be unpacked"):
        read(path)


def test_a_file_of_other_things_is_refused(tmp_path: Path, read):
    path = tmp_path / "letter.xml"
    path.write_text("<letter>Dear all</letter>", encoding="utf-8")
    with pytest.raises(LexiconError, match="say --kind"):
        read(path)
    with pytest.raises(LexiconError, match="no entry"):
        read(path, kind="tei")
    with pytest.raises(LexiconError, match=r"no skos:prefLabel"):
        read(path, kind="skos")
