"""Runs of text in Markdown: prose set like code, and what is taken out once it is known, hidden ranges and notes."""

from __future__ import annotations

import re
from bisect import bisect_right

from claimcheck.read.blocks import openings
from claimcheck.read.blocks.runs import Assembler, Item, Note, Span
from claimcheck.read.markdown.markup import Raised

_PLAIN = frozenset(("", "text", "txt", "plain", "plaintext", "md", "markdown"))
_FENCE = re.compile(rb"\n[ \t>]*+(?:`{3,}+|~{3,}+)[ \t\r\n]*+\Z")
_LINE = re.compile(rb"[^\n]+")
_SIGNS = re.compile(rb"[{}=<>;|\\_`\[\]]|\(\)|--|://")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.,:!?%]?")
_LEAST_WORDS = 4
_WORDY = 0.8  # of what blanks part


def inline(data: bytes, start: int, end: int) -> Span:
    """The text of a run of code inside a line, without its ticks."""
    ticks = end - start - len(data[start:end].lstrip(b"`"))
    start, end = start + ticks, end - ticks
    if end - start > 2 and data[start] == data[end - 1] == 0x20:
        return Span(start + 1, end - 1)
    return Span(start, end)


def is_open(block: bytes) -> bool:
    """Whether a block of code behind a fence has words and no fence at its end."""
    first = block.find(b"\n")
    fenced = first >= 0 and block.lstrip(b" \t>")[:3] in (b"```", b"~~~")
    return fenced and not block[first:].isspace() and _FENCE.search(block, first) is None


def prose(data: bytes, detail: object, items: list[Item]) -> list[list[Item]]:
    """The paragraphs of a block of code, if most of its lines are sentences and it names no language."""
    fenced = detail.get("Fenced", "") if isinstance(detail, dict) else ""
    if str(fenced).split(" ")[0].lower() not in _PLAIN:
        return []
    shown = [item for item in items if isinstance(item, Span)]
    told = [match for item in shown for match in _LINE.finditer(data, *item)]
    lines = [Span(*match.span()) for match in told if not match[0].isspace()]
    if 2 * sum(_is_sentence(data[line.start : line.end]) for line in lines) < max(len(lines), 1):
        return []
    found: list[list[Item]] = []
    end = 0
    for line in lines:
        if found and data.count(b"\n", end, line.start) == 1:
            found[-1] += ["\n", line]
        else:
            found.append([line])
        end = line.end
    return found


def _is_sentence(line: bytes) -> bool:
    """Whether a line begins like a sentence and is nearly all words."""
    words = line.decode(errors="replace").strip(" \t\r>*-").split()
    if len(words) < _LEAST_WORDS or not words[0][:1].isupper() or _SIGNS.search(line):
        return False
    capitals = sum(word.isupper() and len(word) > 1 for word in words)
    return capitals < 2 and sum(_WORD.fullmatch(word) is not None for word in words) >= _WORDY * len(words)


def visible(items: list[Item], hidden: list[tuple[int, int]]) -> list[Item]:
    """The items without the ``hidden`` ranges of the source, which are sorted."""
    if not hidden:
        return items
    kept: list[Item] = []
    for item in items:
        if not isinstance(item, Span):
            kept.append(item)
            continue
        start = item.start
        at = max(0, bisect_right(hidden, (start, start)) - 1)
        while at < len(hidden) and hidden[at][0] < item.end:
            first, last = hidden[at]
            if last > start:
                if start < first:
                    kept.append(Span(start, first))
                start = last
            at += 1
        if start < item.end:
            kept.append(Span(start, item.end))
    return kept


def lift_raised(items: list[Item], index: int, assembler: Assembler) -> None:
    """Turn the raised text from item ``index`` on into note marks, or mark it as an exponent."""
    raised, before = (
        made.text if (made := assembler.assemble(run)) else ""
        for run in (items[index:], items[max(0, index - 2) : index])
    )
    if openings.is_power(raised, before):
        items.insert(index, "^")
    elif labels := openings.note_marks(raised, before):
        items[index:] = map(Note, labels)
    elif openings.may_be_mark(raised, before):
        items.insert(index, Note(raised, typed=1))


def with_raised(items: list[Item | Raised], assembler: Assembler) -> list[Item]:
    """The items of raw HTML with what stands between the tags of ``sup`` lifted."""
    kept: list[Item] = []
    opened: int | None = None
    for item in items:
        if not isinstance(item, Raised):
            kept.append(item)
        elif item.opens:
            opened = len(kept)
        elif opened is not None:
            lift_raised(kept, opened, assembler)
            opened = None
    return kept
