"""Compiled rules are used only where they are right, and nothing hangs on them."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.errors import InternalError, RuleFileError
from claimcheck.rulepack import cache, collect, compiler, conditions, schema, source
from claimcheck.rulepack.assembly import assemble, assembled
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.collect import Collected
from claimcheck.rulepack.conditions import OUTLINED, Compiled
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.pack import Check, Pack
from claimcheck.rulepack.shapes import Shape
from claimcheck.rulepack.source import gather
from claimcheck.rulepack.yamlfile import YamlFile

SAID = "Our new bottle is eco-friendly. We cut the emissions of our mill by 30 % since 2019."


def _anew(*paths: Path) -> Pack:
    """The rules as a process that has not asked for them yet gets them."""
    cache._compiled.clear()
    return load_rulepack(paths)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, in a process that keeps nothing yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(cache, "store", STORE)
    monkeypatch.setattr(cache, "_compiled", {})
    monkeypatch.setattr(cache, "_faultless", {})
    folder = cache.usual_folder()
    assert folder is not None
    return folder


STORE = cache.store


@pytest.fixture
def small(place: Path, pack_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small pack in place of the built-in rules, where nothing hangs on how much there is."""
    monkeypatch.setattr(source, "builtin_rules", lambda: pack_folder)
    return pack_folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that were parsed."""
    seen: list[str] = []
    parse = collect.parse_yaml

    def watched(*arguments: Any) -> YamlFile:
        seen.append(str(arguments[0]))
        return parse(*arguments)

    monkeypatch.setattr(collect, "parse_yaml", watched)
    return seen


def _kept(place: Path) -> list[Path]:
    return sorted(place.glob("*.rules"))


def _values(shape: Any) -> Any:
    """What a shape or a record says, to be compared: of both the plain values under their names."""
    if isinstance(shape, cache.Record):
        known = sorted({*vars(shape), *vars(shape).get("_later", ())} - {"_later"})
        return {name: _values(getattr(shape, name)) for name in known}
    if isinstance(shape, Shape):
        return {name: _values(value) for name, value in sorted(dict(shape).items())}
    if isinstance(shape, (list, tuple)):
        return [_values(one) for one in shape]
    if isinstance(shape, dict):
        return {name: _values(value) for name, value in shape.items()}
    return shape


def test_a_pack_out_of_the_cache_is_the_pack(place: Path) -> None:
    fresh = _anew()
    assert len(_kept(place)) == 1
    again = _anew()
    assert again is not fresh
    shaped = {"sections", "statistics", "profiles", "scoring"}
    compiled = {"lexicons", "claim_types", "elements", "checks", "ranking", "admissions", "legal_tests"}
    for name in set(Pack.__struct_fields__) - compiled - shaped:
        assert getattr(again, name) == getattr(fresh, name), name
    assert dict(again.lexicons) == dict(fresh.lexicons)
    for language, lexicon in fresh.lexicons.items():
        assert tuple(again.lexicons[language].metrics.phrases()) == tuple(lexicon.metrics.phrases())
    assert again.checks.keys() == fresh.checks.keys()
    for name in ("checks", "elements", "claim_types"):
        for made, kept in zip(getattr(fresh, name).values(), getattr(again, name).values(), strict=True):
            assert isinstance(kept.shape, cache.Record)
            assert _values(kept.shape) == _values(made.shape)
    assert _values(dict(again.sections)) == _values(dict(fresh.sections))
    assert _values(again.statistics) == _values(fresh.statistics)
    assert [_values(list(one.layers)) for one in again.profiles.values()] == [
        _values(list(one.layers)) for one in fresh.profiles.values()
    ]
    assert list(map(_outlines, again.checks.values())) == list(map(_outlines, fresh.checks.values()))
    assert [kind.core.branches for kind in again.claim_types.values()] == [
        kind.core.branches for kind in fresh.claim_types.values()
    ]
    untested = [[[term._replace(when=None) for term in part] for part in one.ranking] for one in (again, fresh)]
    assert untested[0] == untested[1]


def _outlines(check: Check) -> list[tuple[object, ...] | None]:
    """All of the conditions of a rule but their tests."""
    conditions = [check.when, check.loose, *(question.told for question in check.questions)]
    return [None if one is None else tuple(getattr(one, name) for name in OUTLINED) for one in conditions]


def test_conditions_out_of_the_cache_are_compiled_when_they_are_asked(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = claimcheck.Auditor(_anew()).audit_text(SAID).model_dump()
    asked: list[object] = []
    make = conditions.compile_condition

    def noted(condition: object, *arguments: Any, **how: Any) -> Compiled:
        asked.append(condition)
        return make(condition, *arguments, **how)

    monkeypatch.setattr(conditions, "compile_condition", noted)
    auditor = claimcheck.Auditor(_anew())
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

    def check(file: YamlFile, kind: str) -> None:
        held.append(file.path)
        if broken and file.path.endswith("units.yml"):
            file.fault((), "is blamed", "blamed")

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


def test_rules_of_users_are_parsed_without_ours_which_are_held_against_their_schema_all_the_same(
    small: Path, place: Path, tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tmp_path / "mine" / "lexicons" / "nl" / "words.yml"
    words.parent.mkdir(parents=True)
    held: list[str] = []
    monkeypatch.setattr(schema, "check_schema", lambda file, *_: held.append(file.path))
    for text in ("molen", "fiets"):
        before = len(parsed)
        words.write_text(f"about: More.\nsignals: {{broad: {{kind: core, words: [{text}]}}}}\n", encoding="utf-8")
        assert load_rulepack([tmp_path / "mine"]).lexicons["nl"].literals
    assert len(parsed) == before + 1
    assert held == [str(words)] * 2
    load_rulepack(strict=True)
    assert len(held) == 2 + before - 1


def test_the_second_load_parses_no_file(small: Path, parsed: list[str]) -> None:
    _anew()
    files = len(parsed)
    assert files
    _anew()
    assert len(parsed) == files
    load_rulepack(strict=True)
    assert len(parsed) == 2 * files


def test_rules_of_users_are_compiled_once_for_what_stands_in_them(
    small: Path, place: Path, tmp_path: Path, parsed: list[str]
) -> None:
    _anew()
    folder = tmp_path / "mine" / "lexicons" / "en"
    folder.mkdir(parents=True)
    words = "about: More.\nsignals:\n  zorbing: {kind: core, words: [%s]}\n"
    known = {}
    for text in ("zorbing", "bungee", "zorbing"):
        (folder / "more.yml").write_text(words % text, encoding="utf-8")
        before = len(parsed)
        texts = {literal.text for literal in _anew(tmp_path / "mine").lexicons["en"].literals}
        assert texts & {"zorbing", "bungee"} == {text}
        known[text] = len(parsed) - before
    assert known["bungee"] > 0
    assert known["zorbing"] == 0, "they stand there as they did before"
    assert len(_kept(place)) == 3
    assert not list(small.rglob("*.rules"))
    assert not list((tmp_path / "mine").rglob("*.rules"))
    for number in range(8):
        (folder / "more.yml").write_text(words % f"word{number}", encoding="utf-8")
        _anew(tmp_path / "mine")
    assert len(_kept(place)) == cache._NEWEST


def test_nothing_is_taken_from_a_folder_of_rules(small: Path, place: Path, tmp_path: Path) -> None:
    _anew()
    (kept,) = _kept(place)
    for folder in (small, tmp_path / "theirs" / "checks"):
        folder.mkdir(parents=True, exist_ok=True)
        for name in (kept.name, cache.SHIPPED.name):
            (folder / name).write_bytes(b"planted")
    kept.unlink()
    assert _anew().checks
    assert all(path.read_bytes() != b"planted" for path in _kept(place))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="modes say who may write")
def test_a_folder_into_which_others_may_write_is_not_used(small: Path, place: Path, parsed: list[str]) -> None:
    _anew()
    files = len(parsed)
    place.chmod(0o777)
    _anew()
    assert len(parsed) == 2 * files


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: b"x" * 100,
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b"claimcheck-rules/1", b"claimcheck-rules/2", 1),
        lambda whole: whole.partition(b"\n")[0] + b"\n" + whole.partition(b"\n")[2].replace(b"Pack", b"Kcap", 1),
        lambda whole: whole.replace(b"GEN-001", b"GEN-007"),
    ],
)  # fmt: skip
def test_damaged_rules_are_compiled_anew(
    small: Path, place: Path, parsed: list[str], damage: Callable[[bytes], bytes]
) -> None:
    pack = _anew()
    files = len(parsed)
    (kept,) = _kept(place)
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    again = _anew()
    assert again.checks.keys() == pack.checks.keys()
    assert {literal.text for literal in again.lexicons["en"].literals}
    assert len(parsed) == 2 * files
    assert _anew().checks
    assert len(parsed) == 2 * files


def test_damaged_words_are_refused_with_one_line(small: Path, place: Path) -> None:
    _anew()
    (kept,) = _kept(place)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9] + bytes(9))
    lexicons = _anew().lexicons
    with pytest.raises(InternalError, match="the compiled rules are damaged") as told:
        _ = [lexicon.literals for lexicon in lexicons.values()]
    assert "claimcheck cache clean" in (told.value.hint or "")


class _Planted:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("echo planted",)


def test_what_is_kept_can_run_nothing() -> None:
    for value in (_Planted(), FaultLog(), Path("x"), print):
        with pytest.raises(pickle.UnpicklingError):
            cache._Unpacker(io.BytesIO(pickle.dumps(value, 5)), ()).load()


def test_other_rules_or_another_program_do_not_get_what_was_kept(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = source.builtin_state()
    assert source.builtin_state() == before
    scoring = small / "scoring.yml"
    text = scoring.read_text(encoding="utf-8")
    # As long as before, and a moment later.
    scoring.write_text(text, encoding="utf-8")
    times = scoring.stat()
    os.utime(scoring, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    undated = source.builtin_state(dated=False)
    changed = source.builtin_state()
    assert changed != before
    scoring.touch()
    assert source.builtin_state(dated=False) == undated
    changed = source.builtin_state()
    (small / "checks" / "new.yml").write_text("", encoding="utf-8")
    assert source.builtin_state() not in (before, changed)
    assert source.builtin_state(dated=False) != undated
    (small / "checks" / "new.yml").unlink()
    (small / "checks" / "note.txt").write_text("", encoding="utf-8")
    assert source.builtin_state() == changed
    for name in source._PROGRAM:
        (tmp_path / name).mkdir()
        (tmp_path / name / "module.py").write_text("")
    monkeypatch.setattr(source, "__file__", str(tmp_path / "rulepack" / "source.py"))
    for name in source._PROGRAM:
        before = source.builtin_state(dated=False)
        (tmp_path / name / "module.py").write_text("# A note.\n")
        assert source.builtin_state(dated=False) != before


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
        assert _anew().sha256 == _anew().sha256
    assert states[0] != states[1]


def test_where_nothing_can_be_written_the_pack_is_made_anew(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    assert _anew().checks
    assert _anew().checks


def test_several_may_compile_the_same_rules_at_the_same_time(small: Path, place: Path) -> None:
    state = source.builtin_state()
    fresh = gather((), builtin=True)
    with ThreadPoolExecutor(4) as pool:
        packs = list(pool.map(lambda _: assembled(fresh._replace(log=FaultLog()), False, state)[0], range(8)))
    assert len({pack.sha256 for pack in packs}) == 1
    assert [path.suffix for path in place.iterdir() if len(path.stem) == 64] == [".rules"]
    assert not list(place.glob(".new-*"))
    assert cache.load(cache.state_of(state, fresh)) is not None


def test_a_fault_is_found_with_its_place_although_the_pack_was_kept(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _anew()
    monkeypatch.setattr(compiler, "check_names", _blame_first_check)
    with pytest.raises(RuleFileError) as caught:
        assemble((), builtin=True, strict=False)
    assert (caught.value.line or 0) > 1


def _blame_first_check(found: Collected) -> dict[str, str]:
    next(iter(found.checks.values())).fault(("message",), "is blamed", "blamed")
    return {}


def test_rules_are_compiled_once_in_a_process_until_a_file_changes(small: Path) -> None:
    pack = load_rulepack()
    assert load_rulepack() is pack
    with (small / "pack.yml").open("a", encoding="utf-8") as file:
        file.write("# A note.\n")
    changed = load_rulepack()
    assert changed is not pack
    assert changed.sha256 != pack.sha256
    (small / "scoring.yml").unlink()
    with pytest.raises(RuleFileError, match="scoring"):
        load_rulepack()
