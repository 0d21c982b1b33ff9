"""A page taken apart, strictly, so that tests can ask what is in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "Page"]


@dataclass
class Element:
    """An element of a page, with the text of all that is in it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...]
    text: str = ""

    @property
    def words(self) -> str:
        """The text as it is seen, without its line breaks."""
        return " ".join(self.text.split())

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def has(self, **wanted: str) -> bool:
        """Whether it has these attributes; `class_` asks for one of the classes."""
        for name, value in wanted.items():
            if name == "class_":
                if value not in self.attributes.get("class", "").split():
                    return False
            elif self.attributes.get(name.replace("_", "-")) != value:
                return False
        return True


@dataclass
class Page(HTMLParser):
    """A page taken apart, strictly: a tag that is not closed in order is an error."""

    source: str
    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    VOID = frozenset({"br", "img", "input", "link", "meta"})

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        assert not self._open, f"never closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop().tag == tag, f"</{tag}> is out of order"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, within: Element | None = None, **wanted: str) -> list[Element]:
        """Give all elements of a kind."""
        return [
            element
            for element in self.elements
            if element.tag == tag and element.has(**wanted) and (within is None or within in element.parents)
        ]

    def one(self, tag: str, within: Element | None = None, **wanted: str) -> Element:
        """Give the only element of a kind."""
        found = self.all(tag, within, **wanted)
        assert len(found) == 1, f"{len(found)} of <{tag} {wanted}>"
        return found[0]

    def by_id(self, identifier: str) -> Element:
        """Give the element with an id."""
        found = [element for element in self.elements if element.attributes.get("id") == identifier]
        assert len(found) == 1, f"{len(found)} with id {identifier}"
        return found[0]
