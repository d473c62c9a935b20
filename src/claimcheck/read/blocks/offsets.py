"""From byte offsets in UTF-8 to code-point offsets."""

from __future__ import annotations

_GRID = 256
_CONTINUATION = bytes(range(0x80, 0xC0))


class CodePoints:
    """Counts code points before a byte offset; a lookup costs the same wherever the offset lies.

    ``data`` is valid UTF-8, and every offset asked for lies between two characters.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.ascii = data.isascii()
        self._before = [0]
        if not self.ascii:
            total = 0
            for start in range(0, len(data), _GRID):
                total += len(data[start : start + _GRID].translate(None, _CONTINUATION))
                self._before.append(total)

    def at(self, offset: int) -> int:
        """Number of code points in the first ``offset`` bytes."""
        if self.ascii:
            return offset
        cell = offset // _GRID
        rest = self._data[cell * _GRID : offset]
        return self._before[cell] + len(rest.translate(None, _CONTINUATION))
