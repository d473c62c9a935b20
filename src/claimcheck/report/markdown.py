"""The report as GitHub-flavoured Markdown, for a pull request or a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model.report import ClaimOut, DocumentOut, FindingOut, Report
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.contradictions import further_words, sides, split
from claimcheck.report.layout import listed, shorten, visible
from claimcheck.report.matrix import legend, matrix, names, numbers
from claimcheck.report.style import Style
from claimcheck.report.words import (
    accepted_words,
    address,
    below,
    citation_words,
    document_findings,
    grouped,
    lapsed_words,
    place_words,
    plain,
    problem_words,
    reading_words,
    severity_words,
    silence_words,
    source_words,
    verdict_words,
    worst_first,
)

TABLE_TEXT = 90

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$&]|^[-+=]")
# What a forge turns into links or mentions without any brackets: the character that gives it away is written
# as an entity, or followed by an invisible one.
_AUTOLINKS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\.|(?<=mailto):", re.IGNORECASE)
_MENTIONS = re.compile(r"@(?=\w)|\\#(?=\d)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def escaped(text: str) -> str:
    """Text of a document as Markdown that shows it letter by letter and means nothing."""
    text = _SPECIAL.sub(_entity_or_backslash, visible(text))
    text = _AUTOLINKS.sub(lambda match: f"&#{ord(match.group())};", text)
    text = _MENTIONS.sub(lambda match: f"{match.group()}&#8288;", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def _entity_or_backslash(match: re.Match[str]) -> str:
    named = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
    return named.get(match.group(), f"\\{match.group()}")


def render(report: Report, style: Style) -> str:
    """Verdict, problems, a table of claims from worst to best, a section for each claim, and the gaps.

    All claims are shown unless ``style.limit`` says how many.
    """
    sections = [
        _verdict(report),
        _problems(report),
        *_claims(report, style),
        *_contradictions(report, style),
        *_whole(report),
        _coverage(report, style),
        _gaps(report),
        _footer(report),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _verdict(report: Report) -> list[str]:
    documents, summary = report.documents, report.summary
    lines = ["# Claims and their evidence", ""]
    for document in documents:
        title = f"{escaped(document.title)}, " if document.title else ""
        read = "not read" if document.status == "unreadable" else reading_words(document)
        lines.append(f"- {title}{escaped(document.path)}: {read}")
    if documents:
        lines.append("")
    if summary.claims:
        first, *others = verdict_words(summary)
        lines.append(" ".join([f"**{first}**", *others, f"Worst score {summary.worst_score}."]))
    else:
        lines.append(f"**{silence_words(report)}**")
    findings = [finding for document in documents for finding in document_findings(document)]
    return [*lines, "", severity_words(findings)]


def _problems(report: Report) -> list[str]:
    problems = [*(("", problem) for problem in report.problems)]
    problems += [(document.path, problem) for document in report.documents for problem in document.problems]
    if not problems:
        return []
    lines = ["## Problems", ""]
    for path, problem in problems:
        words = problem_words(problem)
        where = f"{escaped(path)}: " if path and not words.startswith(visible(path)) else ""
        hint = f" ({escaped(problem.hint)})" if problem.hint else ""
        lines.append(f"- **{problem.effect}** {where}{escaped(words)}{hint}")
    return lines


def _claims(report: Report, style: Style) -> Iterator[list[str]]:
    pairs = worst_first(report)
    chosen = pairs[: style.limit] if style.limit else pairs
    if not pairs:
        return
    shown = f", showing {len(chosen)} of {len(pairs):,}" if len(chosen) < len(pairs) else ""
    table = [
        f"## Claims, worst first{shown}",
        "",
        "| score | claim | type | place | missing |",
        "|---:|---|---|---|---|",
    ]
    for document, claim in chosen:
        missing = listed(plain(element.element) for element in claim.elements if element.state == "missing")
        cells = (
            f"{claim.score}",
            escaped(shorten(visible(claim.text), TABLE_TEXT)),
            plain(claim.type),
            escaped(address(document.path, claim.place)),
            missing or "nothing",
        )
        table.append(f"| {' | '.join(cells)} |")
    yield table
    for document, claim in chosen:
        yield list(_claim(document, claim, report, style))


def _claim(document: DocumentOut, claim: ClaimOut, report: Report, style: Style) -> Iterator[str]:
    low = ", below the least score asked for" if below([claim], style.min_score) else ""
    yield f"### {claim.score} of 100, {plain(claim.band)}{low}: {plain(claim.type)}"
    yield ""
    yield f"> {escaped(claim.text)}"
    yield ""
    yield f"{escaped(document.path)}, {place_words(claim.place)}"
    yield ""
    if claim.approval is not None:
        yield f"- Register of claims: {escaped(approval_words(claim))}"
        yield from (f"  - {escaped(words)}" for words in approval_details(claim))
    missing = [plain(element.element) for element in claim.elements if element.state == "missing"]
    if missing:
        yield f"- Missing: {listed(missing)}"
    for words in lapsed_words(claim):
        yield f"- Lapsed: {escaped(words)}"
    for element in claim.elements:
        if element.state != "missing":
            label = "Disagrees" if element.state == "contradicted" else "Found"
            said = element.quote or element.value or ""
            where = place_words(element.place) if element.place is not None else "same sentence"
            if element.source is not None:
                where = source_words(element.source)
            yield f"- {label}: {plain(element.element)} “{escaped(said)}” ({escaped(where)})"
    for group in grouped(claim.findings):
        yield from _finding(group.head, report)
        for other in group.others:
            name = f"{escaped(other.rule)} {escaped(other.name)}"
            yield f"  - {other.severity} {name}: {escaped(other.message)}{_accepted(other)}"
    for step in claim.next_steps:
        yield f"- Do next: {escaped(step.advice)} (+{step.gain})"


def _finding(finding: FindingOut, report: Report) -> Iterator[str]:
    where = listed(map(plain, finding.jurisdictions))
    name = f"{escaped(finding.rule)} {escaped(finding.name)}"
    yield f"- **{finding.severity} {name}** ({finding.tier}, {where}): {escaped(finding.message)}{_accepted(finding)}"
    for words in citation_words(finding.citations, report.context.as_of):
        yield f"  - {escaped(words)}"
    for question in finding.questions:
        yield f"  - Ask: {escaped(question)}"


def _accepted(finding: FindingOut) -> str:
    return f" ({escaped(accepted_words(finding))})" if finding.state != "new" else ""


def _contradictions(report: Report, style: Style) -> Iterator[list[str]]:
    """Passages that disagree, a table for each: a row for a passage with its place."""
    for document in report.documents:
        pairs, _ = split(document)
        shown = pairs[: style.limit] if style.limit else pairs
        if not shown:
            continue
        cut = f", showing {len(shown)} of {len(pairs):,}" if len(shown) < len(pairs) else ""
        lines = [f"## Contradictions in {escaped(document.path)}{cut}"]
        for finding in shown:
            lines += ["", "| place | passage |", "|---|---|"]
            lines += [f"| {place_words(place)} | {escaped(quote)} |" for place, quote in sides(finding)]
            lines.append("")
            lines += [f"- Sum: {escaped(finding.sum)}"] if finding.sum else []
            lines += [f"- {further_words(finding)}"] if finding.further else []
            lines += _finding(finding, report)
            lines += [f"- Instead: {escaped(finding.rewrite)}"] if finding.rewrite else []
        yield lines


def _coverage(report: Report, style: Style) -> list[str]:
    """Which of the claims shown has which evidence, where there are several."""
    pairs = worst_first(report)
    chosen = pairs[: style.limit] if style.limit else pairs
    if len(chosen) < 2:
        return []
    table = matrix([claim for _, claim in chosen], style)
    heads = numbers(table.elements)
    cut = f", showing {len(chosen)} of {len(pairs):,} claims" if len(chosen) < len(pairs) else ""
    rows = [
        f"| {claim.score} | {' | '.join(marks)} | {escaped(address(document.path, claim.place))} |"
        for (document, claim), (_, marks) in zip(chosen, table.rows, strict=True)
    ]
    return [
        f"## Evidence by claim{cut}",
        "",
        f"| score | {' | '.join(heads)} | place |",
        f"|---:|{':-:|' * len(heads)}---|",
        *rows,
        "",
        f"{names(table.elements)}. Marks: {legend(style)}.",
    ]


def _whole(report: Report) -> Iterator[list[str]]:
    for document in report.documents:
        _, loose = split(document)
        if loose:
            lines = [f"## Outside of claims in {escaped(document.path)}"]
            for group in grouped(loose):
                head = group.head
                lines += ["", f"> {escaped(head.quote)}", "", place_words(head.place), ""]
                lines += [line for one in (head, *group.others) for line in _finding(one, report)]
                lines += [f"- Instead: {escaped(head.rewrite)}"] if head.rewrite else []
            yield lines


def _gaps(report: Report) -> list[str]:
    gaps = sorted(report.summary.gaps.items(), key=lambda item: (-item[1], item[0]))
    if not gaps:
        return []
    rows = [f"| {plain(element)} | {number:,} of {report.summary.claims:,} |" for element, number in gaps]
    return ["## Gaps", "", "| missing evidence | claims |", "|---|---:|", *rows]


def _footer(report: Report) -> list[str]:
    context, pack = report.context, report.tool.rulepack
    reading = (
        f"{plain(context.audience)} {plain(context.medium)} under {listed(map(plain, context.jurisdictions))}"
    )
    tool = f"{report.tool.name} {report.tool.version} with rules {escaped(pack.name)} {escaped(pack.version)}"
    meaning = "A score says how well a claim can be checked, never whether it is true."
    return [f"Read as {reading}, law as of {context.as_of}, by {tool}. {meaning}"]
