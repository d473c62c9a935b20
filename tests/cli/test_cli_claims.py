"""``claimcheck claims``, and ``--claims`` of ``audit``, ``check`` and the commands on baselines."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from claimcheck.approval.register import CLAIMS
from claimcheck.errors import ClaimRegisterError
from claimcheck.model.report import Report
from claimcheck.model.verification import ClaimsVerificationOut
from claimcheck.report.formats import FORMATS

NAME = "claims.yml"
DAY = ("--as-of", "2026-11-25")
CUT = "Our kilns cut Scope 1 emissions by 23 % in 2024."
MUGS = "Our Harrowgill mugs are recyclable."
CHECK = ("check", "draft.md", "--claims", NAME, "--select", "REG", *DAY)


def _entry(id: str = "cut", wording: str = CUT, status: str = "approved", **more: str) -> str:
    values = {"wording": wording, "status": status, "owner": "quality team", **more}
    lines = "".join(f"    {key}: {value}\n" for key, value in values.items())
    return f"  - id: {id}\n{lines}"


def _write(*entries: str, complete: str = "no", name: str = NAME) -> None:
    text = f"schema: claimcheck-claims/1\ncomplete: {complete}\nclaims:\n"
    Path(name).write_text(text + "".join(entries), "utf-8")


@pytest.fixture(autouse=True)
def draft(desk: Path) -> Path:
    path = desk / "draft.md"
    path.write_text(f"{CUT}\n\n{MUGS}\n", "utf-8")
    return path


def _drift(draft: Path) -> None:
    draft.write_text(f"{CUT.replace('23', '32')}\n", "utf-8")


def _evidence(until: str = "2027-12-31") -> None:
    Path("statement.pdf").write_bytes(b"statement")
    Path("claimcheck-evidence.yml").write_text(
        "schema: claimcheck-register/1\nentries:\n  - id: statement\n"
        "    supports: [{topic: climate, metric: Scope 1 emissions, period: 2024}]\n    file: statement.pdf\n"
        f"    sha256: {hashlib.sha256(b'statement').hexdigest()}\n    kind: assurance\n"
        f"    valid_until: {until}\n    proves: {{verifier: Nordlicht Assurance GmbH}}\n",
        "utf-8",
    )


# -- the gate


def test_approved_claims_pass(command: Any) -> None:
    _write(_entry(), _entry("mugs", MUGS), complete="yes")
    assert command(CHECK).code == 0


@pytest.mark.parametrize(
    ("entry", "rule", "code"),
    [
        (_entry(wording=CUT.replace("23", "25")), "REG-001 error", 1),
        (_entry(valid_until="2026-11-24"), "REG-002 error", 1),
        (_entry(valid_from="2026-11-26"), "REG-002 error", 1),
        (_entry(status="withdrawn"), "REG-004 error", 1),
        (_entry(status="draft"), "REG-005 warning", 0),
    ],
)
def test_what_is_wrong_fails_the_gate(command: Any, entry: str, rule: str, code: int) -> None:
    _write(entry)
    done = command([*CHECK, "--format", "concise"])
    assert done.code == code
    assert rule in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_a_complete_register_fails_for_the_rest(command: Any) -> None:
    _write(_entry())
    assert command(CHECK).code == 0
    assert command([*CHECK, "--claims-complete"]).code == 1
    _write(_entry(), complete="yes")
    done = command([*CHECK, "--format", "concise"])
    assert (done.code, "REG-003 error" in done.stdout) == (1, True)
    assert command([*CHECK, "--no-claims-complete"]).code == 0
    assert command(CHECK, env={"CLAIMCHECK_CLAIMS_COMPLETE": "false"}).code == 0


def test_an_empty_register_has_approved_nothing(command: Any) -> None:
    _write(complete="yes")
    done = command([*CHECK, "--format", "concise"])
    assert (done.code, len(done.stdout.splitlines())) == (1, 2)


def test_several_registers_are_one(command: Any) -> None:
    _write(_entry(), complete="yes")
    _write(_entry("mugs", MUGS), name="more.yml")
    assert command([*CHECK, "--claims", "more.yml"]).code == 0
    _write(_entry("cut", MUGS), name="more.yml")
    done = command([*CHECK, "--claims", "more.yml"])
    assert done.code == 2
    assert "more.yml:4: id 'cut' stands in claims.yml:4 as well" in done.stderr


def test_suppressions_and_baselines_work_as_for_any_rule(command: Any, draft: Path) -> None:
    _write(_entry())
    _drift(draft)
    assert command(CHECK).code == 1
    options = ["--claims", NAME, "--select", "REG", *DAY]
    assert command(["baseline", "write", "draft.md", "--reason", "moves on Monday", *options]).code == 0
    assert command([*CHECK, "--baseline", "claimcheck-baseline.json"]).code == 0
    text = draft.read_text("utf-8").rstrip()
    draft.write_text(f'{text} <!-- claimcheck: allow REG-001 reason="agreed" -->\n', "utf-8")
    done = command([*CHECK, "--format", "json"])
    assert done.code == 0
    states = {
        one.state for claim in Report.model_validate_json(done.stdout).documents[0].claims for one in claim.findings
    }
    assert states == {"suppressed"}


def test_the_configuration_names_it(command: Any, draft: Path, desk: Path) -> None:
    _drift(draft)
    (desk / "house").mkdir()
    _write(_entry(), name="house/claims.yml")
    (desk / "claimcheck.toml").write_text('claims = ["house/claims.yml"]\n[severity]\nREG = "warning"\n', "utf-8")
    plain = ["check", "draft.md", "--select", "REG", *DAY, "--format", "concise"]
    done = command(plain)
    assert (done.code, "REG-001 warning" in done.stdout) == (0, True)
    assert command([*plain, "--isolated"]).stdout == ""
    assert '["house/claims.yml"]' in command(["config"]).stdout
    (desk / "claimcheck.toml").write_text(
        '[[per-path]]\npaths = ["other.md"]\nclaims = ["house/claims.yml"]\n', "utf-8"
    )
    (desk / "other.md").write_bytes(draft.read_bytes())
    done = command(["check", "draft.md", "other.md", "--select", "REG", *DAY, "--format", "concise"])
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["other.md"]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_shows_the_drift_and_the_owner(command: Any, draft: Path, format_: str) -> None:
    _write(_entry())
    _drift(draft)
    done = command([*CHECK, "--format", format_])
    assert done.code == 1
    plain = " ".join(done.stdout.replace("%25", "%").replace("\\", "").split())
    for words in ("quality team", "drifted", "32 %", "23 %"):
        assert words in plain
    assert command([*CHECK, "--format", format_]).stdout == done.stdout


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "markdown", "html", "junit"])
def test_formats_that_list_claims_mark_the_approved_ones(command: Any, format_: str) -> None:
    _write(_entry(valid_until="2026-12-31"))
    done = command([*CHECK, "--format", format_])
    assert done.code == 0
    plain = " ".join(done.stdout.split())
    assert "quality team" in plain
    assert "2026-12-31" in plain


def test_tables_have_columns_for_it(command: Any) -> None:
    _write(_entry(valid_until="2026-12-31"))
    done = command(["check", "draft.md", "--claims", NAME, *DAY, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    told = {(row["approval"], row["approval_entry"], row["approval_owner"], row["approval_until"]) for row in rows}
    assert told == {("approved", "cut", "quality team", "2026-12-31"), ("unlisted", "", "", "")}
    bare = command(["check", "draft.md", *DAY, "--format", "csv"])
    assert {row["approval"] for row in csv.DictReader(io.StringIO(bare.stdout))} == {""}


def test_sarif_has_it_as_properties(command: Any, draft: Path) -> None:
    _write(_entry())
    _drift(draft)
    [run] = json.loads(command([*CHECK, "--format", "sarif"]).stdout)["runs"]
    [result] = run["results"]
    assert result["properties"]["approval"] == {
        "state": "drifted", "entry": "cut", "owner": "quality team", "wording": CUT,
        "differs": ["“23 %” became “32 %”"],
    }  # fmt: skip


def test_hostile_words_of_a_register_stay_words(command: Any, draft: Path) -> None:
    hostile = '"<script>alert(1)</script> =cmd|x \\e[31m ‮ |`*_ @everyone kilns cut Scope 1 emissions by 23 % in 2024"'
    words = json.loads(hostile.replace("\\e", "\\u001b"))
    _write(_entry(wording=json.dumps(words), owner='"=HYPERLINK(1) ::error:: <img src=x>"'))
    draft.write_text(f"{CUT.replace('Our kilns', 'x everyone kilns')}\n", "utf-8")
    for format_ in FORMATS:
        done = command([*CHECK, "--format", format_])
        assert done.code in (0, 1)
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout or format_ in ("json", "jsonl")
        if format_ == "html":
            assert "<script>alert" not in done.stdout
            assert "<img" not in done.stdout
        if format_ == "csv":
            cells = [cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
            assert not any(cell.startswith("=") for cell in cells)


# -- evidence


def test_evidence_counts_only_through_its_register(command: Any) -> None:
    _write(_entry(evidence="[statement]"))
    _evidence()
    run = [*CHECK[:4], *DAY, "--format", "json"]
    bare, backed, alone = (
        Report.model_validate_json(command(arguments).stdout)
        for arguments in (run, [*run, "--evidence", "claimcheck-evidence.yml"],
                          ["check", "draft.md", *DAY, "--format", "json", "--evidence", "claimcheck-evidence.yml"])
    )  # fmt: skip
    assert [one.code for one in bare.problems] == ["approval-evidence-unchecked"]
    first = bare.documents[0].claims[0]
    assert first.approval is not None
    assert [(one.state, one.held) for one in first.approval.evidence] == [("unchecked", False)]
    approval = backed.documents[0].claims[0].approval
    assert approval is not None
    assert [(one.entry, one.state, one.held) for one in approval.evidence] == [("statement", "ok", True)]
    assert [one.score for one in backed.documents[0].claims] == [one.score for one in alone.documents[0].claims]


@pytest.mark.parametrize(
    ("until", "name", "words"),
    [("2026-11-24", "statement", "has expired"), ("2027-12-31", "nothing", "is in no register of evidence")],
)
def test_an_approval_that_lost_its_evidence(command: Any, until: str, name: str, words: str) -> None:
    _write(_entry(evidence=f"[{name}]"))
    _evidence(until)
    done = command([*CHECK, "--evidence", "claimcheck-evidence.yml"])
    assert done.code == 1
    assert "REG-006" in done.stdout
    assert f"evidence {name} {words}" in " ".join(done.stdout.split())


# -- faults


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("schema: claimcheck-claims/1\nclaims:\n  - id: a\n    wording: W.\n    status: aproved\n",
         ["claims.yml:5:13: 'aproved' is no value for status", "did you mean approved"]),
        ("schema: claimcheck-claims/1\nclaims:\n  - id: a\n    wordng: W.\n    status: draft\n",
         ["claims.yml:4:5: unknown key 'wordng'", "did you mean wording"]),
        ("schema: claimcheck-claims/1\nclaims:\n  - id: a\n    wording: W.\n    status: approved\n",
         ["claims.yml:5:13: an approved claim has an owner", "status: draft"]),
        (("schema: claimcheck-claims/1\nclaims:\n  - {id: a, wording: W., status: draft}\n"
         "  - {id: a, wording: V., status: draft}\n"), ["claims.yml:4:10: id 'a' stands twice"]),
        ("schema: claimcheck-claims/1\nclaims:\n  - {id: a, wording: '... !', status: draft}\n", ["has no words"]),
        ("schema: claimcheck-claims/1\nclaims:\n  - {id: a, wording: [We win., we  win], status: draft}\n",
         ["the wording stands twice in this entry"]),
        (("schema: claimcheck-claims/1\nclaims:\n  - {id: a, wording: W., status: draft, valid_from: 2026-02-01, "
         "valid_until: 2026-01-01}\n"), ["valid_until is before valid_from"]),
        ("schema: claimcheck-claims/2\nclaims:\n", ["claims.yml:1:9: 'claimcheck-claims/2' is no value for schema"]),
        ("- one\n", ["claim register is a mapping"]),
        ("claims: [\n", ["claims.yml"]),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line(command: Any, text: str, told: list[str]) -> None:
    Path(NAME).write_text(text, "utf-8")
    for arguments in (CHECK, ["claims", "verify"]):
        done = command(arguments)
        assert (done.code, done.stdout) == (2, "")
        for words in told:
            assert words in done.stderr


def test_a_register_that_is_not_there(command: Any) -> None:
    for arguments in (CHECK, ["claims", "verify"]):
        done = command(arguments)
        assert (done.code, done.stdout) == (2, "")
        assert "claims.yml: cannot be read" in done.stderr
        assert "claimcheck claims init writes one" in done.stderr
    done = command(["check", "draft.md", "--claims", ""])
    assert (done.code, "--claims needs a file" in done.stderr) == (2, True)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"schema: " + b"[" * 5000, b"a: &x [*x, *x]\n", b"\0" * 99])
def test_hostile_registers_are_faults(content: bytes, desk: Path) -> None:
    Path(NAME).write_bytes(content)
    with pytest.raises(ClaimRegisterError):
        CLAIMS.load(NAME)


# -- init


def test_init_begins_a_register_that_is_one(command: Any) -> None:
    done = command(["claims", "init"])
    assert (done.code, done.stdout) == (0, "claims.yml\n")
    written = Path(NAME).read_text("utf-8")
    assert CLAIMS.load(NAME).entries == ()
    done = command(["claims", "init"])
    assert (done.code, Path(NAME).read_text("utf-8")) == (2, written)
    assert "--add" in done.stderr
    example = "".join(f"{line[2:]}\n" for line in written.splitlines() if line.startswith("#   "))
    Path(NAME).write_text(f"{written}{example}", "utf-8")
    [entry] = CLAIMS.load(NAME).entries
    assert (entry.status, entry.evidence) == ("approved", ("assurance-2025",))


def test_init_drafts_every_claim_and_the_drafts_are_its_words(command: Any, draft: Path) -> None:
    draft.write_text(
        f'{CUT}\n\nOur **mugs** are "recyclable" \\& eco-friendly: {MUGS}\n\n{CUT}\n\n'
        "We cut waste by 4 % in 2024, and our new line of mugs is kind to the planet.\n",
        "utf-8",
    )
    done = command(["claims", "init", "--from", "draft.md"])
    assert done.code == 0
    register = CLAIMS.load(NAME)
    assert {entry.status for entry in register.entries} == {"draft"}
    assert {entry.owner for entry in register.entries} == {None}
    found = json.loads(command([*CHECK[:4], *DAY, "--format", "json"]).stdout)
    assert found["summary"]["by_approval"] == {"draft": found["summary"]["claims"]}
    assert f"with {len(register.entries)} drafts" in done.stdout


@pytest.mark.parametrize("like", ["check", "audit"])
def test_init_drafts_what_the_command_finds_that_holds_claims_against_it(command: Any, draft: Path, like: str) -> None:
    slogan = "Discover the lamp the planet has been longing for."
    draft.write_text(f"# Harrowgill\n\n{slogan}\n\n{CUT}\n", "utf-8")
    asked = ["--from", "draft.md", *(["--like", like] if like != "check" else [])]
    assert command(["claims", "init", *asked]).code == 0
    # Towards consumers a slogan claims something, in a report it does not.
    assert (slogan.rstrip(".") in Path(NAME).read_text("utf-8")) == (like == "check")
    found = command([like, *CHECK[1:], "--claims-complete", "--format", "json"]).stdout
    assert set(json.loads(found)["summary"]["by_approval"]) == {"draft"}
    told = command(["claims", "verify", *asked, "--format", "json"]).stdout
    assert all(one["used"] for one in json.loads(told)["entries"])


def test_init_takes_reports_as_well(command: Any) -> None:
    command(["check", "draft.md", "--output", "json:report.json"])
    assert command(["claims", "init", "--from", "report.json", "one.yml"]).code == 0
    assert command(["claims", "init", "--from", "draft.md", "--from", "report.json", "two.yml"]).code == 0
    assert Path("one.yml").read_text("utf-8") == Path("two.yml").read_text("utf-8")


def test_add_leaves_what_is_there(command: Any) -> None:
    _write(_entry())
    before = Path(NAME).read_text("utf-8")
    done = command(["claims", "init", "--add", "--from", "draft.md"])
    assert (done.code, done.stdout) == (0, "claims.yml, added 1 draft\n")
    after = Path(NAME).read_text("utf-8")
    assert after.startswith(before)
    assert [entry.status for entry in CLAIMS.load(NAME).entries] == ["approved", "draft"]
    assert command(["claims", "init", "--add", "--from", "draft.md"]).stdout == "claims.yml, added 0 drafts\n"
    assert Path(NAME).read_text("utf-8") == after


def test_add_refuses_where_there_is_no_place(command: Any) -> None:
    text = "claims: []\nschema: claimcheck-claims/1\n"
    Path(NAME).write_text(text, "utf-8")
    done = command(["claims", "init", "--add", "--from", "draft.md"])
    assert (done.code, Path(NAME).read_text("utf-8")) == (2, text)
    assert "nothing was written" in done.stderr
    for wrong in (["--add"], ["--add", "--force", "--from", "draft.md"]):
        assert command(["claims", "init", *wrong]).code == 2


def test_init_works_where_the_configuration_names_the_register_already(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text('claims = ["claims.yml"]\n', "utf-8")
    assert command(["claims", "init", "--from", "draft.md"]).code == 0
    assert command(["claims", "init", "--from", "gone.md", "other.yml"]).code == 3
    assert not Path("other.yml").exists()


# -- verify


def _verified(command: Any, *more: str) -> tuple[int, ClaimsVerificationOut]:
    done = command(["claims", "verify", "--format", "json", *DAY, *more])
    found = ClaimsVerificationOut.model_validate_json(done.stdout)
    assert found.exit_code == done.code
    return done.code, found


@pytest.mark.parametrize(
    ("entry", "state", "code"),
    [
        (_entry(), "ok", 0),
        (_entry(valid_until="2027-01-25"), "ok", 0),
        (_entry(valid_until="2027-01-24"), "expiring", 0),
        (_entry(valid_until="2026-11-24"), "expired", 1),
        (_entry(valid_from="2026-11-26"), "early", 1),
        (_entry(status="draft"), "draft", 1),
        (_entry(status="withdrawn"), "withdrawn", 0),
    ],
)
def test_the_state_of_an_entry(command: Any, entry: str, state: str, code: int) -> None:
    _write(entry)
    got, found = _verified(command)
    assert (got, [one.state for one in found.entries], found.states) == (code, [state], {state: 1})
    text = command(["claims", "verify", *DAY]).stdout
    assert text.startswith("entry ")
    assert re.search(r"^1 entry on 2026-11-25: 1 \w", text, re.MULTILINE)


def test_one_wording_in_two_entries(command: Any) -> None:
    _write(_entry(), _entry("again", CUT.lower().rstrip(".")))
    code, found = _verified(command)
    assert (code, [one.alike for one in found.entries]) == (1, [["again"], ["cut"]])
    _write(_entry(valid_until="2025-12-31"), _entry("again"))
    code, found = _verified(command)
    assert [one.alike for one in found.entries] == [[], []]


def test_evidence_that_no_register_has(command: Any) -> None:
    _write(_entry(evidence="[statement]"))
    code, found = _verified(command)
    assert (code, [one.state for one in found.entries[0].evidence]) == (0, ["unchecked"])
    _evidence()
    code, found = _verified(command, "--evidence", "claimcheck-evidence.yml")
    assert (code, [one.state for one in found.entries[0].evidence]) == (0, ["ok"])
    _write(_entry(evidence="[statment]"))
    code, found = _verified(command, "--evidence", "claimcheck-evidence.yml")
    assert (code, [one.state for one in found.entries[0].evidence]) == (1, ["unknown"])
    _write(_entry(evidence="[statement]"))
    _evidence("2026-11-24")
    assert _verified(command, "--evidence", "claimcheck-evidence.yml")[0] == 1


def test_what_no_text_has_is_said_and_does_not_fail(command: Any) -> None:
    _write(_entry(), _entry("gone", "Our cups are compostable at home."))
    code, found = _verified(command, "--from", "draft.md")
    assert (code, [one.used for one in found.entries]) == (0, [True, False])
    assert {one.used for one in _verified(command)[1].entries} == {None}
    done = command(["claims", "verify", *DAY, "--from", "nothing-*.md"])
    assert (done.code, done.stdout != "", done.stderr != "") == (3, True, True)


def test_the_schemas_fit_what_is_read_and_written(command: Any) -> None:
    from jsonschema import Draft202012Validator

    _write(_entry(evidence="[statement]"))
    schema = json.loads(command(["schema", "claims-verification"]).stdout)
    written = json.loads(command(["claims", "verify", "--format", "json", *DAY]).stdout)
    Draft202012Validator(schema).validate(written)
    register = json.loads(command(["schema", "claims"]).stdout)
    Draft202012Validator.check_schema(register)
    good = {
        "schema": "claimcheck-claims/1",
        "complete": "yes",
        "claims": [{"id": "a", "wording": ["w"], "status": "draft"}],
    }
    Draft202012Validator(register).validate(good)
    assert not Draft202012Validator(register).is_valid({**good, "claims": [{"id": "a", "wording": [], "status": "x"}]})
