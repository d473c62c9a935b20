"""Configuration files: where they are found, what wins over what, and one clear error for each that is faulty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.config.file import Setting, forget, load, nearest, one_value
from claimcheck.config.resolve import Sources
from claimcheck.errors import UsageError

DEFAULTS = {"audience": "investor", "fail-on": "never"}


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.chdir(tmp_path)


def _write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def _values(path: str | None, **given: Any) -> dict[str, Any]:
    layer = {key: Setting(value, "option") for key, value in given.items()}
    return {key: one.value for key, one in Sources(DEFAULTS, layer).of_file(path).items()}


def test_the_nearest_file_above_counts_and_no_other() -> None:
    _write("claimcheck.toml", 'audience = "consumer"\nlang = "en"\n')
    _write("ads/claimcheck.toml", 'audience = "business"\n')
    assert _values("ads/deep/copy.md") == {"audience": "business"}
    assert _values("copy.md") == {"audience": "consumer", "lang": "en"}
    assert nearest("ads/deep").path == Path("ads/claimcheck.toml").resolve()


def test_a_project_file_counts_with_our_table_only() -> None:
    _write("claimcheck.toml", 'audience = "consumer"\n')
    _write("one/pyproject.toml", '[tool.claimcheck]\naudience = "business"\n')
    _write("two/pyproject.toml", "[tool.other]\nclaimcheck = 1\n")
    _write("three/pyproject.toml", "this is no TOML of ours")
    assert _values("one/copy.md") == {"audience": "business"}
    assert _values("two/copy.md") == _values("three/copy.md") == {"audience": "consumer"}
    _write("one/claimcheck.toml", 'medium = "pack"\n')
    forget()
    assert _values("one/copy.md") == {"audience": "investor", "medium": "pack"}


def test_options_win_over_paths_paths_over_the_file_the_file_over_defaults() -> None:
    _write(
        "claimcheck.toml",
        'audience = "business"\nmedium = "web"\n'
        '[[per-path]]\npaths = ["ads/**", "*.pack.md"]\nmedium = "advert"\n'
        '[[per-path]]\npaths = ["ads/print/*.md"]\nmedium = "pack"\n',
    )
    assert _values("copy.md")["medium"] == "web"
    assert _values("ads/a.md")["medium"] == "advert"
    assert _values("deep/down/a.pack.md")["medium"] == "advert"
    assert _values("ads/print/a.md")["medium"] == "pack"
    assert _values("ads/print/deeper/a.md")["medium"] == "advert"
    assert _values("ads/a.md", medium="press") == {"audience": "business", "medium": "press"}
    assert _values(None)["medium"] == "web"


def test_one_file_extends_another_and_its_folders_stay_relative_to_it() -> None:
    _write("base/strict.toml", 'audience = "consumer"\nrules = ["ours"]\nselect = ["GEN"]\n')
    _write("site/claimcheck.toml", 'extends = "../base/strict.toml"\nselect = ["NEU"]\n')
    found = load("site/claimcheck.toml").settings
    assert {key: one.value for key, one in found.items()} == {
        "audience": "consumer",
        "rules": [str(Path("base/ours"))],
        "select": ["NEU"],
    }
    assert (found["audience"].origin, found["select"].origin) == ("base/strict.toml:1", "site/claimcheck.toml:2")


def test_settings_of_runs_count_in_the_folder_one_works_in_and_are_told_elsewhere() -> None:
    _write("claimcheck.toml", 'fail-on = "info"\n')
    _write("ads/claimcheck.toml", '\nfail-on = "error"\n')
    sources = Sources(DEFAULTS)
    assert sources.of_run()["fail-on"] == Setting("info", "claimcheck.toml:1")
    assert sources.unheeded("ads/a.md") == [Setting("fail-on", "ads/claimcheck.toml:2")]
    assert sources.unheeded("a.md") == []


def test_isolated_and_a_named_file_leave_folders_alone() -> None:
    _write("claimcheck.toml", 'audience = "consumer"\n')
    _write("other.toml", 'audience = "business"\n')
    assert Sources(DEFAULTS, isolated=True).of_file("a.md")["audience"].value == "investor"
    assert Sources(DEFAULTS, file="other.toml").of_file("a.md")["audience"].value == "business"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("medium=advert", "medium", "advert"),
        ('select=["GEN", "NEU"]', "select", ["GEN", "NEU"]),
        ("min-score=40", "min-score", 40),
        ("severity.GEN-001=info", "severity", {"GEN-001": "info"}),
    ],
)
def test_one_key_can_be_given_in_the_call(text: str, key: str, value: Any) -> None:
    assert one_value(text) == {key: Setting(value, f"--config {text}")}


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('lang = "en"\naudiense = "consumer"\n', 2, "there is no key 'audiense'", "did you mean audience?"),
        (
            'audience = "consumr"\n',
            1,
            "audience is 'consumer', 'business' or 'investor', not 'consumr'",
            'did you mean "consumer"?',
        ),
        ('\n\nselect = "GEN"\n', 3, "select is a list, not 'GEN'", 'write ["GEN"]'),
        ("reporting-year = 20\n", 1, "reporting-year is 1900 or more, not 20", "schema"),
        ('[severity]\n"GEN" = "bad"\n', 2, "severity.GEN is 'error', 'warning', 'info' or 'off', not 'bad'", "schema"),
        (
            '[[per-path]]\npaths = ["a"]\n[[per-path]]\npath = ["b"]\n',
            4,
            "there is no key 'path'",
            "did you mean paths?",
        ),
        ('[[per-path]]\npaths = ["a"]\nfail-on = "error"\n', 3, "there is no key 'fail-on'", "keys are"),
        ('[[per-path]]\nmedium = "web"\n', None, "per-path.paths is missing", "schema"),
        ("company = [1]\n", 1, "entry 1 of company is text, not 1", "schema"),
        ('severity = "off"\n', 1, "severity is a mapping, not 'off'", "schema"),
        ("jobs = 1.5\n", 1, "jobs is a whole number, not 1.5", "schema"),
        ("medium = \n", 1, "is no TOML: Invalid value", "words stand in quotes"),
        ('\nmedium = "web', 2, "is no TOML: Unterminated string", None),
        ('extends = "gone.toml"\n', 1, "extends names gone.toml, which is no file", "relative"),
        ('extends = "claimcheck.toml"\n', 1, "extends leads in a circle, to claimcheck.toml", None),
    ],
)
def test_a_faulty_file_is_one_error_with_its_line(text: str, line: int | None, message: str, hint: str | None) -> None:
    _write("claimcheck.toml", text)
    with pytest.raises(UsageError) as caught:
        nearest(".")
    error = caught.value
    assert (error.path, error.message) == ("claimcheck.toml", message)
    assert line is None or error.line == line
    assert hint is None or hint in (error.hint or "")
    assert error.exit_code == 2


def test_a_file_that_may_not_be_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    _write("claimcheck.toml", "")
    monkeypatch.setattr("claimcheck.config.file.regular_bytes", closed)
    with pytest.raises(UsageError, match="cannot be read: Permission denied") as caught:
        nearest(".")
    assert caught.value.hint == "check its permissions"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"# " + b"x" * (1 << 20)])
def test_what_is_no_text_or_too_much_is_refused(data: bytes) -> None:
    Path("claimcheck.toml").write_bytes(data)
    with pytest.raises(UsageError):
        nearest(".")
