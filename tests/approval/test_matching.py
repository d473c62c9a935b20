"""Claims against a register, through the whole engine: which stand as approved, which have drifted."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

import claimcheck
from claimcheck.model.approval import Approval, Approvals
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import Report
from claimcheck.read.dispatch import read_text
from claimcheck.report.files.comments import LONGEST, again, comment
from claimcheck.report.rows import rows as listing

DAY = date(2026, 11, 25)
CUT = "Our kilns cut Scope 1 emissions by 23 % in 2024."


def entry(*wordings: str, id: str = "one", status: Any = "approved", **more: Any) -> Approval:
    return Approval(id, "claims.yml", 4, wordings, status, "quality team", **more)


@cache
def auditor(entries: tuple[Approval, ...], complete: bool, audience: Any = "investor") -> claimcheck.Auditor:
    return claimcheck.Auditor(
        context=claimcheck.Context(audience=audience, as_of=DAY), claims=Approvals(entries, complete, named=True)
    )


def audited(
    text: str, *entries: Approval, complete: bool = False, format: Any = "text", audience: Any = "investor"
) -> Report:
    return auditor(entries, complete, audience).audit_text(text, format=format)


def claims(text: str, *entries: Approval, **more: Any) -> list[ClaimOut]:
    return audited(text, *entries, **more).documents[0].claims


def states(text: str, *entries: Approval, **more: Any) -> list[str | None]:
    return [one.approval and one.approval.state for one in claims(text, *entries, **more)]


def rules(claim: ClaimOut) -> list[str]:
    return [one.rule for one in claim.findings if one.family == "REG"]


def test_without_a_register_nothing_is_said() -> None:
    report = claimcheck.audit_text(CUT)
    assert [one.approval for one in report.documents[0].claims] == [None]
    assert report.summary.by_approval == {}


def test_approved_words_are_marked_with_owner_and_end() -> None:
    [claim] = claims(CUT, entry(CUT, valid_until=date(2026, 12, 31), approved_by="board"))
    approval = claim.approval
    assert approval is not None
    assert (approval.state, approval.entry, approval.owner, approval.valid_until, approval.approved_by) == (
        "approved", "one", "quality team", "2026-12-31", "board",
    )  # fmt: skip
    assert (approval.register_, approval.line, approval.changes) == ("claims.yml", 4, [])
    assert rules(claim) == []


def test_scores_do_not_change() -> None:
    bare = claims(CUT)
    for found in (claims(CUT, entry(CUT)), claims(CUT, entry(CUT + " At Lund.")), claims(CUT, complete=True)):
        assert [(one.score, one.raw, one.elements) for one in found] == [
            (one.score, one.raw, one.elements) for one in bare
        ]


@pytest.mark.parametrize(
    ("more", "state", "rule"),
    [
        ({"valid_until": date(2026, 11, 24)}, "expired", "REG-002"),
        ({"valid_until": date(2026, 11, 25)}, "approved", None),
        ({"valid_from": date(2026, 11, 26)}, "early", "REG-002"),
        ({"valid_from": date(2026, 11, 25)}, "approved", None),
        ({"status": "draft"}, "draft", "REG-005"),
        ({"status": "withdrawn"}, "withdrawn", "REG-004"),
    ],
)
def test_the_state_of_the_entry_decides(more: dict[str, Any], state: str, rule: str | None) -> None:
    [claim] = claims(CUT, entry(CUT, **more))
    assert claim.approval is not None
    assert claim.approval.state == state
    assert rules(claim) == ([rule] if rule else [])


def test_of_several_entries_the_one_that_holds_counts() -> None:
    old = entry(CUT, id="old", valid_until=date(2025, 12, 31))
    for listed in ((old, entry(CUT)), (entry(CUT), old)):
        [claim] = claims(CUT, *listed)
        assert claim.approval is not None
        assert (claim.approval.state, claim.approval.entry) == ("approved", "one")


def test_a_drift_shows_both_wordings_and_what_differs() -> None:
    [claim] = claims(CUT.replace("23", "32"), entry(CUT))
    approval = claim.approval
    assert approval is not None
    assert (approval.state, approval.wording) == ("drifted", CUT)
    assert [(one.approved, one.found) for one in approval.changes] == [("23 %", "32 %")]
    [finding] = [one for one in claim.findings if one.rule == "REG-001"]
    assert finding.severity == "error"
    for words in ("quality team", "one", CUT, "“23 %” → “32 %”"):
        assert words in finding.message
    assert finding.rewrite == CUT


def test_an_unlisted_claim_is_found_only_where_the_register_is_complete() -> None:
    other = entry("Our mugs are recyclable.")
    assert [(rules(one), one.approval and one.approval.complete) for one in claims(CUT, other)] == [([], False)]
    [claim] = claims(CUT, other, complete=True)
    assert (rules(claim), claim.approval and claim.approval.state) == (["REG-003"], "unlisted")
    assert states(CUT, complete=True) == ["unlisted"]


def test_what_others_claim_needs_no_approval() -> None:
    [claim] = claims("Our supplier says that it has cut its emissions by 12 % in 2024.", complete=True)
    assert (claim.claimant, rules(claim)) == ("third_party", [])


PAIR = "We cut our Scope 1 emissions by 23 % in 2025, and our new line of mugs is eco-friendly."


def test_a_clause_is_a_wording_with_or_without_the_word_that_binds_it() -> None:
    for words in ("our new line of mugs is eco-friendly", "And our new line of mugs is eco-friendly."):
        assert states(PAIR, entry(words)) == ["unlisted", "approved"]


def test_a_sentence_is_a_wording_of_all_its_claims() -> None:
    assert states(PAIR, entry(PAIR)) == ["approved", "approved"]


def test_one_drift_of_a_sentence_is_one_finding() -> None:
    found = claims(PAIR.replace("23 %", "32 %"), entry(PAIR))
    assert [one.approval and one.approval.state for one in found] == ["drifted", "drifted"]
    assert [rules(one) for one in found] == [["REG-001"], []]


def test_a_claim_is_not_near_for_the_sake_of_its_neighbour() -> None:
    found = claims(PAIR.replace("23 %", "32 %"), entry("We cut our Scope 1 emissions by 23 % in 2025"))
    assert [one.approval and one.approval.state for one in found] == ["drifted", "unlisted"]


LONG = "Our Harrowgill mugs are recyclable. That holds where kerbside collection takes ceramics."


def test_a_wording_may_have_several_sentences() -> None:
    assert states(f"The year was good. {LONG} We are glad.", entry(LONG)) == ["approved"]
    [claim] = claims(LONG.replace("kerbside", "any"), entry(LONG))
    assert claim.approval is not None
    assert [(one.approved, one.found) for one in claim.approval.changes] == [("kerbside", "any")]


def test_a_condition_in_the_next_sentence_is_missed_when_it_goes() -> None:
    [claim] = claims("Our Harrowgill mugs are recyclable.", entry(LONG))
    assert claim.approval is not None
    assert claim.approval.state == "drifted"
    assert [one.found for one in claim.approval.changes] == [""]


def test_another_topic_in_the_place_of_words_is_another_claim() -> None:
    energy = entry("Our kilns cut energy use by 23 % in 2024.")
    assert states("Our kilns cut water use by 23 % in 2024.", energy) == ["unlisted"]
    assert states("Our kilns cut energy use by 25 % in 2024.", energy) == ["drifted"]


def test_drafts_and_withdrawn_words_do_not_drift() -> None:
    for status in ("draft", "withdrawn"):
        assert states(CUT.replace("23", "32"), entry(CUT, status=status)) == ["unlisted"]


def test_the_nearest_of_several_is_shown() -> None:
    far = entry(CUT.replace("2024", "2023"), id="far")
    [claim] = claims(CUT.replace("23 %", "32 %"), far, entry(CUT))
    assert claim.approval is not None
    assert claim.approval.entry == "one"


def test_markup_makes_no_difference() -> None:
    text = "# Our year\n\nOur **kilns** cut\nScope&nbsp;1 emissions by 23&nbsp;% in 2024.[^1]\n\n[^1]: See page 4.\n"
    assert states(text, entry(CUT), format="markdown")[0] == "approved"


def test_german_is_no_other_matter() -> None:
    words = "Unsere Öfen haben die Scope-1-Emissionen 2024 um 23 % gesenkt."
    assert states(words, entry(words)) == ["approved"]
    [claim] = claims(words.replace("um 23", "um bis zu 23"), entry(words))
    assert claim.approval is not None
    assert [(one.approved, one.found) for one in claim.approval.changes] == [("", "bis zu")]


def test_findings_are_known_by_their_words() -> None:
    first, second = (
        audited(f"{before}{CUT.replace('23', '32')}", entry(CUT)).documents[0].claims[-1]
        for before in ("", "The year was good.\n\n")
    )
    prints = [[one.fingerprint for one in claim.findings if one.rule == "REG-001"] for claim in (first, second)]
    assert prints[0] == prints[1] != []


def test_the_summary_counts_claims_by_how_they_stand() -> None:
    text = f"{CUT}\n\nOur mugs are recyclable.\n\n{CUT}\n"
    assert audited(text, entry(CUT)).summary.by_approval == {"approved": 2, "unlisted": 1}


def test_workers_hold_the_same_register(tmp_path: Any) -> None:
    paths = [tmp_path / f"{name}.md" for name in "ab"]
    for path in paths:
        path.write_text(CUT.replace("23", "32"), encoding="utf-8")
    one = claimcheck.Auditor(claims=Approvals((entry(CUT),), named=True))
    alone, shared = one.audit(paths), one.audit(paths, jobs=2)
    assert alone == shared
    assert alone.summary.by_approval == {"drifted": 2}


def test_a_sentence_without_end_is_read_once(linear: Any) -> None:
    """Many claims in one sentence: each is a part of it, and none reads all of it anew."""
    pipeline = auditor((entry(CUT), entry(LONG, id="two")), True)._pipelines.of("en")

    def prepare(size: int) -> Any:
        text = ", and ".join(f"our mug number {at} is eco-friendly" for at in range(size))
        passages = pipeline._passages(read_text(text, path="", format="text"))
        cores = pipeline._claimed(passages)
        assert len(cores) > size // 2
        return lambda: pipeline._approvals.match(cores, [()] * len(cores), passages)

    linear(prepare, 200)


def told(report: Report) -> list[str]:
    """The comments at the claims of a report, as they stand in the file."""
    return [" ".join(comment(one, number)) for number, one in enumerate(listing(report.documents), 1)]


def test_a_comment_says_how_the_claim_stands_and_what_differs() -> None:
    [words] = told(audited(CUT.replace("23", "32"), entry(CUT)))
    for part in ("Register of claims: drifted", "quality team", "“23 %” became “32 %”", "claimcheck rule REG-001"):
        assert part in words
    assert len(words) <= LONGEST


@pytest.mark.parametrize(
    ("entries", "complete", "state"),
    [
        ([entry(CUT, valid_until=date(2026, 11, 24))], False, "with an approval that has ended"),
        ([entry(CUT, valid_from=date(2026, 11, 26))], False, "with an approval that has not begun"),
        ([entry(CUT, status="draft")], False, "not approved yet"),
        ([entry(CUT, status="withdrawn")], False, "withdrawn"),
        ([], True, "not in the register"),
        ([entry(CUT)], True, ""),
        ([entry("Our mugs are recyclable.")], False, ""),
    ],
)
def test_a_comment_tells_every_state_that_keeps_a_claim_from_being_made(
    entries: list[Approval], complete: bool, state: str
) -> None:
    [words] = told(audited(CUT, *entries, complete=complete))
    assert ("Register of claims: " + state in words) if state else ("Register of claims" not in words)


def test_a_comment_tells_the_state_beside_a_worse_finding() -> None:
    words = "Our new line of mugs is eco-friendly and good for the planet."
    report = audited(words, entry(words, status="withdrawn", id="x" * 200), audience="consumer")
    assert report.documents[0].claims[0].findings[0].family != "REG"
    [said] = told(report)
    assert "Register of claims: withdrawn" in said
    assert "claimcheck rule GEN" in said
    assert len(said) <= LONGEST


def test_a_hint_at_what_is_said_again_tells_how_that_claim_stands() -> None:
    [claim] = claims(CUT, complete=True)
    [row] = listing(audited(CUT, complete=True).documents)
    assert "Register of claims: not in the register" in again(row, claim)
    [bare] = claims(CUT)
    assert len(again(row, bare)) == 1


def test_what_others_claim_has_no_word_on_the_register() -> None:
    words = told(audited("Our supplier says that it has cut its emissions by 12 % in 2024.", complete=True))
    assert "Register of claims" not in " ".join(words)
