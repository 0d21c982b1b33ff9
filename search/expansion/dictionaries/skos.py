"""SKOS thesauri in RDF/XML, Turtle or N-Triples (EuroVoc, UNESCO, STW): concepts with labels in many languages.

`skos:prefLabel` comes first, `skos:altLabel` after it; hidden labels are misspellings and left out. A concept may be
spread over several descriptions of one address, so all are gathered before any is given. Labels in languages that are
not analysed are passed over. Turtle is read by rdflib, with the whole graph in memory; RDF/XML element by element.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from lzma import LZMAError
from pathlib import Path

from index.errors import LexiconError
from search.expansion.dictionaries.entries import DictionaryEntry, DictionaryFiles, clean_terms, known_language, opened
from search.expansion.dictionaries.xml_elements import XML_LANG, ReadElement, elements, root_name

__all__ = ["is_skos", "read_skos"]

_SKOS_URI = "http://www.w3.org/2004/02/skos/core#"
_SKOS = f"{_SKOS_URI} "
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_LABELS = (f"{_SKOS}prefLabel", f"{_SKOS}altLabel")
_TURTLE = {".ttl": "turtle", ".nt": "nt"}  # what rdflib calls them


@dataclass(slots=True)
class _Concept:
    """The labels of one concept by language: the preferred ones, then the others."""

    place: str
    labels: tuple[dict[str, list[str]], dict[str, list[str]]] = field(default_factory=lambda: ({}, {}))


def is_skos(path: Path, start: bytes) -> bool:
    """Whether a file is RDF in XML, or ends like Turtle."""
    return root_name(start) == "RDF" or _turtle(path) != ""


def _turtle(path: Path) -> str:
    """What kind of Turtle a file is, packed or not; empty if it is none."""
    return next((_TURTLE[suffix] for suffix in path.suffixes[-2:] if suffix in _TURTLE), "")


def read_skos(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read the concepts of thesauri.

    Raises:
        LexiconError: a file is malformed, or has no label.
    """
    for path in files.paths:
        concepts = _from_turtle(path, _turtle(path)) if _turtle(path) else _from_xml(path)
        if not any(concept.labels[0] for concept in concepts.values()):
            raise LexiconError(path, 0, "there is no skos:prefLabel in it")
        for concept in concepts.values():
            preferred, others = concept.labels
            terms = {
                lang: clean_terms([*preferred.get(lang, ()), *others.get(lang, ())]) for lang in preferred | others
            }
            terms = {lang: found for lang, found in terms.items() if found}
            if sum(map(len, terms.values())) > 1:
                yield DictionaryEntry(place=concept.place, terms=terms)


def _from_turtle(path: Path, form: str) -> dict[str, _Concept]:
    # Imported here, as few have such a file: it would make every start slower.
    from rdflib import Graph, Literal, URIRef
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    graph = Graph()
    try:
        with opened(path) as stream:
            graph.parse(stream, format=form)  # no address in a file is followed
    except BadSyntax as error:
        raise LexiconError(path, error.lines + 1, f"not well-formed: {error._why}") from error
    except (ParserError, ValueError) as error:
        raise LexiconError(path, 0, f"not well-formed: {error}") from error
    except (EOFError, OSError, LZMAError, zlib.error) as error:
        raise LexiconError(path, 0, f"cannot be unpacked: {error}") from error
    concepts: dict[str, _Concept] = {}
    for rank, name in enumerate(("prefLabel", "altLabel")):
        for subject, label in sorted(graph.subject_objects(URIRef(f"{_SKOS_URI}{name}"))):
            lang = known_language(label.language or "") if isinstance(label, Literal) else ""
            if lang:
                concept = concepts.setdefault(str(subject), _Concept(f"{path.name} <{subject}>"))
                concept.labels[rank].setdefault(lang, []).append(str(label))
    return concepts


def _from_xml(path: Path) -> dict[str, _Concept]:
    concepts: dict[str, _Concept] = {}
    for read in elements(path, frozenset({"Description", "Concept"})):
        _take(path, read, concepts)
    return concepts


def _take(path: Path, read: ReadElement, concepts: dict[str, _Concept]) -> None:
    attributes = read.element.attrib
    address = attributes.get(f"{_RDF}about") or attributes.get(f"{_RDF}ID") or attributes.get(f"{_RDF}nodeID")
    labels = [child for child in read.element if child.tag in _LABELS]
    if not labels:
        return
    if not address:
        raise LexiconError(path, read.line, "a concept with labels, but without rdf:about")
    concept = concepts.setdefault(address, _Concept(f"{path.name}:{read.line}"))
    for label in labels:
        lang = known_language(label.get(XML_LANG, ""))
        if lang:
            concept.labels[_LABELS.index(label.tag)].setdefault(lang, []).append("".join(label.itertext()))
