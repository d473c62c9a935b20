"""The file of a baseline: what is accepted as one, and what is said of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck.config.baseline import Accepted, Baseline, load
from claimcheck.errors import UsageError

ENTRY = {"fingerprint": "a" * 64, "rule": "GEN-001", "path": "a.md", "quote": "green", "reason": "known"}


def _file(tmp_path: Path, *entries: dict[str, Any]) -> str:
    path = tmp_path / "b.json"
    path.write_text(json.dumps({"schema": "claimcheck-baseline/1", "findings": list(entries)}))
    return str(path)


def test_what_is_written_is_read_again_in_the_order_of_the_file(tmp_path: Path) -> None:
    entries = [Accepted(**{**ENTRY, "path": path, "count": 2, "until": "2027-03-01"}) for path in ("b.md", "a.md")]
    path = tmp_path / "b.json"
    path.write_text(Baseline.of(entries).text())
    known = load(str(path))
    assert known.name == str(path)
    assert [(one.path, one.count, str(one.until)) for one in known.baseline.findings] == [
        ("a.md", 2, "2027-03-01"),
        ("b.md", 2, "2027-03-01"),
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"fingerprint": "short"}, "findings.0.fingerprint"),
        ({"count": 0}, "findings.0.count"),
        ({"reason": ""}, "findings.0.reason"),
        ({"until": "soon"}, "findings.0.until"),
        ({"why": "x"}, "findings.0.why"),
    ],
)
def test_an_entry_that_does_not_fit_is_named(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as raised:
        load(_file(tmp_path, {**ENTRY, **change}))
    assert raised.value.code == "bad-baseline"
    assert raised.value.message.startswith(told)


@pytest.mark.parametrize(
    ("data", "told", "line"),
    [
        (b'{"findings": [\n  {,}\n]}', "is no JSON", 2),
        (b"\xff\xfe\x00", "is not in UTF-8", None),
        (b"[" * 200_000, "is nested too deeply", None),
        (b'{"schema": "claimcheck-baseline/2"}', "schema", None),
    ],
)
def test_what_is_no_baseline_is_said_with_its_place(tmp_path: Path, data: bytes, told: str, line: int | None) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(data)
    with pytest.raises(UsageError) as raised:
        load(str(path))
    assert raised.value.message.startswith(told)
    assert (raised.value.path, raised.value.line) == (str(path), line)


def test_a_file_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        load(str(tmp_path / "none.json"))
    assert "baseline write" in (raised.value.hint or "")
