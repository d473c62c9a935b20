"""Loads the pages of an open PDF file, with all that is asked of pdfium about them, and its bookmarks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice
from typing import Any

import pypdfium2

from claimcheck.model.document import PageStatus
from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.annotations import link_areas
from claimcheck.read.pdf.page.content import PageText, Picture
from claimcheck.read.pdf.page.lines import read_page
from claimcheck.read.pdf.page.objects import IMAGE, PATH, SHADING, Objects, objects_of
from claimcheck.read.pdf.page.rules import read_rules
from claimcheck.read.pdf.page.sight import Bounds, View
from claimcheck.read.pdf.page.tags import Structure
from claimcheck.read.reading import Raw

_MAX_ENTRIES = 5_000
_MAX_DEPTH = 6
_MAX_TITLE = 200
_NUMBERING = "0123456789"
Loaded = tuple[PageText, PageStatus]
Outline = Mapping[int, Mapping[str, int]]
"""From page number to the folded titles of its bookmarks, each with its level from 1."""
_MIN_LETTERS = 3
_MAX_OBJECTS = 2_000
_PICTURE_SHARE = 0.1
_MANY_PATHS = 30
FEW_CHARACTERS = 250
"""Characters of a page: its header, a title and the page number."""
_DRAWN, _OVER, _MOST_PICTURES = 0.03, 20, 20  # of the page, characters, and of a page
_MUCH, _LETTERED, _LEAST = 0.3, 0.15, 0.02  # of the page: of all images, those with letters, and one of them
_EVEN_PAGE, _EVEN_IMAGE = 0.25, 0.5  # of what is looked at: the ground of letters
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_PAGES_BESIDE = 8
MAX_SHAPES = 300
"""Shapes kept of one page, the first that are drawn: boxes come before what stands in them."""
_MOST_DRAWN = 5_000  # of a page: more are a drawing of many strokes
_MIN_SHAPE, _MIN_IMAGE = 5.0, 60.0  # of a side, points: less is a rule, or an icon
_MAX_SHARE = 0.6  # of the page: what is larger is its background


def read_outline(document: Any) -> Outline:
    """The outline of an open document; empty where there is none, or a damaged one."""
    found: dict[int, dict[str, int]] = {}
    try:
        for entry in islice(document.get_toc(max_depth=_MAX_DEPTH), _MAX_ENTRIES):
            place = entry.get_dest()
            index = place.get_index() if place is not None else None
            title = folded(entry.get_title())
            if index is not None and 0 < len(title) <= _MAX_TITLE:
                found.setdefault(index + 1, {}).setdefault(title, entry.level + 1)
    except (pypdfium2.PdfiumError, ValueError):
        return found
    return found


def folded(title: str) -> str:
    """What a bookmark and its heading have in common: the letters, without case and a number in front."""
    kept = "".join(filter(str.isalnum, title)).casefold()
    return kept.lstrip(_NUMBERING) or kept


def load_pages(document: Any, raw: Raw, layered: bool) -> list[tuple[PageText, PageStatus]]:
    """Text and status of each page, ``unread`` and without text where a page is not to be read.

    ``layered``: the file has layers that are not shown.
    """
    count = len(document)
    wanted = raw.wanted(count)
    structure = Structure(document)
    found: list[tuple[PageText, PageStatus]] = []
    status: PageStatus
    left, most, seen = raw.limits.characters, raw.limits.page_characters, set[Picture]()
    for number in range(1, max(wanted.stop, min(count, raw.limits.pages) + 1)):
        text, status = PageText("", [], _NOWHERE, opened=False), "unread"
        if number in wanted and left > 0 and raw.opens(number, count):
            text, status = _load(document, number - 1, structure, most, layered, seen)
            left -= len(text.text)
            if raw.progress is not None:
                raw.progress(number, wanted.stop - 1)
        found.append((text, status))
    if raw.ocr is None:
        return found
    # Few ask for it.
    from claimcheck.read.pdf.recognition import with_recognised

    return list(with_recognised(document, raw, raw.ocr, found))


def load_beside(document: Any, raw: Raw, layered: bool) -> list[PageText]:
    """Pages next to the wanted ones of a part of a file: what comes back on them is a header or footer there too."""
    count = len(document)
    wanted = raw.wanted(count)
    if raw.pages is None or len(wanted) == count:
        return []
    around = itertools.chain.from_iterable(
        (wanted.stop - 1 + step, wanted.start - step) for step in range(1, _PAGES_BESIDE + 1)
    )
    numbers = [number for number in around if 1 <= number <= count][:_PAGES_BESIDE]
    structure = Structure(document)
    opened, most = (number for number in numbers if raw.opens(number, count)), raw.limits.page_characters
    pages = (_load(document, number - 1, structure, most, layered, set()) for number in opened)
    return [text for text, status in pages if status == "read"]


def _load(document: Any, index: int, structure: Structure, most: int, layered: bool, seen: set[Picture]) -> Loaded:
    """Text and status of one page; a page that pdfium cannot load is ``unread`` and has no text."""
    try:
        page = document[index]
        with closing(page), closing(page.get_textpage()) as text_page:
            objects, view = objects_of(page), View(page)
            text = read_page(page, text_page, most, view, objects, layered)
            text.rules = read_rules(text.box, objects.painted)
            text.label = _label(document, index)
            text.areas = list(link_areas(document, page))
            text.pictures = pictures_of(text.box, objects)
            text.shapes = shapes_of(text.box, objects)
            text.roles = structure.roles(page, text.lines)
            status = _status(text, objects)
            # The first page of several is a cover, which has its title in any form.
            if status == "picture" or index or len(document) == 1:
                text.lettered = _is_lettered(status, text, view, objects)
                text.drawing = _drawing(text, view, seen) if status == "read" else None
            return text, status
    except pypdfium2.PdfiumError:
        return PageText("", [], _NOWHERE), "unread"


def _label(document: Any, index: int) -> str | None:
    """The number printed on a page as the file tells it, if it is another one than its place."""
    label = str(document.get_page_label(index)).strip()
    return label if label.isprintable() and label not in ("", str(index + 1)) else None


def _status(text: PageText, objects: Objects) -> PageStatus:
    if not text.reliable:
        return "unread"
    if any(True for _ in itertools.islice(filter(str.isalpha, text.text), _MIN_LETTERS - 1, None)):
        return "read"
    return "picture" if _shows_picture(text.area, objects) else "read" if text.text else "blank"


def _is_lettered(status: PageStatus, text: PageText, view: View, objects: Objects) -> bool:
    """Whether a page shows text in pictures: as a whole, or where pictures fill much of it beside a few words."""
    if status == "picture":
        return view.shows_letters(text.box, _EVEN_PAGE)
    if status != "read" or sum(len(line.text) for line in text.lines) > FEW_CHARACTERS:
        return False
    words = [(line.bottom, line.top) for line in text.lines if not line.turn]
    size = text.area
    images = [each[2:6] for each in objects.painted if each.kind == IMAGE]
    sizes = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in images]
    if sum(sizes) <= _MUCH * size:
        return False
    large = [(area, box) for area, box in zip(sizes, images, strict=True) if area > _LEAST * size]
    shown = (area for area, box in large if view.shows_letters(box, _EVEN_IMAGE, words))
    return sum(shown) > _LETTERED * size


def _drawing(text: PageText, view: View, seen: set[Picture]) -> Picture | None:
    """A picture of a page that looks like a chart, lies behind no text and is none that was ``seen`` before."""
    for each in text.pictures[:_MOST_PICTURES]:
        left, bottom, right, top = each
        over = (line for line in text.lines if left < line.left < line.right < right and bottom < line.y < top)
        large = (right - left) * (top - bottom) > _DRAWN * text.area
        if large and each not in seen and sum(len(line.text) for line in over) <= _OVER:
            seen.add(each)
            if view.is_drawing(each):
                return each
    return None


def _shows_picture(size: float, objects: Objects) -> bool:
    """Whether images or a drawing fill a good part of a page of that ``size``."""
    painted = objects.painted[:_MAX_OBJECTS]
    images = sum((one.right - one.left) * (one.top - one.bottom) for one in painted if one.kind == IMAGE)
    paths = sum(each.kind in (PATH, SHADING) for each in painted)
    return images > _PICTURE_SHARE * size or paths >= _MANY_PATHS


def shapes_of(box: Bounds, objects: Objects) -> list[Picture]:
    """The drawn shapes of a page with ``box`` (left, bottom, right, top), each once, that are no background."""
    large = _large(box, objects, PATH, _MIN_SHAPE)
    shapes = (each for address, each in large if any(native.modes_of(address) or ()))
    return list(islice(dict.fromkeys(shapes), MAX_SHAPES))


def pictures_of(box: Bounds, objects: Objects) -> list[Picture]:
    """The images of a page with ``box`` that are large enough to be looked at, and no background, in whole points."""
    return [Picture(*map(round, each)) for _, each in _large(box, objects, IMAGE, _MIN_IMAGE)]


def _large(box: Bounds, objects: Objects, kind: int, least: float) -> Iterator[tuple[int, Picture]]:
    """The address and place of each object of a kind that is on both sides as long as ``least``."""
    left, bottom, right, top = box
    largest = _MAX_SHARE * (right - left) * (top - bottom)
    for address, own, x0, y0, x1, y1, _ in objects.painted if objects.total <= _MOST_DRAWN else ():
        width, height = x1 - x0, y1 - y0
        if own == kind and min(width, height) >= least and width * height <= largest:
            yield address, Picture(x0, y0, x1, y1)
