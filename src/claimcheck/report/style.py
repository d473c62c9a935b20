"""How a report is drawn: width, colour, characters and how much of it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from claimcheck.report.page_pictures import NO_PICTURES, NO_TEXTS, Pictures, Texts

Sort = Literal["rank", "score", "place"]
"""What to deal with first, the lowest score first, or as the claims stand."""

Tone = Literal["good", "fair", "poor", "bad", "head", "dim", "plain"]

_CODES: dict[Tone, str] = {
    "good": "32",
    "fair": "36",
    "poor": "33",
    "bad": "31",
    "head": "1",
    "dim": "2",
    "plain": "",
}


class Style(Struct, frozen=True):
    """What a renderer may do.

    ``width`` is in terminal columns. ``limit`` is the greatest number of claims shown, 0 for all and None for
    the format's own habit; ``min_score`` turns each claim below it into a line of its own in ``concise``.
    ``sort`` is the order of claims. ``show_accepted`` has ``concise`` list findings that a baseline or the text itself
    accepts.
    ``pictures`` of pages are shown in ``html``, whose links to audited files begin with ``base``, the way from its
    folder to the one that their paths start from; None is no links. They lead to ``marked`` instead, the file with
    marks, where one is written. ``texts`` are shown in ``review``.
    Machine formats ignore everything but ``min_score``.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    limit: int | None = None
    min_score: int | None = None
    sort: Sort = "rank"
    show_accepted: bool = False
    pictures: Pictures = NO_PICTURES
    texts: Texts = NO_TEXTS
    base: str | None = ""
    marked: str | None = None

    def paint(self, text: str, tone: Tone) -> str:
        """The text in a colour, or unchanged where there is no colour."""
        code = _CODES[tone]
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text

    def bar(self, score: int, cells: int = 20) -> str:
        """A score of 0 to 100 as a bar of ``cells`` characters; any score above 0 shows at least one."""
        full = min(cells, max(1 if score > 0 else 0, round(score * cells / 100)))
        on, off = ("█", "░") if self.unicode else ("#", ".")
        return on * full + off * (cells - full)

    def quoted(self, text: str) -> str:
        """The text between quotation marks."""
        return f"“{text}”" if self.unicode else f'"{text}"'

    @property
    def dot(self) -> str:
        """What separates short facts on one line."""
        return " · " if self.unicode else " | "

    @property
    def rule(self) -> str:
        """A line across the whole width."""
        return ("─" if self.unicode else "-") * self.width
