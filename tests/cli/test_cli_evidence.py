"""``claimcheck evidence``, and ``--evidence`` of ``audit`` and ``check``."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from claimcheck.model.report import Report
from claimcheck.model.verification import VerificationOut

NAME = "claimcheck-evidence.yml"
DAY = ("--as-of", "2026-11-25")
DRAFT = "Our kilns cut Scope 1 emissions by 23 % in 2024.\n"


def _entry(file: str, sha256: str = "", until: str = "2027-12-31") -> str:
    return (
        f"  - id: {Path(file).stem}\n    supports: [{{topic: climate, metric: Scope 1 emissions, period: 2024}}]\n"
        f"    file: {file}\n    sha256: {sha256}\n    kind: assurance\n    owner: quality team\n"
        f"    valid_until: {until}\n    proves: {{verifier: Nordlicht Assurance GmbH}}\n"
    )


def _write(desk: Path, *entries: str) -> None:
    (desk / NAME).write_text("schema: claimcheck-register/1\nentries:\n" + "".join(entries), "utf-8")


def _sealed(desk: Path, name: str = "statement.pdf", **more: str) -> str:
    (desk / name).write_bytes(name.encode())
    return _entry(name, hashlib.sha256(name.encode()).hexdigest(), **more)


def test_all_is_well(command: Any, desk: Path) -> None:
    _write(desk, _sealed(desk))
    done = command(["evidence", "verify", *DAY])
    assert (done.code, done.stderr) == (0, "")
    assert re.search(r"^statement +ok +2027-12-31 +statement\.pdf +quality team$", done.stdout, re.MULTILINE)
    assert done.stdout.endswith("1 entry on 2026-11-25: 1 ok\n")


@pytest.mark.parametrize(
    ("until", "state", "code"),
    [
        ("2026-11-24", "expired", 1),
        ("2026-11-25", "expiring", 0),
        ("2027-01-24", "expiring", 0),
        ("2027-01-25", "ok", 0),
    ],
)
def test_the_end_draws_near(command: Any, desk: Path, until: str, state: str, code: int) -> None:
    _write(desk, _sealed(desk, until=until))
    done = command(["evidence", "verify", "--format", "json", *DAY])
    assert done.code == code
    found = VerificationOut.model_validate_json(done.stdout)
    assert ([one.state for one in found.entries], found.exit_code) == ([state], code)
    assert found.states == {state: 1}


def test_a_hash_is_told_and_then_holds(command: Any, desk: Path) -> None:
    (desk / "statement.pdf").write_bytes(b"first")
    _write(desk, _entry("statement.pdf"))
    done = command(["evidence", "verify", *DAY])
    assert done.code == 1
    digest = re.search(r"add the line: (sha256: [0-9a-f]{64})", done.stdout)
    assert digest is not None
    text = (desk / NAME).read_text("utf-8").replace("sha256: ", digest[1])
    (desk / NAME).write_text(text, "utf-8")
    assert command(["evidence", "verify", *DAY]).code == 0
    (desk / "statement.pdf").write_bytes(b"second")
    done = command(["evidence", "verify", *DAY])
    assert (done.code, "changed" in done.stdout) == (1, True)
    (desk / "statement.pdf").unlink()
    done = command(["evidence", "verify", *DAY])
    assert (done.code, "missing" in done.stdout) == (1, True)


def test_what_is_confidential_is_not_named(command: Any, desk: Path) -> None:
    _write(desk, _sealed(desk, "secret.pdf").replace("id: secret", "id: e1") + "    confidential: yes\n")
    for format_ in ("text", "json"):
        done = command(["evidence", "verify", "--format", format_, *DAY])
        assert (done.code, "secret" in done.stdout) == (0, False)


def test_no_register_at_all(command: Any, desk: Path) -> None:
    done = command(["evidence", "verify"])
    assert (done.code, done.stdout) == (2, "")
    assert "claimcheck evidence init writes a register" in done.stderr


def test_a_faulty_register(command: Any, desk: Path) -> None:
    _write(desk, _entry("a.pdf").replace("assurance", "asurance"))
    for arguments in (["evidence", "verify"], ["audit", "good.md", "--evidence", NAME]):
        done = command(arguments)
        assert (done.code, done.stdout) == (2, "")
        assert f"{NAME}:7:11: 'asurance' is no value for kind" in done.stderr
        assert "did you mean assurance" in done.stderr


def test_init_begins_a_register_that_is_one(command: Any, desk: Path) -> None:
    done = command(["evidence", "init"])
    assert (done.code, done.stdout) == (0, f"{NAME}\n")
    assert command(["evidence", "verify"]).code == 0
    written = (desk / NAME).read_text("utf-8")
    again = command(["evidence", "init"])
    assert (again.code, (desk / NAME).read_text("utf-8")) == (2, written)
    (desk / NAME).write_text("mine", "utf-8")
    assert command(["evidence", "init", "--force"]).code == 0
    assert (desk / NAME).read_text("utf-8") == written


def test_the_example_in_a_new_register_is_an_entry(command: Any, desk: Path) -> None:
    command(["evidence", "init"])
    text = (desk / NAME).read_text("utf-8")
    example = "".join(
        f"{line[2:]}\n"
        for line in text.splitlines()
        if re.match(r"#   +(- )?[a-z]", line) or line.startswith("#       ")
    )
    (desk / NAME).write_text(f"{text}{example}", "utf-8")
    unfilled = command(["evidence", "verify"])
    assert unfilled.code == 2
    assert "Name of the body, with the standard" in unfilled.stderr
    filled = example.replace("Name of the body, with the standard", "Nordlicht Assurance GmbH")
    (desk / NAME).write_text(f"{text}{filled}", "utf-8")
    done = command(["evidence", "verify"])
    assert (done.code, done.stderr) == (1, "")
    assert "certificate-2025  missing" in done.stdout


def test_init_asks_for_what_is_missing_and_it_counts_once_filled_in(command: Any, desk: Path) -> None:
    (desk / "draft.md").write_text(DRAFT * 2, "utf-8")
    done = command(["evidence", "init", "--from", "draft.md"])
    assert (done.code, done.stdout) == (0, f"{NAME}, with 1 entry to fill in\n")
    text = (desk / NAME).read_text("utf-8")
    head, asked = text.split("entries:\n")
    asked = re.sub(r"^  # (?=-| )", "  ", asked, flags=re.MULTILINE)
    (desk / "statement.pdf").write_bytes(b"x")
    asked = asked.replace("file:", "file: statement.pdf").replace("kind:", "kind: assurance")
    asked = asked.replace("sha256:", f"sha256: {hashlib.sha256(b'x').hexdigest()}")
    asked = asked.replace("verifier:", "verifier: Nordlicht Assurance GmbH")
    (desk / NAME).write_text(f"{head}entries:\n{asked}", "utf-8")
    assert command(["evidence", "verify"]).code == 0
    before = Report.model_validate_json(command(["audit", "draft.md", "--format", "json"]).stdout)
    after = Report.model_validate_json(command(["audit", "draft.md", "--format", "json", "--evidence", NAME]).stdout)
    first, second = before.documents[0].claims[0], after.documents[0].claims[0]
    assert second.score > first.score
    states = {one.element: one.state for one in second.elements}
    assert (states["verifier"], states["method"]) == ("registered", "missing")


def test_init_from_a_report(command: Any, desk: Path) -> None:
    (desk / "draft.md").write_text(DRAFT, "utf-8")
    assert command(["audit", "draft.md", "--output", "json:report.json"]).code == 0
    command(["evidence", "init", "one.yml", "--from", "draft.md"])
    command(["evidence", "init", "two.yml", "--from", "report.json"])
    assert (desk / "one.yml").read_bytes() == (desk / "two.yml").read_bytes()


@pytest.mark.parametrize(("origin", "code"), [("no.md", 3), ("no.json", 3), ("other.json", 2), ("broken.pdf", 3)])
def test_init_from_nothing_usable_writes_nothing(command: Any, desk: Path, origin: str, code: int) -> None:
    (desk / "other.json").write_text(json.dumps({"schema": "other"}), "utf-8")
    done = command(["evidence", "init", "--from", origin])
    assert (done.code, done.stdout) == (code, "")
    assert done.stderr.startswith("error: ")
    assert not (desk / NAME).exists()


def test_words_of_a_document_cannot_leave_their_comment(command: Any, desk: Path) -> None:
    (desk / "draft.md").write_text("Our kilns cut Scope 1\u2028emissions\x0b by 23 %\x85in 2024.\n", "utf-8")
    command(["evidence", "init", "--from", "draft.md"])
    assert command(["evidence", "verify"]).code == 0


def test_lapsed_evidence_is_said_and_does_not_stop_a_run(command: Any, desk: Path) -> None:
    _write(desk, _sealed(desk, until="2026-01-31"))
    (desk / "draft.md").write_text(DRAFT, "utf-8")
    done = command(["audit", "draft.md", "--evidence", NAME, *DAY])
    assert done.code == 0
    assert "evidence 'statement' has expired and counts for nothing (2026-01-31)" in " ".join(done.stdout.split())
    assert re.search(r"lapsed +who checked it \(register entry statement: statement\.pdf, expired\)", done.stdout)


def test_evidence_that_cannot_be_read(command: Any, desk: Path) -> None:
    for path, words in (("gone.pdf", "no such file"), ("broken.pdf", "broken.pdf: ")):
        done = command(["audit", "good.md", "--evidence", path])
        assert done.code == 3
        assert words in done.stderr
    done = command(["audit", "good.md", "--evidence", ""])
    assert done.code == 2


def test_the_key_of_the_configuration(command: Any, desk: Path) -> None:
    (desk / "reports").mkdir()
    _write(desk / "reports", _sealed(desk / "reports"))
    (desk / "reports" / "draft.md").write_text(DRAFT, "utf-8")
    (desk / "reports" / "claimcheck.toml").write_text(f'evidence = ["{NAME}"]\n', "utf-8")
    done = command(["audit", "reports/draft.md", "--format", "json", *DAY])
    claim = Report.model_validate_json(done.stdout).documents[0].claims[0]
    assert "registered" in {one.state for one in claim.elements}
    shown = command(["config", "reports/draft.md", "--format", "json"])
    assert json.loads(shown.stdout)["evidence"] == {
        "value": [f"reports/{NAME}"], "origin": "reports/claimcheck.toml:1",
    }  # fmt: skip
    (desk / "reports" / "statement.pdf").unlink()
    done = command(["audit", "reports/draft.md", *DAY])
    assert (done.code, "evidence-missing" in done.stderr or "cannot be found" in done.stderr) == (3, True)
