"""How much of one input is read, which of its pages are wanted, and how much of the machine that may take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Self

from msgspec import Struct

from claimcheck.errors import UsageError
from claimcheck.model.document import Effect, Problem

MEBIBYTE = 1024 * 1024
MOST = 1 << 50
"""Above any sensible value, and within what clocks and operating systems count."""
_RUN = re.compile(r"([1-9]\d{0,5})(-([1-9]\d{0,5})?)?")
_MAX_LISTED = 12


class Limits(Struct, frozen=True):
    """Upper bounds for one input. Sizes are in bytes, lengths in code points, times in seconds.

    A file over its limit of bytes is not read at all (problem ``too-large``). ``html_bytes`` counts the pictures and
    fonts inside a page or mail, ``text_bytes`` holds for it without them. The other limits cut: what lies
    behind them is left out, a problem whose code begins with ``limit-`` says so, and the document is ``partial``.
    A file may take ``seconds``, with ``extra_seconds`` more for each of its pages, though never more than
    ``most_seconds``; one page may take ``page_seconds``. At most ``ocr_pages`` are recognised, each in ``ocr_seconds``
    beside these. ``zip_part`` holds for one member of an archive, unpacked,
    ``zip_total`` for all of them; ``zip_ratio`` is unpacked size by packed size. ``depth`` counts nested elements of
    XML, ``html_depth`` those of HTML. ``memory``, ``cpu_seconds`` and ``output`` (the size of what was read) hold
    for the process that reads isolated formats. ``cells`` counts those of all sheets of a workbook that show something.
    ``evidence_files`` and ``evidence_bytes`` hold for all files that are looked through for evidence, together.
    ``claims`` are those of one document that are judged, in each of its languages.

    Raises ``UsageError`` (code ``bad-limit``) for a value that is no positive number, or greater than any machine has.
    """

    pdf_bytes: int = 100 * MEBIBYTE
    office_bytes: int = 100 * MEBIBYTE
    html_bytes: int = 100 * MEBIBYTE
    text_bytes: int = 20 * MEBIBYTE
    pages: int = 2_000
    page_characters: int = 200_000
    characters: int = 20_000_000
    blocks: int = 500_000
    cells: int = 100_000
    zip_members: int = 5_000
    zip_total: int = 512 * MEBIBYTE
    zip_part: int = 64 * MEBIBYTE
    zip_ratio: int = 200
    depth: int = 256
    html_depth: int = 5_000
    seconds: float = 30.0
    extra_seconds: float = 0.2
    most_seconds: float = 300.0
    page_seconds: float = 10.0
    ocr_pages: int = 200
    ocr_seconds: float = 60.0
    cpu_seconds: float = 300.0
    memory: int = 1024 * MEBIBYTE
    output: int = 64 * MEBIBYTE
    evidence_files: int = 1_000
    evidence_bytes: int = 512 * MEBIBYTE
    claims: int = 20_000

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            whole = self.__annotations__[name] == "int"
            fits = isinstance(value, int if whole else (int, float)) and 0 < value <= MOST
            if isinstance(value, bool) or not fits:
                hint = "give a whole number above 0" if whole else "give a number above 0"
                raise UsageError(f"limit {name}: {value!r} does not fit", code="bad-limit", hint=hint)

    def file_seconds(self, pages: int = 0) -> float:
        """How long a file with that many pages may take."""
        return min(self.seconds + self.extra_seconds * pages, max(self.most_seconds, self.seconds))


DEFAULT = Limits()


def raising(name: str) -> str:
    """The hint that says how to raise the limit in the field ``name``."""
    return f"to read more, raise the limit: --read-limit {name.replace('_', '-')}=N"


class PageRange(Struct, frozen=True):
    """A run of pages, both ends included and counted from 1; without ``last`` it goes to the end."""

    first: int
    last: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The run that ``FIRST-LAST``, ``FIRST-`` or ``PAGE`` means; None for anything else."""
        found = _RUN.fullmatch(text.strip())
        if found is None:
            return None
        first = int(found[1])
        last = int(found[3]) if found[3] else None if found[2] else first
        return None if last is not None and last < first else cls(first, last)

    def within(self, count: int) -> range:
        """The wanted numbers among the pages 1 to ``count``."""
        last = count if self.last is None else min(self.last, count)
        return range(self.first, max(last + 1, self.first))

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first}-"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(numbers: Iterable[int]) -> str:
    """Sorted page numbers as ``2, 5-7``; a long list is cut."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_MAX_LISTED]]
    return ", ".join(shown) + (" and more" if len(runs) > _MAX_LISTED else "")


def pages_problem(
    code: str, path: str, numbers: Sequence[int], what: str, effect: Effect, hint: str | None = None
) -> Problem:
    """A problem of the pages ``numbers``, of each of which ``what`` is true."""
    which, count = listed(numbers), len(numbers)
    message = f"page {which} is {what}" if count == 1 else f"each of {count} pages is {what}: {which}"
    return Problem(code, message, effect, f"{path}, p. {which}", hint)
