"""How much of one input is read, and how much of the machine that may take."""

from __future__ import annotations

from msgspec import Struct

from claimcheck.errors import UsageError

MEBIBYTE = 1024 * 1024
MOST = 1 << 50
"""Above any sensible value, and within what clocks and operating systems count."""


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
                kind = "a whole number above 0" if whole else "a number above 0"
                raise UsageError(
                    f"limit {name}: {value!r} does not fit", code="bad-limit", hint=f"give {kind}"
                )

    def file_seconds(self, pages: int = 0) -> float:
        """How long a file with that many pages may take."""
        return min(self.seconds + self.extra_seconds * pages, max(self.most_seconds, self.seconds))


DEFAULT = Limits()


def raising(name: str) -> str:
    """The hint that says how to raise the limit in the field ``name``."""
    return f"to read more, raise the limit: --read-limit {name.replace('_', '-')}=N"
