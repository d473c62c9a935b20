"""The report for a person at a terminal: the verdict first, then what is wrong and what to do, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tabulate import tabulate

from claimcheck.model.report import ClaimOut, DocumentOut, ElementOut, FindingOut, ProblemOut, Report
from claimcheck.report.layout import listed, row, shorten, visible, wrap
from claimcheck.report.style import Style, Tone
from claimcheck.report.words import (
    FindingGroup,
    band_words,
    below,
    citation_words,
    count,
    coverage_words,
    document_findings,
    grouped,
    place_words,
    plain,
    problem_words,
    severity_words,
    worst_first,
)

DEFAULT_LIMIT = 20
STEPS_SHOWN = 3
MARGIN = 5
QUOTE = 60

_BAND_TONES: dict[str, Tone] = {
    "verifiable": "good",
    "verifiable_with_gaps": "fair",
    "weak": "poor",
    "not_verifiable": "bad",
    "empty": "bad",
    "contradicted": "bad",
}
_SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "poor", "info": "fair"}
_EFFECT_TONES: dict[str, Tone] = {"unreadable": "bad", "partial": "poor", "note": "fair"}
_EFFECT_WORDS = {"unreadable": "not read", "partial": "partly", "note": "note"}


def render(report: Report, style: Style) -> str:
    """The whole report as lines of at most ``style.width`` columns."""
    sections = [
        _verdict(report, style),
        _problems(report, style),
        *_claims(report, style),
        _gaps(report, style),
        _footer(report, style),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _heading(text: str, style: Style) -> list[str]:
    return [*(style.paint(line, "head") for line in wrap(text, style.width)), style.paint(style.rule, "dim")]


def _say(text: str, style: Style, indent: int = 2) -> list[str]:
    return [" " * indent + line for line in wrap(text, style.width - indent)]


def _verdict(report: Report, style: Style) -> list[str]:
    documents = report.documents
    if len(documents) == 1:
        lines = _document_head(documents[0], style)
    else:
        lines = _heading(_documents_words(documents), style)
    first, *others = _verdict_words(report, style)
    lines.append("")
    lines += [style.paint(line, _verdict_tone(report)) for line in _say(first, style)]
    for words in others:
        lines += _say(words, style)
    return lines


def _document_head(document: DocumentOut, style: Style) -> list[str]:
    name = visible(document.title or "") or visible(document.path)
    facts = [visible(document.path), plain(document.format), plain(document.language or "")]
    if document.status != "unreadable":
        facts.append(coverage_words(document.coverage))
    wanted = (fact for fact in facts if fact and fact != name)
    return [
        *_heading(name, style),
        *(style.paint(line, "dim") for line in wrap(style.dot.join(wanted), style.width)),
    ]


def _documents_words(documents: list[DocumentOut]) -> str:
    words = [count(len(documents), "document")]
    for status, said in (("partial", "partly read"), ("unreadable", "not read")):
        number = sum(document.status == status for document in documents)
        if number:
            words.append(f"{number} {said}")
    return listed(words)


def _verdict_words(report: Report, style: Style) -> Iterator[str]:
    """The verdict, then what it rests on, a sentence each."""
    summary = report.summary
    if all(document.status == "unreadable" for document in report.documents):
        yield "Nothing could be read."
        return
    if not summary.claims:
        yield "No claims found."
    else:
        good = summary.by_band.get("verifiable", 0)
        yield f"{good or 'None'} of {count(summary.claims, 'claim')} {'is' if good == 1 else 'are'} verifiable."
        yield f"Of {summary.claims:,}: {band_words(summary.by_band)}."
        yield f"Median score {summary.median_score:g} of 100; {summary.below_40:,} below 40."
        document, claim = worst_first(report)[0]
        where = place_words(claim.place)
        if len(report.documents) > 1:
            where = f"{visible(document.path)}, {where}"
        words = shorten(visible(claim.text), QUOTE)
        yield f"Worst: {claim.score} of 100, {where}: {style.quoted(words)}"
    findings = [finding for document in report.documents for finding in document_findings(document)]
    yield f"{severity_words(findings)[0].upper()}{severity_words(findings)[1:]}."
    aside = sum(document.coverage.set_aside for document in report.documents)
    if aside:
        yield f"{count(aside, 'passage')} about the topic set aside as no claim of the company."


def _verdict_tone(report: Report) -> Tone:
    worst = report.summary.worst_score
    if worst is None:
        return "head"
    return "good" if worst >= 80 else "poor" if worst >= 40 else "bad"


def _problems(report: Report, style: Style) -> list[str]:
    of_documents = (
        (document.path, problem) for document in report.documents for problem in document.problems
    )
    problems = [*(("", problem) for problem in report.problems), *of_documents]
    if not problems:
        return []
    lines = _heading("Problems", style)
    order = list(_EFFECT_WORDS)
    for path, problem in sorted(problems, key=lambda pair: order.index(pair[1].effect)):
        lines += _problem(path, problem, style)
    return lines


def _problem(path: str, problem: ProblemOut, style: Style) -> list[str]:
    words = problem_words(problem)
    if path and not words.startswith(visible(path)):
        words = f"{visible(path)}: {words}"
    tone = _EFFECT_TONES[problem.effect]
    label = _EFFECT_WORDS[problem.effect]
    lines = row(label, words, width=style.width, indent=2, paint=lambda text: style.paint(text, tone))
    if problem.hint:
        lines += row("", f"hint: {visible(problem.hint)}", width=style.width, indent=2)
    return lines


def _claims(report: Report, style: Style) -> Iterator[list[str]]:
    """Claims worst first, a document after the other; ``limit`` counts over all of them."""
    pairs = worst_first(report)
    limit = DEFAULT_LIMIT if style.limit is None else style.limit
    chosen = pairs[:limit] if limit else pairs
    many = len(report.documents) > 1
    if pairs:
        shown = f"showing {len(chosen)} of {len(pairs):,}" if len(chosen) < len(pairs) else f"all {len(pairs):,}"
        yield _heading(f"Claims, worst first: {shown}", style)
    for document in report.documents:
        own = [claim for owner, claim in chosen if owner is document]
        if many and (own or document.findings):
            yield _document_head(document, style)
        for claim in own:
            yield list(_claim(claim, report, style))
        if document.findings:
            yield _of_document(document, report, style)


def _of_document(document: DocumentOut, report: Report, style: Style) -> list[str]:
    lines = _heading("About the whole document", style)
    for group in grouped(document.findings):
        lines += _finding_group(group, report, style)
        lines += row("", place_words(group.head.place), width=style.width, indent=MARGIN)
    return lines


def _claim(claim: ClaimOut, report: Report, style: Style) -> Iterator[str]:
    tone = _BAND_TONES[claim.band]
    bar, score = style.bar(claim.score), f" {claim.score:>3} of 100 {plain(claim.band)}"
    where = place_words(claim.place)
    gap = " " * max(2, style.width - len(bar) - len(score) - len(where))
    yield style.paint(bar + score, tone) + gap + where
    for line in _say(style.quoted(visible(claim.text)), style, MARGIN):
        yield style.paint(line, "head")
    yield from _say(style.dot.join(_kind_words(claim, style)), style, MARGIN)
    yield from _evidence(claim, style)
    for position, group in enumerate(grouped(claim.findings)):
        yield from _finding_group(group, report, style, rewrite=position == 0)
    yield from _steps(claim, style)
    yield from _arithmetic(claim, style)


def _kind_words(claim: ClaimOut, style: Style) -> Iterator[str]:
    yield plain(claim.type)
    if claim.target_kind is not None and claim.target_kind != "other":
        yield f"{plain(claim.target_kind)} target"
    yield plain(claim.topic)
    if claim.tense != "attribute":
        yield claim.tense
    if claim.certainty == "hedged":
        yield "hedged"
    if claim.stance != "asserted":
        yield claim.stance
    if claim.claimant != "company":
        yield f"claimant {plain(claim.claimant)}"
    if claim.place.block != "paragraph":
        yield f"in a {claim.place.block}"
    if below([claim], style.min_score):
        yield f"below {style.min_score}"


def _evidence(claim: ClaimOut, style: Style) -> Iterator[str]:
    def labelled(label: str, text: str, tone: Tone) -> list[str]:
        return row(
            label, text, width=style.width, indent=MARGIN, paint=lambda words: style.paint(words, tone)
        )

    missing = [plain(element.element) for element in claim.elements if element.state == "missing"]
    if missing:
        yield from labelled("missing", listed(missing), "bad")
    for element in claim.elements:
        if element.state == "contradicted":
            yield from labelled("disagrees", _held_words(element, style), "bad")
    held = [element for element in claim.elements if element.state in ("present", "linked", "registered")]
    for position, element in enumerate(held):
        yield from labelled("" if position else "found", _held_words(element, style), "good")


def _held_words(element: ElementOut, style: Style) -> str:
    said = element.quote or element.value
    quote = f" {style.quoted(visible(said))}" if said else ""
    if element.state == "registered":
        where = "evidence register"
    elif element.state == "present" or element.place is None:
        where = "same sentence"
    else:
        where = place_words(element.place)
    part = "" if element.credit >= 1 or element.state == "contradicted" else f", counts {element.credit:.2g}"
    return f"{plain(element.element)}{quote} ({where}{part})"


def _finding_group(
    group: FindingGroup, report: Report, style: Style, *, rewrite: bool = False
) -> Iterator[str]:
    finding = group.head
    yield from _finding_row(finding, f"{_rule_words(finding)} ({_scope_words(finding)})", style)

    def under(label: str, text: str) -> list[str]:
        return row(
            label, text, width=style.width, indent=MARGIN, paint=lambda words: style.paint(words, "dim")
        )

    yield from under("", visible(finding.message))
    for citation in finding.citations:
        words = f"{plain(citation.jurisdiction)}: {citation_words(citation, report.context.as_of)}"
        yield from (style.paint(line, "dim") for line in under("", words))
    for question in finding.questions:
        yield from under("ask", visible(question))
    for other in group.others:
        yield from _finding_row(other, f"{_rule_words(other)}: {visible(other.message)}", style)
    if rewrite and finding.rewrite:
        yield from under("instead", style.quoted(visible(finding.rewrite)))


def _finding_row(finding: FindingOut, text: str, style: Style) -> list[str]:
    tone = _SEVERITY_TONES[finding.severity]
    return row(
        finding.severity, text, width=style.width, indent=MARGIN, paint=lambda words: style.paint(words, tone)
    )


def _rule_words(finding: FindingOut) -> str:
    return f"{visible(finding.rule)} {visible(finding.name)}"


def _scope_words(finding: FindingOut) -> str:
    certainty = [] if finding.confidence == "high" else [f"{finding.confidence} confidence"]
    state = [] if finding.state == "new" else [finding.state]
    return listed([finding.tier, *map(plain, finding.jurisdictions), *certainty, *state])


def _steps(claim: ClaimOut, style: Style) -> Iterator[str]:
    steps = claim.next_steps
    for position, step in enumerate(steps[:STEPS_SHOWN]):
        text = f"{f'+{step.gain}':>4}  {visible(step.advice)}"
        first, *others = wrap(text.strip(), style.width - MARGIN - 10)
        pad = " " * (len(text) - len(text.lstrip()))
        label = style.paint("do next", "fair") + "   " if position == 0 else " " * 10
        yield " " * MARGIN + label + pad + first
        yield from (" " * (MARGIN + 16) + line for line in others)
    rest = steps[STEPS_SHOWN:]
    if rest:
        gain = f"+{sum(step.gain for step in rest)}"
        yield " " * (MARGIN + 10) + f"{gain:>4}  {count(len(rest), 'further step')}"


def _arithmetic(claim: ClaimOut, style: Style) -> Iterator[str]:
    """The score as a sum that can be followed: points held of points possible, then the ceilings that bind."""
    terms = [term for term in claim.dimensions if term.weight]
    held, possible = sum(term.weight * term.share for term in terms), sum(term.weight for term in terms)
    parts = [f"{plain(term.dimension)} {term.weight * term.share:.3g}/{term.weight:.3g}" for term in terms]
    words = f"{held:.3g} of {possible:.3g} is {claim.raw:.3g} %: {listed(parts)}"
    for limit in claim.limits:
        if limit.limit < claim.raw:
            origin = f"floor {limit.floor:.3g}, credit {limit.credit:.2g}"
            words += f"; limit {plain(limit.reason)} {limit.limit:.3g} ({origin})"
    for line in row("points", words, width=style.width, indent=MARGIN):
        yield style.paint(line, "dim")


def _gaps(report: Report, style: Style) -> list[str]:
    gaps = sorted(report.summary.gaps.items(), key=lambda item: (-item[1], item[0]))
    if not gaps:
        return []
    claims = report.summary.claims
    rows = [
        (shorten(plain(element), 30), f"{number:,}", f"{round(100 * number / claims)} %")
        for element, number in gaps
        if claims
    ]
    table = tabulate(
        rows,
        headers=("missing evidence", "claims", "share"),
        tablefmt="plain",
        colalign=("left", "right", "right"),
        disable_numparse=True,
    )
    return [*_heading("Gaps", style), *(f"  {line}" for line in table.splitlines())]


def _footer(report: Report, style: Style) -> list[str]:
    context, pack = report.context, report.tool.rulepack
    subject = f", about a {plain(context.subject)}" if context.subject else ""
    words: Iterable[str] = (
        f"Read as {plain(context.audience)} {plain(context.medium)}{subject} under "
        f"{listed(map(plain, context.jurisdictions))}, law as of {context.as_of}. "
        f"{report.tool.name} {report.tool.version}, rules {visible(pack.name)} {visible(pack.version)} "
        f"({count(pack.rules, 'rule')}, {pack.sha256[:12]}).",
        "A score says how well a claim can be checked, never whether it is true.",
    )
    return [style.paint(line, "dim") for text in words for line in wrap(text, style.width)]
