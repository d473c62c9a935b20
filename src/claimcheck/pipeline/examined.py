"""What the stages made of a document, and what is asked of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.model.claim import Remark
from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import DocumentOut
from claimcheck.text.passages import Passages

if TYPE_CHECKING:
    from claimcheck.evidence.collector import Evidence
    from claimcheck.judge.views import Claims
    from claimcheck.model.trace import ClaimTrace, SentenceTrace
    from claimcheck.rulepack.operands import Operands

IsAt = Callable[[PlaceOut], bool]
"""Whether a claim or a sentence stands where somebody asks."""


class Seen(NamedTuple):
    """What the stages made of a document, by which its claims and sentences are traced.

    ``taken`` are the numbers of the sentences that hold a claim, ``remarks`` what rules said of the others.
    """

    passages: Passages
    evidence: Evidence
    views: Claims
    taken: Collection[int]
    remarks: Sequence[Remark]


class Examined(NamedTuple):
    """The record of a document, and what the stages made of it where that is kept."""

    record: DocumentOut
    seen: Seen | None


class Asked(NamedTuple):
    """What is to be traced: what stands where ``is_at`` says, and ``rules``, by their ids."""

    operands: Operands
    is_at: IsAt
    rules: tuple[str, ...] = ()


class Traced(NamedTuple):
    """The record of a document with the traces of some of its claims and of sentences without one.

    Offsets are those of ``passages``.
    """

    record: DocumentOut
    passages: Passages | None
    claims: tuple[ClaimTrace, ...]
    sentences: tuple[SentenceTrace, ...]
