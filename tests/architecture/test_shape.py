"""The shape of the code: sizes, names, layers, style, types, and what each dependency is for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "claimcheck"
MODULE_LINES = 400
FUNCTION_LINES = 60
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "core"}
# What everybody knows claimcheck is made of; every other dependency gives its reason in CONTRIBUTING.md.
KNOWN_DEPENDENCIES = {"pydantic", "jsonschema", "click", "tabulate"}
# Libraries that come with another one, in the version that it asks for.
PARTS = {"pydantic-core": "pydantic"}


def _modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


@cache
def _trees() -> list[tuple[str, ast.Module]]:
    return [(path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in _modules()]


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _modules()}
    assert lengths, "no modules found"
    assert {str(path): length for path, length in lengths.items() if length > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    long = {
        f"{name}:{node.lineno} {node.name}": length
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_module_names_say_what_is_inside() -> None:
    names = {part for path in _modules() for part in path.relative_to(SOURCE).with_suffix("").parts}
    assert names & EMPTY_NAMES == set()


def _declared(*extras: str) -> set[str]:
    """Names of the dependencies, and of those of some extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return {re.split(r"[<>=!~;\[ ]", line)[0].lower() for line in lines}


def _imported() -> set[str]:
    found: set[str] = set()
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"claimcheck"}


def test_the_dependencies_are_those_that_are_imported() -> None:
    distributions = packages_distributions()
    used = {distributions[module][0].lower().replace("_", "-") for module in _imported()}
    assert {PARTS.get(name, name) for name in used} == _declared(
        "office", "notebook", "review", "lsp", "mcp", "scale", "code"
    )


def test_every_further_dependency_has_one_reason() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([\w-]+) \| (.+) \|$", text, re.MULTILINE))
    explained = {name: reason for name, reason in rows.items() if name != "library"}
    assert set(explained) == _declared() - KNOWN_DEPENDENCIES
    assert all(len(reason) > 20 for reason in explained.values())


def _run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout[-6000:]}{done.stderr[-2000:]}", pytrace=False)


def test_the_layers_hold() -> None:
    _run("-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])")


def test_the_style_holds() -> None:
    _run("-m", "ruff", "check", ".")
    _run("-m", "ruff", "format", "--check", ".")


def test_the_types_hold() -> None:
    _run("-m", "mypy")
