"""What stands around a draft of a PDF page: whether text follows it, or it names a column, a row, part of a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from claimcheck.read.pdf.layout.drafts import Draft, Sheet
from claimcheck.read.pdf.layout.paragraphs import usual_colour
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.ink import differ
from claimcheck.read.pdf.page.rules import Rule, Rules

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
        above = rules.between(
            first.y + _SLACK, (first.top or first.y + first.size) + _EDGE_REACH * first.size
        )
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
