"""``claimcheck law``: passages with their versions, grades and checks, and what rests on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.main import run

PACK = """\
law_as_of: 2026-11-25
citations:
  - {key: act_9, kind: statute, instrument: Act, locator: section 9, edition: "2", jurisdiction: eu,
     says: Asks for more., valid_from: 2026-01-01, grade: read, checked: 2026-11-30, extract: asks for more, url: https://example.org/act,
     versions: [{edition: "1", says: Asked for less., valid_from: 2020-01-01, valid_to: 2025-12-31, grade: secondary,
                 instrument: Old Act, source: a commentary}]}
"""


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["law", *arguments]) == 0
    return capsys.readouterr().out


def _values(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(_told(capsys, *arguments, "--format", "json"))


@pytest.fixture
def rules(tmp_path: Path) -> str:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "citations.yml").write_text(PACK, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("day", "instrument", "grade", "other"),
    [("2019-06-01", "Old Act", "secondary", "2026-01-01"), ("2025-12-31", "Old Act", "secondary", "2026-01-01"),
     ("2026-01-01", "Act", "read", "2020-01-01")],
)  # fmt: skip
def test_the_version_of_the_day_is_shown(
    capsys: pytest.CaptureFixture[str], rules: str, day: str, instrument: str, grade: str, other: str
) -> None:
    told = _values(capsys, "act_9", "--rules", rules, "--as-of", day)
    assert (told["instrument"], told["grade"]) == (instrument, grade)
    assert [one["valid_from"] for one in told["versions"]] == [other]
    assert told["last_check_of_jurisdiction"] == "2026-11-30"


def test_a_passage_in_text_has_all_that_is_known(capsys: pytest.CaptureFixture[str], rules: str) -> None:
    told = _told(capsys, "ACT_9", "--rules", rules, "--as-of", "2026-12-01")
    for words in ("Asks for more.", "“asks for more”", "read in the original", "2026-11-30"):
        assert words in told
    for words in ("https://example.org/act", "2020-01-01 to 2025-12-31", "Old Act, section 9: Asked for less."):
        assert words in told
    assert "last checked" not in told


def test_what_rests_on_a_passage(capsys: pytest.CaptureFixture[str]) -> None:
    used = _values(capsys, "ucpd_annex_i_4c")["used_by"]
    assert "NEU-001" in used["rules"]
    assert "eu-annex-i-4c" in used["legal tests"]
    assert "carbon_neutral" in used["claim types"]


def test_jurisdictions_are_counted_by_grade(capsys: pytest.CaptureFixture[str]) -> None:
    told = {one["jurisdiction"]: one for one in _values(capsys, "--as-of", "2026-11-30")}
    assert list(told)[-1] == "int"
    for one in told.values():
        assert one["passages"] == one["read"] + one["secondary"] + one["unverified"]
        assert "law" not in one
    assert told["ca"]["oldest_check"] == "2026-11-30"
    assert told["ca"]["checked_too_long_ago"] is False


def test_passages_of_one_jurisdiction(capsys: pytest.CaptureFixture[str]) -> None:
    (told,) = _values(capsys, "--jurisdiction", "CA", "--as-of", "2025-06-01")
    (asked,) = [one for one in told["law"] if one["key"] == "ca_74_01_1_b2"]
    assert asked["valid_to"] == "2026-03-25"
    assert "ca_74_01_1_b2" in _told(capsys, "--jurisdiction", "ca")


def test_a_day_long_after_the_last_check_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = "the law of ca was last checked on 2026-11-30"
    assert words in " ".join(_told(capsys, "ca_74_01_1_a", "--as-of", "2027-06-30").split())
    assert words not in " ".join(_told(capsys, "ca_74_01_1_a", "--as-of", "2027-05-29").split())
    copy = tmp_path / "copy.md"
    copy.write_text("Our eco-friendly kettle.\n", encoding="utf-8")
    run(["check", str(copy), "--jurisdiction", "ca", "--as-of", "2027-06-30", "--format", "json"])
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["effect"]) == ("law_not_checked", "note")
    run(["check", str(copy), "--jurisdiction", "ca", "--as-of", "2027-05-29", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["problems"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ucpd_77"], "did you mean ucpd_7_7?"),
        (["--jurisdiction", "zz"], "there is no law of 'zz'"),
        (["ucpd_7", "--jurisdiction", "eu"], "contradict each other"),
    ],
)
def test_what_is_not_known_is_a_wrong_call(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run(["law", *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("day", "words"),
    [("2025-04-05", "Consumer Protection from Unfair Trading Regulations 2008"),
     ("2025-04-06", "Digital Markets, Competition and Consumers Act 2024")],
)  # fmt: skip
def test_a_finding_cites_the_law_of_its_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, day: str, words: str
) -> None:
    copy = tmp_path / "copy.md"
    text = "Our palm oil is certified sustainable.\n\nOur eco-friendly kettle is carbon neutral.\n"
    copy.write_text(text, encoding="utf-8")
    run(["check", str(copy), "--jurisdiction", "uk", "--as-of", day, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    cited = [
        one
        for document in report["documents"]
        for claim in document["claims"]
        for finding in claim["findings"]
        for one in finding["citations"]
        if one["key"] in ("dmcc_225", "dmcc_226", "dmcc_sch_20")
    ]
    assert {one["instrument"].partition(" (")[0] for one in cited} <= {words}
    assert all(one["checked"] == "2026-11-30" for one in cited)
    assert cited
