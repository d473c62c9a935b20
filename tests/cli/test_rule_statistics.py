"""``rules list --statistics``: how often rules fire, alone and together; and the filter by claim type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import claimcheck
from claimcheck.rulepack.lookup import count_bases


def test_counts_agree_with_the_audit_of_the_same_files(command: Any, fixtures: Path) -> None:
    done = command(["rules", "list", "--statistics", str(fixtures / "reports"), "--format", "json"])
    assert (done.code, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    pack = claimcheck.load_rulepack()
    context = claimcheck.Context(jurisdictions=tuple(sorted(pack.profiles)), as_of=pack.law_as_of)
    paths = sorted(path for path in (fixtures / "reports").iterdir() if path.suffix in (".pdf", ".md", ".txt"))
    report = claimcheck.Auditor(pack, context).audit(paths)
    claims = [claim for document in report.documents for claim in document.claims]
    assert told["claims"] == len(claims) > 0
    assert told["findings"] == sum(len(claim.findings) for claim in claims) + sum(
        len(document.findings) for document in report.documents
    )
    assert len(told["rules"]) == len(pack.checks)
    assert told["basis"] == count_bases(pack.checks.values())
    top = told["rules"][0]
    fired = [[finding.rule for finding in claim.findings] for claim in claims]
    assert top["claims"] == sum(top["rule"] in rules for rules in fired)
    assert top["alone"] == sum(set(rules) == {top["rule"]} for rules in fired)
    for other, number in top["together"]:
        assert number == sum(top["rule"] in rules and other in rules for rules in fired)


def test_the_table_names_the_rules_that_never_fired(command: Any, desk: Path) -> None:
    done = command(["rules", "list", "--family", "GEN", "--statistics", "bad.md"])
    assert done.code == 0
    assert "GEN-001" in done.stdout.split("never:")[0]
    assert "GEN-005" in done.stdout.split("never:")[1]
    assert "; 1 of 18 rules fired" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()[:-1]) <= 80


def test_findings_are_those_of_the_rules_that_are_asked_for(command: Any, desk: Path) -> None:
    (desk / "two.md").write_text("Our bottle is eco-friendly.\n\nOur bags are biodegradable.\n")
    for family in ("GEN", "CIR"):
        done = command(["rules", "list", "--family", family, "--statistics", "two.md", "--format", "json"])
        told = json.loads(done.stdout)
        assert told["claims"] == 2
        assert told["findings"] == sum(row["findings"] for row in told["rules"]) == 1


def test_what_rules_rest_on_is_counted(command: Any) -> None:
    pack = claimcheck.load_rulepack()
    counts = count_bases([check for check in pack.checks.values() if check.family == "GEN"])
    last = command(["rules", "list", "--family", "GEN"]).stdout.splitlines()[-1]
    assert f": {counts['evidence']} on the state of evidence, {counts['claim']} on what the claim is" in last
    assert last.endswith(f"; {counts['words']} on words and figures alone")


def test_a_corpus_that_cannot_be_read_is_said(command: Any, desk: Path) -> None:
    done = command(["rules", "list", "--statistics", "bad.md", "--statistics", "nowhere.pdf"])
    assert done.code == 3
    assert "nowhere.pdf" in done.stderr
    assert "GEN-001" in done.stdout


def test_rules_of_a_claim_type(command: Any) -> None:
    done = command(["rules", "list", "--type", "carbon_neutral", "--format", "json"])
    names = {one["id"] for one in json.loads(done.stdout)}
    assert {"NEU-001", "NEU-002"} <= names
    assert "CIR-001" not in names
    wrong = command(["rules", "list", "--type", "carbon_neutrall"])
    assert wrong.code == 2
    assert "carbon_neutral" in wrong.stderr
