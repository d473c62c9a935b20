"""Gold files of a few lines, and findings made by hand, so that every figure can be worked out on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.gold.evaluate import SETTING, measured
from claimcheck.gold.evaluation import Evaluation
from claimcheck.gold.files import Gold, load_gold
from claimcheck.gold.outcomes import outcome_of
from claimcheck.model.claim_out import ClaimOut, ElementOut, ParsedOut, PlaceOut
from claimcheck.model.report import CoverageOut, DocumentOut, SetAsideOut
from claimcheck.report.filters import summary_out
from claimcheck.rulepack.pack import Pack

Load = Callable[..., Gold]
Measure = Callable[..., Evaluation]
Words = tuple[str, dict[str, Any]]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return claimcheck.load_rulepack()


@pytest.fixture(scope="session")
def auditor(pack: Pack) -> claimcheck.Auditor:
    return claimcheck.Auditor(pack, SETTING)


@pytest.fixture
def load(tmp_path: Path, pack: Pack) -> Load:
    """Write files by name and read the folder as a gold set."""

    def loaded(**files: str) -> Gold:
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/").replace("_yml", ".yml").replace("_md", ".md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return load_gold(tmp_path, pack)

    return loaded


def _place(text: str, words: str) -> PlaceOut:
    start = text.index(words)
    return PlaceOut(
        page=None, line=1, column=start + 1, end_line=1, end_column=start + 1 + len(words), start=start,
        end=start + len(words), section=(), block="paragraph",
    )  # fmt: skip


def _element(name: str, state: str, year: int | None) -> ElementOut:
    parsed = ParsedOut(year=year) if year is not None else None
    return ElementOut.model_validate(
        {"element": name, "need": "optional", "state": state, "value": None, "parsed": parsed, "quote": None,
         "place": None, "credit": 0}
    )  # fmt: skip


def _claim(text: str, words: str, **fields: Any) -> ClaimOut:
    year = fields.pop("year", None)
    held, lacking = fields.pop("held", ()), fields.pop("lacking", ())
    elements = [_element(name, "present", year if name == "target_year" else None) for name in held]
    return ClaimOut(
        **{
            "id": "c1", "occurrence": 1, "dimensions": [], "raw": 0.0, "limits": [], "score": 0, "band": "empty",
            "findings": [], "next_steps": [],
            "text": words, "topic": "climate", "tense": "achieved", "certainty": "firm", "target_kind": None,
            "stance": "asserted", "claimant": "company", "subject": None, "target_year": year,
            "place": _place(text, words),
            "elements": [*elements, *(_element(name, "missing", None) for name in lacking)],
            **fields,
        }
    )  # fmt: skip


def read_as(text: str, claims: Sequence[Words], aside: Sequence[tuple[str, str]] = ()) -> DocumentOut:
    """What an engine says that finds these claims (words and fields) and sets these words aside for a reason."""
    coverage = CoverageOut(
        pages=None, pages_read=None, pages_without_text=[], characters=0, characters_unchecked=0, sentences=0,
        claims=0, set_aside=0, rules_run=0,
    )  # fmt: skip
    return DocumentOut(
        path="a.md",
        format="markdown",
        sha256="",
        language="en",
        title=None,
        coverage=coverage,
        problems=[],
        findings=[],
        summary=summary_out((), ()),
        status="complete",
        claims=[_claim(text, words, **fields) for words, fields in claims],
        set_aside=[
            SetAsideOut.model_validate(
                {"text": words, "reason": reason, "topic": None, "score": None, "place": _place(text, words)}
            )
            for words, reason in aside
        ],
    )


@pytest.fixture
def measure(pack: Pack, auditor: claimcheck.Auditor) -> Measure:
    """Measure an engine that finds what ``found`` says, by id of the text: claims, then passages set aside."""

    def figures(gold: Gold, found: dict[str, tuple[Any, ...]], examples: int = 0) -> Evaluation:
        outcomes = [outcome_of(text, read_as(text.text, *found.get(text.id, ((),)))) for text in gold.texts]
        return measured(gold, outcomes, pack, auditor.report([]), examples)

    return figures
