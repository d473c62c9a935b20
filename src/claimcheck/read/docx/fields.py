"""Complex fields: their codes are not text, their results are."""

from __future__ import annotations

from claimcheck.read.office.markup import Element

_CONTENTS = "TOC"
_NUMBER = "SEQ"


class _Field:
    __slots__ = ("begin", "code", "in_code")

    def __init__(self, begin: Element) -> None:
        self.begin = begin
        self.code: list[str] = []
        self.in_code = True


def name_of(code: str) -> str:
    """The name of a field, the first word of its code."""
    return code.split(maxsplit=1)[0].upper() if code.strip() else ""


def is_number(code: str) -> bool:
    """Whether a field counts figures or tables, as in a caption."""
    return name_of(code) == _NUMBER


class Fields:
    """The open fields of a story, which may begin in one paragraph and end in another.

    ``unmatched`` are beginnings known to have no end: taken seriously they would swallow all that follows.
    """

    def __init__(self, unmatched: frozenset[Element] = frozenset()) -> None:
        self._open: list[_Field] = []
        self._codes = 0
        self._contents = 0
        self._unmatched = unmatched

    @property
    def hidden(self) -> bool:
        """Whether characters here belong to the code of a field."""
        return self._codes > 0

    @property
    def in_contents(self) -> bool:
        """Whether this is the result of a table of contents."""
        return self._contents > 0

    @property
    def begun(self) -> frozenset[Element]:
        """The beginnings of fields that are still open."""
        return frozenset(field.begin for field in self._open)

    def begin(self, element: Element) -> None:
        """A field opens, with its code first."""
        if element not in self._unmatched:
            self._open.append(_Field(element))
            self._codes += 1

    def code(self, text: str) -> None:
        """Characters of a field's code."""
        if self._open and self._open[-1].in_code:
            self._open[-1].code.append(text)

    def separate(self) -> str:
        """The code ends and the result begins; returns the code."""
        if not self._open or not self._open[-1].in_code:
            return ""
        field = self._open[-1]
        field.in_code = False
        self._codes -= 1
        code = "".join(field.code)
        self._contents += name_of(code) == _CONTENTS
        return code

    def end(self) -> None:
        """The innermost field ends."""
        if not self._open:
            return
        field = self._open.pop()
        if field.in_code:
            self._codes -= 1
        else:
            self._contents -= name_of("".join(field.code)) == _CONTENTS
