"""Ladders: for every type of claim a text that grows by one piece of evidence a step.

The score never falls, whatever pieces are added in whatever order and wherever they stand; it rises far from the first
step to the last; and what only looks like evidence raises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck.model.claim_out import ClaimOut

AUDITOR = claimcheck.Auditor()
FILE = Path(__file__).resolve().parents[2] / "fixtures" / "evidence" / "ladders.yml"
LADDERS: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
PIECE = re.compile(r"\{(\d+)\|(.*?)\}", re.DOTALL)
SENTENCE_END = re.compile(r"\.(?=\s|$)")
LEAST_RISE = 30  # points from the first step to the last
TYPES = st.sampled_from(sorted(LADDERS))

# What a reader cannot check anything by: in the sentence of the claim, or in one of its own behind it.
IN_SENTENCE = {
    "bare link": " (www.moorbrook.example)",
    "address": ", www.moorbrook.example/sustainability",
    "website": ", as described on our website",
    "quick response code": ", scan the QR code",
    "citation mark": " [4]",
    "adjective": ", a truly remarkable result",
    "nobody in particular": ", independently verified",
    "standard of management": ", ISO 9001",
}
BEHIND = {
    "bare link": " Learn more at www.moorbrook.example.",
    "adjective": " This is a truly remarkable and ambitious achievement.",
    "standard of management": " Our offices hold an ISO 9001 certificate.",
    "year": " Our company was founded in 1987.",
    "year of a report": " This is the Moorbrook Annual Review 2024.",
    "percentage of something else": " Our dividend rose by 12 %.",
    "citation": " Others have written about this [4, 7].",
}

# Rows of a table that agree with what the ladders say, and rows about something else.
HEADER = "| Indicator | Unit | 2018 | 2019 | 2023 | 2024 |\n|---|---|---|---|---|---|\n"
ROWS = {
    "reduction_achieved": (
        "| Scope 1 and 2 emissions | tCO2e | 1,000 | 960 | 711 | 690 |",
        "| Scope 1 emissions | tCO2e | 600 | 580 | 421 | 410 |",
        "| Scope 2 emissions | tCO2e | 400 | 380 | 290 | 280 |",
    ),
    "future_target": (
        "| Scope 1 and 2 emissions | tCO2e | 1,000 | 960 | 786 | 778 |",
        "| Scope 1 emissions | tCO2e | 600 | 580 | 471 | 468 |",
    ),
    "target_met": ("| Scope 1 and 2 emissions | tCO2e | 1,000 | 960 | 711 | 690 |",),
    "performance_metric": (
        "| Scope 1 emissions | tCO2e | 6,000 | 5,800 | 4,210 | 4,200 |",
        "| Energy use | MWh | 9,000 | 8,800 | 8,100 | 8,000 |",
    ),
    "social": ("| Women in management | % | 24 | 26 | 36 | 38 |",),
    "renewable_energy": ("| Renewable share of electricity | % | 12 | 19 | 70 | 74 |",),
}
OTHER_ROWS = (
    "| Revenue | million euros | 210 | 220 | 260 | 270 |",
    "| Dividend per share | euros | 1.10 | 1.20 | 1.31 | 1.38 |",
    "| Complaints about taste | number | 31 | 38 | 12 | 14 |",
)


def table(rows: Iterable[str]) -> str:
    """A table of some rows."""
    return HEADER + "\n".join(rows) + "\n"


def pieces(kind: str) -> frozenset[int]:
    """The numbers of the pieces of a ladder."""
    return frozenset(int(piece[1]) for piece in PIECE.finditer(LADDERS[kind]))


def text_with(kind: str, held: Iterable[int]) -> str:
    """The text of a ladder with some of its pieces."""
    kept = frozenset(held)
    text = PIECE.sub(lambda piece: piece[2] if int(piece[1]) in kept else "", LADDERS[kind])
    return text[0].upper() + text[1:]


def into_sentence(text: str, words: str) -> str:
    """The text with words at the end of its first sentence."""
    end = SENTENCE_END.search(text)
    assert end is not None
    return f"{text[: end.start()]}{words}{text[end.start() :]}"


def behind_sentence(text: str, words: str) -> str:
    """The text with words behind its first sentence."""
    end = SENTENCE_END.search(text)
    assert end is not None
    return f"{text[: end.end()]}{words}{text[end.end() :]}"


@cache
def claim(kind: str, text: str) -> ClaimOut:
    """The claim of a type that the first sentence of a text makes."""
    claims = AUDITOR.audit_text(text, format="markdown").documents[0].claims
    found = next((one for one in claims if one.type == kind), None)
    assert found is not None, f"no {kind} but {[one.type for one in claims]}: {text}"
    return found


def score(kind: str, text: str) -> int:
    return claim(kind, text).score


def test_every_type_has_a_ladder() -> None:
    assert sorted(LADDERS) == sorted(AUDITOR.rulepack.claim_types)


@pytest.mark.parametrize("kind", LADDERS)
def test_the_score_climbs_step_by_step(kind: str) -> None:
    last = len(pieces(kind))
    assert pieces(kind) == frozenset(range(1, last + 1))
    scores = [score(kind, text_with(kind, range(1, step + 1))) for step in range(last + 1)]
    assert scores == sorted(scores), scores
    assert scores[-1] - scores[0] >= LEAST_RISE, scores


@pytest.mark.parametrize("kind", LADDERS)
def test_what_looks_like_evidence_raises_nothing(kind: str) -> None:
    # On the last rung there is hardly anything left to gain. Words stand on the first one with every other type, and
    # halfway up with the rest.
    low, high = (text_with(kind, range(1, step + 1)) for step in (0, len(pieces(kind)) // 2))
    told = [(into_sentence, *one) for one in IN_SENTENCE.items()]
    told += [(behind_sentence, *one) for one in BEHIND.items()]
    for turn, (placed, name, words) in enumerate(told, start=[*LADDERS].index(kind)):
        text = (low, high)[turn % 2]
        assert score(kind, placed(text, words)) <= score(kind, text), f"{name}: {placed(text, words)}"


@settings(max_examples=4 * settings().max_examples)
@given(TYPES, st.data())
def test_more_pieces_in_any_order_never_cost_points(kind: str, data: st.DataObject) -> None:
    numbers = sorted(pieces(kind))
    more = data.draw(st.sets(st.sampled_from(numbers)), label="more")
    fewer = {number for number in sorted(more) if data.draw(st.booleans(), label=str(number))}
    poor, rich = text_with(kind, fewer), text_with(kind, more)
    assert score(kind, poor) <= score(kind, rich), f"{poor}\n{rich}"


@settings(max_examples=3 * settings().max_examples)
@given(TYPES, st.data())
def test_a_piece_in_a_note_counts_and_never_costs_points(kind: str, data: st.DataObject) -> None:
    numbers = sorted(pieces(kind))
    held = data.draw(st.sets(st.sampled_from(numbers)), label="in the text")
    moved = data.draw(st.sampled_from(numbers), label="in the note")
    without = text_with(kind, held - {moved})
    words = " ".join(piece[2].strip(" ,") for piece in PIECE.finditer(LADDERS[kind]) if int(piece[1]) == moved)
    if "[^" in words:
        return
    noted = f"{into_sentence(without, '[^n]')}\n\n[^n]: {words[0].upper()}{words[1:].rstrip('.')}.\n"
    assert score(kind, without) <= score(kind, noted), f"{without}\n{noted}"


@settings(max_examples=2 * settings().max_examples)
@given(st.sampled_from(sorted(ROWS)), st.data())
def test_rows_of_a_table_never_cost_points(kind: str, data: st.DataObject) -> None:
    held = data.draw(st.sets(st.sampled_from(sorted(pieces(kind)))), label="held")
    rows = [*ROWS[kind], *OTHER_ROWS]
    more = data.draw(st.sets(st.sampled_from(rows)), label="rows")
    fewer = {row for row in sorted(more) if data.draw(st.booleans(), label=row)}
    text = text_with(kind, held)
    poor, rich = (f"{text}\n\n{table(row for row in rows if row in chosen)}" for chosen in (fewer, more))
    assert score(kind, text) <= score(kind, poor) <= score(kind, rich), f"{poor}\n{rich}"


@pytest.mark.parametrize("kind", ROWS)
def test_rows_of_other_matters_raise_nothing(kind: str) -> None:
    for step in (0, len(pieces(kind))):
        text = text_with(kind, range(1, step + 1))
        assert score(kind, f"{text}\n\n{table(OTHER_ROWS)}") == score(kind, text)


@settings(max_examples=4 * settings().max_examples)
@given(TYPES, st.data())
def test_the_first_step_brings_what_it_promises_on_every_rung(kind: str, data: st.DataObject) -> None:
    held = data.draw(st.sets(st.sampled_from(sorted(pieces(kind)))), label="held")
    text = text_with(kind, held)
    before = claim(kind, text)
    if before.next_steps:
        step = before.next_steps[0]
        mended = into_sentence(text, AUDITOR.rulepack.elements[step.element].shape.sample)
        assert score(kind, mended) == before.score + step.gain, f"{step.element}: {mended}"
