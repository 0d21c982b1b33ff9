"""SKOS thesauri in RDF/XML (EuroVoc, UNESCO, STW): concepts with labels in many languages.

`skos:prefLabel` comes first, `skos:altLabel` after it; hidden labels are misspellings and left out. A concept may be
spread over several descriptions of one address, so all are gathered before any is given. Labels in languages that are
not analysed are passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import LexiconError
from search.expansion.dictionaries.entries import DictionaryEntry, DictionaryFiles, clean_terms, known_language
from search.expansion.dictionaries.xml_elements import XML_LANG, ReadElement, elements, root_name

__all__ = ["is_skos", "read_skos"]

_SKOS = "http://www.w3.org/2004/02/skos/core# "
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_LABELS = (f"{_SKOS}prefLabel", f"{_SKOS}altLabel")
_TURTLE_SUFFIXES = frozenset({".ttl", ".nt", ".n3", ".jsonld"})


@dataclass(slots=True)
class _Concept:
    """The labels of one concept by language: the preferred ones, then the others."""

    place: str
    labels: tuple[dict[str, list[str]], dict[str, list[str]]] = field(default_factory=lambda: ({}, {}))


def is_skos(path: Path, start: bytes) -> bool:
    """Whether a file is RDF, in XML or (to be refused with advice) not."""
    return root_name(start) == "RDF" or path.suffix in _TURTLE_SUFFIXES


def read_skos(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read the concepts of thesauri.

    Raises:
        LexiconError: a file is malformed, is not XML, or has no label.
    """
    for path in files.paths:
        if path.suffix in _TURTLE_SUFFIXES:
            raise LexiconError(
                path, 0, "only RDF/XML is read: convert it, for example with 'rapper -i turtle -o rdfxml'"
            )
        concepts: dict[str, _Concept] = {}
        for read in elements(path, frozenset({"Description", "Concept"})):
            _take(path, read, concepts)
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
