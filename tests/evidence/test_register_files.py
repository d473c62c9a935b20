"""Reading a register: every fault is named with its line and a way out, and nothing in it can hurt."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck.errors import RegisterError
from claimcheck.evidence.register import RegisterShape, checked, file_hash, load_register, years_in

ELEMENTS = claimcheck.load_rulepack().elements
ENTRY = """\
schema: claimcheck-register/1
entries:
  - id: one
    supports: [{topic: climate}]
    file: statement.pdf
    kind: assurance
    proves: {verifier: Nordlicht}
"""


def faults(path: Path, text: str) -> list[tuple[int | None, str, str]]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        load_register(str(path), ELEMENTS)
    assert caught.value.exit_code == 2
    return [(one.line, one.code, one.message.splitlines()[0]) for one in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"),
    [
        ("kind: assurance", "kind: asurance", 6, "unknown-value", "'asurance' is no value for kind"),
        ("proves: {verifier: Nordlicht}", "proves: {verifyer: N}", 7, "unknown-element", "'verifyer'"),
        ("proves: {verifier: Nordlicht}", "proves: {value: {unit: t}}", 7, "wrong-type", "write words"),
        ("proves: {verifier: Nordlicht}", "proves: {verifier: }", 7, "empty-value", "proves says nothing"),
        (
            "proves: {verifier: Nordlicht}",
            "proves: {base_year: Name the base year and its value}",
            7,
            "unfilled-value",
            "base_year still has the words that ask for it",
        ),
        (
            "proves: {verifier: Nordlicht}",
            "proves: {verifier: 'name of the body, with  the standard.'}",
            7,
            "unfilled-value",
            "verifier still has",
        ),
        ("proves: {verifier: Nordlicht}", "proves: {value: true}", 7, "wrong-type", "value"),
        ("topic: climate", "topic: weather", 4, "unknown-value", "'weather' is no value for topic"),
        ("topic: climate", "subject: company", 4, "wrong-type", "name a claim, or else a topic"),
        ("topic: climate", "claim: c123", 4, "wrong-type", "16 capital letters"),
        ("topic: climate", "topic: climate, period: soon", 4, "bad-period", "names no year"),
        ("kind: assurance", "kind: assurance\n    sha256: abc", 7, "wrong-type", "64 digits"),
        ("kind: assurance", "kind: assurance\n    page: 0", 7, "wrong-type", "page"),
        ("kind: assurance", "kind: assurance\n    valid_until: 2026", 7, "wrong-type", "a date is written"),
        (
            "kind: assurance",
            "kind: assurance\n    valid_from: next spring",
            7,
            "wrong-type",
            "valid_from: 'next spring' is no date; a date is written YYYY-MM-DD",
        ),
        ("kind: assurance", "kind: assurance\n    valid_from: 2026-02-30", 7, "wrong-type", "is no date"),
        ("kind: assurance", "kind: assurance\n    confidential: maybe", 7, "wrong-type", "confidential"),
        ("kind: assurance", "kind: assurance\n    until: 2026", 7, "unknown-key", "unknown key 'until'"),
        ("    file: statement.pdf\n", "", 3, "missing-key", "key 'file' is missing"),
        ("schema: claimcheck-register/1", "schema: claimcheck-register/9", 1, "unknown-value", "schema"),
        ("id: one", "id: One two", 3, "wrong-type", "lower case"),
    ],
)
def test_a_fault_has_its_line(tmp_path: Path, old: str, new: str, line: int, code: str, words: str) -> None:
    [(at, found, message)] = faults(tmp_path / "register.yml", ENTRY.replace(old, new))
    assert (at, found) == (line, code)
    assert words in message


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    second = ENTRY.split("entries:\n")[1].replace("climate", "weather")
    found = faults(tmp_path / "register.yml", ENTRY.replace("assurance", "asurance") + second)
    assert [line for line, _, _ in found] == [6, 9]


def test_an_id_stands_once(tmp_path: Path) -> None:
    [(line, code, _)] = faults(tmp_path / "register.yml", ENTRY + ENTRY.split("entries:\n")[1])
    assert (line, code) == (8, "duplicate-id")


def test_dates_are_in_order(tmp_path: Path) -> None:
    text = f"{ENTRY}    valid_from: 2026-02-01\n    valid_until: 2026-01-01\n"
    assert faults(tmp_path / "register.yml", text)[0][:2] == (9, "bad-period")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml-shape"),
        ("[]", "yaml-shape"),
        ("schema: [", "yaml-syntax"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml-alias"),
        ("!!python/object/apply:os.system [ls]", "yaml-tag"),
        ("a: " + "[" * 40 + "]" * 40, "yaml-depth"),
        ("a: 1\na: 2\n", "yaml-duplicate-key"),
        ("# " + "x" * 1_000_001, "yaml-too-large"),
        ("a: \x00", "yaml-encoding"),
    ],
)
def test_hostile_files_are_faults(tmp_path: Path, text: str, code: str) -> None:
    assert faults(tmp_path / "register.yml", text)[0][1] == code


def test_no_more_entries_than_anybody_reads(tmp_path: Path) -> None:
    entry = "  - {id: e%d, supports: [{topic: climate}], file: f, kind: other, proves: {verifier: N}}\n"
    text = "schema: claimcheck-register/1\nentries:\n" + "".join(entry % n for n in range(2_001))
    [(_, code, message)] = faults(tmp_path / "register.yml", text)
    assert (code, "2000" in message) == ("wrong-type", True)


def test_no_more_supports_than_claims_can_be_held_against(tmp_path: Path) -> None:
    supports = ", ".join(["{topic: climate}"] * 100)
    entry = "  - {id: e%d, supports: [SUPPORTS], file: f, kind: other, proves: {verifier: N}}\n"
    text = "schema: claimcheck-register/1\nentries:\n" + "".join(entry % n for n in range(41))
    [(_, code, message)] = faults(tmp_path / "register.yml", text.replace("SUPPORTS", supports))
    assert (code, "4,100" in message) == ("register-too-large", True)


def test_an_empty_register_is_one(tmp_path: Path) -> None:
    path = tmp_path / "register.yml"
    path.write_text("schema: claimcheck-register/1\nentries:\n", encoding="utf-8")
    assert load_register(str(path), ELEMENTS) == ()


def test_files_are_beside_the_register(tmp_path: Path) -> None:
    path = tmp_path / "register.yml"
    path.write_text(ENTRY, encoding="utf-8")
    (tmp_path / "statement.pdf").write_bytes(b"x")
    [entry] = load_register(str(path), ELEMENTS) or ()
    assert (entry.file, entry.line) == ("statement.pdf", 3)
    assert checked(entry, date(2026, 1, 1)).found == file_hash(str(tmp_path / "statement.pdf"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_no_file_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert file_hash(str(tmp_path / "pipe")) is None
    with pytest.raises(RegisterError, match="cannot be read"):
        load_register(str(tmp_path / "pipe"), ELEMENTS)


def test_a_folder_or_an_odd_name_is_no_file(tmp_path: Path) -> None:
    assert file_hash(str(tmp_path)) is None
    assert file_hash("a\x00b") is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024", {2024}),
        ("FY2024", {2024}),
        ("2023/24", {2023, 2024}),
        ("2021-2024", {2021, 2022, 2023, 2024}),
        ("2021 – 2022", {2021, 2022}),
        ("2024-04-01/2025-03-31", {2024, 2025}),
        ("2024-06", {2024}),
        ("2019 and 2024", {2019, 2024}),
        ("1900-2199", {1900}),
        ("the winter", set()),
        ("12024", set()),
    ],
)
def test_years_of_a_period(text: str, years: set[int]) -> None:
    assert years_in(text) == years


def test_the_schema_knows_what_the_reader_knows() -> None:
    schema = RegisterShape.model_json_schema(by_alias=True)
    entry = schema["$defs"]["EntryShape"]["properties"]
    for name in ("supports", "file", "sha256", "kind", "issuer", "owner", "valid_until", "confidential", "proves"):
        assert entry[name]["description"]
