"""Where rules are looked for, what kind each file is, and how folders of users add to the built-in rules."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck.errors import RuleFileError
from claimcheck.rulepack import source
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.source import builtin_rules, kind_of_keys, kind_of_path, source_files

ROOT = Path(__file__).parents[2]


def fault_of(*paths: Path) -> Any:
    with pytest.raises(RuleFileError) as raised:
        load_rulepack(paths, builtin=False)
    return raised.value.faults[0]


def test_the_rules_of_the_checkout_come_first() -> None:
    assert builtin_rules() == ROOT / "rules"


def test_installed_rules_are_taken_where_there_is_no_checkout(monkeypatch: Any, tmp_path: Path) -> None:
    package = tmp_path / "site" / "claimcheck"
    package.mkdir(parents=True)
    monkeypatch.setattr(source, "__file__", str(package / "rulepack" / "source.py"))
    monkeypatch.setattr("importlib.resources.files", lambda name: package)
    assert builtin_rules() == package / "_rules"
    # A folder that happens to be named rules in somebody else's project is not ours.
    (tmp_path / "rules").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    assert builtin_rules() == package / "_rules"
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "claimcheck-esg"\n', encoding="utf-8")
    assert builtin_rules() == tmp_path / "rules"


def test_missing_built_in_rules_are_a_fault(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(source, "builtin_rules", lambda: tmp_path / "none")
    with pytest.raises(RuleFileError) as raised:
        load_rulepack()
    assert [one.code for one in raised.value.faults] == ["rules-missing"]
    assert raised.value.hint == "install claimcheck again"


@pytest.mark.parametrize(
    ("path", "kind", "laid_out"),
    [
        ("rules/lexicons/en/a.yml", "lexicon", True),
        ("rules/lexicons/a.yml", "lexicon", False),
        ("rules/claims/a.yml", "claim-type", True),
        ("rules/claims/deep/a.yml", "claim-type", False),
        ("checks/GEN/GEN-001-a.yml", "check", True),
        ("checks/GEN-001-a.yml", "check", False),
        ("x/profiles/a.yml", "profile", True),
        ("x/elements/a.yaml", "element", True),
        ("x/citations.yml", "citations", True),
        ("x/scoring.yml", "scoring", True),
        ("x/units.yml", "units", True),
        ("x/pack.yml", "pack", True),
        ("x/languages.yml", "languages", True),
        ("x/anything.yml", None, False),
        ("x/claims/citations.yml", "claim-type", True),
    ],
)
def test_the_folder_or_the_name_tells_the_kind(path: str, kind: str | None, laid_out: bool) -> None:
    assert kind_of_path(tuple(path.split("/"))) == (kind, laid_out)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({"id", "tier", "when"}, "check"), ({"id", "core"}, "claim-type"), ({"id", "grades"}, "element"),
        ({"cells"}, "profile"), ({"law_as_of"}, "citations"), ({"dimensions"}, "scoring"),
        ({"currencies"}, "units"), ({"signals"}, "lexicon"), ({"facts"}, "lexicon"), ({"about"}, None),
    ],
)  # fmt: skip
def test_else_the_keys_tell_the_kind(keys: set[str], kind: str | None) -> None:
    assert kind_of_keys(dict.fromkeys(keys, 1)) == kind


def test_files_come_in_one_order(pack_folder: Path) -> None:
    log = FaultLog()
    names = [one.relative for one in source_files([pack_folder], builtin=False, log=log)]
    assert names == sorted(names, key=lambda name: name.split("/"))
    assert len(names) == 13
    assert log.faults == []


def test_hidden_files_and_others_are_left_alone(pack_folder: Path, faults: Any) -> None:
    (pack_folder / ".git").mkdir()
    (pack_folder / ".git" / "x.yml").write_text("not: [valid", encoding="utf-8")
    (pack_folder / ".draft.yml").write_text("not: [valid", encoding="utf-8")
    (pack_folder / "README.md").write_text("not: [valid", encoding="utf-8")
    assert faults() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_make_no_circles(pack_folder: Path, faults: Any) -> None:
    os.symlink(pack_folder, pack_folder / "again")
    assert faults() == ()


def test_a_missing_folder(tmp_path: Path) -> None:
    fault = fault_of(tmp_path / "none")
    assert (fault.code, fault.path) == ("rules-not-found", str(tmp_path / "none"))
    assert fault.hint == "a folder of rule files, one such file, or the name of an installed pack"


def test_a_path_that_no_system_can_have() -> None:
    assert fault_of(Path("a\0b")).code == "rules-not-found"


def test_an_empty_folder(tmp_path: Path) -> None:
    fault = fault_of(tmp_path)
    assert (fault.code, fault.path) == ("rules-empty", str(tmp_path))
    assert ".yml" in fault.hint


def test_a_file_that_cannot_be_read(pack_folder: Path, monkeypatch: Any, faults: Any) -> None:
    real = Path.open

    def refuse(path: Path, *mode: Any, **settings: Any) -> Any:
        if path.name == "units.yml":
            raise PermissionError(13, "Permission denied")
        return real(path, *mode, **settings)

    monkeypatch.setattr(Path, "open", refuse)
    fault = next(one for one in faults() if one.code == "rules-unreadable")
    assert str(fault.path).endswith("units.yml")
    assert "Permission denied" in fault.message


def test_a_file_of_no_kind(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("name: what\n", encoding="utf-8")
    fault = fault_of(tmp_path)
    assert (fault.code, fault.line, fault.column) == ("unknown-kind", 1, 1)
    assert "lexicons" in fault.hint


def test_too_many_files(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(source, "MAX_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.yml").write_text("tier: x\n", encoding="utf-8")
    fault = next(one for one in fault_of_all(tmp_path) if one.code == "rules-too-many")
    assert fault.path == str(tmp_path)


def fault_of_all(path: Path) -> Any:
    with pytest.raises(RuleFileError) as raised:
        load_rulepack([path], builtin=False)
    return raised.value.faults


# -- folders of users


def test_bare_check_files_anywhere(pack_folder: Path, tmp_path: Path) -> None:
    house = tmp_path / "house" / "deep"
    house.mkdir(parents=True)
    text = (pack_folder / "checks/GEN/GEN-001-broad-word.yml").read_text(encoding="utf-8")
    text = text.replace("id: GEN-001", "id: OUR-001").replace("name: broad-word", "name: our-word")
    (house / "whatever.yaml").write_text(text.replace("aliases: [GEN-901]\n", ""), encoding="utf-8")
    pack = load_rulepack([pack_folder, tmp_path / "house"], builtin=False)
    assert sorted(pack.checks) == ["GEN-001", "OUR-001"]
    assert pack.checks["OUR-001"].family == "OUR"
    single = load_rulepack([pack_folder, house / "whatever.yaml"], builtin=False)
    assert sorted(single.checks) == ["GEN-001", "OUR-001"]


@pytest.mark.parametrize("top", ["lexicons", "lexicons/en", "words/en"])
def test_a_folder_of_words_alone(top: str, pack_folder: Path, tmp_path: Path) -> None:
    words = tmp_path / top if top.endswith("en") else tmp_path / top / "en"
    words.mkdir(parents=True)
    (words / "x.yml").write_text("about: x\nsignals: {extra: {kind: core, words: [extra]}}\n", encoding="utf-8")
    pack = load_rulepack([pack_folder, tmp_path / top], builtin=False)
    assert "extra" in pack.signal_names
    assert set(pack.lexicons) == {"en"}


def test_a_later_source_overrides_by_id(pack_folder: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    (house / "lexicons/en").mkdir(parents=True)
    (house / "lexicons/en/ours.yml").write_text(
        "about: x\nlists: {thing: [jar]}\nfacts: {unit_words: {tons: t}, percent_words: [per cent]}\n"
        "signals:\n  proof: {kind: evidence, words: [sworn]}\n",
        encoding="utf-8",
    )
    (house / "citations.yml").write_text(
        "law_as_of: 2027-01-01\ncitations:\n  - {key: act_2, instrument: B, locator: c, edition: d, "
        "jurisdiction: int, says: e, grade: read}\n",
        encoding="utf-8",
    )
    shutil.copytree(pack_folder / "checks", house / "checks")
    check = house / "checks/GEN/GEN-001-broad-word.yml"
    check.write_text(check.read_text(encoding="utf-8").replace("tier: ban", "tier: gap"), encoding="utf-8")
    before, after = (load_rulepack([pack_folder], builtin=False), load_rulepack([pack_folder, house], builtin=False))
    assert before.checks["GEN-001"].shape.tier == "ban"
    assert after.checks["GEN-001"].shape.tier == "gap"
    texts = {one.text for one in after.lexicons["en"].literals}
    assert {"sworn", "green jar", "green jars", "reduced"} <= texts
    assert {"certified", "green bottle"}.isdisjoint(texts)
    assert set(after.citations) == {"act_1", "act_2"}
    assert after.law_as_of.isoformat() == "2027-01-01"
    assert set(after.lexicons["en"].facts.units) >= {"tonnes", "tons"}
    assert after.lexicons["en"].facts.percent_words == ("per cent",)
    assert before.sha256 != after.sha256
    assert after.sources == (str(pack_folder), str(house))


def test_the_digest_depends_on_content_alone(pack_folder: Path, tmp_path: Path) -> None:
    first = load_rulepack([pack_folder], builtin=False).sha256
    moved = tmp_path / "elsewhere"
    shutil.copytree(pack_folder, moved)
    assert load_rulepack([moved], builtin=False).sha256 == first
    with (moved / "units.yml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert load_rulepack([moved], builtin=False).sha256 != first


def test_user_rules_join_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "OUR-001.yml").write_text(
        """\
id: OUR-001
name: house-word
tier: style
step: L
confidence: low
when: {claim: {type: generic_benefit}}
message: We do not write {core}
about: House style.
why: The house says so.
remedy: Use other words.
rewrite: "{text}"
cite: []
false_positives: []
fires: [{text: Our eco-friendly box.}]
silent: [{text: Our box.}]
""",
        encoding="utf-8",
    )
    pack = load_rulepack([tmp_path])
    assert "OUR-001" in pack.checks
    assert pack.checks["OUR-001"].types == {"generic_benefit"}
    assert len(pack.checks) == len(load_rulepack().checks) + 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and devices have names on POSIX only")
@pytest.mark.parametrize("kind", ["pipe", "device", "link"])
def test_what_is_no_file_is_not_read(kind: str, pack_folder: Path) -> None:
    path = pack_folder / "checks" / "x.yml"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else "nowhere")
    fault = fault_of(pack_folder)
    assert (fault.code, Path(fault.path).name, fault.message) == ("rules-unreadable", "x.yml", "is no file")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_file_name_that_is_no_utf8(pack_folder: Path) -> None:
    (pack_folder / "lexicons/en/\udcff.yml").write_text(
        "about: x\nsignals: {extra: {kind: core, words: [extra]}}\n", encoding="utf-8"
    )
    assert "extra" in load_rulepack([pack_folder], builtin=False).signal_names


def test_one_path_need_not_be_a_list(pack_folder: Path) -> None:
    expected = load_rulepack([pack_folder], builtin=False).sha256
    assert load_rulepack(pack_folder, builtin=False).sha256 == expected
    assert load_rulepack(str(pack_folder), builtin=False).sha256 == expected
