"""Text that a layout cuts: section numbers beside their heading, key figures above their words, drop capitals, and
paragraphs that go on behind a box, in a column or on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.layout.leading import is_wide
from claimcheck.read.pdf.page.run import HYPHEN

# A section number beside its heading.
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?")
_MAX_LINES, _MAX_TITLE = 4, 160
# In parts of the font size.
_SAME_BASELINE, _REACH = 0.3, 6.0
_SAME_SIZE = 1.04
_NUMBER_AS_LARGE, _NUMBER_LARGER = 0.95, 1.04  # of the running text

_COUNT = re.compile(r"\d{1,2}")
_SHARE = re.compile(r"[<>≤≥~+±–−-]?\s?\d[\d.,]*\s?[%‰]")
_LARGE, _LARGER = 1.5, 1.2  # of the running text, and of the words below
# A share over the label of its slice or bar; the last in characters.
_AS_LARGE, _CLOSE, _LABEL = 0.95, 1.6, 40
_BELOW = 2.6  # of the size of those words, from baseline to baseline
_NEXT = 1.8
_ALIGNED = 1.0  # of that size, or of that of a large figure
_MAX_LENGTH, _MAX_PARTS = 160, 4
_AHEAD = 6  # drafts: figures of one row may all come before their words
_LEAD = 20

# A drop capital; lengths in parts of the size of the text beside it.
_CAP_SIZE = 1.7
_CAP_LETTERS = 2
_CAP_REACH = 1.5
_CAP_RISE = 1.2
_CAP_LIFT = 0.3  # of its baseline above that of the first line
_MAX_CAPS = 60  # a page

# A paragraph that goes on elsewhere.
_SAME_WIDTH = 1.25
_FULL_LINE = 0.8  # of the width of the paragraph
_MIN_LENGTH, _MIN_LINES, _FEWEST_WIDE = 40, 3, 2
_LOOK_AHEAD = 60  # drafts
_UNFINISHED = re.compile(r"[\w,’'\u2010-\u2014-]$|[\w,][’'”\"»)\]]$")
_WORD_AT_END = re.compile(r"(?:^|[\s’'])[^\W\d_]+,?$")
_ENDS = re.compile(r"[.!?:][”’\")»]*$")
_WIDE_LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def with_numbers(drafts: Sequence[Draft], body: float) -> list[Draft]:
    """``drafts`` with each section number put in front of the short text beside it, which follows in their order.

    ``body`` is the size of the running text: the number of a note is smaller, and as large it has no points.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _is_number(kept[-1], body) and _heads(kept[-1], draft):
            number = kept.pop()
            draft.lines.insert(0, number.lines[0])
        kept.append(draft)
    return kept


def _is_number(draft: Draft, body: float) -> bool:
    first = draft.lines[0]
    if draft.is_row or draft.running or draft.note is not None or len(draft.lines) > 1:
        return False
    if _NUMBER.fullmatch(first.text) is None or first.size < _NUMBER_AS_LARGE * body:
        return False
    return "." in first.text[:-1] or first.bold is True or first.size > _NUMBER_LARGER * body


def _heads(number: Draft, draft: Draft) -> bool:
    own, line = number.lines[0], draft.lines[0]
    if draft.is_row or draft.is_item or draft.running or draft.note is not None or draft.capital is not None:
        return False
    if len(draft.lines) > _MAX_LINES or draft.length > _MAX_TITLE:
        return False
    alike = own.bold == line.bold and max(own.size, line.size) <= _SAME_SIZE * min(own.size, line.size)
    level = own.turn == line.turn and abs(own.y - line.y) <= _SAME_BASELINE * line.size
    return alike and level and own.start < line.start and 0 < line.left - own.right <= _REACH * line.size


def with_key_figures(drafts: Sequence[Draft], body: float) -> list[Draft]:
    """``drafts``, in reading order, with each key figure and its words as one; ``body`` is the running text's size."""
    left = list(drafts)
    sizes = {draft.lines[0].size for draft in drafts if _is_figure(draft, body, openings.FIGURE)}
    for figure in [each for each in drafts if _is_figure(each, body, openings.FIGURE)] + [
        each for each in drafts if _is_figure(each, body, _COUNT) and each.lines[0].size in sizes
    ]:
        at = next((place for place, each in enumerate(left) if each is figure), None)
        if at is None:
            continue
        large = figure.lines[0].size >= _LARGE * body
        for parts in range(1, _MAX_PARTS if large else 2):
            below = (one for one in left[at + 1 : at + 1 + _AHEAD] if _says_what(figure, one, parts, large))
            words = next(below, None)
            if words is None:
                break
            figure.key_figure = True
            for line in words.lines:
                figure.add(line)
            left = [each for each in left if each is not words]
        before = left[at - 1] if figure.key_figure and large and at else None
        if before is not None and _leads_in(before, figure):
            figure.lines[:0] = before.lines
            del left[at - 1]
    return left


def _is_plain(draft: Draft) -> bool:
    return not (draft.is_row or draft.is_item or draft.running or draft.note is not None or draft.capital)


def _is_figure(draft: Draft, body: float, pattern: re.Pattern[str]) -> bool:
    first = draft.lines[0]
    if not _is_plain(draft) or len(draft.lines) > 1:
        return False
    return (pattern if first.size >= _LARGE * body else _SHARE).fullmatch(first.text.strip()) is not None


def _leads_in(draft: Draft, figure: Draft) -> bool:
    """Whether ``draft`` stands above a figure and opens its sentence ("Over"), set as the words below.

    It is a word or two, or goes on with what stands over it and breaks off before the figure.
    """
    number, below, own = figure.lines[0], figure.lines[1], draft.lines[-1]
    brief = len(draft.lines) == 1 and len(own.text) <= _LEAD
    goes_on = draft.lines[0].text[:1].islower() and _WORD_AT_END.search(own.text) is not None
    short = _is_plain(draft) and (brief or (goes_on and len(draft.lines) <= _MAX_LINES))
    above = own.turn == number.turn and 0 < own.y - number.y <= _NEXT * number.size
    return short and above and own.size == below.size and _is_aligned(figure, draft, _ALIGNED * own.size)


def _says_what(figure: Draft, draft: Draft, parts: int, large: bool) -> bool:
    """Whether ``draft`` stands right below ``figure``, which has so many ``parts``, and goes on with it."""
    number, last, first = figure.lines[0], figure.lines[-1], draft.lines[0]
    length = sum(len(line.text) for each in (figure, draft) for line in each.lines)
    if not _is_plain(draft) or first.turn != last.turn or length > (_MAX_LENGTH if large else _LABEL):
        return False
    if number.size < (_LARGER if large else _AS_LARGE) * first.size or openings.FIGURE.fullmatch(first.text):
        return False
    if not large and first.text[:1].isdigit():
        return False
    reach = _NEXT if parts > 1 else _BELOW if large else _CLOSE
    if not 0 < last.y - first.y <= reach * first.size:
        return False
    return _is_aligned(figure, draft, _ALIGNED * (number if large else first).size)


def _is_aligned(one: Draft, other: Draft, slack: float) -> bool:
    """Whether two drafts begin, or have their middle, at one place across the page."""
    left, other_left = (each.left for each in (one, other))
    middle = (left + one.right - other_left - other.right) / 2
    return min(abs(left - other_left), abs(middle)) <= slack


def with_capitals(drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts`` with each drop capital put in front of the paragraph beside it."""
    capitals = [draft for draft in drafts if _may_be_capital(draft)][:_MAX_CAPS]
    taken: set[int] = set()
    for capital in capitals:
        for draft in drafts:
            if draft is not capital and draft.capital is None and _stands_beside(capital, draft):
                draft.capital = capital.lines[0]
                taken.add(id(capital))
                break
    return [draft for draft in drafts if id(draft) not in taken]


def _may_be_capital(draft: Draft) -> bool:
    text = draft.lines[0].text
    if len(text) > _CAP_LETTERS or len(draft.lines) > 1 or draft.is_row or draft.running:
        return False
    letters = [each for each in text if each.isalpha()]
    return len(letters) == 1 and letters[0].isupper()


def _stands_beside(capital: Draft, draft: Draft) -> bool:
    letter, line = capital.lines[0], draft.lines[0]
    size = line.size
    if draft.is_row or draft.running or draft.is_item or len(line.text) <= _CAP_LETTERS:
        return False
    large = letter.turn == line.turn and letter.size >= _CAP_SIZE * size
    near = 0 <= line.left - letter.right + size / 2 <= _CAP_REACH * size
    rise = _CAP_RISE * size + (letter.top - letter.y) / 2
    level = letter.y - _CAP_LIFT * size < line.y < letter.top and letter.top - line.top < rise
    return large and near and level


def join_interrupted(pages: Sequence[tuple[int, Sequence[Draft]]]) -> None:
    """Join paragraphs that were cut with what they go on with; ``pages`` are numbers with drafts in order.

    The first part gets the second as its ``tail``; that one is ``joined`` and makes no block of its own.
    """
    every = [(number, draft) for number, drafts in pages for draft in drafts]
    for at, (number, draft) in enumerate(every):
        if not _is_cut(draft):
            continue
        rest = [(n, later) for n, later in islice(every, at + 1, at + 1 + _LOOK_AHEAD) if n <= number + 1]
        found = next(_same_kind(draft, rest), None)
        follows = next((later for _, later in rest if _is_text(later)), None)
        if found is not None and _goes_on(draft, found[1], found[0] != number, found[1] is follows):
            draft.tail, draft.tail_page = found[1], found[0]
            found[1].joined = True


def _is_text(draft: Draft) -> bool:
    return not (draft.running or draft.is_row or draft.note is not None or draft.key_figure)


def _is_cut(draft: Draft) -> bool:
    """Whether a paragraph ends in the middle of a sentence, on a full line."""
    last = draft.lines[-1]
    if not _is_text(draft) or (not _UNFINISHED.search(last.text) and not last.text.endswith(HYPHEN)):
        return False
    if draft.length < _MIN_LENGTH:
        return False
    left = draft.left
    return last.right - left >= _FULL_LINE * (draft.right - left)


def _same_kind(draft: Draft, rest: Iterable[tuple[int, Draft]]) -> Iterator[tuple[int, Draft]]:
    """Those drafts of ``rest`` that are set like ``draft``; what lies between is a box, a table, a heading."""
    last = draft.lines[-1]
    for page, other in rest:
        first = other.lines[0]
        same_size = max(last.size, first.size) <= _SAME_SIZE * min(last.size, first.size)
        same_weight = last.bold == first.bold or last.bold is None or first.bold is None
        if same_size and same_weight and first.turn == last.turn and _is_text(other):
            yield page, other


def _goes_on(draft: Draft, other: Draft, turned: bool, follows: bool) -> bool:
    """Whether ``other`` ends the sentence that ``draft`` begins; ``turned``: it stands on the next page.

    ``follows``: no other text stands between them.
    """
    last, first = draft.lines[-1], other.lines[0]
    if other.is_item or other.capital is not None or other.joined:
        return False
    # Below, it would have been joined already if it stood near; above, it is the top of the next column.
    away = turned or first.y > last.y or last.y - first.y > 2 * last.size
    # On one page a few lines are rather a label or a cell than the beginning of a sentence.
    least = _FEWEST_WIDE if is_wide(last) else _MIN_LINES
    if not away or not (turned or (len(draft.lines) >= least and not last.bold)):
        return False
    widths = sorted(max(line.right - line.left for line in each.lines) for each in (draft, other))
    if len(other.lines) > 1 and widths[1] > _SAME_WIDTH * widths[0]:
        return False
    if first.text[0].islower() or last.text.endswith(HYPHEN):
        return True
    if (
        follows
        and _breaks_off(draft, before_figure=first.text[0].isdigit())
        and len(other.lines) > 1
        and _ENDS.search(other.lines[-1].text)
    ):
        return True
    both_wide = _WIDE_LETTER.match(last.text[-1]) and _WIDE_LETTER.match(first.text[0])
    return both_wide is not None and min(len(draft.lines), len(other.lines)) > 1


def _breaks_off(draft: Draft, *, before_figure: bool) -> bool:
    """Whether a wide paragraph ends with a word: its sentence may go on with a figure, or with a name.

    Before a name its last line has to reach the right edge.
    """
    last = draft.lines[-1]
    full = len(draft.lines) > 1 and (before_figure or last.right > draft.right - 1)
    return full and is_wide(last) and _WORD_AT_END.search(last.text) is not None
