"""Which drafts of a PDF are headings, and of which level: by their type, and by the bookmarks of the file."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from claimcheck.read.pdf.layout.drafts import Draft, Sheet
from claimcheck.read.pdf.layout.paragraphs import usual_colour
from claimcheck.read.pdf.loading import Outline, folded
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.ink import differ
from claimcheck.read.pdf.page.rules import Rule, Rules
from claimcheck.read.pdf.page.run import HYPHEN
from claimcheck.read.pdf.page.tags import common_role

_MIN_PROSE = 25  # characters of a line that shows how the text is set
_MIN_TEXT = 40  # characters of a paragraph below a heading
_MIN_PROSE_LINES = 16  # of a page whose lines of text alone show how it is set
_MOSTLY = 0.5
_MIN_FIGURES, _MAX_IN_CHART = 2, 10
# In parts of the font size.
_BELOW, _FIGURE_BELOW = 4.0, 3.0
_LARGE_FIGURE = 1.15
_EDGE_REACH = 1.3  # from a rule to the text of its cell
_BAND = 1.0
# In points.
_BAND_HEIGHT = 24.0
_SLACK, _JOINT, _SAME_LEVEL = 3.0, 6.0, 2.5
_MAX_BESIDE, _MAX_IN_BAND, _MAX_RULES = 40, 200, 80


class Around:
    """The drafts of one page in their order, without headers and footers, and how its text is set."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.drafts = [draft for draft in sheet.drafts if not draft.running]
        self._places = {id(draft): place for place, draft in enumerate(self.drafts)}
        prose = [line for draft in self.drafts for line in draft.lines if len(line.text) >= _MIN_PROSE]
        self.bold_tells = _is_seldom_bold(prose)
        # A page of tables has little else: there the cells tell what is bold, and what it stands above.
        self._cells_tell = len(prose) < _MIN_PROSE_LINES and _is_seldom_bold(
            line for draft in self.drafts for line in draft.lines
        )
        self.colour = usual_colour(prose)
        self._rules: dict[int, Rules] = {}

    def before(self, draft: Draft) -> Draft | None:
        """The draft in front of ``draft``."""
        place = self._places.get(id(draft), 0)
        return self.drafts[place - 1] if place else None

    def behind(self, draft: Draft) -> Draft | None:
        """The draft that follows ``draft``."""
        place = self._places.get(id(draft), len(self.drafts)) + 1
        return self.drafts[place] if place < len(self.drafts) else None

    def heads_text(self, draft: Draft) -> bool:
        """Whether text of another kind follows right below: a paragraph, a list, a table."""
        below = self.behind(draft)
        if below is None or not _is_below(draft, below, _BELOW):
            return False
        last, first = draft.lines[-1], below.lines[0]
        alike = last.bold == first.bold and not differ(last.colour, first.colour) and last.size <= first.size
        if alike and not below.is_row and not self.is_underlined(draft):
            return False
        return below.is_item or below.is_row or below.length >= _MIN_TEXT

    def tells_by_weight(self, draft: Draft) -> bool:
        """Whether its bold type sets ``draft`` apart from the text of its page."""
        if not all(line.bold for line in draft.lines):
            return False
        if self.bold_tells or not self._cells_tell:
            return self.bold_tells
        below = self.behind(draft)
        if below is None or below.is_row or self.heads_text(draft):
            return below is not None
        # A heading above another one.
        next_below = self.behind(below)
        left, _, right, _ = self._sheet.page.box
        narrow = draft.right - draft.left <= _MOSTLY * (right - left)
        return narrow and (self.heads_text(below) or (next_below is not None and next_below.is_row))

    def has_own_colour(self, draft: Draft) -> bool:
        """Whether all of ``draft`` has one colour that the text of the page does not have."""
        colour = draft.lines[0].colour
        return differ(colour, self.colour) and all(line.colour == colour for line in draft.lines)

    def is_underlined(self, draft: Draft) -> bool:
        """Whether a rule runs under each line of ``draft``, as long as the line."""
        rules = self._ruled(draft.lines[0].turn)
        return all(rules.underlines(line.left, line.right, line.y, line.size) for line in draft.lines)

    def is_link(self, draft: Draft) -> bool:
        """Whether ``draft`` begins where a link to the web does."""
        first = draft.lines[0]
        return any(
            left <= first.left + _SLACK and first.left <= right and bottom <= first.y <= top
            for left, bottom, right, top in (area.rect for area in self._sheet.page.areas)
        )

    def names_figure(self, draft: Draft) -> bool:
        """Whether nothing but a figure stands right below: ``draft`` says what is counted, in a box or a chart."""
        below = self.behind(draft)
        if below is None or below.is_row or not _is_below(draft, below, _FIGURE_BELOW):
            return False
        return _is_figure(below) and below.lines[0].size >= _LARGE_FIGURE * draft.lines[-1].size

    def titles_chart(self, draft: Draft) -> bool:
        """Whether the figures and labels of a chart follow before any text does."""
        place = self._places.get(id(draft), len(self.drafts)) + 1
        figures = 0
        for each in self.drafts[place : place + _MAX_IN_CHART]:
            other = each.is_item or each.grid is not None or each.note is not None
            if other or each.length >= _MIN_TEXT:
                break
            figures += not each.is_row and _is_figure(each)
        return figures >= _MIN_FIGURES

    def is_column_head(self, draft: Draft) -> bool:
        """Whether other text stands on the same level, in cells that one ruled line bounds together."""
        beside = list(islice(self._beside(draft), _MAX_BESIDE))
        if not beside:
            return False
        first, last = draft.lines[0], draft.lines[-1]
        rules = self._ruled(first.turn)
        above = rules.between(first.y + _SLACK, (first.top or first.y + first.size) + _EDGE_REACH * first.size)
        below = rules.between(last.y - _EDGE_REACH * last.size, last.y)
        own = draft.left, draft.right
        for level in (above[:_MAX_RULES], below[-_MAX_RULES:]):
            over = [rule for rule in level if _covers(rule, *own)]
            for line in beside:
                if any(_bounds_both(rule, other, line) for rule in over for other in level):
                    return True
        return False

    @cached_property
    def _bands(self) -> dict[tuple[int, int], list[tuple[Draft, Line]]]:
        """The lines of all drafts by their levels."""
        bands: dict[tuple[int, int], list[tuple[Draft, Line]]] = defaultdict(list)
        for each in self.drafts:
            for line in each.lines:
                bands[line.turn, int(line.y // _BAND_HEIGHT)].append((each, line))
        return bands

    def _ruled(self, turn: int) -> Rules:
        if turn not in self._rules:
            self._rules[turn] = self._sheet.page.rules.turned(turn)
        return self._rules[turn]

    def _beside(self, draft: Draft) -> Iterator[Line]:
        """Lines of other drafts to the left or right of one of ``draft``."""
        left = draft.left
        for own in draft.lines:
            band = int(own.y // _BAND_HEIGHT)
            for number in (band - 1, band, band + 1):
                for each, line in islice(self._bands.get((own.turn, number), ()), _MAX_IN_BAND):
                    level = abs(line.y - own.y) <= _BAND * own.size
                    if each is not draft and level and (line.left >= draft.right or line.right <= left):
                        yield line


def _is_seldom_bold(lines: Iterable[Line]) -> bool:
    lengths = [(len(line.text), bool(line.bold)) for line in lines]
    return sum(length for length, bold in lengths if bold) <= _MOSTLY * sum(length for length, _ in lengths)


def _is_figure(draft: Draft) -> bool:
    text = "".join(line.text for line in draft.lines)
    return not any(map(str.isalpha, text)) and any(map(str.isdecimal, text))


def _is_below(draft: Draft, below: Draft, reach: float) -> bool:
    last, first = draft.lines[-1], below.lines[0]
    near = first.turn == last.turn and 0 < last.y - first.y <= reach * last.size
    return near and first.left < draft.right and draft.left < below.right


def _covers(rule: Rule, left: float, right: float) -> bool:
    return rule.start <= left + _SLACK and right - _SLACK <= rule.end


def _bounds_both(rule: Rule, other: Rule, line: Line) -> bool:
    """Whether ``other`` bounds ``line`` and is ``rule``, or goes on where it ends."""
    if not _covers(other, line.left, line.right) or abs(rule.at - other.at) > _SAME_LEVEL:
        return False
    return rule is other or max(rule.start, other.start) - min(rule.end, other.end) <= _JOINT


# Of the size of the text around.
_LARGER = 1.04
_MUCH_LARGER = 1.15
_BOLD_FROM, _CAPITALS_FROM = 0.95, 0.7

_FEW_LINES, _SHORT = 2, 80
_MAX_HEADING, _MAX_BOLD = 160, 240  # the latter for bold ones in capitals or larger than the text
_FEW_LETTERS = 2
_MAX_LINES, _MAX_BOLD_LINES, _MAX_LINES_IN_DISPLAY = 4, 6, 8
_DISPLAY = 1.3  # of the size of the text around
_MAX_LEVEL = 6
_UNFINISHED = (".", ";", ",", ":", HYPHEN)
_SHORTENED = re.compile(r"(?:^|\s)(?:[A-Z][a-z]{1,3}|(?:\w\.)+\w)\.$")  # "Inc.", "S.p.A."
_INNER_END = re.compile(r"[^\W\d_]{2}[.!?]\s+\S")
_LEADERS = re.compile(r"(?:\.\s?){4}|…{2}")  # that lead to a page in a table of contents
_ADDRESS = "://"
_MIN_LABELS = 4
_NUMBERED = ("number", "letter")


class Headings:
    """The headings of a document. The largest one of its first page is the title."""

    def __init__(self, sheets: Sequence[Sheet], outline: Outline) -> None:
        self._outline = outline
        self._set: set[int] = set()
        for sheet in sheets:
            self._set |= _headings_by_type(sheet)
        self._levels = self._levels_by_size(sheets)
        self.title = self._title(sheets)

    def level(self, draft: Draft, sheet: Sheet) -> int | None:
        """The level of the heading that ``draft`` is; None if it is no heading."""
        named = self._named(draft, sheet) or self._tagged(draft, sheet)
        if named is not None:
            return named
        if id(draft) not in self._set:
            return None
        # A heading no larger than the text ranks below all that are.
        return self._levels.get(_rounded(draft), min(len(self._levels) + 1, _MAX_LEVEL))

    def _named(self, draft: Draft, sheet: Sheet) -> int | None:
        """The level that the outline gives a draft."""
        titles = self._outline.get(sheet.number)
        if not titles or not _may_be_heading(draft):
            return None
        # A bookmark may name a whole page, in words that stand somewhere in its text as well.
        if draft.lines[0].size < _BOLD_FROM * sheet.body:
            return None
        return titles.get(folded(" ".join(line.text for line in draft.lines)))

    def _tagged(self, draft: Draft, sheet: Sheet) -> int | None:
        """The level that the structure of a tagged page gives a draft."""
        if not sheet.page.roles or not _may_be_heading(draft):
            return None
        role = common_role(draft.lines, sheet.page.roles)
        if role is None or role.kind != "heading":
            return None
        return role.level if 1 < draft.length <= _MAX_HEADING else None

    def _levels_by_size(self, sheets: Sequence[Sheet]) -> dict[int, int]:
        """Levels for the font sizes of headings that are larger than the text around them; largest first."""
        sizes: Counter[int] = Counter()
        named: dict[int, Counter[int]] = defaultdict(Counter)
        for sheet in sheets:
            for draft in sheet.drafts:
                level = self._named(draft, sheet) or self._tagged(draft, sheet)
                if level is not None:
                    named[_rounded(draft)][level] += 1
                if id(draft) in self._set and draft.lines[0].size > _LARGER * sheet.usual:
                    sizes[_rounded(draft)] += 1
        levels: dict[int, int] = {}
        rank = 0
        for group in _grouped(sizes, _MAX_LEVEL - 1):
            together = sum((named[size] for size in group if size in named), Counter[int]())
            usual = together.most_common(1)[0][0] if together else 0
            rank = min(max(rank + 1, usual), _MAX_LEVEL - 1)
            levels |= dict.fromkeys(group, rank)
        return levels

    def _title(self, sheets: Sequence[Sheet]) -> Draft | None:
        if not sheets or sheets[0].number != 1:
            return None
        headings = [draft for draft in sheets[0].drafts if id(draft) in self._set]
        return max(headings, key=lambda draft: draft.lines[0].size, default=None)


def _grouped(sizes: Counter[int], most: int) -> list[list[int]]:
    """Font sizes, largest first, in at most so many groups: a rare size goes with the one that is nearest to it."""
    groups = [([size], sizes[size]) for size in sorted(sizes, reverse=True)]
    while len(groups) > most:
        at = min(range(len(groups)), key=lambda place: groups[place][1])
        above = groups[at - 1][0][-1] / groups[at][0][0] if at else math.inf
        below = groups[at][0][-1] / groups[at + 1][0][0] if at + 1 < len(groups) else math.inf
        first = at - 1 if above < below else at
        (upper, count), (lower, more) = groups[first : first + 2]
        groups[first : first + 2] = [([*upper, *lower], count + more)]
    return [group for group, _ in groups]


def _rounded(draft: Draft) -> int:
    return round(draft.lines[0].size)


def _may_be_heading(draft: Draft) -> bool:
    if draft.running or draft.is_row or draft.note is not None or len(draft.lines) > _MAX_LINES_IN_DISPLAY:
        return False
    if draft.lines[0].slanted or draft.key_figure:
        return False
    return not draft.is_item or (draft.marker is not None and draft.marker.kind in _NUMBERED)


def _headings_by_type(sheet: Sheet) -> set[int]:
    """The ids of the drafts of a page that are set like headings, and are no labels of a table or a figure."""
    around = Around(sheet)
    found: set[int] = set()
    run: list[int] = []
    for draft in around.drafts:
        if not _is_heading(draft, sheet, around):
            run = []
            continue
        found.add(id(draft))
        if draft.lines[0].size > _DISPLAY * sheet.usual:
            run = []
            continue
        # Headings do not come one after another many times; names on a map or in a box do.
        run.append(id(draft))
        if len(run) >= _MIN_LABELS:
            found.difference_update(run[:-1])
            if not around.heads_text(draft):
                found.discard(id(draft))
    return found


def _is_heading(draft: Draft, sheet: Sheet, around: Around) -> bool:
    """A short text without final stop that is larger than the body text, or as large and bold or in its own colour.

    The longer it is, the larger it has to be; what begins with a number may be an item of a list as well.
    """
    text = " ".join(line.text for line in draft.lines)
    goes_on = text[draft.skip : draft.skip + 1].islower() and draft.capital is None
    if goes_on or not _may_be_heading(draft) or len(text) > _longest(draft, text, sheet):
        return False
    size = draft.lines[0].size
    least = _LARGER if len(draft.lines) <= _FEW_LINES and len(text) <= _SHORT else _MUCH_LARGER
    bold = size > _MUCH_LARGER * sheet.usual and all(line.bold for line in draft.lines)
    if len(draft.lines) > (_MAX_BOLD_LINES if bold else _MAX_LINES) and size <= _DISPLAY * sheet.usual:
        return False
    larger = size > (_MUCH_LARGER if draft.is_item else least) * sheet.usual
    if not larger and not _stands_out(draft, sheet, around):
        return False
    worded = sum(map(str.isalpha, text)) >= _FEW_LETTERS and not _LEADERS.search(text) and _ADDRESS not in text
    if not worded or not _may_end(draft, text, around) or (draft.is_item and draft.tail is not None):
        return False
    if around.names_figure(draft) or (size <= _MUCH_LARGER * sheet.usual and around.is_column_head(draft)):
        return False
    return size > _DISPLAY * sheet.usual or not around.titles_chart(draft)


def _longest(draft: Draft, text: str, sheet: Sheet) -> int:
    outstanding = draft.lines[0].size > _MUCH_LARGER * sheet.usual or text.isupper()
    return _MAX_BOLD if outstanding and all(line.bold for line in draft.lines) else _MAX_HEADING


def _stands_out(draft: Draft, sheet: Sheet, around: Around) -> bool:
    """Whether a text no larger than the others differs by its weight, or by its colour right above text."""
    bold = around.tells_by_weight(draft)
    small = draft.lines[0].size / sheet.body
    capitals = small >= _CAPITALS_FROM and bold and all(line.text.isupper() for line in draft.lines)
    coloured = capitals and around.has_own_colour(draft) and around.heads_text(draft)
    if (small < _BOLD_FROM and not coloured) or around.is_link(draft):
        return False
    if draft.is_item:
        return bold and len(draft.lines) <= _MAX_LINES and _heads_no_item(draft, around)
    if bold:
        return True
    few = len(draft.lines) <= _FEW_LINES and draft.length <= _SHORT
    return few and around.heads_text(draft) and (around.has_own_colour(draft) or around.is_underlined(draft))


def _heads_no_item(draft: Draft, around: Around) -> bool:
    """Whether a bold numbered line heads text, and is not one of a list whose items follow each other."""
    beside = (around.before(draft), around.behind(draft))
    listed = any(each and each.marker and each.marker.kind in _NUMBERED for each in beside)
    below = around.behind(draft)
    return not listed and (around.heads_text(draft) or (below is not None and not below.is_item))


def _may_end(draft: Draft, text: str, around: Around) -> bool:
    """Whether a heading may end like ``text``: with a stop only if it is none, with a colon above what it names."""
    if not text.endswith(_UNFINISHED):
        return True
    if len(draft.lines) > _FEW_LINES or len(text) > _SHORT or _INNER_END.search(text):
        return False
    if text[-1] == ".":
        return (text.isupper() or _SHORTENED.search(text) is not None) and around.heads_text(draft)
    return text[-1] == ":" and around.heads_text(draft)
