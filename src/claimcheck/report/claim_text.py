"""A claim in the text report: its score, words and evidence, its findings, next steps and arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from claimcheck.model.claim_out import ClaimOut, ElementOut, FindingOut
from claimcheck.model.report import Report
from claimcheck.report import terms
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.contradictions import further_words
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import listed, shorten, visible, wrap
from claimcheck.report.rows import Row, also_words, first_words, is_repeated, said_words
from claimcheck.report.style import Style, Tone
from claimcheck.report.words import (
    BLOCKS,
    accepted_words,
    below,
    citation_words,
    count,
    exact_place_words,
    grouped,
    lapsed_words,
    missing_words,
    place_words,
    plain,
    points_words,
    source_words,
    unasked_of,
)

STEPS_SHOWN = 3
CITATIONS_SHOWN = 2
MARGIN = 5
GAIN_END = MARGIN + 16

_BAND_TONES: dict[str, Tone] = {"verifiable": "good", "verifiable_with_gaps": "fair", "weak": "poor"}
_SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "poor", "info": "fair"}


class Page(Struct, frozen=True):
    """What is drawn, how, and which rules have been explained further up."""

    report: Report
    style: Style
    explained: set[str] = field(default_factory=set)

    def rows(self, label: str, texts: Iterable[str], tone: Tone = "plain") -> Iterator[str]:
        """Texts one below the other, the label beside the first."""
        for position, text in enumerate(texts):
            yield from self.style.row("" if position else label, text, tone, MARGIN)


def claim_lines(listed_row: Row, page: Page) -> Iterator[str]:
    """The lines of a row of claims: the score with its bar and place, then the words, then everything about them."""
    style, claim = page.style, listed_row.claim
    bar = style.bar(claim.score, 20 if style.width >= 60 else 10)
    score, where = f" {claim.score:>3} of 100 {terms.band_name(claim.band)}", place_words(claim.place)
    gap = style.width - len(bar) - len(score) - len(where)
    yield style.paint(bar + score, _BAND_TONES.get(claim.band, "bad")) + (" " * gap + where if gap > 1 else "")
    if gap <= 1:
        yield " " * MARGIN + where
    yield from style.lines(style.quoted(visible(claim.text)), "head", MARGIN)
    yield from style.lines(style.dot.join(_kind_words(claim, style)), indent=MARGIN)
    yield from _standing(listed_row, page)
    yield from _evidence(listed_row, page)
    yield from _steps(listed_row, style)
    for position, group in enumerate(grouped(listed_row.findings)):
        yield from finding_lines(group, page, rewrite=position == 0)
    for line in style.row("points", points_words(claim), indent=MARGIN):
        yield style.paint(line, "dim")


def _kind_words(claim: ClaimOut, style: Style) -> Iterator[str]:
    yield terms.type_name(claim.type)
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


def _standing(listed_row: Row, page: Page) -> Iterator[str]:
    """Where else it is said, what else it claims, why it has its place in the list, and how it is approved."""
    claim = listed_row.claim
    if is_repeated(claim):
        yield from page.rows("places", [said_words(claim)], "dim")
    yield from page.rows("also", filter(None, [also_words(listed_row)]), "dim")
    if page.style.sort == "rank" and claim.why_first and page.report.summary.claims != 1:
        yield from page.rows("first", [f"because of: {first_words(claim)}"], "dim")
    if claim.approval is not None:
        tone: Tone = "good" if claim.approval.state == "approved" else "poor"
        yield from page.rows("register", (approval_words(claim), *approval_details(claim)), tone)


def _evidence(listed_row: Row, page: Page) -> Iterator[str]:
    claim, style = listed_row.claim, page.style
    if missing := missing_words(listed_row.missing, unasked_of(claim)):
        yield from page.rows("missing", [missing], "bad")
    for words in lapsed_words(claim):
        yield from page.rows("lapsed", [words], "bad")
    held: dict[str, list[str]] = {}
    for element in claim.elements:
        if element.state == "contradicted":
            yield from page.rows(
                "disagrees", [terms.element_name(element.element) + _found_words(element, style)], "bad"
            )
        elif element.state != "missing":
            held.setdefault(_found_words(element, style), []).append(terms.element_name(element.element))
    yield from page.rows("found", (listed(elements) + words for words, elements in held.items()), "good")


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


def finding_lines(group: Sequence[FindingOut], page: Page, *, rewrite: bool = False) -> Iterator[str]:
    """The lines of findings about the same words; with ``rewrite``, what to write instead as well."""
    finding, style, new = group[0], page.style, group[0].rule not in page.explained
    certainty = [] if finding.confidence == "high" else [terms.confidence_name(finding.confidence)]
    scope = listed([terms.tier_name(finding.tier), *map(plain, finding.jurisdictions), *certainty])
    yield from _finding_row(finding, f" ({scope}; {exact_place_words(finding.place)})", page)
    yield from page.rows("", [visible(finding.message)])
    if new:
        yield from page.rows("why", [visible(finding.why)], "dim")
        yield from page.rows("laws", law_by_law(finding), "dim")
    if finding.state != "new":
        yield from page.rows("", [accepted_words(finding)])
    yield from (style.paint(line, "dim") for line in page.rows("law", _law(finding, page)))
    if new:
        yield from page.rows("ask", map(visible, finding.questions), "dim")
        yield from page.rows("remedy", [visible(finding.remedy)], "dim")
    page.explained.add(finding.rule)
    for other in group[1:]:
        accepted = f" ({accepted_words(other)})" if other.state != "new" else ""
        yield from _finding_row(other, f": {visible(other.message)}{accepted}", page)
    if rewrite and finding.rewrite:
        yield from page.rows("instead", [style.quoted(visible(finding.rewrite))], "dim")


def pair_lines(finding: FindingOut, page: Page) -> Iterator[str]:
    """The lines of a contradiction below its passages: the sum first, then what any finding has."""
    if finding.sum:
        yield from page.rows("sum", [visible(finding.sum)])
    if finding.further:
        yield from page.rows("", [further_words(finding)])
    yield from finding_lines([finding], page, rewrite=True)


def _law(finding: FindingOut, page: Page) -> list[str]:
    """The law in full where a rule comes up first, and its first line where it comes up again."""
    lines = citation_words(finding.citations, page.report.context.as_of)
    if finding.rule in page.explained:
        return [shorten(line, page.style.width - MARGIN - 10) for line in lines[:1]]
    more = len(lines) - CITATIONS_SHOWN
    if more > 0:
        told = f"{count(more, 'more instrument')}: claimcheck rule {visible(finding.rule)}"
        return [*lines[:CITATIONS_SHOWN], told]
    return lines


def _finding_row(finding: FindingOut, behind: str, page: Page) -> Iterator[str]:
    words = f"{visible(finding.rule)} {visible(finding.name)}{behind}"
    return page.rows(finding.severity, [words], _SEVERITY_TONES[finding.severity])


def _steps(listed_row: Row, style: Style) -> Iterator[str]:
    steps = listed_row.steps
    shown = [(step.gain, visible(step.advice)) for step in steps[:STEPS_SHOWN]]
    rest = steps[STEPS_SHOWN:]
    if rest:
        shown.append((sum(step.gain for step in rest), count(len(rest), "further step")))
    for position, (gain, advice) in enumerate(shown):
        first, *others = wrap(advice, style.width - GAIN_END)
        label = " " * 10 if position else style.paint("do next", "fair") + "   "
        yield f"{' ' * MARGIN}{label}{f'+{gain}':>4}  {first}"
        yield from (" " * GAIN_END + line for line in others)
