"""Text that nobody sees: what is said of it is the same for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimcheck.model.document import Effect, Problem, Unseen, Way

MOST_UNSEEN = 500
"""Texts of one document that are kept; all are counted."""

_LONGEST, _SHOWN = 400, 60
_HINT = "show readers what counts, and take out what does not"


class Hidden:
    """Takes up the texts that an input hides, in their order."""

    def __init__(self, found: Iterable[tuple[str, Way, str]] = ()) -> None:
        """``found`` are texts as for ``add``."""
        self._ways: Counter[Way] = Counter()
        self._found: list[Unseen] = []
        for text, way, place in found:
            self.add(text, way, place)

    def __len__(self) -> int:
        return self._ways.total()

    def add(self, text: str, way: Way, place: str = "", *, goes_on: bool = False) -> None:
        """Add a text at ``place`` ("line 3", nothing where no place can be told); ``goes_on``: with the last one."""
        if goes_on and self._found:
            if len(self) <= MOST_UNSEEN and len(self._found[-1].text) < _LONGEST:
                self._found[-1] = self._found[-1]._replace(text=self._found[-1].text + text)
        elif any(map(str.isalnum, text)):
            self._ways[way] += 1
            if len(self) <= MOST_UNSEEN:
                self._found.append(Unseen(text, way, place))

    def take(self, other: Hidden) -> None:
        """Add what was taken up elsewhere."""
        self._ways += other._ways
        self._found = [*self._found, *other._found][:MOST_UNSEEN]

    @property
    def texts(self) -> tuple[Unseen, ...]:
        """The first of the texts, cut where they are long."""
        return tuple(each._replace(text=" ".join(each.text[:_LONGEST].split())) for each in self._found)

    def problems(self, path: str, effect: Effect = "note") -> tuple[Problem, ...]:
        """What to say of the texts of the input at ``path``."""
        if not self:
            return ()
        several = len(self._ways) > 1
        how = ", ".join(f"{way} {count:,}" if several else way for way, count in self._ways.most_common())
        first = self.texts[0]
        words = first.text if len(first.text) <= _SHOWN else f"{first.text[:_SHOWN].rsplit(' ', 1)[0]} …"
        texts = "a text" if len(self) == 1 else f"{len(self):,} texts"
        message = (
            f"holds {texts} that readers do not see, or not all of them ({how}), which counts as no evidence; "
            f"the first{first.place and f', {first.place}'}: “{words}”"
        )
        place = ", ".join(filter(None, (path, first.place)))
        return (Problem("hidden-text", message, effect, place, _HINT),)
