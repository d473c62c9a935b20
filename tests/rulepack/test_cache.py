"""What is kept of the compiled rules is used only where it is right, and nothing hangs on it."""

from __future__ import annotations

import marshal
import os
import pickle
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.errors import RuleFileError
from claimcheck.rulepack import cache, compiler, outline, reuse, schema, source
from claimcheck.rulepack.assembly import assemble
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.collect import Collected
from claimcheck.rulepack.conditions import Compiled
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.outline import OUTLINED
from claimcheck.rulepack.pack import Check, Pack
from claimcheck.rulepack.yamlfile import YamlFile

SAID = "Our new bottle is eco-friendly. We cut the emissions of our mill by 30 % since 2019."


def _compile() -> Pack:
    """The built-in rules as a process that has not asked for them yet gets them."""
    reuse._compiled.clear()
    return load_rulepack()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own instead of the one beside the byte code, in a process that keeps nothing yet."""
    monkeypatch.setattr(cache, "_path", lambda rules, suffix: tmp_path / f"rules-{rules}{cache._tag(suffix)}")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(reuse, "_compiled", {})
    monkeypatch.setattr(reuse, "_faultless", {})
    return tmp_path


@pytest.fixture
def small(place: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small pack in place of the built-in rules, where nothing hangs on how much there is."""
    monkeypatch.setattr(source, "builtin_rules", lambda: pack_folder)
    return pack_folder


def _files(place: Path) -> list[str]:
    """What is kept there."""
    return [path.name for path in place.iterdir() if path.is_file()]


def test_a_pack_out_of_the_cache_is_the_pack(place: Path) -> None:
    fresh = _compile()
    assert sorted(path.suffix for path in place.iterdir()) == [cache._PARTS, cache._PACK]
    again = _compile()
    assert again is not fresh
    compiled = {"lexicons", "claim_types", "elements", "checks", "ranking", "admissions", "legal_tests"}
    same = set(Pack.__struct_fields__) - compiled
    for name in same:
        assert getattr(again, name) == getattr(fresh, name)
    assert dict(again.lexicons) == dict(fresh.lexicons)
    for language, lexicon in fresh.lexicons.items():
        assert tuple(again.lexicons[language].metrics.phrases()) == tuple(lexicon.metrics.phrases())
    assert again.checks.keys() == fresh.checks.keys()
    assert [check.shape for check in again.checks.values()] == [
        check.shape for check in fresh.checks.values()
    ]
    assert [element.shape for element in again.elements.values()] == [
        element.shape for element in fresh.elements.values()
    ]
    assert again.admissions is not None
    assert fresh.admissions is not None
    assert [one.shape for one in again.admissions.rules] == [one.shape for one in fresh.admissions.rules]
    assert list(map(_outlines, again.checks.values())) == list(map(_outlines, fresh.checks.values()))
    assert [kind.core.branches for kind in again.claim_types.values()] == [
        kind.core.branches for kind in fresh.claim_types.values()
    ]
    untested = [
        [[term._replace(when=None) for term in part] for part in one.ranking] for one in (again, fresh)
    ]
    assert untested[0] == untested[1]


def _outlines(check: Check) -> list[tuple[object, ...] | None]:
    """All of the conditions of a rule but their tests."""
    conditions = [check.when, check.loose, *(question.told for question in check.questions)]
    return [None if one is None else tuple(getattr(one, name) for name in OUTLINED) for one in conditions]


def test_conditions_out_of_the_cache_are_compiled_when_they_are_asked(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = claimcheck.Auditor(_compile()).audit_text(SAID).model_dump()
    asked: list[object] = []
    make = outline.compile_condition

    def noted(condition: object, *arguments: Any, **how: Any) -> Compiled:
        asked.append(condition)
        return make(condition, *arguments, **how)

    monkeypatch.setattr(outline, "compile_condition", noted)
    auditor = claimcheck.Auditor(_compile())
    assert asked == []
    assert auditor.audit_text(SAID).model_dump() == fresh
    assert 0 < len(asked) < len(auditor.rulepack.checks)
    known = len(asked)
    auditor.audit_text(SAID)
    assert len(asked) == known


def test_every_file_is_held_against_its_schema_until_none_has_a_fault(
    place: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    broken = True

    def check(file: YamlFile, kind: str, log: FaultLog) -> None:
        held.append(file.path)
        if broken and file.path.endswith("units.yml"):
            file.fault(log, (), "is blamed", code="blamed")

    monkeypatch.setattr(source, "builtin_rules", lambda: pack_folder)
    monkeypatch.setattr(schema, "check_schema", check)
    for _ in range(2):
        with pytest.raises(RuleFileError, match="is blamed"):
            load_rulepack(strict=True)
    files = len(held) // 2
    broken = False
    load_rulepack(strict=True)
    assert len(held) == 3 * files
    load_rulepack(strict=True)
    assert len(held) == 3 * files
    with (pack_folder / "pack.yml").open("a", encoding="utf-8") as file:
        file.write("# A note.\n")
    load_rulepack(strict=True)
    assert len(held) == 4 * files


def test_the_second_load_parses_no_file(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _compile()

    def parse(*_: object) -> None:
        raise AssertionError("a file was parsed")

    monkeypatch.setattr("claimcheck.rulepack.collect.parse_yaml", parse)
    _compile()
    assemble((), builtin=True, strict=False)
    with pytest.raises(AssertionError, match="a file was parsed"):
        load_rulepack(strict=True)


def test_rules_of_users_are_read_anew_beside_it(small: Path, tmp_path: Path) -> None:
    _compile()
    folder = tmp_path / "mine" / "lexicons" / "en"
    folder.mkdir(parents=True)
    (folder / "more.yml").write_text(
        "about: More.\nsignals:\n  zorbing: {kind: core, words: [zorbing]}\n", encoding="utf-8"
    )
    pack = load_rulepack(tmp_path / "mine")
    assert any(literal.text == "zorbing" for literal in pack.lexicons["en"].literals)


def test_whoever_may_read_the_program_may_read_what_it_keeps(small: Path, place: Path) -> None:
    _compile()
    program = Path(cache.__file__).stat().st_mode
    kept = [path.stat().st_mode & 0o666 for path in place.iterdir() if path.is_file()]
    assert set(kept) == {program & 0o666}


def test_other_rules_do_not_get_what_was_kept_for_these(place: Path) -> None:
    cache.store("a", cache.Kept({"file": {"key": 1}}))
    assert cache.load("a") == cache.Kept({"file": {"key": 1}})
    assert cache.load("b") is None


def test_what_was_kept_before_goes(place: Path) -> None:
    cache.store("a", cache.Kept())
    cache.store("b", cache.Kept())
    cache.store_pack("b", lambda: b"")
    cache.store_pack("c", lambda: b"")
    assert sorted(_files(place)) == [
        f"rules-b{cache._tag(cache._PARTS)}",
        f"rules-c{cache._tag(cache._PACK)}",
    ]


def _sealed(payload: bytes) -> bytes:
    return zlib.crc32(payload).to_bytes(4, "little") + payload


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x" * 10,
        b"x" * 100,
        bytes(4) + marshal.dumps(({}, {})),
        _sealed(b""),
        _sealed(marshal.dumps(())),
        _sealed(pickle.dumps("no pack")),
        _sealed(b"cno_such_module\nPack\n."),
    ],
)
def test_a_damaged_file_counts_as_none(small: Path, place: Path, data: bytes) -> None:
    pack = _compile()
    kept = list(place.glob("rules-*"))
    assert len(kept) == 2
    for path in kept:
        path.write_bytes(data)
    assert cache.load(pack.sha256) is None
    assert cache.load_pack(source.builtin_state()) is None
    assert _compile().checks.keys() == pack.checks.keys()
    assert cache.load_pack(source.builtin_state()) is not None


def test_a_cut_or_changed_pack_counts_as_none(small: Path, place: Path) -> None:
    _compile()
    state = source.builtin_state()
    path = cache._path(state, cache._PACK)
    whole = path.read_bytes()
    for data in (whole[:-1], whole[: len(whole) // 2], whole[:100] + b"?" + whole[101:]):
        path.write_bytes(data)
        assert cache.load_pack(state) is None


def test_what_tells_that_rules_are_still_what_they_were(small: Path) -> None:
    before = source.builtin_state()
    assert source.builtin_state() == before
    scoring = small / "scoring.yml"
    text = scoring.read_text(encoding="utf-8")
    # As long as before, and a moment later.
    scoring.write_text(text, encoding="utf-8")
    times = scoring.stat()
    os.utime(scoring, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    changed = source.builtin_state()
    assert changed != before
    (small / "checks" / "new.yml").write_text("", encoding="utf-8")
    assert source.builtin_state() not in (before, changed)
    (small / "checks" / "new.yml").unlink()
    (small / "checks" / ".hidden.yml").write_text("", encoding="utf-8")
    (small / "checks" / "note.txt").write_text("", encoding="utf-8")
    assert source.builtin_state() == changed


def test_rules_in_an_archive_go_by_what_stands_in_them(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = []
    for note in ("", "# A note.\n"):
        with zipfile.ZipFile(tmp_path / f"rules{note[:1]}.zip", "w") as archive:
            for path in sorted(small.rglob("*.yml")):
                archive.writestr(f"rules/{path.relative_to(small)}", path.read_bytes() + note.encode())
        packed = zipfile.Path(tmp_path / f"rules{note[:1]}.zip", "rules/")
        monkeypatch.setattr(source, "builtin_rules", lambda packed=packed: packed)
        states.append(source.builtin_state())
        assert _compile().sha256 == _compile().sha256
    assert states[0] != states[1]


def test_a_pack_that_cannot_be_written_down_is_not_kept(place: Path) -> None:
    def packed() -> bytes:
        raise TypeError("cannot pickle a function")

    cache.store_pack("a", packed)
    assert _files(place) == []


def test_other_code_or_another_library_does_not_get_what_this_one_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = cache._path("a", cache._PACK)
    assert cache._path("b", cache._PACK) != here
    monkeypatch.setattr(cache, "VERSION", "0.0.1")
    assert cache._path("a", cache._PACK) != here
    monkeypatch.undo()
    assert cache._path("a", cache._PACK) == here
    for name in cache._PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "module.py").write_text("")
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "rulepack" / "cache.py"))
    for name in cache._PACKAGES:
        before = cache._path("a", cache._PACK)
        (tmp_path / name / "module.py").write_text("# A note.\n")
        assert cache._path("a", cache._PACK) != before


def test_where_nothing_can_be_written_the_pack_is_made_anew(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(cache, "_path", lambda rules, suffix: tmp_path / "file" / "below")
    assert _compile().checks
    assert _files(tmp_path) == ["file"]


def test_where_no_byte_code_is_wanted_nothing_is_kept(
    small: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _compile().checks
    assert _files(place) == []


def test_a_fault_is_found_with_its_place_although_the_values_were_kept(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _compile()
    monkeypatch.setattr(compiler, "check_names", _blame_first_check)
    with pytest.raises(RuleFileError) as caught:
        assemble((), builtin=True, strict=False)
    assert (caught.value.line or 0) > 1


def _blame_first_check(found: Collected, log: FaultLog) -> dict[str, str]:
    next(iter(found.checks.values())).fault(log, ("message",), "is blamed", code="blamed")
    return {}


def test_rules_are_compiled_once_in_a_process_until_a_file_changes(
    place: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "builtin_rules", lambda: pack_folder)
    pack = load_rulepack()
    assert load_rulepack() is pack
    with (pack_folder / "pack.yml").open("a", encoding="utf-8") as file:
        file.write("# A note.\n")
    changed = load_rulepack()
    assert changed is not pack
    assert changed.sha256 != pack.sha256
    (pack_folder / "scoring.yml").unlink()
    with pytest.raises(RuleFileError, match="scoring"):
        load_rulepack()
