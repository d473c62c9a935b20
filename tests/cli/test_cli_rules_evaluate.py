"""``rules evaluate``: formats, thresholds, errors by class, and gold files that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

LABELS = """\
  - text: {words}
    type: {type}
    topic: product
    tense: attribute
    certainty: firm
    stance: asserted
    claimant: company
    subject: product
"""
GOLD = f"""\
- id: right
  text: Our new bottle is eco-friendly.
  claims:
{LABELS.format(words="Our new bottle is eco-friendly", type="generic_benefit")}
- id: missed
  text: The office opens at nine | sharp.
  claims:
{LABELS.format(words="The office opens at nine", type="durability")}
- id: ordinary
  text: Lunch is at noon.
  claims: []
- id: wrong
  text: Our tin is eco-friendly.
  claims: []
  aside: off_topic
"""


@pytest.fixture
def gold(desk: Path) -> Path:
    """A gold set with one claim found, one missed, and one that is none."""
    path = desk / "gold" / "sentences.yml"
    path.parent.mkdir()
    path.write_text(GOLD)
    return path


def _row(text: str, name: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(name)]
    return line[len(name) :].split()


def test_the_figures_of_a_small_gold_set(command: Any, gold: Path) -> None:
    done = command(["rules", "evaluate", "gold"])
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("gold: 4 sentences and 0 documents with 2 claims and 2 passages that claim nothing")
    assert _row(done.stdout, "claims: precision") == ["0.500", "0.095", "to", "0.905", "2"]
    assert _row(done.stdout, "claims: recall") == ["0.500", "0.095", "to", "0.905", "2"]
    assert _row(done.stdout, "claims: F1")[0] == "0.500"
    assert _row(done.stdout, "passages that claim nothing, flagged") == ["0.500", "0.095", "to", "0.905", "2"]
    assert _row(done.stdout, "types right")[0] == "1.000"
    assert _row(done.stdout, "generic benefit") == ["1", "2", "0.500", "1.000", "0.667"]
    assert max(map(len, done.stdout.splitlines())) <= 100
    alone = command(["rules", "evaluate", "gold/sentences.yml"]).stdout
    assert alone[alone.index("In short") :] == done.stdout[done.stdout.index("In short") :]


def test_errors_by_class(command: Any, gold: Path) -> None:
    none = command(["rules", "evaluate", "gold", "--errors", "0"]).stdout
    assert "    1  claims: missed: durability\n" in none
    assert "    1  claims: false: labelled off_topic\n" in none
    one = command(["rules", "evaluate", "gold", "--errors", "1"]).stdout
    line = GOLD.splitlines().index("- id: missed") + 1
    assert f"gold/sentences.yml:{line} missed: labelled durability\n" in one
    assert "“The office opens at nine”\n" in one
    assert "Errors" not in command(["rules", "evaluate", "gold"]).stdout


def test_markdown_is_tables_and_escapes_what_texts_hold(command: Any, gold: Path) -> None:
    gold.write_text(GOLD.replace("words: The office", "words").replace("at nine", "*at* <nine>"))
    done = command(["rules", "evaluate", "gold", "--format", "markdown", "--errors", "2"])
    assert done.code == 0
    assert "\n## In short\n\n| figure " in done.stdout
    assert "The office opens \\*at\\* \\<nine\\>" in done.stdout


def test_json_fits_its_schema(command: Any, gold: Path) -> None:
    done = command(["rules", "evaluate", "gold", "--format", "json", "--errors", "1"])
    values = json.loads(done.stdout)
    schema = json.loads(command(["schema", "evaluation"]).stdout)
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(values)) == []
    assert values["schema"] == "claimcheck-evaluation/1"
    assert values["claims"]["precision"] == {
        "hits": 1, "of": 2, "value": 0.5, "low": pytest.approx(0.094531, abs=1e-6),
        "high": pytest.approx(0.905469, abs=1e-6),
    }  # fmt: skip
    assert values["context"]["as_of"] == "2026-01-01"


def test_the_schema_of_gold_files(command: Any) -> None:
    done = command(["schema", "gold"])
    schema = json.loads(done.stdout)
    Draft202012Validator.check_schema(schema)
    assert "register" in schema["$defs"]["Sentence"]["properties"]


@pytest.mark.parametrize(
    ("floors", "code", "told"),
    [
        (["claims.precision=0.5"], 0, ""),
        (["claims.precision=.51"], 1, "below: claims.precision is 0.500, less than 0.51\n"),
        (["types.durability.f1=0.1", "claims.f1=1"], 1, "types.durability.f1 is 0.000"),
        # Nothing was counted, so nothing was reached.
        (["fields.target_year=0"], 2, "there is no figure"),
        (["elements.missing=0"], 1, "elements.missing is -"),
        (["claims.f2=0.5"], 2, "there is no figure 'claims.f2'\n  hint: did you mean claims.f1?"),
        (["claims.f1"], 2, "--least: 'claims.f1' does not fit\n  hint: write a figure"),
        (["claims.f1=2"], 2, "does not fit"),
    ],
)
def test_thresholds(command: Any, gold: Path, floors: list[str], code: int, told: str) -> None:
    options = [part for floor in floors for part in ("--least", floor)]
    done = command(["rules", "evaluate", "gold", *options])
    assert done.code == code
    assert told in done.stderr
    assert bool(done.stdout) == (code != 2)


def test_a_folder_of_own_rules_counts(command: Any, gold: Path, desk: Path) -> None:
    words = desk / "mine" / "lexicons" / "en" / "own.yml"
    words.parent.mkdir(parents=True)
    words.write_text(
        "about: Words of the tests.\nsignals:\n  generic_benefit:\n    kind: core\n    words: [at nine, eco-friendly]\n"
    )
    done = command(["rules", "evaluate", "gold", "--rules", "mine"])
    assert done.code == 0, done.stderr
    assert _row(done.stdout, "claims: recall")[0] == "1.000"


def test_a_broken_gold_file_is_told_and_nothing_is_measured(command: Any, gold: Path) -> None:
    gold.write_text(GOLD.replace("type: durability", "type: durable").replace("off_topic", "offtopic"))
    done = command(["rules", "evaluate", "gold"])
    assert (done.code, done.stdout) == (2, "")
    assert "error: gold/sentences.yml:17:11: there is no claim type 'durable'\n" in done.stderr
    assert "'offtopic' is no value for aside" in done.stderr
    assert done.stderr.endswith("2 faults in gold files; nothing was read\n")


def test_a_text_in_an_unknown_language_is_told(command: Any, gold: Path) -> None:
    foreign = "Le bureau est ouvert par la direction à neuf heures et il est pour tous dans la maison."
    gold.write_text(GOLD.replace("Lunch is at noon.", foreign))
    assert "1 text could not be read whole" in " ".join(command(["rules", "evaluate", "gold"]).stdout.split())


def test_a_path_that_is_not_there(command: Any) -> None:
    done = command(["rules", "evaluate", "none"])
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "error: none: no such file or folder\n  hint: check the path\n"


def test_control_characters_do_not_reach_the_terminal(command: Any, gold: Path) -> None:
    gold.write_text(GOLD.replace("id: missed", 'id: "m\\e[31m"').replace("at nine", "at\\u202enine"))
    done = command(["rules", "evaluate", "gold", "--errors", "1"])
    assert done.code == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
