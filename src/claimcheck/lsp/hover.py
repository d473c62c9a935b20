"""What is shown where the pointer rests: findings with their reason, law and remedy, and the score as a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position, Range

from claimcheck.lsp.desk import Judged
from claimcheck.lsp.positions import Positions
from claimcheck.lsp.remarks import Remark
from claimcheck.model.claim_out import ClaimOut
from claimcheck.report.contradictions import against_lines
from claimcheck.report.markdown_claims import finding_lines
from claimcheck.report.markdown_text import clipped, escaped
from claimcheck.report.terms import band_name, type_name
from claimcheck.report.words import count, points_words

MOST = 3
"""How many findings, and how many steps of a claim, have room beside a text."""


def hover(judged: Judged, said: Sequence[Remark], positions: Positions, at: Position) -> Hover | None:
    """What is to be told at a position, None where there is nothing; the range is that of the narrowest remark."""
    if judged.report is None:
        return None
    here = [one for one in said if one.item is not None and within(at, one.diagnostic.range)]
    (document,) = judged.report.documents
    claims = [(where, claim) for claim in document.claims if within(at, where := positions.of(claim.place))]
    if not here and not claims:
        return None
    as_of = judged.report.context.as_of
    parts = ["\n".join(_remark(one, as_of)) for one in here[:MOST]]
    if len(here) > MOST:
        parts.append(f"{count(len(here) - MOST, 'more finding')} here.")
    parts += ["\n".join(_claim(claim)) for _, claim in claims]
    ranges = [one.diagnostic.range for one in here] or [where for where, _ in claims]
    return Hover(
        MarkupContent(MarkupKind.Markdown, "\n\n".join(parts)), max(ranges, key=lambda one: one.start)
    )


def _remark(one: Remark, as_of: str) -> Iterator[str]:
    finding = one.item.finding if one.item else None
    if finding is None:
        yield f"- **{escaped(one.diagnostic.message)}**"
        return
    yield from finding_lines(finding, as_of)
    yield from (f"  - {clipped(words)}" for words in against_lines(finding))


def _claim(claim: ClaimOut) -> Iterator[str]:
    """The score as a sum, and what would raise it most."""
    yield f"**{claim.score} of 100**, {band_name(claim.band)} ({type_name(claim.type)}): {escaped(points_words(claim))}"
    if claim.next_steps:
        yield ""
    for step in claim.next_steps[:MOST]:
        yield f"- +{step.gain} {clipped(step.advice)}"


def within(at: Position, where: Range) -> bool:
    """Whether a position lies in a range, its end included: there the cursor stands behind the last character."""
    return where.start <= at <= where.end
