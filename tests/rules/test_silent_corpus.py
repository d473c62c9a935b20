"""Ordinary text raises no finding: everything in fixtures/silent, read as a web page for consumers and as a report."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import claimcheck
from claimcheck.model.claim_out import FindingOut

SILENT = Path(__file__).resolve().parents[2] / "fixtures" / "silent"
ROWS = "known-false-positives.csv"
COLUMNS = ("file", "rule", "quote", "reason")
LEAST_WORDS = 50_000
"""Grows with the corpus, so that text that fires is mended in the rules and not taken out."""
WORDS_A_FINDING = 2_000
MOST_ROWS = 20
LOUD = ("warning", "error")
READERS: tuple[tuple[str, str], ...] = (("consumer", "web"), ("investor", "report"))
WORD = re.compile(r"[^\W\d_][\w'’-]*")
CLAIM = "Our shampoo is carbon neutral and kind to the planet.\n"


class Fired(NamedTuple):
    """A finding by what a row names; one that both readers get is one finding."""

    file: str
    line: int
    rule: str
    quote: str


class Row(NamedTuple):
    """A finding that is known to be wrong: its file, its rule, words of its quote, and why it cannot be told."""

    file: str
    rule: str
    quote: str
    reason: str

    def explains(self, fired: Fired) -> bool:
        return (self.file, self.rule) == (fired.file, fired.rule) and self.quote in fired.quote


class Corpus(NamedTuple):
    """What a folder holds and what fires on it."""

    words: int
    fired: tuple[Fired, ...]
    rows: tuple[Row, ...]


@cache
def _auditors() -> tuple[claimcheck.Auditor, ...]:
    pack = claimcheck.load_rulepack()
    everywhere = tuple(sorted(pack.profiles))
    return tuple(
        claimcheck.Auditor(
            pack,
            claimcheck.Context(audience=audience, medium=medium, jurisdictions=everywhere, as_of=date(2026, 11, 30)),
        )
        for audience, medium in READERS
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".csv")


def _rows(folder: Path) -> tuple[Row, ...]:
    path = folder / ROWS
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert tuple(reader.fieldnames or ()) == COLUMNS
        return tuple(Row(*(row[column] or "" for column in COLUMNS)) for row in reader)


def _read(folder: Path) -> Corpus:
    files = _files(folder)
    fired: set[Fired] = set()
    for auditor in _auditors():
        for document in auditor.audit(files).documents:
            assert document.status == "complete", document.path
            findings: list[FindingOut] = [*document.findings]
            for claim in document.claims:
                findings.extend(claim.findings)
            fired |= {
                Fired(Path(document.path).name, one.place.line, one.rule, one.quote)
                for one in findings
                if one.severity in LOUD
            }
    words = sum(len(WORD.findall(path.read_text(encoding="utf-8"))) for path in files)
    return Corpus(words, tuple(sorted(fired)), _rows(folder))


def _faults(corpus: Corpus, least_words: int = LEAST_WORDS) -> list[str]:
    """What is wrong with a corpus, a line each."""
    rows = corpus.rows
    return [
        *(f"fires: {one}" for one in corpus.fired if not any(row.explains(one) for row in rows)),
        *(f"unused: {row}" for row in rows if not any(row.explains(one) for one in corpus.fired)),
        *(f"no reason: {row}" for row in rows if not row.reason.strip() or not row.quote.strip()),
        *(f"twice: {row}" for row, times in Counter(row[:3] for row in rows).items() if times > 1),
        *([f"{len(rows)} rows, at most {MOST_ROWS}"] if len(rows) > MOST_ROWS else []),
        *([f"{corpus.words} words, at least {least_words}"] if corpus.words < least_words else []),
        *_rate(corpus),
    ]


def _rate(corpus: Corpus) -> list[str]:
    """Whether too much fires for so many words, however well it is explained."""
    fired = len(corpus.fired)
    if fired * WORDS_A_FINDING > corpus.words:
        return [f"{fired} findings in {corpus.words} words, at most one in {WORDS_A_FINDING}"]
    return []


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return _read(SILENT)


def test_ordinary_text_raises_only_findings_that_are_explained(corpus: Corpus) -> None:
    assert _faults(corpus) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text on which nothing fires, long enough for one finding."""
    (tmp_path / "quiet.md").write_text("The board met in May and again in June.\n\n" * 300, encoding="utf-8")
    return tmp_path


def _made(folder: Path, rows: Sequence[Sequence[str]] = ()) -> list[str]:
    """The faults of a folder with these rows, each by its first word."""
    with (folder / ROWS).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return sorted({fault.split(":")[0].split(",")[0] for fault in _faults(_read(folder), least_words=2_000)})


def test_quiet_text_has_no_fault(folder: Path) -> None:
    assert _made(folder) == []


def test_a_claim_without_a_row_is_a_fault(folder: Path) -> None:
    (folder / "loud.md").write_text(CLAIM, encoding="utf-8")
    faults = _made(folder)
    assert "fires" in faults
    fired = _read(folder).fired
    assert {one.file for one in fired} == {"loud.md"}
    rows = [(one.file, one.rule, one.quote, "a reason") for one in fired]
    # Explained, and still too many for so few words.
    assert [fault.split()[1] for fault in _made(folder, rows)] == ["findings"]


def test_both_readers_count(folder: Path) -> None:
    (folder / "loud.md").write_text(CLAIM, encoding="utf-8")
    for auditor in _auditors():
        found = auditor.audit(folder / "loud.md").documents[0]
        assert any(one.severity in LOUD for claim in found.claims for one in claim.findings)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("quiet.md", "NEU-001", "carbon neutral", "A reason."), "unused"),
        (("loud.md", "NEU-001", "another quote", "A reason."), "unused"),
        (("loud.md", "NEU-001", "carbon neutral", " "), "no reason"),
        (("loud.md", "NEU-001", " ", "A reason."), "no reason"),
    ],
)
def test_a_row_has_to_be_used_and_reasoned(folder: Path, row: tuple[str, ...], fault: str) -> None:
    (folder / "loud.md").write_text(CLAIM, encoding="utf-8")
    assert fault in _made(folder, [row])


def test_rows_and_words_are_counted(folder: Path) -> None:
    rows = [("quiet.md", f"NEU-{number:03}", "words", "A reason.") for number in range(MOST_ROWS + 1)]
    assert f"{MOST_ROWS + 1} rows" in _made(folder, rows)
    assert "twice" in _made(folder, [rows[0], rows[0]])
    (folder / "quiet.md").write_text("The board met.\n", encoding="utf-8")
    assert _made(folder) == ["3 words"]
