"""Code in Markdown: what stands there is shown, and may be prose that was only set like code."""

from __future__ import annotations

import re

from claimcheck.read.blocks.runs import Item, Span

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
    lines = [
        Span(*found.span())
        for item in items
        if isinstance(item, Span)
        for found in _LINE.finditer(data, item.start, item.end)
        if not found[0].isspace()
    ]
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
