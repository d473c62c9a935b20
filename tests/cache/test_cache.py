"""The cache: a run with it says what a run without it says, whatever lies in the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from claimcheck.api import Auditor, render
from claimcheck.batch import COMMANDS, Batch
from claimcheck.cache import Keeper, state_of
from claimcheck.cli.main import run
from claimcheck.config.cache_folder import Cache
from claimcheck.config.file import Setting
from claimcheck.config.resolve import Sources
from claimcheck.model.document import Document
from claimcheck.pipeline import Pipelines
from claimcheck.read.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 25)
SAMPLES = ["copy", "press", "html", "docx", "versions", "reports/tarnholm-2025.pdf"]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that the stages have seen."""
    seen: list[str] = []
    run = Pipelines.run

    def watched(self: Pipelines, document: Document) -> object:
        seen.append(document.path)
        return run(self, document)

    monkeypatch.setattr(Pipelines, "run", watched)
    return seen


def outcome(paths: list[str], cache: Cache | None, given: dict[str, object] | None = None, **how: object) -> str:
    """The JSON report of a run; the auditors of two runs have nothing in common but the cache."""
    settings = {key: Setting(value, "test") for key, value in (given or {}).items()}
    batch = Batch(Sources(COMMANDS["check"], settings, isolated=True), as_of=DAY, cache=cache, **how)  # type: ignore[arg-type]
    return render(batch.report(list(batch.records(paths)), fail_on="error"), "json")


def samples() -> list[str]:
    paths = [ROOT / "fixtures" / name for name in SAMPLES]
    files = [sorted(path.glob("*.*"))[:4] if path.is_dir() else [path] for path in paths]
    return [str(one) for group in files for one in group]


def draft(folder: Path, name: str = "draft.md", text: str = "Our bottle is eco-friendly.\n") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_run_with_the_cache_says_what_one_without_it_says(cache: Cache, judged: list[str]) -> None:
    paths = samples()
    plain = outcome(paths, None)
    complete = plain.count('"status": "complete"')
    assert complete > 10
    judged.clear()
    assert outcome(paths, cache) == plain
    assert len(judged) == len(paths)
    judged.clear()
    assert outcome(paths, cache) == plain
    assert len(judged) == len(paths) - complete


@pytest.mark.parametrize(
    ("given", "how"),
    [
        ({"audience": "business"}, {}), ({"select": ["GEN"]}, {}), ({"severity": {"GEN-001": "info"}}, {}),
        ({"fact": {"credits": "no"}}, {}), ({"lang": "en"}, {}), ({"company": ["Fell"]}, {}),
        ({}, {"limits": Limits(pages=9)}),
    ],
)  # fmt: skip
def test_another_setting_is_another_entry(
    cache: Cache, judged: list[str], tmp_path: Path, given: dict[str, object], how: dict[str, object]
) -> None:
    paths = [draft(tmp_path)]
    outcome(paths, cache)
    judged.clear()
    assert outcome(paths, cache, given, **how) == outcome(paths, None, given, **how)
    assert len(judged) == 2
    outcome(paths, cache, given, **how)
    assert len(judged) == 2


def test_other_bytes_and_another_name_are_other_entries(cache: Cache, judged: list[str], tmp_path: Path) -> None:
    paths = [draft(tmp_path)]
    outcome(paths, cache)
    draft(tmp_path, text="Our bottle is eco-friendlier.\n")
    outcome(paths, cache)
    draft(tmp_path)
    outcome([draft(tmp_path, "other.md")], cache)
    assert len(judged) == 3
    outcome([*paths, str(tmp_path / "other.md")], cache)
    assert len(judged) == 3


def test_other_rules_are_another_state(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("id: x\n")
    before = state_of([str(tmp_path)])
    assert before == state_of([str(tmp_path)]) != state_of([])
    (tmp_path / "one.yml").write_text("id: y\n")
    assert state_of([str(tmp_path)]) not in (before, None)
    assert state_of([str(tmp_path / "none")]) is None


SPOILS: list[Callable[[bytes], bytes]] = [
    lambda data: b"", lambda data: data[:-9], lambda data: data[:40] + b"\0" + data[41:], lambda data: data[5:],
    lambda data: data[:19], lambda data: os.urandom(len(data)),
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_damaged_entry_is_made_anew(
    cache: Cache, judged: list[str], tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    paths = [draft(tmp_path)]
    whole = outcome(paths, cache)
    for entry in cache.folder.glob("?" * 64):
        entry.write_bytes(spoil(entry.read_bytes()))
    assert outcome(paths, cache) == whole
    assert len(judged) == 2
    assert outcome(paths, cache) == whole
    assert len(judged) == 2


def test_an_entry_that_holds_something_else_is_made_anew(cache: Cache, judged: list[str], tmp_path: Path) -> None:
    paths = [draft(tmp_path)]
    whole = outcome(paths, cache)
    for entry in cache.folder.glob("?" * 64):
        cache.put(entry.name, b'{"path": "x"}')
    assert outcome(paths, cache) == whole
    assert len(judged) == 2


def test_nothing_is_kept_of_what_was_not_read_whole_or_rests_on_other_files(
    cache: Cache, judged: list[str], tmp_path: Path
) -> None:
    paths = [draft(tmp_path, "empty.md", ""), str(tmp_path / "none.md")]
    outcome(paths, cache)
    outcome(paths, cache)
    assert len(judged) == 4
    register = ROOT / "fixtures" / "register" / "claimcheck-evidence.yml"
    for _ in range(2):
        outcome([draft(tmp_path)], cache, {"evidence": [str(register)]})
    assert len(judged) == 6
    batch = Batch(Sources(COMMANDS["check"], isolated=True), as_of=DAY, cache=cache)
    for _ in range(2):
        list(batch.records([draft(tmp_path)], password="sesame"))
    assert len(judged) == 8


def test_a_record_of_other_bytes_is_not_kept(cache: Cache, tmp_path: Path) -> None:
    keeper = Keeper(cache, (), Limits())
    slot = keeper.slot(draft(tmp_path), "setting", None)
    assert slot is not None
    [record] = Auditor().audit_text("Something that was written meanwhile.").documents
    keeper.keep(slot, record)
    assert keeper.record(slot) is None
    keeper.keep(slot._replace(sha256=record.sha256), record)
    assert keeper.record(slot) == record


def test_it_is_bounded_and_what_was_unused_longest_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", most_bytes=40_000)
    keys = [f"{number:064x}" for number in range(8)]
    for number, key in enumerate(keys):
        cache.put(key, os.urandom(6_000))
        os.utime(cache.folder / key, (number, number))
    assert cache.get(keys[0]) is not None, "which makes it the one that was used last"
    cache.trim()
    assert cache.held().bytes <= 40_000
    left = [key for key in keys if cache.get(key) is not None]
    assert left == [keys[0], *keys[-len(left) + 1 :]]
    assert cache.clean().entries == len(left)
    assert cache.held() == (0, 0, 0)


def test_several_may_use_it_at_the_same_time(tmp_path: Path) -> None:
    keys = [f"{number:064x}" for number in range(5)]

    def use(turn: int) -> set[bytes | None]:
        cache, found = Cache(tmp_path / "cache", most_bytes=60_000), set()
        for number in range(40):
            key = keys[(turn + number) % 5]
            cache.put(key, key.encode() * 400)
            found.add((cache.get(key) or key.encode() * 400) == key.encode() * 400)
            cache.trim()
            if number == 20:
                cache.clean()
        return found

    with ThreadPoolExecutor(8) as pool:
        assert set().union(*pool.map(use, range(8))) == {True}


@pytest.mark.skipif(os.name != "posix", reason="rights of folders are a matter of POSIX")
def test_a_folder_into_which_others_may_write_is_not_used(cache: Cache, judged: list[str], tmp_path: Path) -> None:
    paths = [draft(tmp_path)]
    outcome(paths, cache)
    assert cache.folder.stat().st_mode & 0o777 == 0o700
    cache.folder.chmod(0o777)
    outcome(paths, cache)
    assert len(judged) == 2


def test_the_command_keeps_shows_and_drops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    draft(tmp_path)

    def said(*arguments: str, code: int = 0) -> str:
        assert run(arguments) == code
        return capsys.readouterr().out

    plain = said("check", "draft.md", "--format", "json", "--no-cache", code=1)
    assert not (tmp_path / "kept").exists()
    kept = ("--cache", "--cache-dir", "kept")
    assert said("check", "draft.md", "--format", "json", *kept, code=1) == plain
    assert "entries  3\n" in said("cache", "info", "--cache-dir", "kept")
    code = (
        "import sys; from claimcheck.cli.main import run; run(sys.argv[1:]); "
        "print(sorted(set(sys.modules) & {'claimcheck.pipeline', 'claimcheck.rulepack.pack', 'yaml'}), file=sys.stderr)"
    )
    again = subprocess.run(
        [sys.executable, "-c", code, "check", "draft.md", "--format", "json", *kept],
        capture_output=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert (again.stdout, again.stderr) == (plain, "[]\n"), "no rule is loaded"
    assert said("cache", "clean", "--cache-dir", "kept").startswith("3 entries dropped")
    assert "entries  0\n" in said("cache", "info", "--cache-dir", "kept")


def test_a_file_can_be_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    draft(tmp_path)
    assert run(["check", "draft.md", "--cache", "--cache-dir", "draft.md"]) == 2
    assert "draft.md: is a file, so it can be no cache" in capsys.readouterr().err


def test_audit_keeps_nothing_unless_it_is_asked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMCHECK_CACHE", raising=False)
    draft(tmp_path)
    run(["audit", "draft.md", "--cache-dir", "kept", "--output", "json:out.json"])
    assert not (tmp_path / "kept").exists()
    run(["check", "draft.md", "--cache-dir", "kept", "--output", "json:out.json"])
    assert len(list((tmp_path / "kept").glob("?" * 64))) == 3
    (tmp_path / "claimcheck.toml").write_text("cache = false\n")
    run(["check", "draft.md", "--cache-dir", "other", "--output", "json:out.json"])
    assert not (tmp_path / "other").exists()
