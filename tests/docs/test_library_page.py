"""``docs/library.md`` shows what is so: its examples run, its types are those of data frames."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import claimcheck
from claimcheck.report.notebook import LIMIT
from claimcheck.report.record import DTYPES, TABLES


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "library.md").read_text(encoding="utf-8")


def test_the_examples_run(page: str) -> None:
    pytest.importorskip("pandas")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    names: dict[str, object] = {}
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), names, "library.md", "library.md", 0)
    runner = doctest.DocTestRunner()
    runner.run(example, clear_globs=False)
    assert runner.summarize(verbose=False).failed == 0
    [merge] = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    exec(merge, example.globs)
    assert len(example.globs["whole"]) == len(example.globs["elements"])


def test_the_calls_are_those_of_the_library(page: str) -> None:
    told = set(re.findall(r"`claimcheck\.(\w+)", page))
    types = set(re.search(r"^Types for annotations: (.*?)\.$", page, re.M | re.S)[1].replace("`", "").split(", "))  # type: ignore[index]
    assert told | types == set(claimcheck.__all__) - {"__version__", "load_rulepack"}
    assert all(isinstance(getattr(claimcheck, name), type) for name in types)
    assert {20: "twenty"}[LIMIT] in page


def test_the_types_are_those_of_data_frames(page: str) -> None:
    told = dict(re.findall(r"^\| (\w+) \| `(\w+)` \| `\w+`, with", page, re.MULTILINE))
    sparse = dict(re.findall(r"^\| (\w+) \| `\w+` \| `(\w+)`, with", page, re.MULTILINE))
    assert {name: (told[name], sparse[name]) for name in told} == DTYPES
    assert {column.type for table in TABLES for column in table.columns} <= {*DTYPES, "list<string>", "list<int64>"}
