"""Configuration in runs: each file by its folder, the place of a bad name, the same in the library."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import claimcheck

CONFIG = """\
fail-on = "warning"

[severity]
GEN = "info"

[[per-path]]
paths = ["copy/**"]
audience = "consumer"
medium = "advert"
severity = {GEN = "warning"}
"""


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()[:3]) for line in text.splitlines()]


def test_each_file_is_judged_by_its_own_settings(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(CONFIG)
    done = command(["check", "bad.md", "copy/one.md", "--format", "concise"])
    assert done.code == 1
    assert _lines(done.stdout) == ["bad.md:1:19: GEN-001 info", "copy/one.md:1:19: GEN-001 warning"]
    assert command(["check", "bad.md"]).code == 0
    told = json.loads(command(["check", "bad.md", "copy/one.md", "--format", "json"]).stdout)
    assert told["context"]["medium"] == "web"
    assert [one["context"] and one["context"]["medium"] for one in told["documents"]] == [None, "advert"]
    shown = " ".join(command(["check", "copy/one.md"]).stdout.split())
    assert "read, as consumer advert under eu uk us" in shown


def test_order_does_not_depend_on_settings_or_jobs(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(CONFIG)
    arguments = ["check", "good.md", "copy/one.md", "bad.md", "copy/two.txt", "--format", "json"]
    once, twice = command(arguments), command([*arguments, "--jobs", "2"])
    assert once.stdout == twice.stdout
    assert [one["path"] for one in json.loads(once.stdout)["documents"]] == [
        "bad.md",
        "copy/one.md",
        "copy/two.txt",
        "good.md",
    ]


def test_isolated_runs_and_options_do_not_heed_it(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(CONFIG)
    alone = command(["check", "bad.md", "--isolated", "--format", "concise"])
    assert (alone.code, _lines(alone.stdout)) == (1, ["bad.md:1:19: GEN-001 error"])
    given = command(["check", "bad.md", "--fail-on", "info"])
    assert given.code == 1


def test_a_rule_can_be_switched_off(command: Any, desk: Path) -> None:
    done = command(["check", "bad.md", "--config", "severity.GEN-001=off", "--format", "concise"])
    assert "GEN-001" not in done.stdout
    # Nor does a rule of last resort take its place.
    assert "VER-011" not in done.stdout
    kept = command(
        ["check", "bad.md", "--config", "severity.GEN=off", "--config", "severity.GEN-001=info", "--format", "concise"]
    )
    assert kept.code == 0


def test_a_name_that_no_rule_has_is_placed_in_the_file(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text('lang = "en"\nselect = ["GENN-1"]\n')
    done = command(["check", "bad.md"])
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: claimcheck.toml:2: there is no rule 'GENN-1'\n  hint: ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[severity]\nSTY = "off"\nGENN-1 = "error"\n', "4: there is no rule 'GENN-1'"),
        ('select = [\n  "GEN",\n  "GENN-1",  # and more\n]\n', "4: there is no rule 'GENN-1'"),
        ('[fact]\ncredits = "no"\ncredit = "no"\n', "4: there is no deciding fact 'credit'"),
        ('severity = {STY = "off", GENN = "off"}\n', "2: there is no rule 'GENN'"),
    ],
)
def test_an_entry_is_placed_at_its_own_line(command: Any, desk: Path, text: str, told: str) -> None:
    (desk / "claimcheck.toml").write_text(f'lang = "en"\n{text}')
    assert command(["check", "bad.md"]).stderr.startswith(f"error: claimcheck.toml:{told}\n")


def test_a_limit_that_there_is_not_is_placed_in_the_file(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text("[read-limit]\npagez = 3\n")
    done = command(["check", "bad.md"])
    assert done.code == 2
    assert done.stderr.startswith("error: claimcheck.toml:1: read-limit: there is no limit 'pagez'")
    assert "did you mean pages? limits are pdf-bytes," in done.stderr


def test_settings_of_runs_in_other_folders_are_told(command: Any, desk: Path) -> None:
    (desk / "copy" / "claimcheck.toml").write_text('fail-on = "never"\n')
    done = command(["check", "copy/one.md"])
    assert done.code == 1
    assert "note: copy/claimcheck.toml:1: fail-on holds for a whole run and is not used here" in done.stderr


def test_a_rule_of_rules_that_another_folder_names_is_told_to_be_not_loaded(
    command: Any, desk: Path, root: Path
) -> None:
    shutil.copytree(root / "fixtures" / "docs" / "our-rules", desk / "copy" / "house")
    config = 'rules = ["house"]\nfail-on = "warning"\n[severity]\nHSE = "error"\n'
    (desk / "copy" / "claimcheck.toml").write_text(config)
    done = command(["check", "copy/one.md"])
    assert done.code == 2
    assert (
        "error: copy/claimcheck.toml:4: there is no rule 'HSE'\n  hint: copy/claimcheck.toml:1 names rules"
        in done.stderr
    )
    assert command(["check", "copy/one.md", "--config", "copy/claimcheck.toml"]).code == 1
    # What the file says besides counts where no rule of its own is named, and a name that is wrong keeps its hint.
    (desk / "copy" / "claimcheck.toml").write_text('[severity]\nGENN = "error"\n')
    assert "names rules" not in command(["check", "copy/one.md"]).stderr


def test_the_command_names_what_holds_for_runs_in_another_folder(command: Any, desk: Path) -> None:
    (desk / "copy" / "claimcheck.toml").write_text('fail-on = "never"\nmedium = "pack"\n')
    shown = command(["config", "copy/one.md"])
    assert ["medium", '"pack"', "copy/claimcheck.toml:2"] in [line.split() for line in shown.stdout.splitlines()]
    assert "note: copy/claimcheck.toml:1: fail-on holds for a whole run and is not used here" in shown.stderr
    assert command(["config", "bad.md"]).stderr == ""


def test_settings_of_a_file_that_is_yet_to_be_written_say_so(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(CONFIG)
    done = command(["config", "copy/three.md", "--format", "json"])
    assert (done.code, json.loads(done.stdout)["medium"]["value"]) == (0, "advert")
    assert done.stderr.startswith("note: copy/three.md: does not exist; ")


def test_the_command_shows_values_and_where_they_come_from(command: Any, desk: Path, monkeypatch: Any) -> None:
    (desk / "claimcheck.toml").write_text(CONFIG)
    monkeypatch.setenv("CLAIMCHECK_MEDIUM", "press")
    monkeypatch.delenv("CLAIMCHECK_CACHE", raising=False)
    told = json.loads(command(["config", "copy/one.md", "--like", "audit", "--format", "json"]).stdout)
    assert told["audience"] == {"value": "consumer", "origin": "claimcheck.toml:8"}
    assert told["medium"] == {"value": "press", "origin": "CLAIMCHECK_MEDIUM"}
    assert told["fail-on"] == {"value": "warning", "origin": "claimcheck.toml:1"}
    shown = command(["config", "--isolated", "--like", "audit"]).stdout.splitlines()
    assert [line.split() for line in shown[2:]] == [
        ["audience", '"investor"', "default"],
        ["fail-on", '"never"', "default"],
        ["medium", '"press"', "CLAIMCHECK_MEDIUM"],
    ]


def test_the_library_reads_the_same_files(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(CONFIG)
    shown = json.loads(command(["check", "bad.md", "copy/one.md", "--format", "json"]).stdout)
    report = claimcheck.Batch.like("check", as_of=date(2026, 11, 30)).audit(["bad.md", "copy/one.md"])
    assert json.loads(claimcheck.render(report, "json")) == shown


def test_the_schema_accepts_what_the_program_accepts(command: Any) -> None:
    import tomllib

    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(command(["schema", "config"]).stdout))
    assert validator.is_valid(tomllib.loads(CONFIG))
    assert not validator.is_valid(tomllib.loads(CONFIG.replace("fail-on", "fial-on")))


def test_what_folders_leave_out_is_told(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text('exclude = ["two.*"]\n')
    (desk / "copy" / "names.json").write_text("{}")
    told = "skipped 2 files: 1 .json of no format that folders are searched for; 1 file left out by exclude"
    done = command(["check", "copy", "--format", "concise"])
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["copy/one.md"]
    assert f"note: copy: {told}" in done.stderr
    report = json.loads(command(["check", "copy", "--format", "json"]).stdout)
    assert [(one["code"], one["effect"], one["message"]) for one in report["problems"]] == [("skipped", "note", told)]
    assert told in " ".join(command(["check", "copy"]).stdout.split())


def test_exclusions_of_the_command_line_take_the_place_of_those_of_the_file(command: Any, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text('exclude = ["two.*"]\nextend-exclude = ["three.md"]\n')
    (desk / "copy" / "three.md").write_text("Our bottle is eco-friendly.\n")

    def paths(*options: str) -> list[str]:
        done = command(["check", "copy", "--format", "json", *options])
        return [one["path"] for one in json.loads(done.stdout)["documents"]]

    assert paths() == ["copy/one.md"]
    assert paths("--exclude", "one.md") == ["copy/two.txt"]
    assert paths("--extend-exclude", "one.*,x") == ["copy/three.md"]
    named = command(["check", "copy/one.md", "--exclude", "copy/", "--force-exclude", "--format", "json"])
    assert json.loads(named.stdout)["documents"] == []
