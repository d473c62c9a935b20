"""What an EPUB book says of itself: its title, its language, and its chapters in the order in which they are read."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from claimcheck.errors import UnreadableInput
from claimcheck.read.office import told
from claimcheck.read.office.markup import Element
from claimcheck.read.office.package import Package
from claimcheck.read.reading import Raw

_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_LOCKED = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_MARKUP = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))


class Chapter(NamedTuple):
    """A chapter: its member of the archive, whether that is markup, and whether it needs a key to be read."""

    part: str
    markup: bool
    locked: bool


class Book(NamedTuple):
    """A book: its title and its language, None without one, and its chapters."""

    title: str | None
    language: str | None
    chapters: list[Chapter]


def read_book(package: Package, raw: Raw) -> Book:
    """What the package says of the book. Raises ``UnreadableInput`` (``damaged``)."""
    container = package.tree(_CONTAINER) if _CONTAINER in package else None
    files = [] if container is None else list(container.root.iter(_ROOT_FILE))
    path = next((name for file in files if (name := file.get("full-path", "")) in package), None)
    tree = None if path is None else package.tree(path)
    if tree is None or path is None:
        message = "is no EPUB book that can be read: it does not list its chapters"
        raise package.failure() or UnreadableInput(message, code="damaged", path=raw.path, hint=told.FETCH)
    title, language = (
        " ".join((tree.root.findtext(f"{_OPF}metadata/{_DC}{name}") or "").split())
        for name in ("title", "language")
    )
    return Book(title or None, language or None, _chapters(package, tree.root, posixpath.dirname(path)))


def _chapters(package: Package, root: Element, folder: str) -> list[Chapter]:
    locked = _locked(package)
    items = {item.get("id", ""): item for item in root.iterfind(f"{_OPF}manifest/{_OPF}item")}
    chapters = []
    for entry in root.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        item = items.get(entry.get("idref", ""))
        if item is None:
            package.failures.append("a chapter that it names is not in the file")
            continue
        part = _member(folder, item.get("href", ""))
        chapters.append(Chapter(part, item.get("media-type", "").lower() in _MARKUP, part.lower() in locked))
    return chapters


def _locked(package: Package) -> frozenset[str]:
    """The members that need a key, in lower case; most books lock none but their fonts."""
    tree = package.tree(_LOCKS) if _LOCKS in package else None
    if tree is None:
        return frozenset()
    return frozenset(_member("", place.get("URI", "")).lower() for place in tree.root.iter(_LOCKED))


def _member(folder: str, address: str) -> str:
    """The member that an address inside the book names."""
    try:
        path = urlsplit(address).path
    except ValueError:
        path = address
    return posixpath.normpath(posixpath.join("/", folder, unquote(path))).lstrip("/")
