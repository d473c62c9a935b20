"""EPUB books: each chapter is a page, read as a page of HTML is. The text of the document is that of its chapters."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.errors import UnreadableInput
from claimcheck.read.epub.binding import Binding
from claimcheck.read.epub.book import Chapter, read_book
from claimcheck.read.html import reader as html
from claimcheck.read.office import told
from claimcheck.read.office.package import Package
from claimcheck.read.reading import Raw, Reading, cap_blocks

_SCRIPT = b"<script"
_PICTURES = (b"<img", b"<svg", b"<image", b":svg", b":image")


def read(raw: Raw) -> Reading:
    """Read a book.

    Raises ``UnreadableInput`` (``damaged``, ``encrypted``, ``unsafe-archive``, ``dtd-refused``, ``limit-…``,
    ``no-text``, ``empty``).
    """
    package = Package(raw, "EPUB book")
    book = read_book(package, raw)
    count = len(book.chapters)
    wanted = raw.wanted(count) if count else range(0)
    binding = Binding(raw.path, book.language)
    for number, chapter in enumerate(book.chapters, 1):
        if number in wanted and raw.opens(number, count):
            _read_chapter(package, chapter, raw, binding)
        else:
            binding.skip("unread")
        if number in wanted and raw.progress:
            raw.progress(number, count)
    pictured = [page.number for page in binding.pages if page.status == "picture"]
    if not binding.blocks:
        raise _nothing_read(package, book.chapters, raw, pictured)
    blocks, cut = cap_blocks(binding.blocks, raw)
    tables = [
        table
        for table in binding.tables
        if table.cells and all(cell.block < len(blocks) for cell in table.cells)
    ]
    problems = (
        *package.problems(),
        *binding.problems(),
        # The cover is a picture in most books.
        *told.pages_without_text(raw, [number for number in pictured if number > 1]),
        *told.pages_cut(raw, "page", count, len(wanted)),
        *cut,
    )
    return Reading(
        binding.source,
        blocks,
        tuple(binding.pages),
        problems,
        book.title,
        tuple(tables),
        language=book.language,
        unseen=binding.hidden.texts,
    )


def _read_chapter(package: Package, chapter: Chapter, raw: Raw, binding: Binding) -> None:
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
    hint = "give a copy of the book that every program can open"
    return UnreadableInput(message, code="encrypted", path=raw.path, hint=hint)


def _nothing_read(
    package: Package, chapters: list[Chapter], raw: Raw, pictured: list[int]
) -> UnreadableInput:
    if any(chapter.locked for chapter in chapters):
        return _locked(raw, "needs a key to be read")
    return package.failure() or (told.only_pictures(raw) if pictured else told.empty(raw))
