"""What is kept of the compiled rules is used only where it is right, and nothing hangs on it."""

from __future__ import annotations

import marshal
from pathlib import Path

import pytest

from claimcheck.errors import RuleFileError
from claimcheck.rulepack import build, cache, reuse, source
from claimcheck.rulepack.build import assemble, load_rulepack
from claimcheck.rulepack.pack import Pack


def _compile() -> Pack:
    """The built-in rules as a process that has not compiled them yet gets them."""
    return assemble((), builtin=True, strict=False)[0]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own instead of the one beside the byte code, in a process that keeps nothing yet."""
    monkeypatch.setattr(cache, "_path", lambda rules: tmp_path / f"rules-{rules}{cache._tag()}")
    monkeypatch.setattr(reuse, "_compiled", {})
    monkeypatch.setattr(reuse, "_faultless", {})
    return tmp_path


def test_a_pack_out_of_the_cache_is_the_pack(place: Path) -> None:
    fresh = _compile()
    assert len(list(place.iterdir())) == 1
    again = _compile()
    assert again.sha256 == fresh.sha256
    assert dict(again.lexicons) == dict(fresh.lexicons)
    assert again.checks.keys() == fresh.checks.keys()
    assert [check.shape for check in again.checks.values()] == [
        check.shape for check in fresh.checks.values()
    ]


def test_the_second_load_parses_no_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _compile()

    def parse(*_: object) -> None:
        raise AssertionError("a file was parsed")

    monkeypatch.setattr("claimcheck.rulepack.collect.parse_yaml", parse)
    _compile()
    with pytest.raises(AssertionError, match="a file was parsed"):
        load_rulepack(strict=True)


def test_rules_of_users_are_read_anew_beside_it(place: Path, tmp_path: Path) -> None:
    _compile()
    folder = tmp_path / "mine" / "lexicons" / "en"
    folder.mkdir(parents=True)
    (folder / "more.yml").write_text(
        "about: More.\nsignals:\n  zorbing: {kind: core, words: [zorbing]}\n", encoding="utf-8"
    )
    pack = load_rulepack(tmp_path / "mine")
    assert any(literal.text == "zorbing" for literal in pack.lexicons["en"].literals)


def test_other_rules_do_not_get_what_was_kept_for_these(place: Path) -> None:
    cache.store("a", cache.Kept({"file": {"key": 1}}))
    assert cache.load("a") == cache.Kept({"file": {"key": 1}})
    assert cache.load("b") is None


def test_what_was_kept_before_goes(place: Path) -> None:
    cache.store("a", cache.Kept())
    cache.store("b", cache.Kept())
    assert [path.name for path in place.iterdir()] == [f"rules-b{cache._tag()}"]


@pytest.mark.parametrize("data", [b"", b"x" * 10, b"x" * 100, bytes(32) + marshal.dumps(({}, {}))])
def test_a_damaged_file_counts_as_none(place: Path, data: bytes) -> None:
    cache.store("a", cache.Kept())
    cache._path("a").write_bytes(data)
    assert cache.load("a") is None


def test_where_nothing_can_be_written_the_pack_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(cache, "_path", lambda rules: tmp_path / "file" / "below")
    assert _compile().checks
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_fault_is_found_with_its_place_although_the_values_were_kept(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _compile()
    monkeypatch.setattr(build, "check_names", _blame_first_check)
    with pytest.raises(RuleFileError) as caught:
        _compile()
    assert (caught.value.line or 0) > 1


def _blame_first_check(found: build.Collected, log: build.FaultLog) -> dict[str, str]:
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
