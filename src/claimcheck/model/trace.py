"""Why an element of a claim is held or missing, and why a rule fired or stayed silent."""

from __future__ import annotations

from typing import Literal, NamedTuple

from claimcheck.model.claim import Element

Outcome = Literal["held", "outdone", "refused"]
"""What became of a candidate: it is the evidence, another one is worth more, or it is none."""

Verdict = Literal["fired", "covered", "said_once", "silent", "off", "elsewhere", "passed_over"]
"""What a rule did on a claim or a sentence.

``covered``: another rule says the same gap. ``said_once``: the finding is told of another claim. ``off``: the rule does
not run in this context. ``elsewhere``: it looks at something else, such as a document or two passages. ``passed_over``:
it holds for a sentence that makes no statement of its own, such as an entry of a list of contents.
"""

Unasked = Literal["type", "trigger", "defined"]
"""Why an element is not asked: no claim of the type needs it, its trigger is false, or nothing has to be qualified."""

Place = Literal[
    "sentence", "neighbour", "footnote", "paragraph", "table", "document", "section", "assurance", "goal",
]  # fmt: skip
"""Where a candidate stands: a place of the rule files, or a row of a table of goals."""

Slot = Literal[
    "asserted", "base_year", "basis", "beside", "boundary", "claim", "column", "coverage", "elsewhere",
    "excluded", "figure", "grade", "identity", "kind", "less", "match_0", "metric", "nearer", "no_figure",
    "not_told", "nowhere", "open", "other_claim", "own", "part", "period", "place", "plausible", "range",
    "scope", "sentence", "several", "silent", "status", "subject", "target_year", "tense", "terms", "tie",
    "unnumbered", "value", "word",
]  # fmt: skip
"""What refuses a candidate; ``claimcheck.report.trace`` and the manual say what each means."""

Told = Literal[
    "row_terms", "claim_terms", "years", "sought", "metric", "role", "column", "sum", "least", "speaks_for",
    "speaks_against",
]  # fmt: skip


class Detail(NamedTuple):
    """What more is known of a candidate.

    ``row_terms`` are the terms that only its row has, ``claim_terms`` those that only the claim has, both as they are
    compared; ``sought`` are the kinds of figures that the element asks for. ``metric``, ``years`` and ``role`` are
    those of its figures, and ``column`` is that of a table of goals. Of a sentence that was told by weights ``sum`` is
    what they come to and ``least`` what is asked; ``speaks_for`` and ``speaks_against`` are its features with the
    heaviest ones.
    """

    name: Told
    values: tuple[str, ...]


class Operand(NamedTuple):
    """An operand of a condition as a rule file could have it on one line, what it came to, and where it stands."""

    words: str
    came_to: bool
    file: str
    line: int


class Candidate(NamedTuple):
    """What was looked at as evidence for an element.

    ``start`` and ``end`` are offsets in the normalised text, None for what has no place. ``slot`` is what refused it;
    ``credit`` is what it comes to, 0 where it is refused. ``operands`` are those by which a condition was false.
    """

    place: str
    outcome: Outcome
    slot: str | None
    start: int | None = None
    end: int | None = None
    details: tuple[Detail, ...] = ()
    credit: float = 0.0
    operands: tuple[Operand, ...] = ()


class ElementTrace(NamedTuple):
    """An element of a claim with its candidates, in the order in which they are looked at."""

    element: Element
    candidates: tuple[Candidate, ...]


class NotAsked(NamedTuple):
    """An element that a claim neither needs nor has; ``operands`` are those by which a trigger is false."""

    element: str
    reason: Unasked
    operands: tuple[Operand, ...]


class RuleTrace(NamedTuple):
    """What a rule did on a claim or a sentence; ``because`` is the rule that covers it, or what it looks at."""

    rule: str
    verdict: Verdict
    because: str
    operands: tuple[Operand, ...]


class ClaimTrace(NamedTuple):
    """The number of a claim in its document, from 0, with its elements and the rules that were asked about."""

    number: int
    elements: tuple[ElementTrace, ...]
    not_asked: tuple[NotAsked, ...]
    rules: tuple[RuleTrace, ...]


class SentenceTrace(NamedTuple):
    """A sentence without a claim, by its offsets in the normalised text, with the rules that were asked about.

    Of these the operands are all that their condition has, and not only those by which it is false.
    """

    start: int
    end: int
    rules: tuple[RuleTrace, ...]
