"""How many steps a sentence, a claim and a page may take: a constant that doubles is a fault, as growth is.

Each budget has a quarter of head-room over what was counted when it was set. Who saves steps lowers it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from claimcheck.api import Auditor, Context
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_text
from claimcheck.read.options import ReadOptions

Steps = Callable[[Callable[[], object]], int]

SENTENCE = "Our kettle is eco-friendly and made of 40 % recycled steel."
OF_ONE_SENTENCE = 52_000
CALLS_OF_ONE_SENTENCE = 8_000
PROSE = ("abstracts-and-textbook.md", "airport-operator-annual-extracts.md", "analyst-meeting-and-actuary.md")
OF_PROSE = 4_130
OF_COPY = 28_000
OF_A_REPORT = 50_500
OF_A_PAGE = 65_000


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """An auditor that has judged enough text to look for all words at once from now on."""
    return _warmed(Context(audience="consumer"))


def _warmed(context: Context) -> Auditor:
    auditor = Auditor(context=context)
    auditor.audit_text("\n\n".join([SENTENCE] * 200))
    return auditor


def _once_more(auditor: Auditor, document: Document, steps: Steps) -> int:
    """The steps of judging a document once more: what is worked out when it is first asked for is there."""
    auditor.document(document)
    return steps(lambda: auditor.document(document))


def test_a_sentence_alone(auditor: Auditor, steps: Steps) -> None:
    document = read_text(SENTENCE, path="kettle.txt", format="text")
    assert _once_more(auditor, document, steps) <= OF_ONE_SENTENCE


def test_calls_of_a_sentence() -> None:
    """Of an auditor in the usual setting that has judged as much: another way of looking takes other calls."""
    auditor, calls = _warmed(Context()), 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    auditor.audit_text(SENTENCE)
    profiling = sys.getprofile()
    sys.setprofile(count)
    try:
        auditor.audit_text(SENTENCE)
    finally:
        sys.setprofile(profiling)
    assert calls <= CALLS_OF_ONE_SENTENCE


def test_a_sentence_of_prose(auditor: Auditor, fixtures: Path, steps: Steps) -> None:
    texts = [(fixtures / "silent" / name).read_text(encoding="utf-8") for name in PROSE]
    document = read_text("\n\n".join(texts), path="prose.md", format="markdown")
    sentences = auditor.document(document).coverage.sentences
    assert _once_more(auditor, document, steps) <= OF_PROSE * sentences


@pytest.mark.parametrize(
    ("name", "budget"), [("copy/fell-3-kettle.md", OF_COPY), ("reports/tarnholm-2025.md", OF_A_REPORT)]
)
def test_a_claim(name: str, budget: int, auditor: Auditor, fixtures: Path, steps: Steps) -> None:
    document = ReadOptions().read_path(str(fixtures / name), name)
    claims = len(auditor.document(document).claims)
    assert _once_more(auditor, document, steps) <= budget * claims


def test_a_page(fixtures: Path, steps: Steps) -> None:
    options, path = ReadOptions(isolated=False), str(fixtures / "reports" / "tarnholm-2025.pdf")
    pages = len(options.read_path(path, "report.pdf").pages)
    assert steps(lambda: options.read_path(path, "report.pdf")) <= OF_A_PAGE * pages
