"""JUnit XML: a suite for each document, a test case for each claim; errors and warnings that count are failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as Xml

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut, ProblemOut, Report
from claimcheck.report.approvals import approval_words
from claimcheck.report.finding_text import Item, details, items
from claimcheck.report.layout import shorten, visible
from claimcheck.report.style import Style
from claimcheck.report.words import place_words

NAME = 120  # characters of a claim in the name of its case
_FAILING = ("error", "warning")


def render(report: Report, style: Style) -> str:
    """One file for all documents; an input that was not read whole is a case with an error."""
    root = Xml.Element("testsuites", name=report.tool.name)
    found = list(items(report, style.min_score))
    for document in report.documents:
        own = [item for item in found if item.document is document]
        root.append(_suite(document, own, report.context.as_of))
    if missed := list(_unread("", report.problems)):
        root.append(_made(report.tool.name, missed))
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _suite(document: DocumentOut, found: list[Item], as_of: str) -> Xml.Element:
    path = visible(document.path)
    cases: list[Xml.Element] = []
    for claim in document.claims:
        own = [item for item in found if item.claim is claim]
        name = f"{shorten(visible(claim.text), NAME)} ({place_words(claim.place)}, {claim.id}:{claim.occurrence})"
        cases.append(_case(path, name, own, as_of, claim))
    whole = [item for item in found if item.claim is None]
    if whole:
        cases.append(_case(path, "the whole document", whole, as_of, None))
    cases += _unread(path, document.problems)
    return _made(path, cases)


def _unread(name: str, problems: Iterable[ProblemOut]) -> Iterator[Xml.Element]:
    """A case with an error for each problem that kept something from being read whole; "" is the run."""
    for problem in problems:
        if problem.effect != "note":
            case = Xml.Element(
                "testcase", classname=name or visible(problem.place or ""), name=f"reading: {problem.code}"
            )
            Xml.SubElement(case, "error", type=problem.code, message=visible(problem.message))
            yield case


def _made(name: str, cases: list[Xml.Element]) -> Xml.Element:
    suite = Xml.Element(
        "testsuite",
        name=name,
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors=str(sum(case.find("error") is not None for case in cases)),
    )
    suite.extend(cases)
    return suite


def _case(path: str, name: str, found: list[Item], as_of: str, claim: ClaimOut | None) -> Xml.Element:
    case = Xml.Element("testcase", classname=path, name=name)
    told = []
    for item in found:
        text = "\n".join([f"{item.name}, {item.severity}", *details(item, as_of)])
        if item.severity in _FAILING and item.counts:
            failure = Xml.SubElement(case, "failure", type=item.rule, message=visible(item.message))
            failure.text = text
        else:
            told.append(text)
    if claim is not None:
        words = approval_words(claim)
        told.insert(0, f"score {claim.score} of 100" + (f"\nregister of claims: {words}" if words else ""))
    if told:
        Xml.SubElement(case, "system-out").text = "\n\n".join(told)
    return case
