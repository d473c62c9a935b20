"""``docs/record.md`` is what the declaration of the record makes of it, and what it shows is so."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from pathlib import Path

from record_file import record_page

from claimcheck.report.record import TABLES


def test_the_page_of_the_record_is_up_to_date(root: Path, expect: Callable[[Path, str], None]) -> None:
    expect(root / "docs" / "record.md", record_page())


def test_every_column_has_a_line() -> None:
    rows = re.findall(r"^\| (\w+) \| ([\w<>]+) \| (\S[^|]+) \|", record_page(), re.MULTILINE)
    shown = [name for name, _, _ in rows if name not in ("column",)]
    declared = [column.name for table in TABLES for column in table.columns if column.name != "column"]
    assert shown == declared


def test_the_python_on_the_page_runs() -> None:
    [body] = re.findall(r"^```pycon\n(.*?)^```$", record_page(), re.MULTILINE | re.DOTALL)
    examples = doctest.DocTestParser().get_doctest(body, {}, "record.md", "record.md", 0)
    result = doctest.DocTestRunner().run(examples)
    assert (result.attempted, result.failed) == (3, 0)
