"""What a reader sees of missing elements: what is asked for by name, the rest only counted."""

from __future__ import annotations

import pytest
import sample_report as sample

import claimcheck
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import Report, ToldOnceOut
from claimcheck.report.matrix import matrix
from claimcheck.report.style import Style
from claimcheck.report.words import asked_of, missing_words, unasked_of


def _with_unasked(number: int, *, keep: int) -> ClaimOut:
    """A claim of the sample with so many missing elements that are asked for, and so many that are not."""
    claim = sample.target_claim()
    [first, *_] = [one for one in claim.elements if one.state == "missing"]
    held = [one for one in claim.elements if one.state != "missing"]
    names = [f"element_{place}" for place in range(keep + number)]
    missing = [first.model_copy(update={"element": name, "asked": place < keep}) for place, name in enumerate(names)]
    return claim.model_copy(update={"elements": [*held, *missing]})


@pytest.mark.parametrize(
    ("asked", "others", "words"),
    [
        (2, 0, "element 0, element 1"),
        (2, 5, "element 0, element 1, and 5 more, not asked for"),
        (0, 1, "1 element, not asked for"),
        (0, 3, "3 elements, not asked for"),
        (0, 0, ""),
    ],
)
def test_the_words_name_what_is_asked_and_count_the_rest(asked: int, others: int, words: str) -> None:
    claim = _with_unasked(others, keep=asked)
    assert missing_words(asked_of(claim), unasked_of(claim)) == words
    assert (len(asked_of(claim)), unasked_of(claim)) == (asked, others)


def _report() -> Report:
    document = sample.document([_with_unasked(4, keep=1), _with_unasked(4, keep=1)])
    once = ToldOnceOut(element="locator", claims=7, advice="Point to the <page>")
    return sample.report([document.model_copy(update={"told_once": [once]})])


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_no_report_lists_what_is_not_asked_for(kind: str) -> None:
    shown = claimcheck.render(_report(), kind)
    assert "element 0" in shown
    assert not any(f"element {place}" in shown for place in range(1, 5))
    assert "not asked for" in shown
    assert "7 claims" in shown, "what is told once"
    if kind == "html":
        assert "Point to the &lt;page&gt;" in shown


def test_the_matrix_has_no_column_for_what_nobody_is_asked_for() -> None:
    table = matrix([_with_unasked(4, keep=1)], Style(unicode=True))
    assert "element_0" in table.elements
    assert not {f"element_{place}" for place in range(1, 5)}.intersection(table.elements)


def test_the_data_is_complete() -> None:
    [document] = _report().documents
    assert sum(one.state == "missing" for one in document.claims[0].elements) == 5
    assert '"element":"element_4"' in claimcheck.render(_report(), "json").replace(": ", ":").replace("\n", "")
