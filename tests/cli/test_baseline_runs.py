"""A gate that begins where the text stands: baselines written, used, pruned, and what is said when they age."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

NAME = "claimcheck-baseline.json"
USED = ["--baseline", NAME, "--format", "concise", "--show-accepted"]


@pytest.fixture
def written(command: Any, desk: Path) -> Any:
    """A baseline of bad.md, with a reason and an end."""
    done = command(["baseline", "write", "bad.md", "--reason", "before the relaunch", "--until", "2027-03-31"])
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{NAME}: ")
    return json.loads((desk / NAME).read_text())


def test_what_is_accepted_is_shown_and_does_not_count(command: Any, written: Any) -> None:
    assert {one["path"] for one in written["findings"]} == {"bad.md"}
    assert {one["until"] for one in written["findings"]} == {"2027-03-31"}
    done = command(["check", "bad.md", *USED])
    assert done.code == 0
    lines = done.stdout.splitlines()
    assert lines
    assert all("(in the baseline until 2027-03-31: before the relaunch)" in line for line in lines)
    told = json.loads(command(["check", "bad.md", "--baseline", NAME, "--format", "json"]).stdout)
    assert told["exit_code"] == 0
    assert set(told["summary"]["by_state"]) == {"baseline"}
    assert told["documents"][0]["summary"]["by_state"] == told["summary"]["by_state"]


def test_one_more_than_was_accepted_is_new(command: Any, desk: Path, written: Any) -> None:
    text = (desk / "bad.md").read_text()
    (desk / "bad.md").write_text(text + "\n" + text)
    done = command(["check", "bad.md", *USED])
    assert done.code == 1
    new = [line for line in done.stdout.splitlines() if "in the baseline" not in line]
    assert all(line.startswith("bad.md:3:") for line in new)
    assert len(new) == len(written["findings"])


def test_accepted_text_may_move_to_another_file(command: Any, desk: Path, written: Any) -> None:
    (desk / "bad.md").rename(desk / "moved.md")
    assert command(["check", "moved.md", *USED]).code == 0


def test_a_copy_is_new_where_only_the_copy_is_read(command: Any, desk: Path, written: Any) -> None:
    (desk / "new.md").write_text((desk / "bad.md").read_text())
    assert command(["check", "new.md", *USED]).code == 1
    assert command(["check", str(desk / "bad.md"), *USED]).code == 0, "the same file by another name"
    # Text that moves from one file into another is followed where both are read.
    (desk / "bad.md").write_text("The office opens at nine.\n")
    assert command(["check", "new.md", *USED]).code == 1
    assert command(["check", "new.md", "bad.md", *USED]).code == 0


def test_paths_are_those_of_the_baseline_in_another_folder(
    command: Any, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(["baseline", "write", "copy/one.md"])
    (desk / "copy" / "new.md").write_text((desk / "copy" / "one.md").read_text())
    monkeypatch.chdir(desk / "copy")
    assert command(["check", "one.md", "--baseline", f"../{NAME}"]).code == 0
    assert command(["check", "new.md", "--baseline", f"../{NAME}"]).code == 1


@pytest.mark.parametrize(
    ("narrowed", "run"),
    [
        (["--ignore", "GEN"], {"QNT"}),
        (["--select", "QNT"], {"QNT"}),
        (["--select", "STY"], set()),
        (["--config", "severity.GEN='off'"], {"QNT"}),
        (["--min-severity", "error"], {"GEN", "QNT"}),
    ],
)
def test_what_was_not_run_is_not_unused(command: Any, desk: Path, narrowed: list[str], run: set[str]) -> None:
    (desk / "bad.md").write_text("Our bottle is eco-friendly.\n\nOur kettle saves 12 % of energy.\n")
    command(["baseline", "write", "bad.md", "--reason", "before the relaunch"])
    written = json.loads((desk / NAME).read_text())
    families = {one["rule"][:3] for one in written["findings"]}
    assert families == {"GEN", "QNT"}
    done = command(["check", "bad.md", "--baseline", NAME, "--format", "concise", *narrowed])
    assert "cannot be found" not in done.stderr
    assert command(["baseline", "prune", "--check", *narrowed]).code == 0
    assert command(["baseline", "write", "bad.md", *narrowed]).code == 0
    assert json.loads((desk / NAME).read_text()) == written
    (desk / "bad.md").write_text("The office opens at nine.\n")
    assert command(["baseline", "prune", *narrowed]).code == 0
    left = {one["rule"][:3] for one in json.loads((desk / NAME).read_text())["findings"]}
    assert left == families - run


def test_pages_that_were_not_asked_for_are_not_unused(command: Any, desk: Path) -> None:
    command(["baseline", "write", "pages.pdf"])
    done = command(["check", "pages.pdf", "--pages", "1", *USED])
    assert (done.code, "cannot be found" in done.stderr) == (0, False)


def test_the_same_file_comes_first(command: Any, desk: Path, written: Any) -> None:
    # copy/one.md has the same words and comes later in the run; "a.md" would come first.
    (desk / "a.md").write_text((desk / "bad.md").read_text())
    done = command(["check", "a.md", "bad.md", *USED])
    assert done.code == 1
    assert {line.split(":")[0] for line in done.stdout.splitlines() if "in the baseline" in line} == {"bad.md"}


def test_what_has_expired_counts_again_and_is_said(command: Any, written: Any) -> None:
    last = command(["check", "bad.md", *USED, "--as-of", "2027-03-31"])
    after = command(["check", "bad.md", "--baseline", NAME, "--format", "json", "--as-of", "2027-04-01"])
    assert (last.code, after.code) == (0, 1)
    problems = json.loads(after.stdout)["problems"]
    assert {one["code"] for one in problems} == {"baseline-expired"}
    assert all(one["effect"] == "note" and "2027-03-31" in one["message"] for one in problems)


@pytest.mark.parametrize("what", [["bad.md"], ["--from", "paper.xlsx"]])
def test_an_end_that_is_over_is_refused(command: Any, desk: Path, what: list[str]) -> None:
    command(["check", "bad.md", "--output", "xlsx:paper.xlsx"])
    call = ["baseline", "write", *what, "--until", "2026-05-31", "--as-of"]
    done = command([*call, "2026-06-01"])
    assert (done.code, done.stdout, (desk / NAME).exists()) == (2, "", False)
    assert "error: --until: 2026-05-31 is over" in done.stderr
    assert "2026-06-01 or later" in done.stderr
    assert command([*call, "2026-05-31"]).code == 0, "the last day still counts"


def test_what_is_found_no_more_is_said_and_pruned(command: Any, desk: Path, written: Any) -> None:
    (desk / "bad.md").write_text("The office opens at nine.\n")
    done = command(["check", "bad.md", "--baseline", NAME, "--format", "json"])
    assert [one["code"] for one in json.loads(done.stdout)["problems"]] == ["baseline-unused"]
    assert command(["baseline", "prune", "--check"]).code == 1
    assert json.loads((desk / NAME).read_text()) == written
    assert command(["baseline", "prune"]).code == 0
    assert json.loads((desk / NAME).read_text())["findings"] == []
    again = command(["baseline", "prune", "--check"])
    assert (again.code, again.stdout) == (0, f"{NAME}: nothing to drop; 0 findings accepted\n")


def test_a_file_that_cannot_be_read_loses_nothing(command: Any, desk: Path, written: Any) -> None:
    (desk / "bad.md").write_bytes(b"")
    assert command(["baseline", "prune"]).code == 3
    assert command(["baseline", "write", "bad.md"]).code == 3
    assert json.loads((desk / NAME).read_text()) == written


def test_writing_again_keeps_reasons_and_other_files(command: Any, desk: Path, written: Any) -> None:
    (desk / "bad.md").write_text((desk / "bad.md").read_text() + "\nOur planet-friendly mug.\n")
    assert command(["baseline", "write", "bad.md", "--check"]).code == 1
    assert command(["baseline", "write", "bad.md", "copy/one.md"]).code == 0
    findings = json.loads((desk / NAME).read_text())["findings"]
    reasons = {(one["path"], one["reason"]) for one in findings}
    assert reasons == {
        ("bad.md", "before the relaunch"),
        ("bad.md", "was there when the baseline was written"),
        ("copy/one.md", "was there when the baseline was written"),
    }
    assert command(["baseline", "write", "copy/two.txt"]).code == 0
    assert json.loads((desk / NAME).read_text())["findings"] == findings
    assert command(["baseline", "write", "bad.md", "copy/one.md", "--check"]).code == 0


def test_a_configuration_names_it_relative_to_itself(command: Any, desk: Path, written: Any) -> None:
    (desk / "claimcheck.toml").write_text(f'baseline = "{NAME}"\n')
    assert command(["check", "bad.md"]).code == 0
    assert command(["check", "bad.md", "--isolated"]).code == 1
    shown = command(["config", "bad.md"])
    assert "baseline" in shown.stdout


def test_suppressed_in_the_text_needs_no_baseline(command: Any, desk: Path) -> None:
    comment = '<!-- claimcheck: allow-file GEN-001 reason="quotes the award" -->\n'
    (desk / "allowed.md").write_text(comment + (desk / "bad.md").read_text())
    told = json.loads(command(["check", "allowed.md", "--format", "json"]).stdout)
    (claim,) = told["documents"][0]["claims"]
    assert {one["rule"] for one in claim["findings"] if one["state"] == "suppressed"} == {"GEN-001"}
    command(["baseline", "write", "allowed.md"])
    accepted = {one["rule"] for one in json.loads((desk / NAME).read_text())["findings"]}
    assert accepted == {one["rule"] for one in claim["findings"] if one["state"] == "new"}


def test_like_audit_reads_as_for_investors(command: Any, desk: Path) -> None:
    # A broad word is an error towards consumers, and a warning towards investors.
    severe = ["bad.md", "--min-severity", "error"]
    command(["baseline", "write", *severe, "--baseline", "a.json"])
    command(["baseline", "write", *severe, "--like", "audit", "--baseline", "b.json"])
    sizes = [len(json.loads((desk / name).read_text())["findings"]) for name in ("a.json", "b.json")]
    assert sizes[0] > 0 == sizes[1]


def test_decisions_of_a_working_paper_become_reasons(command: Any, desk: Path) -> None:
    assert command(["check", "bad.md", "--output", "xlsx:paper.xlsx"]).code == 1
    book = load_workbook(desk / "paper.xlsx")
    sheet = book["What to do"]
    heads = [str(cell.value) for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, heads.index("Decision") + 1).value = "accepted"
        sheet.cell(row, heads.index("Comment") + 1).value = "stays until the relaunch"
    book.save(desk / "paper.xlsx")
    assert command(["baseline", "write", "--from", "paper.xlsx", "--check"]).code == 1
    done = command(["baseline", "write", "--from", "paper.xlsx", "--until", "2027-06-30"])
    assert (done.code, done.stderr) == (0, "")
    assert {one["reason"] for one in json.loads((desk / NAME).read_text())["findings"]} == {
        "accepted: stays until the relaunch"
    }
    assert command(["check", "bad.md", *USED]).code == 0
