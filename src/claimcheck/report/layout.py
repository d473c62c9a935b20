"""Text that is safe and aligned on a terminal: escaping, display width, wrapping, labelled rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

# Control characters (ESC among them), DEL, C1, bidirectional overrides, invisible characters and lone
# surrogates: shown as escapes, so that neither a document nor a file name can draw on the reader's terminal.
# U+FFFE and U+FFFF stand in no XML.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
    "\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"[\s\u2028\u2029]+")


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible(text: str) -> str:
    """The text on one line, with everything that could steer a terminal written as an escape."""
    return _BLANKS.sub(" ", _UNSAFE.sub(_escape, text)).strip()


def width_of(text: str) -> int:
    """Columns that the text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns; a word longer than a line is cut. At least one line."""
    width = max(width, 1)
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        need = width_of(word)
        if line and used + 1 + need > width:
            lines.append(line)
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + need
            continue
        *whole, word = _chunks(word, width) if need > width else [word]
        lines.extend(whole)
        line, used = word, width_of(word)
    return [*lines, line]


def _chunks(word: str, width: int) -> list[str]:
    chunks, start, used = [], 0, 0
    for index, char in enumerate(word):
        columns = _columns(char)
        if used + columns > width and index > start:
            chunks.append(word[start:index])
            start, used = index, 0
        used += columns
    return [*chunks, word[start:]]


def row(
    label: str, text: str, width: int, indent: int = 0, column: int = 10, paint: Callable[[str], str] = str
) -> list[str]:
    """A label in a column of its own, drawn by ``paint``, and the text wrapped beside it."""
    lead = " " * indent + (paint(label) if label else "") + " " * max(1, column - width_of(label))
    rest = " " * (indent + column)
    first, *others = wrap(text, width - indent - column)
    return [(lead + first).rstrip(), *(rest + line for line in others)]


def shorten(text: str, width: int) -> str:
    """The text, cut at a word to fit ``width`` columns, with dots where something was cut."""
    if width_of(text) <= width:
        return text
    return wrap(text, max(1, width - 4))[0].rstrip(",;: ") + " ..."


def excerpt(text: str, width: int) -> str:
    """Words of a document on one line, with dots where they begin in the middle of a sentence or were cut."""
    words = visible(text)
    return shorten(f"... {words}" if words[:1].islower() else words, width)


def listed(items: Iterable[str]) -> str:
    """Items with commas between them."""
    return ", ".join(items)
