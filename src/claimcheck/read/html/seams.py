"""What stands between two texts of a line: gaps that a style makes, and figures that a script counts up to."""

from __future__ import annotations

import re

from claimcheck.read.html.flow import Flow
from claimcheck.read.html.tokens import Attributes, Span, Token

_SHOWN_FIRST = re.compile(r"0(?:[.,]0+)?(?![\d.,]*\d)")
# Names that libraries give the last value of a figure that counts up, and parts of names of the first one.
_LAST = re.compile(
    r"\sdata-(?:[a-z]+-)*(?:count|counter|countup|counterup|end|final|goal|num|number|odometer|stop|target|to|value)"
    r"\s?=\s?[\"']?\s?(?P<value>[-+]?\d[\d., ]*?)\s?(?=[\"'\s/>])",
    re.IGNORECASE,
)
_FIRST = re.compile(r"-(?:from|start|min)\b", re.IGNORECASE)
_TOUCHING = frozenset(("a", "sub", "sup"))
_SIGNS = 12  # characters of what stands around a figure

# Words of two elements that touch: "38 %" and "less", "Energy" and "100 %", "Energy" and "Water", two sentences.
_TOUCHES = re.compile(
    r"(?:[\d%‰€$£]\0[^\W\d_]{3}|[^\W\d_]{2}[a-zß-ÿ]\0(?:\d|[A-ZÀ-Þ][a-zß-ÿ]{2})|[a-zß-ÿ)%][.!?]\0[A-ZÀ-Þ])"
)


def _counted_to(source: str, token: Token, attributes: Attributes) -> tuple[int, list[Span]] | None:
    """What a script makes of the 0 that stands behind a tag: its value with its signs.

    The first of the two is the offset behind the 0. None where it is no such figure, or nobody can tell its value.
    """
    shown = _SHOWN_FIRST.match(source, token.end)
    if shown is None:
        return None
    found = {
        match["value"]: Span(*match.span("value"))
        for match in _LAST.finditer(source, token.start, token.end)
        if match["value"].strip("+-0., ") and not _FIRST.search(match[0])
    }
    if len(found) != 1:
        return None
    around = (attributes.span("data-prefix"), *found.values(), attributes.span("data-suffix"))
    spans = [span for span in around if span is not None and span.start < span.end]
    return shown.end(), [span for span in spans if span.end - span.start <= _SIGNS]


class Seam:
    """What has ended and begun since the last text: whether it touches the next one, and where a figure counts up.

    ``link_ended``: it was a link. ``is_open``: something has.
    """

    __slots__ = ("_counted", "_ended", "_touches", "is_open", "link_ended")

    def __init__(self) -> None:
        self.is_open = self.link_ended = self._ended = self._touches = False
        self._counted: tuple[int, int, list[Span]] | None = None

    def begin(self, source: str, token: Token, attributes: Attributes, *, block: bool) -> None:
        """An element begins with the tag ``token``."""
        if block:
            self.link_ended = self._ended = self._touches = False
        elif self._ended:
            self._touches = token.name not in _TOUCHING
        if source.startswith("0", token.end) and attributes:
            counted = _counted_to(source, token, attributes)
            self._counted = counted and (token.end, *counted)
        self.is_open = self._ended or self.link_ended or self._counted is not None

    def end(self, name: str, *, is_link: bool, block: bool) -> None:
        """An element ends."""
        self.link_ended = is_link
        self._ended = not block and name not in _TOUCHING
        self.is_open = self.is_open or is_link or self._ended

    def begin_text(self, source: str, token: Token, flow: Flow) -> int:
        """Show what the source does not hold in front of a text; where the rest of it starts."""
        if self._touches and _TOUCHES.search(f"{flow.tail}\0{source[token.start : token.start + 3]}"):
            flow.made(" ")
        self.is_open = self.link_ended = self._ended = self._touches = False
        if self._counted is None or self._counted[0] != token.start:
            return token.start
        _, start, spans = self._counted
        for span in spans:
            flow.run(*span)
        return start
