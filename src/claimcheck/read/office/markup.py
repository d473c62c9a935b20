"""The XML of an Office file: parsed without entities, without network, within limits."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lxml import etree

from claimcheck.errors import UnreadableInput
from claimcheck.read.reading import Raw

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

Element = Any
"""An element of lxml, which has no types of its own."""

_PARSER_DEPTH = 256  # what libxml2 allows unless it is told to take anything
_MOST_NODES = 4_000_000  # tags and attributes of one part; a tree of so many takes some 600 MiB
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_STRICT = re.compile(rb"""(?<==["'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]+)(?=["'])""")
FETCH = "fetch the file again, or open it in its program and save it anew"


class Part(NamedTuple):
    """A part of the package: its name, its bytes as far as they could be unpacked, and whether that is all."""

    name: str
    data: bytes
    whole: bool


class Tree(NamedTuple):
    """The root of a parsed part; ``damage`` says in words what kept it from being read whole."""

    root: Element
    damage: str | None
    code: str = "damaged-part"


def parse(part: Part, raw: Raw) -> Tree:
    """Parse a part; of broken XML what a lenient parser makes of it.

    Raises ``UnreadableInput`` (``dtd-refused``, ``limit-nodes``, ``damaged`` where nothing could be read).
    """
    data = checked(part, raw)
    if data.count(b"<") + data.count(b"=") > _MOST_NODES:
        message = f"has a part {part.name} of more than {_MOST_NODES:,} tags and attributes"
        hint = "save it as PDF and give that"
        raise UnreadableInput(message, code="limit-nodes", path=raw.path, hint=hint)
    try:
        tree = Tree(etree.fromstring(data, _parser()), None)
    except (etree.XMLSyntaxError, ValueError) as error:
        tree = _recovered(data, part, raw, error)
    refuse_types(tree.root, part, raw)
    if raw.limits.depth < _PARSER_DEPTH:
        tree = _pruned(tree, part, raw.limits.depth)
    if not part.whole and tree.damage is None:
        tree = tree._replace(damage=f"{part.name} could not be unpacked to its end")
    return tree


def checked(part: Part, raw: Raw) -> bytes:
    """The bytes of a part that declares nothing, with the usual addresses of its namespaces.

    Raises ``UnreadableInput`` (``dtd-refused``).
    """
    data = part.data
    # In any other encoding the mark is written otherwise; no program writes Office files in one.
    if any(mark in data for mark in _DOCTYPE):
        raise _dtd_refused(part, raw)
    if b"http://purl.oclc.org/ooxml/" in data:
        data = _STRICT.sub(_transitional, data)
    return data


def refuse_types(element: Element, part: Part, raw: Raw) -> None:
    """Raise ``UnreadableInput`` (``dtd-refused``) where a document type was found in whatever encoding."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise _dtd_refused(part, raw)


def safe_options() -> dict[str, bool]:
    """What keeps a parser of lxml from entities, from the network and from trees without bounds."""
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }


def _parser(recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(recover=recover, **safe_options())


def _recovered(data: bytes, part: Part, raw: Raw, error: Exception) -> Tree:
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        message = f"is damaged: its part {part.name} is no XML"
        raise UnreadableInput(message, code="damaged", path=raw.path, hint=FETCH) from None
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return Tree(
            root,
            f"{part.name} goes beyond what is read: nested too deep or one value too long",
            "limit-depth",
        )
    line = getattr(error, "lineno", None)
    return Tree(root, f"{part.name} is broken from line {line} on" if line else f"{part.name} is broken")


def _pruned(tree: Tree, part: Part, depth: int) -> Tree:
    deep = tree.root.xpath("/*" * (depth + 1))
    for element in deep:
        element.getparent().remove(element)
    return Tree(tree.root, f"{part.name} is nested deeper than {depth}", "limit-depth") if deep else tree


def _dtd_refused(part: Part, raw: Raw) -> UnreadableInput:
    message = f"declares entities or a document type in {part.name}, which no file of its kind does"
    hint = "open it in its program and save it anew, if you trust it"
    return UnreadableInput(message, code="dtd-refused", path=raw.path, hint=hint)


def _transitional(match: re.Match[bytes]) -> bytes:
    """The usual address of a namespace for the one that the strict variant of the format has."""
    return b"http://schemas.openxmlformats.org/%b/2006/%b" % (match[1], match[2])


def chosen_of(element: Element) -> Element:
    """The one branch of ``mc:AlternateContent`` that is read, or nothing: the other shows the same in an older way."""
    choice = element.find(MC + "Choice")
    choice = element.find(MC + "Fallback") if choice is None else choice
    return () if choice is None else choice


def whole(element: Element | None, attribute: str) -> int | None:
    """A whole number in an attribute; None if there is none."""
    if element is None:
        return None
    value = element.get(attribute, "")
    return int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else None
