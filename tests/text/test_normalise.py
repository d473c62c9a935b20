"""The normalised form, the way back to the source, and the form for identity."""

from __future__ import annotations

import pytest

from claimcheck.model.document import Block, Document, Mark, Piece
from claimcheck.text.normalise import NormText, canon, lower, normalise, normalise_text


def of_blocks(*blocks: Block) -> NormText:
    return normalise(Document(path="", format="text", sha256="", source="", blocks=blocks))


FOLDED = [
    # dashes
    ("2019–2024", "2019-2024"),
    ("cut – by half – now", "cut - by half - now"),
    ("cut — by half", "cut - by half"),
    ("cut—by half", "cut - by half"),
    ("2019—2024", "2019-2024"),
    ("cut -- by half", "cut - by half"),
    ("cut---by half", "cut - by half"),
    ("-----", "-----"),
    ("AI‑driven", "AI-driven"),
    ("low‐carbon", "low-carbon"),
    ("−52 %", "-52 %"),
    # quotes
    ("our ‘green’ “plan”", "our 'green' \"plan\""),
    ("„grün“ und «vert»", '"grün" und "vert"'),
    ("the company’s", "the company's"),
    # blanks and line breaks
    ("a\u00a0b\u2009c\u202fd\u3000e", "a b c d e"),
    ("a\nb\r\nc\td", "a b c d"),
    ("  a  \n\n  b  ", "a b"),
    ("公\n噸", "公噸"),
    # what cannot be seen
    ("emis\u00adsions", "emissions"),
    ("net\u200bzero\ufeff", "netzero"),
    ("\u200e\u2066left\u2069", "left"),
    ("bullet\uf0b7point", "bullet point"),
    ("a\u200b \u200bb", "a b"),
    # words parted at a line end
    ("emis-\nsions", "emissions"),
    ("emis-\r\n  sions", "emissions"),
    ("emis‐\nsions", "emissions"),
    ("emis\u00ad\nsions", "emissions"),
    ("emis\u0002sions", "emissions"),
    ("emis\u0002\nsions", "emissions"),
    ("2019-\n2020", "2019-2020"),
    ("2019–\n2020", "2019-2020"),
    ("Non-\nGovernmental", "Non-Governmental"),
    ("cut -\nby half", "cut - by half"),
    ("low-carbon and low-\ncarbon", "low-carbon and low-carbon"),
    ("state-of-the-art, the-\nart", "state-of-the-art, the-art"),
    # letters
    ("ﬁve ﬂeets", "five fleets"),
    ("ＥＳＧ３０％", "ESG30%"),
    ("cafe\u0301", "caf\u00e9"),
    ("\u1112\u1161\u11ab", "\ud55c"),
    ("𝗘𝗰𝗼", "Eco"),
    ("Annex Ⅱ", "Annex II"),
    ("减排！真的？", "减排！真的？"),
    # figures
    ("CO₂e", "CO2e"),
    ("5 m² and 7 m³ and 3 km²", "5 m2 and 7 m3 and 3 km2"),
    ("kWh/m²", "kWh/m2"),
    ("g kg⁻¹", "g kg-1"),
    ("20 ㎡", "20 m2"),
    ("10⁶ t", "10^6 t"),
    ("½ of it", "1/2 of it"),
    ("2½ t", "2 1/2 t"),
    ("1⁄2", "1/2"),
    ("30 °C", "30 °C"),
    # marks of notes
    ("by 2030¹ we", "by 2030 we"),
    ("our team² is", "our team is"),
    ("targets ¹, then", "targets, then"),
    ("targets.¹⁻³ Then", "targets. Then"),
    ("targets.⁽¹⁾ Then", "targets. Then"),
    ("net zero* by", "net zero by"),
    ("net zero†.", "net zero."),
    ("5*3 and * item", "5*3 and * item"),
    # marks of citations
    ("targets [1]. Then", "targets. Then"),
    ("targets [1, 2] and", "targets and"),
    ("targets [1–3][7].", "targets."),
    ("targets\n[1] and", "targets and"),
    ("targets[1]and", "targets and"),
    ("report [2023] says", "report [2023] says"),
    ("see [1](here)", "see [1](here)"),
    ("[1] A source", "[1] A source"),
    ("list [a] of", "list [a] of"),
]


@pytest.mark.parametrize(("raw", "folded"), FOLDED, ids=[ascii(raw) for raw, _ in FOLDED])
def test_folding(raw: str, folded: str) -> None:
    assert normalise_text(raw).text == folded


@pytest.mark.parametrize("raw", [raw for raw, _ in FOLDED], ids=[ascii(raw) for raw, _ in FOLDED])
def test_a_folded_text_stays_as_it_is(raw: str) -> None:
    once = normalise_text(raw).text
    assert normalise_text(once).text == once


@pytest.mark.parametrize(
    ("raw", "words", "source"),
    [
        ("the emis\u00adsions fell", "emissions", "emis\u00adsions"),
        ("the emis-\nsions fell", "emissions", "emis-\nsions"),
        ("5 ﬁelds of it", "fields", "ﬁelds"),
        ("2½ t", "1/2", "½"),
        ("2½ t", "/", "½"),
        ("cafe\u0301 au", "\u00e9", "e\u0301"),
        ("targets [1, 2] and", "targets and", "targets [1, 2] and"),
        ("targets [1, 2] and", "targets", "targets"),
        ("  a \n b", "a b", "a \n b"),
        ("cut—by", "cut -", "cut—"),
        ("\u200b x", "x", "x"),
    ],
)
def test_way_back(raw: str, words: str, source: str) -> None:
    norm = normalise_text(raw)
    start = norm.text.index(words)
    first, last = norm.source_span(start, start + len(words))
    assert raw[first:last] == source


def test_marks_keep_their_place_and_label() -> None:
    norm = normalise_text("Net zero* by 2030¹ [2, 4-6].")
    assert norm.text == "Net zero by 2030."
    assert norm.marks == tuple((at, label, None) for at, label in [(8, "*"), *((16, one) for one in "12456")])


def test_marks_of_the_reader_move_with_the_text() -> None:
    text = "  We cut\u00ad it. More"
    norm = of_blocks(Block("paragraph", text, (Piece(0, 0, len(text)),), marks=(Mark(text.index(" More"), "7"),)))
    assert norm.text == "We cut it. More"
    assert norm.marks == ((len("We cut it."), "7", None),)


def test_blocks_are_parted_by_an_empty_line_and_keep_their_number() -> None:
    norm = of_blocks(
        Block("heading", "One", (Piece(0, 2, 3),)),
        Block("paragraph", "\u200b", (Piece(0, 6, 1),)),
        Block("paragraph", "two\nthree", (Piece(0, 8, 3), Piece(4, 14, 5))),
    )
    assert norm.text == "One\n\n\n\ntwo three"
    assert norm.blocks == ((0, 3), (5, 5), (7, 16))
    assert [norm.block_of(offset) for offset in (0, 3, 5, 7, 16)] == [0, 0, 1, 2, 2]
    assert norm.source_span(0, 3) == (2, 5)
    assert norm.source_span(7, 10) == (8, 11)
    assert norm.source_span(9, 12) == (10, 15)
    assert norm.source_span(10, 11) == (14, 14)
    assert norm.source_span(0, 16) == (2, 19)
    assert norm.source_span(3, 7) == (8, 8)
    assert norm.source_span(11, 11) == (14, 14)


def test_document_without_text() -> None:
    norm = normalise_text("")
    assert (norm.text, norm.lower, norm.source_span(0, 0)) == ("", "", (0, 0))


def test_lower_case_keeps_the_length() -> None:
    assert lower("İstanbul ÄÖ") == "istanbul äö"
    assert normalise_text("İSTANBUL").lower == "istanbul"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We cut CO₂ by 30 %", "we cut co2 by 30 %"),
        ("net‑zero “plan”", 'NET-ZERO "plan"'),
        ("by 2030¹ [1, 2]", "by 2030"),
        ("[3] By 2030", "by 2030"),
        ("emis\u00adsions", "emissions"),
        ("emis-\nsions", "emissions"),
        ("cut – now", "cut - now"),
        ("STRASSE", "straße"),
        ("a\u00a0 b", "a b"),
        ("Brand™", "brandtm"),
        ("net zero*", "net zero"),
    ],
)
def test_canon_makes_equal(one: str, other: str) -> None:
    assert canon(one) == canon(other)


@pytest.mark.parametrize(("one", "other"), [("by 2030", "by 2031"), ("30 %", "30"), ("we cut", "we cuts"), ("m²", "m")])
def test_canon_keeps_apart(one: str, other: str) -> None:
    assert canon(one) != canon(other)


@pytest.mark.parametrize(
    "unit",
    [
        "word ", "x", "7", "\n", ".", "a.", "\u00ad", "\u0301", "a\u0301\u0316", '"', "[1, ", "[1]", "[", "\u00b9",
        "\u00b9, ", "-\n", "a-\nb ", "-", "* ", "*", "\u2014", "\u00bd", "\u0002", "a\u0002", "\u00ad\n ", "\u1112",
    ],
    ids=ascii,
)  # fmt: skip
def test_hostile_text_ends(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    norm = normalise_text(text)
    assert len(norm.text) <= 3 * len(text)
    assert norm.source_span(0, len(norm.text))[1] <= len(text)


@pytest.mark.parametrize(
    ("mark", "labels"),
    [("[12-45]", ["12", "45"]), ("¹⁻³", ["1", "2", "3"]), ("¹" * 5000 + "⁻" + "²" * 5000, ["1" * 5000, "2" * 5000])],
)
def test_a_mark_names_the_ends_of_a_range_however_long(mark: str, labels: list[str]) -> None:
    assert [one.label for one in normalise_text(f"We cut waste.{mark} Then more.").marks] == labels
