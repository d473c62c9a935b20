"""EPUB books: each chapter is a page, read as a page of HTML is. The text of the document is that of its chapters."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Effect, Page, PageStatus, Piece, Problem, Table
from claimcheck.read.blocks.runs import SectionPath, renoted
from claimcheck.read.html import reader as html
from claimcheck.read.limits import listed
from claimcheck.read.office import told
from claimcheck.read.office.package import FETCH, Element, Package
from claimcheck.read.reading import Raw, Reading, cap_blocks
from claimcheck.read.unseen import Hidden

_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_LOCKED = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_MARKUP = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))

_BLOCK_END = "\n"

_SCRIPT = b"<script"
_PICTURES = (b"<img", b"<svg", b"<image", b":svg", b":image")


def read(raw: Raw) -> Reading:
    """Read a book.

    Raises ``UnreadableInput`` as ``Package`` and ``parse`` do, and (``no-text``, ``empty``).
    """
    package = Package(raw, "EPUB book")
    book = _read_book(package, raw)
    count = len(book.chapters)
    binding = _Binding(raw.path, book.language)
    for number, opened in raw.each(count):
        while len(binding.pages) < number - 1:
            binding.skip("unread")
        if opened:
            _read_chapter(package, book.chapters[number - 1], raw, binding)
    while len(binding.pages) < count:
        binding.skip("unread")
    pictured = [page.number for page in binding.pages if page.status == "picture"]
    if not binding.blocks:
        raise _nothing_read(package, book.chapters, raw, pictured)
    blocks, cut = cap_blocks(binding.blocks, raw)
    kept = (table for table in binding.tables if all(cell.block < len(blocks) for cell in table.cells))
    tables = tuple(table for table in kept if table.cells)
    problems = (
        *package.problems(),
        *binding.problems(),
        # The cover is a picture in most books.
        *told.pages_without_text(raw, [number for number in pictured if number > 1]),
        *told.pages_cut(raw, "page", count),
        *cut,
    )
    pages = tuple(binding.pages)
    read = Reading(binding.source, blocks, pages, problems, book.title, tables, language=book.language)
    return replace(read, unseen=binding.hidden.texts)


def _read_chapter(package: Package, chapter: _Chapter, raw: Raw, binding: _Binding) -> None:
    """Put a chapter into the document; what cannot be read of it is a failure of the package."""
    if chapter.locked:
        package.failures.append(_locked(raw, "has chapters that need a key to be read"))
        binding.skip("unread")
        return
    if not chapter.markup:
        binding.skip("picture")
        return
    data = b""
    try:
        part = package.part(chapter.part)
        data = part.data
        # Chapters are XML, whatever the names of their files.
        page = replace(raw, path=f"{chapter.part}.xhtml", data=data, progress=None, pages=None, turn=None)
        has_text = binding.add(html.read(page))
    except UnreadableInput as error:
        has_text = False
        if error.code != "no-text" or _SCRIPT in data:
            package.failures.append(error)
            binding.skip("unread")
            return
    if not part.whole:
        package.failures.append(f"{part.name} is damaged")
    if not has_text:
        binding.skip("picture" if any(word in data for word in _PICTURES) else "blank")


def _locked(raw: Raw, message: str) -> UnreadableInput:
    return raw.unreadable("encrypted", message, "give a copy of the book that every program can open")


def _nothing_read(package: Package, chapters: list[_Chapter], raw: Raw, pictured: list[int]) -> UnreadableInput:
    if any(chapter.locked for chapter in chapters):
        return _locked(raw, "needs a key to be read")
    return package.failure() or (told.only_pictures(raw) if pictured else raw.empty())


class _Binding(Struct):
    """The document that chapters are put into.

    ``path`` is the name of the file, ``language`` what the book says of its own.
    """

    path: str
    language: str | None = None
    pages: list[Page] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)
    _hiding: Effect = "note"
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _problems: dict[str, tuple[Problem, list[int]]] = field(default_factory=dict)

    def add(self, reading: Reading) -> bool:
        """Add a chapter; whether it shows any text. What the page is called is no part of it, a heading is."""
        number, start, first = len(self.pages) + 1, self._length, len(self.blocks)
        kept = [block for block in reading.blocks if not (block.kind == "title" and block.level is None)]
        places = {id(block): first + at for at, block in enumerate(kept)}
        index = [places.get(id(block)) for block in reading.blocks]
        sections = SectionPath()
        for block in kept:
            self.blocks.append(self._moved(block, number, sections, index, reading.language))
        self.tables += _moved_tables(reading.tables, index, number, len(self.tables))
        for one in reading.unseen:
            self.hidden.add(one.text, one.way, f"page {number}, {one.place}")
        for problem in reading.problems:
            if problem.code == "hidden-text":
                self._hiding = problem.effect if problem.effect == "partial" else self._hiding
            else:
                self._problems.setdefault(problem.code, (problem, []))[1].append(number)
        if kept:
            self.pages.append(Page(number, start, self._length - len(_BLOCK_END)))
        return bool(kept)

    def skip(self, status: PageStatus) -> None:
        """Count a chapter that has no text, or of which none is read."""
        self.pages.append(Page(len(self.pages) + 1, self._length, self._length, status))

    @property
    def source(self) -> str:
        """The text of all chapters: a line is a paragraph or a row of a table."""
        return "".join(self._parts)

    def problems(self) -> Iterator[Problem]:
        """What had to be said of the chapters: each thing once, with the pages of which it is true."""
        for problem, numbers in self._problems.values():
            others = len(numbers) - 1
            more = f"; the same of {others:,} more page{'s' if others > 1 else ''}" if others else ""
            place = f"{self.path}, p. {listed(numbers)}"
            yield replace(problem, message=f"{problem.message}{more}", place=place)
        yield from self.hidden.problems(self.path, self._hiding)

    def _moved(
        self, block: Block, page: int, sections: SectionPath, index: list[int | None], language: str | None
    ) -> Block:
        kind, section = block.kind, sections.path
        if kind in ("title", "heading") and not block.running:
            kind, section = "heading", sections.enter(block.level or 1, block.text)
        pieces = (Piece(0, self._length, len(block.text)),)
        self._parts += (block.text, _BLOCK_END)
        self._length += len(block.text) + len(_BLOCK_END)
        told, marks = block.language or language, renoted(block.marks, index.__getitem__)
        made = replace(block, kind=kind, pieces=pieces, page=page, section=section, marks=marks)
        return replace(made, box=None, language=told if told != self.language else None)


def _moved_tables(tables: Iterable[Table], index: list[int | None], page: int, first: int) -> Iterator[Table]:
    for table in tables:
        cells = [replace(cell, block=at) for cell in table.cells if (at := index[cell.block]) is not None]
        caption = None if table.caption is None else index[table.caption]
        above = None if table.header_of is None else first + table.header_of
        yield replace(table, cells=tuple(cells), caption=caption, page=page, header_of=above)


class _Chapter(NamedTuple):
    """A chapter: its member of the archive, whether that is markup, and whether it needs a key to be read."""

    part: str
    markup: bool
    locked: bool


class _Book(NamedTuple):
    """A book: its title and its language, None without one, and its chapters."""

    title: str | None
    language: str | None
    chapters: list[_Chapter]


def _read_book(package: Package, raw: Raw) -> _Book:
    """What the package says of the book. Raises ``UnreadableInput`` (``damaged``)."""
    container = package.tree(_CONTAINER) if _CONTAINER in package else None
    files = [] if container is None else list(container.root.iter(_ROOT_FILE))
    path = next((name for file in files if (name := file.get("full-path", "")) in package), None)
    tree = None if path is None else package.tree(path)
    if tree is None or path is None:
        message = "is no EPUB book that can be read: it does not list its chapters"
        raise package.failure() or raw.unreadable("damaged", message, FETCH)
    title, language = (
        " ".join((tree.root.findtext(f"{_OPF}metadata/{_DC}{name}") or "").split()) for name in ("title", "language")
    )
    return _Book(title or None, language or None, _chapters(package, tree.root, posixpath.dirname(path)))


def _chapters(package: Package, root: Element, folder: str) -> list[_Chapter]:
    locked = _locked_files(package)
    items = {item.get("id", ""): item for item in root.iterfind(f"{_OPF}manifest/{_OPF}item")}
    chapters = []
    for entry in root.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        item = items.get(entry.get("idref", ""))
        if item is None:
            package.failures.append("a chapter that it names is not in the file")
            continue
        part = _member(folder, item.get("href", ""))
        chapters.append(_Chapter(part, item.get("media-type", "").lower() in _MARKUP, part.lower() in locked))
    return chapters


def _locked_files(package: Package) -> frozenset[str]:
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
