"""Packs laid over the built-in rules: words added and taken away, rules switched off, versions insisted on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import claimcheck
from claimcheck.errors import RuleFileError, UsageError
from claimcheck.rulepack.amend import fits
from claimcheck.rulepack.pack import Pack

PACK = """\
name: acme
version: 1.2.0
about: House rules.
"""
WORDS = """\
about: House words.
changes:
  generic_benefit:
    add: [planet-kissed]
    remove: [ecofriendly]
"""
# The same for the small pack.
SMALL = WORDS.replace("generic_benefit", "green_word").replace("ecofriendly", "eco-friendly")


def _pack(folder: Path, pack: str = PACK, words: str | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yml").write_text(pack, encoding="utf-8")
    if words:
        (folder / "lexicons" / "en").mkdir(parents=True)
        (folder / "lexicons" / "en" / "house.yml").write_text(words, encoding="utf-8")
    return folder


def _is_generic(pack: Pack, text: str) -> bool:
    claims = claimcheck.Auditor(pack, lang="en").audit_text(text).documents[0].claims
    return any(claim.type == "generic_benefit" for claim in claims)


def _rules(pack: Pack, text: str, select: Sequence[str] = ()) -> set[str]:
    context = claimcheck.Context(audience="consumer")
    report = claimcheck.Auditor(pack, context, lang="en", select=select).audit_text(text)
    return {finding.rule for claim in report.documents[0].claims for finding in claim.findings}


def test_words_are_added_and_taken_away_and_the_others_stay(tmp_path: Path) -> None:
    pack = claimcheck.load_rulepack([_pack(tmp_path / "acme", words=WORDS)])
    texts = ("Our planet-kissed bottle.", "Our climate-friendly bottle.", "Our ecofriendly bottle.")
    assert [_is_generic(pack, text) for text in texts] == [True, True, False]
    assert [_is_generic(claimcheck.load_rulepack(), text) for text in texts] == [False, True, True]


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (SMALL.replace("green_word", "green_words"), "unknown signal green_words", "green_word"),
        (SMALL.replace("[eco-friendly]", "[eco-friendlyy]"), "no word eco-friendlyy", "eco-friendly"),
        (SMALL.replace("add: [planet-kissed]", "ad: [x]"), "unknown key", "add"),
    ],
)
def test_a_change_of_nothing_is_a_fault_with_its_line(
    pack_folder: Path, tmp_path: Path, words: str, message: str, hint: str
) -> None:
    claimcheck.load_rulepack([pack_folder, _pack(tmp_path / "fine", words=SMALL)], builtin=False)
    with pytest.raises(RuleFileError) as caught:
        claimcheck.load_rulepack([pack_folder, _pack(tmp_path / "acme", words=words)], builtin=False)
    (fault,) = caught.value.faults
    assert message in fault.message.replace("'", "")
    assert hint in (fault.hint or "")
    assert fault.path
    assert fault.path.endswith("house.yml")
    assert fault.line


def test_rules_are_switched_off_and_weighed(tmp_path: Path) -> None:
    text = PACK + "disable: [GEN-001]\nseverity: {NEU: info, NEU-001: warning}\n"
    pack = claimcheck.load_rulepack([_pack(tmp_path / "acme", text)])
    assert pack.disabled == {"GEN-001"}
    assert (pack.severities["NEU-001"], pack.severities["NEU-003"]) == ("warning", "info")
    assert "GEN-001" not in _rules(pack, "Our eco-friendly bottle.")
    assert "GEN-001" in _rules(pack, "Our eco-friendly bottle.", select=["GEN-001"])
    assert "GEN-001" not in _rules(pack, "Our eco-friendly bottle.", select=["GEN"])
    report = claimcheck.Auditor(pack, claimcheck.Context(audience="consumer"), lang="en").audit_text(
        "Our carbon neutral phone."
    )
    found = {one.rule: one.severity for claim in report.documents[0].claims for one in claim.findings}
    assert found["NEU-001"] == "warning"
    own = claimcheck.Auditor(
        pack, claimcheck.Context(audience="consumer"), lang="en", severity={"NEU": "error"}
    ).audit_text("Our carbon neutral phone.")
    assert {one.severity for claim in own.documents[0].claims for one in claim.findings if one.family == "NEU"} == {
        "error"
    }


def test_a_rule_that_nobody_has_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError) as caught:
        claimcheck.load_rulepack([_pack(tmp_path / "acme", PACK + "disable: [GEN-0001]\n")])
    assert "GEN-001" in (caught.value.faults[0].hint or "")


@pytest.mark.parametrize(
    ("version", "spec", "met"),
    [
        ("1.2.3", "==1.2", True),
        ("1.2.3", "==1.2.3", True),
        ("1.2.3", "==1.3", False),
        ("1.20.0", "==1.2", False),
        ("1.2.0", "!=1.2", False),
        ("1.2.0", ">=1.2", True),
        ("1.10.0", ">1.9", True),
        ("1.2.0", ">=1.0, <1.2", False),
        ("1.2.0", "1.2", None),
        ("1.2.0", "==1.2.x", None),
    ],
)
def test_versions(version: str, spec: str, met: bool | None) -> None:
    assert fits(version, spec) is met


def test_a_pack_for_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"needs claimcheck ==9\.9"):
        claimcheck.load_rulepack([_pack(tmp_path / "acme", PACK + 'requires: "==9.9"\n')])
    claimcheck.load_rulepack([_pack(tmp_path / "fine", PACK + 'requires: ">=0.1"\n')])


def test_a_configuration_can_insist_on_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claimcheck.toml").write_text('rulepack = "==9.9"\n')
    with pytest.raises(UsageError) as caught:
        claimcheck.Batch.like("check")
    assert (caught.value.path, caught.value.line) == ("claimcheck.toml", 1)
    (tmp_path / "claimcheck.toml").write_text('rulepack = "==0.1"\n')
    assert claimcheck.Batch.like("check").audit([]).exit_code == 0


def test_the_report_names_every_pack_with_its_hash(tmp_path: Path) -> None:
    (tmp_path / "loose" / "en").mkdir(parents=True)
    (tmp_path / "loose" / "en" / "words.yml").write_text(WORDS)
    pack = claimcheck.load_rulepack([_pack(tmp_path / "acme"), tmp_path / "loose"])
    told = claimcheck.Auditor(pack, lang="en").audit_text("Hello.").tool.rulepack.packs
    assert [(one.name, one.version) for one in told][:2] == [("claimcheck", "0.1.0"), ("acme", "1.2.0")]
    assert (told[2].version, len({one.sha256 for one in told})) == (None, 3)
    again = claimcheck.load_rulepack([_pack(tmp_path / "acme"), tmp_path / "loose"])
    assert again.parts == pack.parts


def test_an_installed_pack_goes_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    _pack(site / "acme_rules", words=WORDS)
    (site / "acme_rules" / "__init__.py").write_text("")
    (site / "acme_rules-1.0.dist-info").mkdir()
    (site / "acme_rules-1.0.dist-info" / "METADATA").write_text("Name: acme-rules\nVersion: 1.0\n")
    (site / "acme_rules-1.0.dist-info" / "entry_points.txt").write_text("[claimcheck.rulepacks]\nacme = acme_rules\n")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.chdir(tmp_path)
    try:
        pack = claimcheck.load_rulepack(["acme"])
    finally:
        sys.modules.pop("acme_rules", None)
    assert _is_generic(pack, "Our planet-kissed bottle.")
    with pytest.raises(RuleFileError):
        claimcheck.load_rulepack(["acmee"])
