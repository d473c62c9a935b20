"""The built wheel is whole: it works outside the checkout, with its own rules."""

from __future__ import annotations

import email
import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

WINDOWS = os.name == "nt"


def _environment() -> dict[str, str]:
    left = ("PYTHONPATH", "PYTHONPYCACHEPREFIX", "FORCE_COLOR")  # what is built takes its own byte code along
    return {key: value for key, value in os.environ.items() if key not in left}


def _run(*command: str | Path, cwd: Path, **own: str) -> str:
    environment = {**_environment(), **own}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as pip builds it: what the build requires comes by ``PYTHONPATH`` alone."""
    out = tmp_path_factory.mktemp("wheel")
    python = _bare_python(tmp_path_factory.mktemp("build"))
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir")
    _run(python, *build, out, root, cwd=out, PYTHONPATH=sysconfig.get_path("purelib"))
    (built,) = out.glob("*.whl")
    return built


def _bare_python(place: Path) -> Path:
    """The interpreter of a new environment without any package."""
    venv.create(place, with_pip=False, symlinks=not WINDOWS)
    return place / ("Scripts" if WINDOWS else "bin") / ("python.exe" if WINDOWS else "python")


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel, and the dependencies of this one.

    The environment is new; a path file behind its own packages lends it the libraries that are installed
    here, so that nothing has to be downloaded. The checkout is not among them: the wheel is what is imported.
    """
    place = tmp_path_factory.mktemp("environment")
    python = _bare_python(place)
    # Byte code is written of what is imported, which is less than all.
    offline = ("--no-deps", "--no-index", "--disable-pip-version-check")
    install = ("install", "--quiet", "--no-compile", *offline)
    _run(sys.executable, "-m", "pip", "--python", python, *install, wheel, cwd=place)
    (packages,) = {Path(path) for path in place.rglob("site-packages")}
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.parent


def test_the_wheel_holds_rules_types_and_licence(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        fields = email.message_from_bytes(archive.read(metadata))
    rules = {path.relative_to(root / "rules").as_posix() for path in (root / "rules").rglob("*.*")} | {"compiled"}
    assert {f"claimcheck/_rules/{name}" for name in rules} <= names
    modules = {path.relative_to(root / "src").as_posix() for path in (root / "src" / "claimcheck").rglob("*.py")}
    assert modules <= names
    assert "claimcheck/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "fixtures/")) or "__pycache__" in name]
    assert (fields["Name"], fields["License-Expression"]) == ("claimcheck-esg", "Apache-2.0")
    assert fields["Requires-Python"] == ">=3.11"


def test_it_runs_away_from_the_checkout(commands: Path, tmp_path: Path, root: Path) -> None:
    code = "from claimcheck.rulepack import source; print(source.__file__); print(source.builtin_rules())"
    module, rules = _run(commands / "python", "-c", code, cwd=tmp_path).splitlines()
    assert root not in Path(module).parents
    assert Path(rules).parts[-2:] == ("claimcheck", "_rules")
    shown = {_run(commands / name, "--version", cwd=tmp_path) for name in ("claimcheck", "claimcheck-esg")}
    assert len(shown) == 1


def test_it_lists_its_rules_and_audits_a_report(commands: Path, tmp_path: Path, root: Path) -> None:
    listed = _run(commands / "claimcheck", "rules", "list", cwd=tmp_path)
    files = [path.name for path in (root / "rules" / "checks").rglob("*.yml")]
    assert [name for name in files if "-".join(name.split("-")[:2]) not in listed] == []
    report = root / "fixtures" / "reports" / "tarnholm-2025.pdf"
    audited = _run(commands / "claimcheck", "audit", report, "--format", "markdown", cwd=tmp_path)
    assert "reached all of its climate targets" in audited


LOADED = """
import sys
from claimcheck.cli.main import run
from claimcheck.rulepack import cache
{change}
code = run(["check", "draft.md", "--format", "json", "--output", "json:out.json"])
print(code, "claimcheck.rulepack.collect" in sys.modules, file=sys.stderr)
"""
CHANGES = {
    "as it was built": "",
    "other rules": "path = cache.INSTALLED / 'pack.yml'; path.write_text(path.read_text() + '# A note.\\n')",
}


def test_its_rules_are_compiled_until_they_are_others(commands: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("Our new bottle is eco-friendly.\n", encoding="utf-8")
    reports, compiles = [], []
    with pytest.MonkeyPatch.context() as patch:
        for name, change in CHANGES.items():
            # What another run has compiled is out of reach.
            patch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
            patch.setenv("LOCALAPPDATA", str(tmp_path / name))
            done = subprocess.run(
                [commands / "python", "-c", LOADED.format(change=change)], cwd=tmp_path,
                env=_environment(), capture_output=True, text=True, timeout=200, check=False,
            )  # fmt: skip
            code, compiled = done.stderr.split()[-2:]
            assert code == "1", done.stderr
            compiles.append(compiled == "True")
            reports.append(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["documents"])
    assert compiles == [False, True]
    assert reports[0] == reports[1]
