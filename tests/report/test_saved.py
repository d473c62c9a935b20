"""Reports as files: saved, read back, and what is said of files that are none."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

import claimcheck

Spoil = Callable[[bytes], bytes]
TEXT = "Our bottle is eco-friendly.\n\nWe will be net zero by 2040.\n"


@pytest.fixture(scope="module")
def report() -> claimcheck.Report:
    return claimcheck.audit_text(TEXT)


@pytest.mark.parametrize("name", ["report.json", "report.json.gz", "REPORT.GZ"])
def test_a_report_is_read_back_as_it_was(report: claimcheck.Report, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    report.save(path)
    again = claimcheck.load(path)
    assert type(again) is claimcheck.Report
    assert again == report
    first = path.read_bytes()
    again.save(path)
    assert path.read_bytes() == first
    assert (first[:2] == b"\x1f\x8b") is name.lower().endswith("gz")
    assert [one.name for one in tmp_path.iterdir()] == [name], "nothing else is left"


def test_a_saved_report_is_what_the_format_json_writes(report: claimcheck.Report, tmp_path: Path) -> None:
    report.save(tmp_path / "report.json")
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == claimcheck.render(report, "json")


def _later(saved: bytes) -> bytes:
    return saved.replace(b"claimcheck-report/1", b"claimcheck-report/2")


@pytest.mark.parametrize(
    ("spoil", "name", "code", "words"),
    [
        (_later, "a.json", "other-schema", "claimcheck-report/2, and this version reads claimcheck-report/1"),
        (lambda saved: saved.replace(b'"exit_code"', b'"exit"', 1), "a.json", "not-a-report", "says that it is"),
        (lambda saved: b"[1, 2]", "a.json", "not-a-report", "is no report of claimcheck"),
        (lambda saved: b"[" * 100_000, "a.json", "not-a-report", "is no report of claimcheck"),
        (lambda saved: gzip.compress(saved)[:200], "a.json.gz", "not-readable", "damaged"),
        (lambda saved: saved, "a.json.gz", "not-readable", "cannot be read"),
    ],
)
def test_what_is_no_report_is_told_with_the_reason(
    report: claimcheck.Report, spoil: Spoil, name: str, code: str, words: str, tmp_path: Path
) -> None:
    report.save(tmp_path / "good.json")
    path = tmp_path / name
    path.write_bytes(spoil((tmp_path / "good.json").read_bytes()))
    with pytest.raises(claimcheck.ClaimcheckError, match=words) as caught:
        claimcheck.load(path)
    assert (caught.value.code, caught.value.path) == (code, str(path))


def test_a_folder_that_is_not_there_keeps_a_report_from_being_saved(report: claimcheck.Report, tmp_path: Path) -> None:
    with pytest.raises(claimcheck.ClaimcheckError, match="could not be written") as caught:
        report.save(tmp_path / "none" / "report.json")
    assert caught.value.code == "write-failed"


def test_an_interrupt_leaves_no_half_of_a_report(
    report: claimcheck.Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(source: str, destination: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("claimcheck.report.interactive.os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        report.save(tmp_path / "report.json")
    assert list(tmp_path.iterdir()) == []


def test_reports_and_documents_show_themselves_in_a_line(report: claimcheck.Report) -> None:
    findings = sum(report.summary.by_tier.values())
    assert findings > 2
    assert repr(report) == str(report) == f"<Report: 1 document, 2 claims, {findings} findings, exit code 0>"
    assert repr(report.documents[0]) == f"<DocumentOut <text>: complete, 2 claims, {findings} findings>"
    unread = claimcheck.audit("no-such-file.pdf").documents[0]
    assert repr(unread) == "<DocumentOut no-such-file.pdf: unreadable>"
