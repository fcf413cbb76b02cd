"""XML that strangers wrote, as nodes that know their lines; bombs and bottomless files are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from timetable.formats.refusals import BadFile, Place, Why

MOST_MEGABYTES = 24
MOST_NODES = 500_000
MOST_DEEP = 32


@dataclass(slots=True)
class Node:
    """An element, its text with the spaces that it has, and the line on which it begins."""

    tag: str
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    @property
    def place(self) -> Place:
        return Place(line=self.line)

    def find(self, tag: str) -> Node | None:
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> Iterator[Node]:
        return (child for child in self.children if child.tag == tag)

    def inner(self, tag: str) -> str:
        """The text of a child; empty where there is none."""
        found = self.find(tag)
        return found.text if found else ""

    def add(self, tag: str, text: object = "") -> Node:
        """A new last child."""
        child = Node(tag, text=str(text))
        self.children.append(child)
        return child


def xml_of(root: Node) -> bytes:
    """The document, a line for each node."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, "")]
    return ("\n".join(lines) + "\n").encode(errors="replace")


def _lines(node: Node, indent: str) -> Iterator[str]:
    said = "".join(f" {name}={quoteattr(writable(value))}" for name, value in node.attributes.items())
    if node.children:
        yield f"{indent}<{node.tag}{said}>"
        for child in node.children:
            yield from _lines(child, indent + "\t")
        yield f"{indent}</{node.tag}>"
    else:
        yield f"{indent}<{node.tag}{said}>{escape(writable(node.text))}</{node.tag}>"


def writable(text: str) -> str:
    """Without the characters that XML has no way to write."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def parse_xml(content: bytes) -> Node:
    """The root of a document; BadFile for one that is none, is dangerous or has no end."""
    check_size(content)
    growing = _Growing()
    try:
        parser = DefusedXMLParser(target=growing)
        growing.expat = parser.parser
        parser.feed(content)
        parser.close()
    except DefusedXmlException as refused:
        raise BadFile(Why.ENTITIES) from refused
    except (ParseError, ValueError, LookupError) as broken:
        line = getattr(broken, "position", (0, 0))[0]
        raise BadFile(Why.NOT_XML, Place(line=line)) from broken
    return growing.root


def check_size(content: bytes) -> None:
    """Refuse what is empty, or larger than any school's timetable."""
    if not content.strip():
        raise BadFile(Why.EMPTY)
    megabytes = len(content) / 1_000_000
    if megabytes > MOST_MEGABYTES:
        raise BadFile(Why.TOO_BIG, size=round(megabytes), most=MOST_MEGABYTES)


class _Growing:
    """Builds the nodes while the parser reads, and stops it when there are too many."""

    def __init__(self) -> None:
        self.expat: object = None
        self.count = 0
        self.root = Node("")
        self._open: list[Node] = []
        self._said: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        line = int(getattr(self.expat, "CurrentLineNumber", 0))
        self.count += 1
        if self.count > MOST_NODES:
            raise BadFile(Why.TOO_MANY_PARTS, Place(line=line), most=MOST_NODES)
        if len(self._open) >= MOST_DEEP:
            raise BadFile(Why.TOO_DEEP, Place(line=line), most=MOST_DEEP)
        node = Node(tag, line, dict(attributes))
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._said.append([])

    def data(self, text: str) -> None:
        if self._said:
            self._said[-1].append(text)

    def end(self, tag: str) -> None:
        del tag
        node, said = self._open.pop(), "".join(self._said.pop())
        node.text = said.strip() if node.children else said

    def close(self) -> None:
        self._open.clear()
