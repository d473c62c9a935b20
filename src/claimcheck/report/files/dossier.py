"""The file for counsel, as a Word document: of each headline claim the wording, law by law, and what was decided."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DecisionOut, Report
from claimcheck.report.contradictions import against, others
from claimcheck.report.decided import STATE_WORDS, decision_of, remark_words
from claimcheck.report.files.legend import settled
from claimcheck.report.first_page import Headline, first_page
from claimcheck.report.layout import listed, visible
from claimcheck.report.terms import element_name, element_question, tier_name
from claimcheck.report.words import citation_words, count, place_words, plain

MEANING = (
    "This file puts together what a lawyer needs to decide on each claim. It says what the text shows and what each "
    "law makes of it; it does not say whether a claim is true, or whether a law is broken."
)
DECISION = ("Decision (keep, change, remove)", "Reason", "Decided by", "Date")
LAWS = ("Law", "Weight", "What it says of the claim", "What it asks for", "Rests on")
# Widths of the columns, on a page of A4 across.
_LAW_WIDTHS = (1.6, 3.4, 9.5, 6.0, 5.2)
_FACT_WIDTHS = (13.0, 5.0, 7.7)
_DECISION_WIDTHS = (6.0, 10.7, 5.0, 4.0)
_ALL_WIDTHS = (9.0, 4.0, 6.7, 3.5, 2.5)
_PAGE, _MARGIN = (29.7, 21.0), 2.0
_GRID = "Table Grid"
_SIZE = 9
_LOUD = ("error", "warning")
_BLANK = ""


def write(report: Report) -> bytes:
    """The document, one section for each of the first claims in the order in which to deal with them."""
    word = Document()
    word.styles["Normal"].font.size = Pt(_SIZE)
    # Laid across: tables of law need room.
    section: Any = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Cm, _PAGE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    page = first_page(report)
    word.add_heading("Dossier of claims", 0)
    title = listed(visible(one.title or one.path) for one in report.documents) or count(0, "document")
    for line in (title, MEANING, *_setting(report)):
        word.add_paragraph(line)
    if not page.headlines:
        word.add_paragraph(page.lead)
    for headline in page.headlines:
        _claim(word, headline, report)
    _decisions(word, report)
    out = io.BytesIO()
    word.save(out)
    return settled(out.getvalue())


def _setting(report: Report) -> Iterator[str]:
    context, pack = report.context, report.tool.rulepack
    lands = listed(map(plain, context.jurisdictions))
    yield f"Read for {plain(context.audience)}, {plain(context.medium)}, law of {lands} as of {context.as_of}."
    yield (
        f"{report.tool.name} {report.tool.version}, rules {visible(pack.name)} {visible(pack.version)} "
        f"({pack.sha256[:12]})."
    )


def _claim(word: Any, headline: Headline, report: Report) -> None:
    claim, as_of = headline.claim, report.context.as_of
    word.add_heading(f"{headline.number}. {headline.kind}", 1)
    word.add_paragraph(f"“{visible(claim.text)}”", style="Intense Quote")
    word.add_paragraph(f"{headline.said}. Score {headline.score} of 100: {headline.verdict}.")
    disagreeing = against(headline.document, claim)
    if disagreeing:
        word.add_heading("What contradicts it", 2)
        _table(word, ("Contradiction", "Words", "Place"), _opposed(disagreeing, claim), _FACT_WIDTHS)
    word.add_heading("Law by law", 2)
    findings = [*claim.findings, *disagreeing]
    laws = list(_laws(findings, as_of))
    if laws:
        _table(word, LAWS, laws, _LAW_WIDTHS)
    else:
        word.add_paragraph("No error and no warning is found under these laws.")
    word.add_heading("Deciding facts", 2)
    _table(word, ("Fact", "What is known", "By whom, since when"), _facts(findings, report), _FACT_WIDTHS)
    word.add_heading("Evidence held", 2)
    _table(word, ("Evidence", "Words", "Place"), _held(claim), _FACT_WIDTHS)
    word.add_heading("What a regulator would ask", 2)
    lacking = [one.element for one in claim.elements if one.state == "missing" and one.need != "optional"]
    asked = ["Which of the two passages is right?"] if disagreeing else []
    asked += [element_question(name) for name in lacking]
    for question in asked or ["Nothing that such a claim needs is missing."]:
        word.add_paragraph(question, style="List Bullet")
    word.add_heading("Decision", 2)
    one = decision_of(headline.document, [claim])
    _table(word, DECISION, [_decided(one) if one else (_BLANK,) * len(DECISION)], _DECISION_WIDTHS)


def _decisions(word: Any, report: Report) -> None:
    """All that was decided, claim by claim: not every one of these claims is among the first."""
    decided = [
        (f"“{visible(claim.text)}”", *_decided(one))
        for document in report.documents
        for claim in document.claims
        if (one := decision_of(document, [claim])) is not None
    ]
    if decided:
        word.add_heading("All decisions", 1)
        _table(word, ("Claim", *DECISION), decided, _ALL_WIDTHS)


def _decided(one: DecisionOut) -> tuple[str, ...]:
    """A line of the table of decisions."""
    wording = f"Proposed wording: “{one.wording}”" if one.wording else ""
    ends = f"{'ended' if one.expired else 'until'} {one.until}" if one.until else ""
    return (
        ", ".join(filter(None, (STATE_WORDS[one.state], ends))),
        visible(" ".join(filter(None, (wording, remark_words(one))))),
        visible(one.by + (f"; owner: {one.owner}" if one.owner else "")),
        one.on,
    )


def _laws(findings: Sequence[FindingOut], as_of: str) -> Iterator[tuple[str, ...]]:
    """A row for each finding and each law that asks to act on it, the laws together."""
    asking = [(finding, law) for finding in findings for law in finding.laws if law.severity in _LOUD]
    for finding, law in sorted(asking, key=lambda one: (one[1].jurisdiction, one[1].severity)):
        # Where none of its own passages says it, a law asks for what the standards say.
        own = {key for one in finding.laws for key in one.citations if one is not law}
        passages = [one for one in finding.citations if one.key in law.citations] or [
            one for one in finding.citations if one.key not in own
        ]
        told = [visible(law.message), visible(law.why or finding.why), visible(law.exposure)]
        prefix = f"{plain(law.jurisdiction)}: "
        begins = f", from {law.applies_from}" if law.applies_from else ""
        yield (
            plain(law.jurisdiction),
            f"{law.severity}: {tier_name(law.tier)}{begins}",
            " ".join(one if one.endswith((".", "?", "!")) else f"{one}." for one in told if one),
            visible(law.remedy),
            "; ".join(words.removeprefix(prefix) for words in citation_words(passages, as_of)),
        )


def _opposed(findings: Sequence[FindingOut], claim: ClaimOut) -> Iterator[tuple[str, ...]]:
    """A row for each passage that disagrees with a claim."""
    for finding in findings:
        told = "; ".join(visible(one) for one in (finding.message, finding.sum) if one)
        for place, quote in others(finding, claim):
            yield f"{finding.rule}: {told}", visible(quote), place_words(place)


def _facts(findings: Sequence[FindingOut], report: Report) -> list[tuple[str, ...]]:
    """The answers that were given, and the questions that are open, each once."""
    given = [(name, said, _BLANK) for name, said in report.context.facts.items()]
    asked = dict.fromkeys(question for one in findings for law in one.laws for question in law.undetermined)
    return [*given, *((visible(one), "undetermined", _BLANK) for one in asked)]


def _held(claim: ClaimOut) -> list[tuple[str, ...]]:
    return [
        (
            element_name(one.element),
            visible(one.quote or one.value or ""),
            place_words(one.place) if one.place is not None else "same sentence",
        )
        for one in claim.elements
        if one.state not in ("missing", "contradicted")
    ]


def _table(word: Any, head: Sequence[str], lines: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
    """A table of columns so wide, in centimetres, its head on every page; where there is nothing to tell it says so."""
    body = list(lines) or [("none", *[_BLANK] * (len(head) - 1))]
    table = word.add_table(rows=1, cols=len(head), style=_GRID)
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for line in body:
        for cell, words in zip(table.add_row().cells, line, strict=True):
            cell.text = words
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
