"""No sentence of a labelled set, or near-copy of one, stands in the project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
RUN = 8
# "Scope 1 and 2 emissions by 55 by" has figures in the place of words.
LEAST_WORDS = 6
WORD = re.compile(r"[^\W_]+")
# Neighbours in a list make no sentence.
ENTRY = re.compile(r"^ *- ", re.MULTILINE)
SETS = ("labelled", "rulings", "rule_sentences", "evidence", "real")
# Fixtures in other formats are built from files like these.
TEXTS = {".md", ".txt", ".yml", ".yaml", ".py", ".json", ".toml", ".html", ".fodt", ".cfg", ".sh", ".csv"}


# Official names and titles, which nobody can put in other words, and the way in which every report says one thing.
NAMES = (
    "with the Global Industry Standard on Tailings Management",
    "we have cut our Scope 1 and 2 emissions by",
    "we cut our Scope 1 and 2 emissions",
    "we will cut absolute Scope 1 and 2 emissions",
    "Oxford Principles for Net Zero Aligned Carbon Offsetting",
    "TCFD, Task Force on Climate-related Financial Disclosures (TCFD)",
    "the Task Force on Climate-related Financial Disclosures",
    "of the European Parliament and of the Council",
    "sustainable use and protection of water and marine resources",
)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without what stands between them."""
    return WORD.findall(text.lower())


def runs_of(text: str) -> Iterator[str]:
    """Every run of eight words within an entry, of which six are no numbers."""
    for entry in ENTRY.split(text):
        words = words_of(entry)
        # How many of the words before each place are no numbers.
        counts = [0, *accumulate(not word.isdigit() for word in words)]
        for at in range(len(words) - RUN + 1):
            if counts[at + RUN] - counts[at] >= LEAST_WORDS:
                yield " ".join(words[at : at + RUN])


def copied(foreign: set[str], text: str) -> list[str]:
    """The runs of a text that stand in the foreign ones, in order."""
    return [run for run in runs_of(text) if run in foreign]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _project_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        if path.suffix in TEXTS and not hidden and path.is_file():
            yield path


@pytest.fixture(scope="module")
def foreign() -> set[str]:
    """All runs of all labelled sets and of the texts that they were drawn from."""
    sets = [path for name in SETS for path in sorted((SHARED / name).glob("*.jsonl"))]
    if not sets:
        pytest.skip("the labelled sets are not beside the checkout")
    found: set[str] = set()
    for path in sets:
        for line in path.read_text(encoding="utf-8").splitlines():
            for text in _strings(json.loads(line)):
                found.update(runs_of(text))
    for path in sorted((SHARED / "seed").glob("*")):
        found.update(runs_of(path.read_text(encoding="utf-8", errors="replace")))
    return found.difference(run for name in NAMES for run in runs_of(name))


def test_a_run_of_eight_words_is_found_whatever_stands_between_them() -> None:
    foreign = set(runs_of("The mill cut its water use by a third in nine years."))
    assert copied(foreign, '- text: "the MILL cut its water-use by a third"\n  type: x') != []
    assert copied(foreign, "The mill cut its use of water by a third in nine years.") == []


def test_no_words_of_a_labelled_set_stand_in_the_project(foreign: set[str]) -> None:
    found = {
        str(path.relative_to(ROOT)): runs[:3]
        for path in _project_files()
        if (runs := copied(foreign, path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}
