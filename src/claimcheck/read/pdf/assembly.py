"""All pages of a document laid out: what each of them tells about the others is put together here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.model.document import Page
from claimcheck.read.pdf.layout.cuts import in_reading_order
from claimcheck.read.pdf.layout.drafts import Sheet, body_size
from claimcheck.read.pdf.layout.flow import join_interrupted, with_capitals, with_key_figures, with_numbers
from claimcheck.read.pdf.layout.paragraphs import drafts
from claimcheck.read.pdf.notes import with_notes
from claimcheck.read.pdf.page.content import Line, PageText
from claimcheck.read.pdf.tables.fragments import Cuts, rows
from claimcheck.read.sequences import median

_HEADER_ZONE = 0.88
_FOOTER_ZONE = 0.10
_MIN_PAGES = 3
_MIN_SHARE = 0.2
_MIN_PAGES_IN_PLACE = 4
_MIN_PAGES_OUTSIDE = 2  # with a number outside of all text
_MIN_BEGINNING = 24
_MAX_NUMERAL = 3  # characters
_LARGE = 1.5  # times the middle size of the page's lines
_TITLE, _MIN_TITLE = 1.15, 8  # of the size of the running text; letters
_MIN_UPRIGHT = 3  # rules beside a line in a table, more than those of a frame
_Place = tuple[int, float, int]
"""The height of a line, the size of its font and its direction."""
_DIGITS = dict.fromkeys(map(ord, "0123456789"))
PAGE_BREAK = "\n\f\n"
"""Stands between the texts of two pages in a document's source."""


class _Key(NamedTuple):
    """What makes two lines the same: the end of the page, the text without digits and blanks, and the height.

    Page numbers are all the same. ``place`` is None where the height does not matter; ``left`` is that of the number
    of a chapter, which keeps its digits and its place; ``outside``: it stands in the margin, beside all other text.
    """

    at_top: bool
    text: str
    place: int | None = None
    left: int | None = None
    outside: bool = False


def running_lines(pages: Sequence[PageText], bodies: Sequence[float]) -> list[frozenset[int]]:
    """For each page the indexes of the lines that are part of a repeated header or footer.

    ``bodies`` are the sizes of the running text of the pages.
    """
    keys = [_keys(page) for page in pages]
    on_pages = Counter(key for each in keys for key in {key for own in each.values() for key in _forms(own)})
    least = max(_MIN_PAGES, _MIN_SHARE * len(pages))
    counted = enumerate(map(_numerals, pages, keys))
    counting = Counter((place, value - number) for number, found in counted for _, place, value in found)
    titled: set[str] = set()
    running: list[frozenset[int]] = []
    for number, (page, body, found) in enumerate(zip(pages, bodies, keys, strict=True)):
        # The pages of a letter inside a report have numbers of their own.
        told = ((index, counting[place, value - number]) for index, place, value in _numerals(page, found))
        own = {index for index, times in told if times >= _MIN_PAGES_OUTSIDE < len(pages)}
        for index, key in found.items():
            line = page.lines[index]
            # The header of a chapter is on few pages, but always in the same place.
            often = [form for form in _forms(key) if on_pages[form] >= _least(form, least)]
            if often and not _is_in_table(page, line) and not _is_title(key, line, body, titled):
                own.add(index)
        running.append(frozenset(own))
    return running


def _numerals(page: PageText, found: Mapping[int, _Key]) -> Iterator[tuple[int, _Place, int]]:
    """The index, place and value of each line at the top or bottom of a page that is a number and no more."""
    for index, key in found.items():
        line = page.lines[index]
        if key.left is None and len(line.text) <= _MAX_NUMERAL and line.text.isdecimal():
            yield index, _place(line), int(line.text)


def _place(line: Line) -> _Place:
    return round(line.y), round(line.size, 1), line.turn


def _least(form: _Key, least: float) -> float:
    return _MIN_PAGES_OUTSIDE if form.outside else least if form.place is None else _MIN_PAGES_IN_PLACE


def _is_title(key: _Key, line: Line, body: float, titled: set[str]) -> bool:
    """Whether a line is the title that the headers of the following pages repeat: the first one, set larger."""
    if key.text in titled or not key.at_top or key.left is not None:
        return False
    titled.add(key.text)
    return line.size >= _TITLE * body and sum(map(str.isalpha, line.text)) >= _MIN_TITLE


def _is_in_table(page: PageText, line: Line) -> bool:
    """Whether a line stands between the upright rules of a table: its header comes back on each page."""
    beside = [rule.at for rule in page.rules.turned(line.turn).vertical if rule.start <= line.y <= rule.end]
    return len(beside) >= _MIN_UPRIGHT and min(beside) <= line.left and line.right <= max(beside)


def _table_rows(page: PageText, found: Mapping[int, _Key]) -> set[int]:
    """The indexes of lines that are rows of a table: behind a label two figures, or two years, beside each other."""
    told: set[int] = set()
    upright = ((index, page.lines[index]) for index in found if not page.lines[index].turn)
    for row in rows(Cuts().pieces(upright)):
        label, *cells = row.fragments
        for one, other in pairwise(cells if not label.is_value else ()):
            years = one.is_year and other.is_year and one.text != other.text
            if years or (one.is_figure and other.is_figure and not (one.is_dash or other.is_dash)):
                told.update(each.index for each in row.fragments)
    return told


def _forms(key: _Key) -> Iterator[_Key]:
    """The whole text, its beginning (a header may also name the chapter), and the whole text in its place."""
    if key.left is not None:
        yield key
        return
    yield key._replace(place=None)
    if len(key.text) > _MIN_BEGINNING:
        yield _Key(key.at_top, key.text[:_MIN_BEGINNING])
    if key.text:
        yield key


def _keys(page: PageText) -> dict[int, _Key]:
    found = {}
    large = _LARGE * median(line.size for line in page.lines) if page.lines else 0.0
    numerals = []
    for index, line in enumerate(page.lines):
        at_top = _end(page, line)
        if at_top is not None:
            text = "".join(line.text.translate(_DIGITS).split()).casefold()
            found[index] = _Key(at_top, text, round(line.y))
        elif line.size >= large and _is_numeral(line):
            numerals.append(index)
    texts = [line for line in page.lines if not _is_numeral(line)] if numerals else []
    left, right = min((e.left for e in texts), default=0.0), max((e.right for e in texts), default=0.0)
    for index in numerals:
        line = page.lines[index]
        outside = not line.turn and bool(texts) and (line.left > right or line.right < left)
        if outside or line.text.isdecimal():
            found[index] = _Key(True, line.text, round(line.y), round(line.left), outside)
    for index in _table_rows(page, found):
        del found[index]
    return found


def _is_numeral(line: Line) -> bool:
    return len(line.text) <= _MAX_NUMERAL and line.text.removesuffix(".").isdecimal()


def _end(page: PageText, line: Line) -> bool | None:
    """True for the top of the page, False for its bottom, None for all between."""
    bottom, top = page.edges(line.turn)
    share = (line.y - bottom) / (top - bottom) if top > bottom else 0.5
    if share >= _HEADER_ZONE:
        return True
    return False if share <= _FOOTER_ZONE else None


def sheets_of(texts: list[PageText], pages: tuple[Page, ...], beside: list[PageText]) -> list[Sheet]:
    """The pages that can be trusted, each laid out; ``beside`` are pages read only to tell what all repeat."""
    trusted = [(page, text) for page, text in zip(pages, texts, strict=True) if page.status != "unread"]
    shown = [*(text for _, text in trusted), *beside]
    body = body_size([line for text in shown for line in text.lines])
    sizes = [body_size(text.lines, body) for text in shown]
    sheets = []
    for (page, text), own, running in zip(trusted, sizes, running_lines(shown, sizes), strict=False):
        ordered = in_reading_order(with_capitals(drafts(text, running)), text)
        ordered = with_key_figures(with_numbers(ordered, own), own)
        sheets.append(Sheet(page.number, page.start, text, own, ordered, max(own, body)))
    sheets = list(with_notes(sheets))
    join_interrupted([(sheet.number, sheet.drafts) for sheet in sheets])
    return sheets
