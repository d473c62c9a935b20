"""Offsets of a text as positions of the Language Server Protocol."""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

from claimcheck.model.claim_out import PlaceOut
from claimcheck.text.line_index import line_starts

_CODECS: dict[str, tuple[str, int]] = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
BYTE_ORDER_MARK = "\ufeff"


class Positions:
    """Where the characters of a text stand: lines from 0, columns in units of an encoding, that of the client.

    Places of a report count from behind a byte order mark.
    """

    __slots__ = ("_codec", "_lead", "_plain", "_starts", "_text", "_width")

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._codec, self._width = _CODECS[encoding]
        self._starts = line_starts(text)
        self._plain = text.isascii()
        self._lead = text.startswith(BYTE_ORDER_MARK)

    def at(self, offset: int) -> Position:
        """The position of an offset in code points; one behind the text is its end."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._plain:
            return Position(line, offset - start)
        before = self._text[start:offset].encode(self._codec, "surrogatepass")
        return Position(line, len(before) // self._width)

    def of(self, place: PlaceOut) -> Range:
        """The range of a place in a report on the text."""
        return Range(self.at(place.start + self._lead), self.at(place.end + self._lead))

    def words(self, place: PlaceOut) -> str:
        """What stands at a place in the text."""
        return self._text[place.start + self._lead : place.end + self._lead]

    def line(self, number: int) -> Range:
        """The line with a number from 0, without its end; the last one where there are fewer."""
        number = min(max(number, 0), len(self._starts) - 1)
        return Range(Position(number, 0), self.at(self.end_of_line(self._starts[number])))

    def end_of_line(self, offset: int) -> int:
        """The offset at which the words of the line of an offset end, before blanks and its end."""
        line = bisect_right(self._starts, min(offset, len(self._text))) - 1
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        return start + len(self._text[start:end].rstrip())
