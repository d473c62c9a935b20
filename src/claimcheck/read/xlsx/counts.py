"""What was left out of a workbook, counted while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimcheck.read.unseen import Hidden


@dataclass(slots=True)
class Counts:
    """What no reader of the sheets sees, what the file does not hold, and what is no text.

    ``uncounted`` formulas have no stored result, ``errors`` show one, and texts that are ``lost`` are not in the file:
    of all three the first place is kept. ``taken`` cells were read, up to ``cut_at`` where there were too many.
    """

    hidden: Hidden = field(default_factory=Hidden)
    uncounted: int = 0
    first_uncounted: str = ""
    errors: int = 0
    first_error: str = ""
    lost: int = 0
    first_lost: str = ""
    comments: int = 0
    charts: int = 0
    pictures: int = 0
    other_sheets: list[str] = field(default_factory=list)
    taken: int = 0
    cut_at: str = ""
