"""From the lines of a PDF page to drafts of blocks: paragraphs, list items, table rows, notes.

Lines keep the order of the file, which follows columns better than any order by place. A few drafts stay open
at once, so that text whose columns were written line by line comes out column by column.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.layout import leading
from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.page.content import Line, PageText
from claimcheck.read.pdf.page.ink import differ
from claimcheck.read.pdf.page.run import HYPHEN
from claimcheck.read.pdf.tables.finder import find_tables, left_over
from claimcheck.read.pdf.tables.fragments import stretched_lines
from claimcheck.read.pdf.tables.grids import link_marks
from claimcheck.read.sequences import commonest

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.3
_MAX_USUAL_LEADING = 1.75
_LEADING_SLACK_IN_SENTENCE = 1.3  # of the usual leading
_PROSE_SLACK = 1.1  # of the leading of wide lines at one left edge
_MIN_INDENT, _MAX_INDENT = 0.8, 4.0
_BULLET_REACH = 5.0
_LETTER_WIDTH = 0.5
_RULE_REACH = 1.0  # points
_SHOWN_SET, _SHORTER = 3, 2.5  # lines that show how wide a text is set; points
_HANGING = 0.3  # off the edge of an item's text

_OPEN_DRAFTS = 4
_MAX_COLOURED = 4  # lines of a heading that its colour alone parts from the text
_MAX_BULLETS = 500  # written apart from their text, on one page
_NOTE_SIGN = "*"
_ENDS = re.compile(r"[.!?:;。！？：；][\"'”’»)\]]*$")
_ADDRESS = re.compile(r"[^\s]//|[^\s][/@][^\s]")
_LABELLED = re.compile(r"[^\W\d_a-z][^:.]{1,38}: ")


def drafts(page: PageText, running: frozenset[int]) -> list[Draft]:
    """Group the lines of a page; ``running`` holds the indexes of its repeated header and footer lines."""
    return _Grouper(page).run(running)


class _Grouper:
    def __init__(self, page: PageText) -> None:
        self._page = page
        self._drawn = {turn: page.rules.turned(turn) for turn in {line.turn for line in page.lines}}
        self._rules = {turn: rules.with_twins() for turn, rules in self._drawn.items()}
        self._leading = leading.usual_leading(page.lines)
        self._widest: dict[int, float] = {}  # leading of prose by size of letters
        for (size, edge), usual in self._leading.items():
            if edge is not None and usual <= _MAX_USUAL_LEADING:
                self._widest[size] = max(usual, self._widest.get(size, 0.0))
        self._colour = usual_colour(page.lines)
        self._bullets = [line for line in page.lines if openings.is_bullet(line.text)][:_MAX_BULLETS]
        self._drafts: list[Draft] = []
        self._open: list[Draft] = []
        self._items: set[int | None] = set()
        self._boxes: dict[int, Line] = {}  # the marks of check boxes, by where their labels start

    def run(self, running: frozenset[int]) -> list[Draft]:
        lines = self._page.lines
        self._drafts += [Draft([lines[index]], running=True) for index in sorted(running)]
        numbered = [(at, line) for at, line in enumerate(lines) if at not in running]
        stretched = stretched_lines(numbered)
        free = self._take_boxes(self._take_tables(numbered))
        for row in self._take_rows(free, stretched):
            after = row[-1][0] + 1
            below = lines[after] if after < len(lines) else None
            own = [line for _, line in row]
            for line in own if _is_one(row, stretched) else leading.columns(own, below):
                if not openings.is_bullet(line.text):
                    self._place(line)
        self._drafts.sort(key=lambda draft: draft.lines[0].start if draft.first is None else draft.first)
        return self._drafts

    def _take_boxes(self, lines: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
        """Keep the marks of check boxes among the numbered ``lines`` for their labels; what is left of the lines."""
        taken: set[int] = set()
        for number, mark, label in leading.ticked(lines, self._page.shapes):
            taken.add(number)
            self._boxes[label.start] = mark
        return [each for each in lines if each[0] not in taken]

    def _take_tables(self, lines: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
        """Make drafts of the rows of the tables among the numbered ``lines``; what is left of the lines."""
        grids = find_tables(lines, self._page.rules)
        for grid in grids:
            link_marks(grid)
            first = min(each.line.start for cell in grid.cells for each in cell.fragments)
            for cells in grid.by_row():
                own = [each.line for cell in cells for each in cell.fragments]
                self._drafts.append(Draft(own, is_row=True, grid=grid, cells=cells, first=first))
        return list(left_over(lines, grids))

    def _take_rows(self, lines: list[tuple[int, Line]], stretched: set[int]) -> list[list[tuple[int, Line]]]:
        """Make drafts of the table rows among the numbered ``lines``; what is left, grouped by baseline.

        The ``stretched`` ones are lines of paragraphs.
        """
        rest = []
        grouped = list(leading.rows(lines))
        boxed = [any(line.start in self._boxes for _, line in row) for row in grouped]
        found = [
            [] if box or _is_one(row, stretched) else leading.table_row([line for _, line in row])
            for row, box in zip(grouped, boxed, strict=True)
        ]
        for row, cells in zip(grouped, leading.labelled(found), strict=True):
            if cells:
                self._drafts.append(Draft(cells, is_row=True))
            else:
                rest.append(row)
        return rest

    def _place(self, line: Line) -> None:
        """Add ``line`` to the open draft that it continues, or begin a new one with it."""
        above = self._open[-1].marker if self._open else None
        marker = openings.opening(line.text) or openings.next_number(line.text, above)
        bulleted = any(_belongs(bullet, line) for bullet in self._bullets)
        box = self._boxes.get(line.start)
        draft = None if bulleted or box else self._continued(line)
        if draft and (marker is None or not openings.may_interrupt(marker, draft.marker)):
            draft.add(line)
        elif box:
            draft = Draft([box, line], first=line.start)
            self._drafts.append(draft)
        else:
            skip = marker.length if marker else 0
            item = self._item(line)
            begins = item is not None and item not in self._items
            self._items.add(item)
            draft = Draft([line], marker, bulleted or marker is not None or begins, skip=skip)
            self._drafts.append(draft)
        self._open = [*(each for each in self._open if each is not draft), draft][-_OPEN_DRAFTS:]

    def _continued(self, line: Line) -> Draft | None:
        for draft in reversed(self._open):
            if self._goes_on(draft, line):
                return draft
        return self._open[-1] if self._open and _in_next_column(self._open[-1], line) else None

    def _goes_on(self, draft: Draft, line: Line) -> bool:
        """Whether ``line`` is the next line of ``draft``."""
        last = draft.lines[-1]
        if self._item(last) != self._item(line):
            return False
        flows = _flows(last, line)
        down = last.y - line.y
        if down <= _SAME_BASELINE * line.size or down > self._reach(draft, line, flows):
            return False
        if _changes_ink(draft, line, self._colour):
            return False
        if not leading.same_type(last, line, flows or _fills(last, line)):
            return False
        if line.left >= draft.right or line.right <= last.left:
            return False
        if not flows and (_begins_paragraph(draft, line) or self._heads(draft, line)):
            return False
        return not self._is_ruled_off(draft, line)

    def _heads(self, draft: Draft, line: Line) -> bool:
        """Whether ``draft`` is one underlined line above text that is not."""
        if len(draft.lines) > 1:
            return False
        rules, both = self._drawn[line.turn], (draft.lines[0], line)
        return [rules.underlines(each.left, each.right, each.y, each.size) for each in both] == [True, False]

    def _is_ruled_off(self, draft: Draft, line: Line) -> bool:
        """Whether a rule longer than the text parts ``line`` from ``draft``: that between two cells, no underline."""
        last = draft.lines[-1]
        left, right = min(last.left, line.left) - _RULE_REACH, max(last.right, line.right) + _RULE_REACH
        between = self._rules[line.turn].between(line.y + line.size / 2, last.y)
        return any(rule.start < left and rule.end > right for rule in between)

    def _item(self, line: Line) -> int | None:
        """The number of the list item that the structure of the page makes ``line`` part of."""
        role = self._page.roles.get(line.content)
        return role.number if role is not None and role.kind == "item" else None

    def _reach(self, draft: Draft, line: Line, flows: bool) -> float:
        """How far below the last line the next one may stand, in points."""
        usual = self._leading.get((round(line.size), None), leading.USUAL_LEADING)
        if usual > _MAX_USUAL_LEADING and not flows:
            usual = leading.USUAL_LEADING
        slack = _LEADING_SLACK_IN_SENTENCE if flows else leading.LEADING_SLACK
        prose = self._leading.get((round(line.size), round(line.left / leading.EDGE)), 0.0)
        if flows and not prose:
            prose = self._widest.get(round(line.size), 0.0)
        if usual < prose <= _MAX_USUAL_LEADING and leading.is_wide(draft.lines[-1]):
            usual = max(usual, prose * _PROSE_SLACK / slack)
        reach = min(slack * usual, leading.MAX_LEADING) * line.size
        if len(draft.lines) > 1:
            above = draft.lines[-2].y - draft.lines[-1].y
            reach = min(reach, leading.LEADING_SLACK * above) if above > _SAME_BASELINE * line.size else reach
        return reach


def _is_one(row: Sequence[tuple[int, Line]], stretched: set[int]) -> bool:
    """Whether a row is one line of a paragraph that is stretched to its edges."""
    return len(row) == 1 and row[0][0] in stretched


def _changes_ink(draft: Draft, line: Line, usual: int | None) -> bool:
    """Whether a heading, or a bar with white letters, stands in ``draft`` above text: it has a colour of its own.

    An address has one as well, so where the text has the ``usual`` colour its sentence must be at an end.
    """
    first, last = draft.lines[0], draft.lines[-1]
    if not differ(last.colour, line.colour) or _flows(last, line):
        return False
    if differ(first.colour, usual):
        return len(draft.lines) <= _MAX_COLOURED and not differ(first.colour, last.colour)
    ended = leading.ENDS_SENTENCE.search(last.text) is not None or line.text.isupper()
    return ended and not _ADDRESS.search(line.text)


def usual_colour(lines: Iterable[Line]) -> int | None:
    """The colour of most characters."""
    coloured = ((line.colour, len(line.text)) for line in lines if line.colour is not None)
    usual = commonest(coloured, -1)
    return usual if usual >= 0 else None


def _flows(line: Line, below: Line) -> bool:
    """Whether a sentence plainly goes on from one line to the other."""
    return line.text.endswith(HYPHEN) or (below.text[:1].islower() and not _ENDS.search(line.text))


def _fills(line: Line, below: Line) -> bool:
    """Whether two wide lines are set to the same edges, and no sentence ends with the first."""
    edges = max(abs(line.left - below.left), abs(line.right - below.right)) <= _RULE_REACH
    return edges and leading.is_wide(line) and not _ENDS.search(line.text)


def _begins_paragraph(draft: Draft, line: Line) -> bool:
    """Whether ``line`` is indented, or the last line of ``draft`` was ended although there was room."""
    last = draft.lines[-1]
    if _LABELLED.match(last.text) and _LABELLED.match(line.text) and last.text[-1] not in ",:":
        return True  # entries with labels, one a line
    if line.text[0] in leading.BALLOTS:
        return True
    outdented = draft.is_item and line.left < draft.lines[0].left - _HANGING * line.size
    if outdented and line.text[0].isupper() and _ENDS.search(last.text):
        return True
    if not leading.ENDS_SENTENCE.search(last.text):
        announces = last.text[-1] == ":" and not draft.is_item
        if not (announces and line.text[0].isupper() and leading.is_wide(line)):
            return False
    elif not draft.is_item and _MIN_INDENT <= (line.left - last.left) / line.size <= _MAX_INDENT:
        return True
    if line.text[0].islower():
        return False
    if draft.is_item and line.text[0].isupper() and abs(line.left - _text_edge(draft)) > _HANGING * line.size:
        return True
    above = [each.right for each in draft.lines[-_SHOWN_SET - 1 : -1]]
    if len(above) == _SHOWN_SET and max(above) - min(above) <= _RULE_REACH:
        return last.right < min(above) - _SHORTER  # all lines but the last one are set to one width
    # An item goes on below itself; what begins with a sign may be a note.
    edge = max(draft.right, line.right) if last.text[0].isalpha() and not draft.is_item else draft.right
    return edge - last.right > _LETTER_WIDTH * line.size * (len(line.text.split(maxsplit=1)[0]) + 2)


def _text_edge(item: Draft) -> float:
    """The left edge of the text of a list item, behind its marker; none where that cannot be told, or it is a note."""
    first = item.lines[0]
    if item.marker is None or len(item.lines) > 1:
        return item.lines[-1].left
    if item.marker.value == _NOTE_SIGN:
        return math.nan
    return next((gap.right for gap in first.gaps if gap.at == first.start + item.skip), math.nan)


def _in_next_column(draft: Draft, line: Line) -> bool:
    """Whether a sentence goes on at the top of the column to the right."""
    last = draft.lines[-1]
    beside = line.y > last.y and line.left >= draft.right and not draft.is_item
    return beside and _flows(last, line) and leading.same_type(last, line, False)


def _belongs(bullet: Line, line: Line) -> bool:
    """Whether a bullet that was written apart stands in front of ``line``."""
    level = bullet.turn == line.turn and abs(bullet.y - line.y) <= _SAME_BASELINE * line.size
    return level and 0 < line.left - bullet.left < _BULLET_REACH * line.size
