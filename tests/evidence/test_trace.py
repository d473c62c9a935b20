"""A trace asks again what the report was made of, and gives the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from claimcheck.api import Auditor
from claimcheck.model.trace import Candidate, ClaimTrace, ElementTrace, Place, RuleTrace, Slot
from claimcheck.model.trace_out import TraceOut
from claimcheck.pipeline import Traced
from claimcheck.report.style import Style
from claimcheck.report.trace import SLOTS, render, trace_out
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.operands import Operands
from claimcheck.rulepack.pack import SentenceRoles

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for folder in ("evidence", "planted")
    for path in (ROOT / "fixtures" / folder).iterdir()
    if path.suffix in (".md", ".html", ".txt", ".docx", ".pdf") and path.stem != "README"
)
# All rules are traced on each claim of these, which are of middling length.
SOME = DOCUMENTS[1:3]
HELD = ("present", "linked")
TEXT = """\
# The mill

We cut our water use by 12 % in 2025. Our looms are new.

| Water use (m3) | 2024 | 2025 |
|---|--:|--:|
| Water use | 900 | 880 |
| Water use, dye house | 300 | 210 |

The base year of our energy targets is 2020.

The sale of the yard ended in May.
"""


class Desk:
    """An auditor with what it takes to ask it why."""

    def __init__(self, **changes: object) -> None:
        pack, found = assemble((), builtin=True, strict=False)
        self.auditor = Auditor(msgspec.structs.replace(pack, **changes))
        self.operands = Operands(found, pack.signal_numbers)
        self.rules = tuple(sorted(pack.checks))

    def trace(self, path: Path, *rules: str) -> Traced:
        """All claims of a file."""
        return self.auditor.trace(str(path), self.operands, lambda place: True, rules)

    def told(self, tmp_path: Path, text: str, *rules: str) -> ClaimTrace:
        """The first claim of a text."""
        path = tmp_path / "text.md"
        path.write_text(text, encoding="utf-8")
        return self.trace(path, *rules).claims[0]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def element(trace: ClaimTrace, name: str) -> ElementTrace:
    return next(one for one in trace.elements if one.element.id == name)


def refused(trace: ElementTrace) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for one in trace.candidates:
        if one.outcome == "refused":
            found.setdefault(one.place, []).append(one.slot)
    return found


def disagreements(trace: ElementTrace) -> Iterator[tuple[str, Candidate | None]]:
    """What a trace says that the elements of the claim do not."""
    element = trace.element
    holding = [one for one in trace.candidates if one.outcome != "refused"]
    taken = [one for one in holding if one.outcome == "held"]
    if element.state == "missing":
        yield from (("is missing and held", one) for one in holding)
        return
    if len(taken) != 1:
        yield f"{element.id} is held {len(taken)} times", None
    for one in taken:
        if one.credit != pytest.approx(element.credit):
            yield "has another credit", one
    for one in holding:
        if one.credit > element.credit + 1e-9:
            yield "is worth more", one


@pytest.mark.parametrize("path", DOCUMENTS[::2], ids=lambda path: path.stem)
def test_a_trace_agrees_with_the_report(desk: Desk, path: Path) -> None:
    found = desk.trace(path)
    report = desk.auditor.audit(str(path)).documents[0]
    assert [one.number for one in found.claims] == list(range(len(report.claims)))
    for one, claim in zip(found.claims, report.claims, strict=True):
        assert found.record.claims[one.number] == claim
        states = {held.element: held.state for held in claim.elements}
        # What contradicts a claim was found after its evidence.
        for trace in one.elements:
            assert states[trace.element.id] in (trace.element.state, "contradicted")
            assert list(disagreements(trace)) == []
            assert {found.slot for found in trace.candidates} <= {None, *SLOTS}
            assert {found.place for found in trace.candidates} <= set(get_args(Place))
        unasked = {none.element for none in one.not_asked}
        # A figure that contradicts a claim counts against it, asked for or not.
        assert {states[name] for name in unasked & states.keys()} <= {"contradicted"}
        assert all(none.operands for none in one.not_asked if none.reason == "trigger")


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_a_rule_that_fired_has_no_false_operand_and_another_has(desk: Desk, path: Path) -> None:
    found = desk.trace(path, *desk.rules)
    views = {one.number: {rule.rule: rule for rule in one.rules} for one in found.claims}
    for number, rules in views.items():
        fired = {finding.rule for finding in found.record.claims[number].findings}
        assert {name for name, rule in rules.items() if rule.verdict == "fired"} == fired
        assert all(rule.operands for rule in rules.values() if rule.verdict == "silent")


def test_every_slot_has_its_words() -> None:
    assert set(SLOTS) == set(get_args(Slot))


def test_every_place_says_what_refused_it(desk: Desk, tmp_path: Path) -> None:
    found = refused(element(desk.told(tmp_path, TEXT), "base_year"))
    assert found["sentence"] == ["grade"]
    assert found["neighbour"] == ["word"]
    assert found["table"][:2] == ["figure", "part"]
    assert {"period", "boundary"} <= set(found["table"])
    assert found["section"] == ["coverage"]


def test_the_terms_that_keep_a_row_away_are_named(desk: Desk, tmp_path: Path) -> None:
    trace = element(desk.told(tmp_path, TEXT), "base_year")
    [row] = [one for one in trace.candidates if one.slot == "part"]
    [told] = row.details
    assert told.name == "row_terms"
    assert "dye" in told.values


def test_the_row_that_holds_it_is_told_with_its_credit(desk: Desk, tmp_path: Path) -> None:
    trace = element(desk.told(tmp_path, TEXT.replace("900", "1,000")), "base_year")
    held = [one for one in trace.candidates if one.outcome == "held"]
    assert trace.element.state == "linked"
    assert [(one.place, one.credit) for one in held] == [("table", trace.element.credit)]


def test_a_false_operand_has_its_line(desk: Desk, tmp_path: Path) -> None:
    [own, *_] = element(desk.told(tmp_path, TEXT), "base_year").candidates
    operand = own.operands[0]
    assert (operand.words, operand.came_to) == ("{fact: {kind: year, role: base}}", False)
    line = (ROOT / operand.file).read_text(encoding="utf-8").splitlines()[operand.line - 1]
    assert line.strip() == f"- {operand.words}"


def test_what_must_not_hold_is_told_as_true(desk: Desk, tmp_path: Path) -> None:
    text = "Our new mugs are eco-friendly.\n"
    trace = desk.told(tmp_path, text, *desk.rules)
    told = {one.came_to for rule in trace.rules for one in rule.operands}
    assert told == {True, False}
    assert next(one for one in trace.rules if one.rule == "GEN-001").verdict == "fired"


def test_a_statement_that_leaves_a_figure_out_is_said_to(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Scope 1 emissions fell by 8 % to 410 t CO2e in 2025 against 2021.\n\n"
        "# Independent assurance statement\n\n"
        "Fjordlund Revision AS has given limited assurance under ISAE 3000 on the waste data for 2025. "
        "Scope 1 emissions were not part of our work.\n"
    )
    found = refused(element(desk.told(tmp_path, text), "verifier"))
    assert found["assurance"][0] in ("excluded", "not_told")


def test_a_pointer_that_leads_nowhere_is_said_to(desk: Desk, tmp_path: Path) -> None:
    text = TEXT.replace("in 2025. Our", "in 2025 (see Table 9). Our").replace(
        "| Water use (m3)", "Table 1: Water\n\n| Water use (m3)"
    )
    trace = element(desk.told(tmp_path, text), "locator")
    assert trace.element.state == "missing"
    assert refused(trace)["sentence"] == ["nowhere"]


def test_elements_that_are_not_asked_have_a_reason(desk: Desk, tmp_path: Path) -> None:
    reasons = {one.element: one for one in desk.told(tmp_path, TEXT).not_asked}
    assert reasons["scheme"].reason == "type"
    assert reasons["assumptions"].reason == "trigger"
    assert reasons["assumptions"].operands[0].file.startswith("rules/claims/")
    assert reasons["qualification"].reason in ("defined", "type")


def on_sentences(desk: Desk, tmp_path: Path, text: str, *rules: str) -> dict[str, list[RuleTrace]]:
    path = tmp_path / "text.md"
    path.write_text(text, encoding="utf-8")
    found = desk.trace(path, *rules)
    assert found.passages is not None
    words = found.passages.norm.text
    return {words[one.start : one.end]: list(one.rules) for one in found.sentences}


def test_a_sentence_rule_that_fired_tells_all_its_operands(desk: Desk, tmp_path: Path) -> None:
    text = "Our fund will engage with companies on climate.\n"
    [rule] = on_sentences(desk, tmp_path, text, "FIN-005")[text.strip()]
    assert rule.verdict == "fired"
    told = {one.words: one.came_to for one in rule.operands}
    assert told["{signal: engagement_word, in: sentence}"]
    assert not told["{signal: outcome_word, in: sentence}"]


def test_a_sentence_rule_that_is_silent_tells_what_held_and_what_did_not(desk: Desk, tmp_path: Path) -> None:
    text = "Our fund will engage with companies on catering.\n"
    [rule] = on_sentences(desk, tmp_path, text, "FIN-005", "GEN-001")[text.strip()]
    assert rule.verdict == "silent"
    told = {one.words: one.came_to for one in rule.operands}
    assert told["{signal: engagement_word, in: sentence}"]
    assert not told["{signal: esg_matter, in: sentence}"]


def test_sentences_are_traced_beside_claims_and_for_rules_alone(desk: Desk, tmp_path: Path) -> None:
    text = "Our mugs are eco-friendly. The mill opened in May.\n"
    assert list(on_sentences(desk, tmp_path, text, "FIN-005")) == ["The mill opened in May."]
    assert on_sentences(desk, tmp_path, text) == {}
    assert on_sentences(desk, tmp_path, text, "GEN-001") == {}


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_rules_over_sentences_fire_where_the_report_says(desk: Desk, path: Path) -> None:
    checks = desk.auditor.rulepack.checks
    loose = [one for one in desk.rules if checks[one].loose is not None]
    found = desk.trace(path, *loose)
    told = [rule for one in found.sentences for rule in one.rules]
    assert {one.rule for one in told if one.verdict == "fired"} == {
        one.rule for one in found.record.findings if one.rule in loose
    }
    assert all(one.operands for one in told)


BEHIND = "We ran both for three weeks and read the meters each night."
WEIGHTS = "distance 1: 7\none clause: -2\nwords 1: 4\nword we: 1\nfigures 0: 1\ncapitals 0: 1\nword tea: 9"


def by_weights(tmp_path: Path, least: int) -> TraceOut:
    desk = Desk(roles=SentenceRoles("en", ("method",), (least,), WEIGHTS))
    path = tmp_path / "text.md"
    path.write_text(f"The new fans use 38 % less electricity than the old ones. {BEHIND}\n", encoding="utf-8")
    found = desk.trace(path)
    return trace_out(found.record, found.passages, found.claims, (), {}, ("method",), "1")


def test_what_weights_tell_is_listed_once_with_its_sum_and_the_heaviest_features(tmp_path: Path) -> None:
    trace = by_weights(tmp_path, 12)
    [method] = trace.claims[0].elements
    [told] = [one for one in method.candidates if one.quote == BEHIND]
    assert (told.outcome, told.credit) == ("held", method.element.credit)
    assert told.details == {
        "sum": ["12"],
        "least": ["12"],
        "speaks_for": ["distance 1 +7", "words 1 +4", "capitals 0 +1", "figures 0 +1"],
        "speaks_against": ["one clause -2"],
    }
    text = " ".join(render(trace, Style()).split())
    assert "told by weights that come to 12; the least that counts is 12; for it speak distance 1 +7," in text
    assert "figures 0 +1; against it one clause -2)" in text


def test_what_weights_do_not_tell_is_listed_as_refused(tmp_path: Path) -> None:
    [method] = by_weights(tmp_path, 13).claims[0].elements
    [refused] = [one for one in method.candidates if one.quote == BEHIND]
    assert (refused.outcome, refused.details) == ("refused", {})
