"""Text of a document as Markdown that means nothing, and claims and findings in it with all that belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from claimcheck.model.claim_out import ElementOut, FindingOut
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.contradictions import further_words, sides
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import listed, shorten, visible
from claimcheck.report.rows import Row, also_words, is_repeated, said_words
from claimcheck.report.style import Style
from claimcheck.report.terms import band_name, element_name, tier_name, type_name
from claimcheck.report.words import (
    accepted_words,
    below,
    citation_words,
    exact_place_words,
    grouped,
    lapsed_words,
    missing_words,
    place_words,
    plain,
    source_words,
    unasked_of,
)

TABLE_TEXT = 90
LONGEST = 1_200  # characters of one passage; a sentence has seldom more than a third of that
_LONGEST_NAME = 200

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$&]|^[-+=]")
# What a forge turns into links or mentions without any brackets: the character that gives it away is written
# as an entity, or followed by an invisible one.
_AUTOLINKS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\.|(?<=mailto):", re.IGNORECASE)
_MENTIONS = re.compile(r"@(?=\w)|\\#(?=\d)|\bGH-(?=\d)|!(?=\d)|(?<!\w):(?=[a-z+][a-z0-9_+-]*:)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def escaped(text: str) -> str:
    """Text of a document as Markdown that shows it letter by letter and means nothing."""
    text = _SPECIAL.sub(lambda match: _ENTITIES.get(match.group(), f"\\{match.group()}"), visible(text))
    text = _AUTOLINKS.sub(lambda match: f"&#{ord(match.group())};", text)
    text = _MENTIONS.sub(lambda match: f"{match.group()}&#8288;", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def clipped(text: str) -> str:
    """A passage as ``escaped``; of a very long one the beginning, and how much is left out."""
    text = visible(text)
    if len(text) <= LONGEST:
        return escaped(text)
    kept = text[:LONGEST].rstrip()
    return f"{escaped(kept)} … ({len(text) - len(kept):,} more characters)"


def cell(text: str) -> str:
    """A passage in a table, cut to a line."""
    return escaped(shorten(visible(text), TABLE_TEXT))


def file_name(path: str) -> str:
    """The path of a file; of a very long one the end, which tells files apart."""
    path = visible(path)
    return escaped(path if len(path) <= _LONGEST_NAME else f"…{path[-_LONGEST_NAME:]}")


MOST = 9_000
"""Characters of one claim with all its findings; what is above is left out, and that is said."""


def whole(lines: Iterable[str]) -> str:
    """The lines as one text, up to what one thing may take."""
    kept: list[str] = []
    size = left = 0
    for line in lines:
        size += len(line) + 1
        if left or size > MOST:
            left += 1
        else:
            kept.append(line)
    if left:
        kept.append(f"- … {left:,} more {'line is' if left == 1 else 'lines are'} left out")
    return "\n".join(kept)


def claim_lines(row: Row, as_of: str, style: Style) -> Iterator[str]:
    """The score, the words, the evidence that is there and is not, the findings, and what to do next."""
    document, claim = row.document, row.claim
    low = ", below the least score asked for" if below([claim], style.min_score) else ""
    yield f"### {claim.score} of 100, {band_name(claim.band)}{low}: {type_name(claim.type)}"
    yield from ("", f"> {clipped(claim.text)}", "")
    yield f"{file_name(document.path)}, {place_words(claim.place)}"
    if is_repeated(claim):
        yield f"({said_words(claim)})"
    also = also_words(row)
    if also:
        yield f"(also: {also})"
    yield ""
    if claim.approval is not None:
        yield f"- Register of claims: {clipped(approval_words(claim))}"
        yield from (f"  - {clipped(words)}" for words in approval_details(claim))
    if missing := missing_words(row.missing, unasked_of(claim)):
        yield f"- Missing: {missing}"
    for words in lapsed_words(claim):
        yield f"- Lapsed: {clipped(words)}"
    for finding in chain.from_iterable(grouped(row.findings)):
        yield from finding_lines(finding, as_of)
    for step in row.steps:
        yield f"- Do next: {clipped(step.advice)} (+{step.gain})"
    yield from (_held(element) for element in claim.elements if element.state != "missing")


def _held(element: ElementOut) -> str:
    label = "Disagrees" if element.state == "contradicted" else "Found"
    said = element.quote or element.value or ""
    where = place_words(element.place) if element.place is not None else "same sentence"
    if element.source is not None:
        where = source_words(element.source)
    return f"- {label}: {element_name(element.element)} “{clipped(said)}” ({clipped(where)})"


def finding_lines(finding: FindingOut, as_of: str) -> Iterator[str]:
    """The rule and its message, then the words it is about, the reason, the law, and what to do."""
    where = listed(map(plain, finding.jurisdictions))
    name = f"{escaped(finding.rule)} {escaped(finding.name)}"
    accepted = f" ({clipped(accepted_words(finding))})" if finding.state != "new" else ""
    yield f"- **{finding.severity} {name}** ({tier_name(finding.tier)}, {where}): {clipped(finding.message)}{accepted}"
    if not finding.against:
        yield f"  - Words: “{clipped(finding.quote)}” ({escaped(exact_place_words(finding.place))})"
    yield f"  - Why: {clipped(finding.why)}"
    yield from (f"  - Law by law: {clipped(words)}" for words in law_by_law(finding))
    yield from (f"  - {clipped(words)}" for words in citation_words(finding.citations, as_of))
    yield from (f"  - Ask: {clipped(question)}" for question in finding.questions)
    yield f"  - To close the gap: {clipped(finding.remedy)}"
    if finding.rewrite:
        yield f"  - Instead: {clipped(finding.rewrite)}"


def contradiction_lines(finding: FindingOut, as_of: str) -> Iterator[str]:
    """The passages that disagree, a row for each with its place, then what any finding has."""
    yield from ("| place | passage |", "|---|---|")
    for place, quote in sides(finding):
        yield f"| {escaped(exact_place_words(place))} | {clipped(quote)} |"
    yield ""
    if finding.sum:
        yield f"- Sum: {clipped(finding.sum)}"
    if finding.further:
        yield f"- {further_words(finding)}"
    yield from finding_lines(finding, as_of)


def loose_lines(group: Sequence[FindingOut], as_of: str) -> Iterator[str]:
    """Findings about no claim, below the words that they are about."""
    yield from (f"> {clipped(group[0].quote)}", "", escaped(place_words(group[0].place)), "")
    for finding in group:
        yield from finding_lines(finding, as_of)
