"""What holds for every text: the way back to the source, equal lengths, and no character lost in splitting."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.document import Block, Document, Piece
from claimcheck.segment import SentenceGrammar, segment
from claimcheck.segment.sentences import LONGEST
from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.normalise import canon, normalise, normalise_text

SENTENCES = SentenceGrammar(frozenset({"no.", "e.g."}), frozenset({"inc."}), ("but", "and we", "while"))
FACTS = FactGrammar.build(
    {
        "number_words": {"half": 0.5, "two": 2, "twenty": 20},
        "scale_words": {"million": 1e6, "m": 1e6},
        "unit_words": {"tonnes": "t", "per": "/"},
        "range_words": ["to", "between … and"],
        "scope_words": ["scope"],
        "months": ["may"],
        "fiscal_prefixes": ["FY"],
        "party_suffixes": ["Ltd"],
        "party_cues": ["by", "… of …"],
        "reference_words": {"iso": "standard", "page": "page", "no.": "other", "licence": "registry"},
        "year_before": {"target": ["by"], "base": ["from"]},
        "year_after": {"base": ["baseline"]},
    },
    [{"id": "t", "unit_class": "mass", "factor": 1, "symbols": ["t"]}],
    {"EUR": ["€", "EUR"]},
)

# What stands between sentences and belongs to none.
BLANKS = " •●▪■◦‣"
# Pieces of text that change when they are normalised or read, mixed with any characters at all.
PIECES = st.sampled_from(
    [
        "word", " ", "  ", "\n", "-\n", "\u00ad", "\u00ad\n", "\u0002", "e\u0301", "\u0301", "ﬁ", "½",
        "2", "2030", "¹", "²", "m²", "[1]", "[1, 2]", " [3]", "*", "†", "—", " – ", "--", "“", "’",
        "…", ".", ". ", "! ", "。", "(", ")", '"', "CO₂", "10⁶", "\u200b", "\u00a0", "ＥＳ", "！",
        "\ue000", "İ", "ß", "한", "\u1112\u1161", "公", "No. ", "Inc. ", "; ", " - ", ", but ", "30 %",
        "5 t", "€5 m", "scope 1", "ISO 9001", "page 4", "FY24", "by May 2030", "from 5 to 7 t",
        "between 2019 and 2024", "1/2", "two million", "Nord Ltd", "www.a.b", "/", ":", "-", "+", "&",
        "VCS-123", "Licence A/1", "• ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Blocks whose text stands in the source in pieces, with gaps, as markup makes them."""
    source, blocks = "", []
    for _ in range(draw(st.integers(1, 4))):
        text, pieces = "", []
        for part in draw(st.lists(TEXTS, max_size=3)):
            source += draw(st.sampled_from(["", "**", "\n\n"]))
            text += draw(st.sampled_from(["", " "]))
            if part:
                pieces.append(Piece(len(text), len(source), len(part)))
                source += part
                text += part
        kind = draw(st.sampled_from(["paragraph", "list", "heading", "table"]))
        blocks.append(Block(kind, text, tuple(pieces)))
    return Document(path="", format="text", sha256="", source=source, blocks=tuple(blocks))


@given(TEXTS)
@settings(max_examples=4 * settings().max_examples, deadline=None)
def test_every_character_comes_from_the_source_in_order(text: str) -> None:
    norm = normalise_text(text)
    assert len(norm.lower) == len(norm.text)
    before = (0, 0)
    for offset in range(len(norm.text)):
        start, end = norm.source_span(offset, offset + 1)
        assert 0 <= start < end <= len(text)
        assert start >= before[0]
        assert end >= before[1]
        before = (start, end)


@given(TEXTS)
@settings(max_examples=3 * settings().max_examples, deadline=None)
def test_plain_letters_and_digits_map_to_themselves(text: str) -> None:
    norm = normalise_text(text)
    for offset, char in enumerate(norm.text):
        source = text[slice(*norm.source_span(offset, offset + 1))]
        if len(source) == 1 and source.isascii() and source.isalnum():
            assert source == char


@given(documents())
@settings(max_examples=3 * settings().max_examples, deadline=None)
def test_a_block_maps_to_its_own_run_of_the_source(document: Document) -> None:
    norm = normalise(document)
    assert len(norm.blocks) == len(document.blocks)
    for run, block in zip(norm.blocks, document.blocks, strict=True):
        start, end = norm.source_span(run.start, run.end)
        assert 0 <= start <= end <= len(document.source)
        letters = [at for at, char in enumerate(block.text) if char.isascii() and char.isalpha()]
        inside = [
            piece.source + at - piece.at
            for at in letters
            for piece in block.pieces
            if 0 <= at - piece.at < piece.length
        ]
        if inside:
            assert start <= inside[0]
            assert inside[-1] < end


@given(documents(), st.data())
@settings(max_examples=2 * settings().max_examples, deadline=None)
def test_spans_nest(document: Document, data: st.DataObject) -> None:
    norm = normalise(document)
    a, b, c, d = sorted(data.draw(st.lists(st.integers(0, len(norm.text)), min_size=4, max_size=4)))
    outer, inner = norm.source_span(a, d), norm.source_span(b, c)
    assert outer[0] <= outer[1]
    assert inner[0] <= inner[1]
    if b < c:
        assert outer[0] <= inner[0]
        assert inner[1] <= outer[1]


@given(TEXTS)
@settings(max_examples=4 * settings().max_examples, deadline=None)
def test_canon_is_its_own_canon(text: str) -> None:
    once = canon(text)
    assert canon(once) == once


@given(documents())
@settings(max_examples=3 * settings().max_examples, deadline=None)
def test_no_character_is_lost_in_splitting(document: Document) -> None:
    norm = normalise(document)
    spans = segment(norm, document, SENTENCES)
    for number, block in enumerate(norm.blocks):
        at = block.start
        for span in (span for span in spans if span.block == number):
            assert norm.text[at : span.start].strip(BLANKS) == ""
            assert 0 < span.end - span.start <= LONGEST
            assert span.clauses[0][0] == span.start
            assert span.clauses[-1][1] == span.end
            for (_, end), (start, _) in zip(span.clauses, span.clauses[1:], strict=False):
                assert norm.text[end:start] == " "
            at = span.end
        assert norm.text[at : block.end].strip(BLANKS) == ""


@given(TEXTS)
@settings(max_examples=4 * settings().max_examples, deadline=None)
def test_facts_are_in_order_apart_and_where_they_say(text: str) -> None:
    norm = normalise_text(text)
    at = 0
    for fact in find_facts(norm.text, 0, len(norm.text), FACTS):
        assert at <= fact.start < fact.end <= len(norm.text)
        assert norm.text[fact.start : fact.end] == fact.text
        assert (fact.value is None) == (fact.kind not in ("quantity", "share", "money"))
        at = fact.end
