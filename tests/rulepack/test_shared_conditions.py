"""conditions.yml: what several rules ask for in the same words, its faults, its notes and its coverage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.errors import RuleFileError
from claimcheck.rulepack.condition_walk import shared_in, written_out
from claimcheck.rulepack.lint import lint_rulepack
from claimcheck.rulepack.lookup import basis_of

SHARED = """\
about: Shared.
conditions:
  - id: on_the_box
    about: It stands on the box.
    when: {context: {medium: pack}}
  - id: proven
    about: It is proven, and the text says by what.
    when:
      all:
        - signal: certified_word
        - any: [{context: {audience: consumer}}, {fact: {kind: reference}}]
"""
RULE = """\
id: GEN-911
name: shiny-bottle
tier: gap
step: H
confidence: high
about: A rule of the tests, about broad words.
when:
  all:
    - claim: {type: generic_benefit}
    - not: {shared: on_the_box}
message: "'{core}' is a broad word"
why: It stands in a test.
remedy: Say what is meant.
rewrite: "[product] with {value:share|[share]} less"
cite: [cma_p6]
false_positives: [Names of tests.]
fires:
  - text: Our bottle is eco-friendly.
  - text: Our box is kind to the planet.
  - {text: An eco-friendly way to travel., hard: true}
silent:
  - text: We cut water use by 9 % in 2025.
  - text: Lunch is at noon.
  - {text: The box is not eco-friendly., hard: true}
"""
LEXICON = """\
about: Words.
signals:
  certified_word: {kind: guard, words: [proven by test]}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder of a user with a rule that names a shared condition."""
    folder = tmp_path / "mine"
    (folder / "lexicons" / "en").mkdir(parents=True)
    (folder / "lexicons" / "en" / "words.yml").write_text(LEXICON, encoding="utf-8")
    (folder / "conditions.yml").write_text(SHARED, encoding="utf-8")
    (folder / "GEN-911-shiny-bottle.yml").write_text(RULE, encoding="utf-8")
    return folder


Faults = Callable[..., list[tuple[str, int | None, str, str | None]]]


@pytest.fixture
def small(pack: Path, pack_folder: Path) -> Path:
    """The small pack; the folder cites its law, so that it can lie over it."""
    for path in pack.glob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("cma_p6", "act_1"), encoding="utf-8")
    return pack_folder


@pytest.fixture
def faults(pack: Path, small: Path) -> Faults:
    """The faults after a text is replaced in a file of the folder, which lies over the small pack."""
    claimcheck.load_rulepack([small, pack], builtin=False)
    return lambda *change: _faults([small, pack], *change)


def _faults(folders: list[Path], file: str, old: str, new: str) -> list[tuple[str, int | None, str, str | None]]:
    path = folders[-1] / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        claimcheck.load_rulepack(folders, builtin=False)
    return [(one.code, one.line, one.message.splitlines()[0], one.hint) for one in caught.value.faults]


def test_a_rule_asks_for_a_shared_condition_as_if_it_were_written_out(pack: Path) -> None:
    # Words of one's own take longer to load than all the rest; the condition that asks for one is not asked for here.
    shutil.rmtree(pack / "lexicons")
    (pack / "conditions.yml").write_text(SHARED[: SHARED.index("  - id: proven")], encoding="utf-8")
    shared = claimcheck.load_rulepack([pack])
    written = RULE.replace("{shared: on_the_box}", "{context: {medium: pack}}")
    (pack / "GEN-911-shiny-bottle.yml").write_text(written, encoding="utf-8")
    plain = claimcheck.load_rulepack([pack])
    for medium, fires in (("pack", False), ("advert", True)):
        context = claimcheck.Context(audience="consumer", medium=medium)
        for each in (shared, plain):
            auditor = claimcheck.Auditor(rulepack=each, context=context)
            found = auditor.audit_text("Our bottle is eco-friendly.").documents[0].claims[0].findings
            assert any(one.rule == "GEN-911" for one in found) == fires
    assert basis_of(shared.checks["GEN-911"]) == basis_of(plain.checks["GEN-911"]) == {"claim", "context"}


def test_an_unknown_shared_condition_is_told_with_the_nearest(faults: Faults) -> None:
    (fault,) = faults("GEN-911-shiny-bottle.yml", "shared: on_the_box", "shared: on_a_box")
    assert fault == ("unknown-name", 10, "unknown shared condition 'on_a_box'", "did you mean on_the_box?")


def test_a_fault_in_a_shared_condition_is_told_once_where_it_stands(pack: Path, faults: Faults) -> None:
    """However many rules name it."""
    second = RULE.replace("GEN-911", "GEN-912").replace("shiny-bottle", "shiny-box").replace("cma_p6", "act_1")
    (pack / "GEN-912-shiny-box.yml").write_text(second, encoding="utf-8")
    (fault,) = faults("conditions.yml", "certified_word", "certifed_word")
    assert fault[:3] == ("unknown-name", 10, "unknown signal 'certifed_word'")


def test_a_shared_condition_names_no_other_one(faults: Faults) -> None:
    (fault,) = faults("conditions.yml", "{context: {medium: pack}}", "{not: {shared: proven}}")
    assert fault[:3] == ("bad-condition", 5, "a shared condition names no other one")


def test_one_name_stands_for_one_condition(faults: Faults) -> None:
    (fault,) = faults("conditions.yml", "id: proven", "id: on_the_box")
    assert fault[:3] == ("duplicate-id", 6, "shared condition 'on_the_box' is defined twice")


def test_lint_names_shared_conditions_without_use(pack: Path) -> None:
    notes = {(note.code, note.line) for note in lint_rulepack([pack])}
    assert notes == {("unused-condition", 6)}


def test_evidence_hides_in_no_shared_condition(pack_folder: Path, change: Callable[..., Path]) -> None:
    (pack_folder / "conditions.yml").write_text(
        "about: S.\nconditions:\n  - {id: shown, about: Shown., when: {signal: proof}}\n", encoding="utf-8"
    )
    change("claims/generic_benefit.yml", "- {signal: green_word}", "- {shared: shown}")
    notes = [note for note in lint_rulepack([pack_folder], builtin=False) if note.code == "evidence-in-core"]
    assert [(Path(str(note.path)).name, note.line) for note in notes] == [("generic_benefit.yml", 7)]


def test_what_a_name_stands_for_is_written_out_at_any_depth() -> None:
    condition: dict[str, Any] = {"all": [{"not": {"shared": "one"}}, {"any": [{"shared": "two"}]}]}
    assert sorted(shared_in(condition)) == ["one", "two"]
    assert written_out(condition, {"one": {"signal": "a"}}) == {
        "all": [{"not": {"signal": "a"}}, {"any": [{"shared": "two"}]}]
    }
