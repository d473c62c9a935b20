"""A claim in the text report: its score, words and evidence, its findings, next steps and arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from claimcheck.model.claim_out import ClaimOut, ElementOut, FindingOut
from claimcheck.model.report import Report
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.contradictions import further_words
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import indented, listed, row, shorten, visible, wrap
from claimcheck.report.missing import missing_words, unasked_of
from claimcheck.report.rows import Row, also_words, first_words, is_repeated, said_words
from claimcheck.report.style import Style, Tone
from claimcheck.report.terms import (
    band_name,
    confidence_name,
    element_name,
    tier_name,
    type_name,
)
from claimcheck.report.words import (
    BLOCKS,
    FindingGroup,
    accepted_words,
    below,
    citation_words,
    count,
    exact_place_words,
    grouped,
    lapsed_words,
    place_words,
    plain,
    points_words,
    source_words,
)

STEPS_SHOWN = 3
CITATIONS_SHOWN = 2
MARGIN = 5
GAIN_END = MARGIN + 16

_BAND_TONES: dict[str, Tone] = {
    "verifiable": "good",
    "verifiable_with_gaps": "fair",
    "weak": "poor",
    "not_verifiable": "bad",
    "empty": "bad",
    "contradicted": "bad",
}
_SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "poor", "info": "fair"}


class Page(Struct, frozen=True):
    """What is drawn, how, and which rules have been explained further up."""

    report: Report
    style: Style
    explained: set[str] = field(default_factory=set)


def claim_lines(listed_row: Row, page: Page) -> Iterator[str]:
    """The lines of a row of claims: the score with its bar and place, then the words, then everything about them."""
    style, claim = page.style, listed_row.claim
    tone = _BAND_TONES[claim.band]
    bar, score = (
        style.bar(claim.score, 20 if style.width >= 60 else 10),
        f" {claim.score:>3} of 100 {band_name(claim.band)}",
    )
    where = place_words(claim.place)
    gap = style.width - len(bar) - len(score) - len(where)
    yield style.paint(bar + score, tone) + (" " * gap + where if gap > 1 else "")
    if gap <= 1:
        yield " " * MARGIN + where
    for line in indented(style.quoted(visible(claim.text)), style.width, MARGIN):
        yield style.paint(line, "head")
    yield from indented(style.dot.join(_kind_words(claim, style)), style.width, MARGIN)
    yield from _standing(listed_row, style, alone=page.report.summary.claims == 1)
    yield from _approval(claim, style)
    yield from _evidence(listed_row, style)
    yield from _steps(listed_row, style)
    for position, group in enumerate(grouped(listed_row.findings)):
        yield from finding_lines(group, page, rewrite=position == 0)
    yield from _arithmetic(claim, style)


def _kind_words(claim: ClaimOut, style: Style) -> Iterator[str]:
    yield type_name(claim.type)
    if claim.target_kind is not None and claim.target_kind != "other":
        yield f"{plain(claim.target_kind)} target"
    if claim.target_year is not None:
        yield f"by {claim.target_year}"
    yield plain(claim.topic)
    if claim.tense != "attribute":
        yield claim.tense
    if claim.certainty == "hedged":
        yield "hedged"
    if claim.stance != "asserted":
        yield claim.stance
    if claim.claimant != "company":
        yield f"claimant {plain(claim.claimant)}"
    if claim.place.block in BLOCKS:
        yield BLOCKS[claim.place.block]
    if below([claim], style.min_score):
        yield f"below {style.min_score}"


def _standing(listed_row: Row, style: Style, *, alone: bool) -> Iterator[str]:
    """Where else it is said, what else it claims, and why it has its place in the list."""
    claim = listed_row.claim

    def under(label: str, text: str) -> list[str]:
        return row(label, text, width=style.width, indent=MARGIN, paint=lambda word: style.paint(word, "dim"))

    if is_repeated(claim):
        yield from under("places", said_words(claim))
    also = also_words(listed_row)
    if also:
        yield from under("also", also)
    if style.sort == "rank" and claim.why_first and not alone:
        yield from under("first", f"because of: {first_words(claim)}")


def _approval(claim: ClaimOut, style: Style) -> Iterator[str]:
    if claim.approval is None:
        return
    tone: Tone = "good" if claim.approval.state == "approved" else "poor"
    for position, words in enumerate((approval_words(claim), *approval_details(claim))):
        yield from row(
            "" if position else "register",
            words,
            width=style.width,
            indent=MARGIN,
            paint=lambda label: style.paint(label, tone),
        )


def _evidence(listed_row: Row, style: Style) -> Iterator[str]:
    claim = listed_row.claim

    def labelled(label: str, text: str, tone: Tone) -> list[str]:
        return row(
            label, text, width=style.width, indent=MARGIN, paint=lambda words: style.paint(words, tone)
        )

    if missing := missing_words(listed_row.missing, unasked_of(claim)):
        yield from labelled("missing", missing, "bad")
    for words in lapsed_words(claim):
        yield from labelled("lapsed", words, "bad")
    for element in claim.elements:
        if element.state == "contradicted":
            yield from labelled("disagrees", _held_words(element, style), "bad")
    held: dict[str, list[str]] = {}
    for element in claim.elements:
        if element.state in ("present", "linked", "registered"):
            held.setdefault(_found_words(element, style), []).append(element_name(element.element))
    for position, (words, elements) in enumerate(held.items()):
        yield from labelled("" if position else "found", listed(elements) + words, "good")


def _held_words(element: ElementOut, style: Style) -> str:
    return element_name(element.element) + _found_words(element, style)


def _found_words(element: ElementOut, style: Style) -> str:
    """The words that hold an element, where they stand and what they count; the same for all that they hold."""
    said = element.quote or element.value
    quote = f" {style.quoted(visible(said))}" if said else ""
    if element.source is not None:
        where = source_words(element.source)
    elif element.state == "present" or element.place is None:
        where = "same sentence"
    else:
        where = place_words(element.place)
    part = "" if element.credit >= 1 or element.state == "contradicted" else f", counts {element.credit:.2g}"
    return f"{quote} ({where}{part})"


def finding_lines(group: FindingGroup, page: Page, *, rewrite: bool = False) -> Iterator[str]:
    """The lines of findings about the same words; with ``rewrite``, what to write instead as well."""
    finding, style = group.head, page.style
    where = f"{_scope_words(finding)}; {exact_place_words(finding.place)}"
    yield from _finding_row(finding, f"{_rule_words(finding)} ({where})", style)

    def under(label: str, text: str) -> list[str]:
        return row(
            label, text, width=style.width, indent=MARGIN, paint=lambda words: style.paint(words, "dim")
        )

    yield from under("", visible(finding.message))
    if finding.rule not in page.explained:
        yield from under("why", visible(finding.why))
        for position, words in enumerate(law_by_law(finding)):
            yield from under("" if position else "laws", words)
    if finding.state != "new":
        yield from under("", accepted_words(finding))
    yield from (style.paint(line, "dim") for line in _law(finding, page))
    if finding.rule not in page.explained:
        for position, question in enumerate(finding.questions):
            yield from under("" if position else "ask", visible(question))
        yield from under("remedy", visible(finding.remedy))
    page.explained.add(finding.rule)
    for other in group.others:
        accepted = f" ({accepted_words(other)})" if other.state != "new" else ""
        yield from _finding_row(other, f"{_rule_words(other)}: {visible(other.message)}{accepted}", style)
    if rewrite and finding.rewrite:
        yield from under("instead", style.quoted(visible(finding.rewrite)))


def pair_lines(finding: FindingOut, page: Page) -> Iterator[str]:
    """The lines of a contradiction below its passages: the sum first, then what any finding has."""
    style = page.style
    if finding.sum:
        yield from row("sum", visible(finding.sum), width=style.width, indent=MARGIN)
    if finding.further:
        yield from row("", further_words(finding), width=style.width, indent=MARGIN)
    yield from finding_lines(FindingGroup(finding, ()), page, rewrite=True)


def _law(finding: FindingOut, page: Page) -> Iterator[str]:
    """The law in full where a rule comes up first, and its first line where it comes up again."""
    lines = citation_words(finding.citations, page.report.context.as_of)
    width, indent = page.style.width, MARGIN + 10
    if finding.rule in page.explained:
        yield from row("law", shorten(lines[0], width - indent), width=width, indent=MARGIN) if lines else ()
        return
    more = len(lines) - CITATIONS_SHOWN
    if more > 0:
        lines[CITATIONS_SHOWN:] = [
            f"{count(more, 'more instrument')}: claimcheck rule {visible(finding.rule)}"
        ]
    for position, line in enumerate(lines):
        yield from row("" if position else "law", line, width=width, indent=MARGIN)


def _finding_row(finding: FindingOut, text: str, style: Style) -> list[str]:
    tone = _SEVERITY_TONES[finding.severity]
    return row(
        finding.severity, text, width=style.width, indent=MARGIN, paint=lambda words: style.paint(words, tone)
    )


def _rule_words(finding: FindingOut) -> str:
    return f"{visible(finding.rule)} {visible(finding.name)}"


def _scope_words(finding: FindingOut) -> str:
    certainty = [] if finding.confidence == "high" else [confidence_name(finding.confidence)]
    return listed([tier_name(finding.tier), *map(plain, finding.jurisdictions), *certainty])


def _steps(listed_row: Row, style: Style) -> Iterator[str]:
    steps = listed_row.steps
    shown = [(step.gain, visible(step.advice)) for step in steps[:STEPS_SHOWN]]
    rest = steps[STEPS_SHOWN:]
    if rest:
        shown.append((sum(step.gain for step in rest), count(len(rest), "further step")))
    for position, (gain, advice) in enumerate(shown):
        label = "" if position else "do next"
        lead = " " * MARGIN + (style.paint(label, "fair") if label else "") + " " * (10 - len(label))
        first, *others = wrap(advice, style.width - GAIN_END)
        yield f"{lead}{f'+{gain}':>4}  {first}"
        yield from (" " * GAIN_END + line for line in others)


def _arithmetic(claim: ClaimOut, style: Style) -> Iterator[str]:
    for line in row("points", points_words(claim), width=style.width, indent=MARGIN):
        yield style.paint(line, "dim")
