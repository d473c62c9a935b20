"""What the scanner finds: whole words between any signs, phrases with the signs they are written with, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.annotate.scan import Scanner
from claimcheck.model.passage import SentenceSpan
from claimcheck.rulepack.words import LiteralGroup, Words, expanded
from claimcheck.text.matcher import spaced
from claimcheck.text.normalise import normalise_text

# Text, boundary left, boundary right, spelling, tail: one signal each.
LITERALS: list[tuple[str, bool, bool, str | None, str]] = [
    ("gas", True, True, None, ""),
    ("low gas", True, True, None, ""),
    ("low-gas", True, True, None, ""),
    ("gas", False, False, None, ""),
    ("é", True, True, None, ""),
    ("gas", True, True, "GAS", ""),
    ("% gas", False, True, None, ""),
    ("風", False, False, None, ""),
    ("low", True, True, None, "gas"),
    ("%", False, False, None, ""),
]
FIRST = 0b010101011


def _group(number: int) -> LiteralGroup:
    text, left, right, exact, tail = LITERALS[number]
    return LiteralGroup(
        lines=f"{' ' * left}{spaced(text)}{' ' * right}",
        size=1,
        left=left,
        right=right,
        exact=(exact,) if exact else None,
        tail=tail,
        signed=(text,) if spaced(text) != text else None,
        phrases=" " in spaced(text),
        signals=((number, ""),),
    )


WORDS = Words(lambda: expanded([_group(number) for number in range(len(LITERALS))], {}))


def _plainly(text: str, lower: str, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Every literal in a sentence, by looking at every place."""
    for number, (word, left, right, exact, tail) in enumerate(LITERALS):
        for start in range(first, last - len(word) + 1):
            end = start + len(word)
            if (
                lower.startswith(word, start)
                and not (left and lower[start - 1 : start].isalnum() and start > 0)
                and not (right and lower[end : end + 1].isalnum())
                and (exact is None or text.startswith(exact, start))
                and (not tail or _ends_clause(lower, end, last, tail))
            ):
                yield number, start, end


def _ends_clause(lower: str, at: int, last: int, tail: str) -> bool:
    behind = len(tail) + 1
    return any(
        lower.startswith(f" {tail}", place)
        and place + behind <= last
        and (place + behind == last or lower[place + behind] in ",.;:!?)\"'")
        for place in range(at, last)
    )


PARTS = st.sampled_from(["gas", "GAS", "low", " ", "-", "/", "%", ".", "é", "風", "x"])


@given(st.lists(PARTS, max_size=12).map("".join), st.data())
def test_every_literal_is_found_in_its_sentence(text: str, data: st.DataObject) -> None:
    norm = normalise_text(text)
    length = len(norm.text)
    cut = data.draw(st.integers(0, length))
    runs = [run for run in ((0, cut), (cut, length)) if run[0] < run[1]]
    spans = [SentenceSpan(start, end, 0, ((start, end),)) for start, end in runs]
    scanner = Scanner(WORDS, FIRST)
    for (start, end), raw in zip(runs, scanner.find(norm, spans), strict=True):
        wanted = sorted(_plainly(norm.text, norm.lower, start, end))
        assert sorted((hit.signal, hit.start, hit.end) for hit in scanner.hits(raw)) == wanted


def test_a_phrase_is_no_other_where_a_sign_stands_for_its_blank() -> None:
    norm = normalise_text("Low/gas, low-gas, low gas.")
    scanner = Scanner(WORDS, FIRST)
    (raw,) = scanner.find(norm, [SentenceSpan(0, len(norm.text), 0, ((0, len(norm.text)),))])
    found = {norm.lower[hit.start : hit.end] for hit in scanner.hits(raw)}
    assert found == {"low", "gas", "low-gas", "low gas"}
