"""What of a text was not judged since no lexicon has its language: the passages, and what is said of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.model.document import Document, Effect, Problem, status_of
from claimcheck.model.report import DocumentOut, SetAsideOut
from claimcheck.report.merged import in_order
from claimcheck.report.places import Places
from claimcheck.report.problems import problem_out
from claimcheck.text.language import SAMPLE
from claimcheck.text.line_index import line_starts
from claimcheck.text.normalise import normalise
from claimcheck.text.short_text_language import UNKNOWN

NOT_COVERED, NOT_KNOWN = "language_not_covered", "language_unknown"
COVERED_ENOUGH = 0.05
"""The share of a document that may be left unjudged before it counts as judged in part."""
MOST_SHOWN = 50
"""Passages that are shown one by one."""
MOST_NAMED = 10
_HINT = "a folder under rules/lexicons adds a language; --lang names the language of the text"


class Unjudged(NamedTuple):
    """A document with nothing but the passages that were not judged, a block each, and the language of each."""

    passages: Document
    languages: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many characters they have."""
        return sum(len(block.text) for block in self.passages.blocks)

    def shown(self) -> list[SetAsideOut]:
        """The first of them, each with its place."""
        norm = normalise(self.passages)
        places = Places(self.passages, norm)
        found = []
        for run in norm.blocks[:MOST_SHOWN]:
            place, _, text = places.cited(run.start, run.end)
            found.append(SetAsideOut.made(text=text, reason="language", topic=None, score=None, place=place))
        return found

    def problems(self, total: int, names: Mapping[str, str]) -> Iterator[Problem]:
        """That they were not judged; ``total`` is how many characters the document has, ``names`` has languages."""
        effect: Effect = "partial" if self.size > COVERED_ENOUGH * total else "note"
        for code in (NOT_COVERED, NOT_KNOWN):
            own = [at for at, name in enumerate(self.languages) if (name == UNKNOWN) == (code == NOT_KNOWN)]
            if not own:
                continue
            counted = Counter(self.languages[at] for at in own)
            listed = ", ".join(names.get(name, name) for name, _ in counted.most_common())
            told = f"{listed}, no lexicon" if code == NOT_COVERED else "in a language that could not be told"
            size = sum(len(self.passages.blocks[at].text) for at in own)
            share = f"{round(100 * size / total)} % of the text"
            message = f"{self._number(own)} not judged: {told} ({self._where(own)}; {share})"
            yield Problem(code, message, effect, hint=_HINT)

    def _number(self, own: Sequence[int]) -> str:
        short = all(len(self.passages.blocks[at].text) <= SAMPLE for at in own)
        noun = "line" if short and not self.passages.pages else "passage"
        return f"{len(own):,} {noun if len(own) == 1 else noun + 's'}"

    def _where(self, own: Iterable[int]) -> str:
        blocks = [self.passages.blocks[at] for at in own]
        if self.passages.pages:
            what, found = "page", dict.fromkeys(block.page for block in blocks)
        else:
            starts = line_starts(self.passages.source)
            sources = (piece.source for block in blocks for piece in block.pieces[:1])
            what, found = "line", dict.fromkeys(bisect_right(starts, at) for at in sources)
        shown, more = list(map(str, found))[:MOST_NAMED], len(found) - MOST_NAMED
        tail = f" and {more:,} more" if more > 0 else ""
        return f"{what if len(found) == 1 else what + 's'} {', '.join(shown)}{tail}"


def with_unjudged(
    record: DocumentOut,
    document: Document,
    unjudged: Unjudged,
    names: Mapping[str, str],
    first: Sequence[Problem] = (),
) -> DocumentOut:
    """The record of a document with what was not judged of it, and with the problems that come ``first``.

    ``names`` has languages by their codes.
    """
    if not unjudged.languages and not first:
        return record
    total = sum(len(block.text) for block in document.blocks)
    told = map(problem_out, (*first, *unjudged.problems(total, names)))
    behind = len(document.problems)
    problems = [*record.problems[:behind], *told, *record.problems[behind:]]
    aside = in_order(record.set_aside, unjudged.shown())
    coverage = {"characters": total, "characters_unchecked": unjudged.size, "set_aside": len(aside)}
    return record.model_copy(
        update={
            "status": status_of({one.effect for one in problems}),
            "problems": problems,
            "set_aside": aside,
            "coverage": record.coverage.model_copy(update=coverage),
        }
    )
