"""Words that hide: letters of other scripts, unseen characters, ornament, scribbling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.text.disguises import disguises, undisguised
from claimcheck.text.line_index import line_and_column, line_starts
from claimcheck.text.normalise import canon, normalise_text

CARBON = [
    "c\u0430rb\u043en",  # Cyrillic
    "\u03f2arb\u03bfn",  # Greek
    "c\u0561rb\u0585n".replace("\u0561", "a"),  # Armenian
    "\uff43\uff41\uff52\uff42\uff4f\uff4e",
    "\U0001d41c\U0001d41a\U0001d42b\U0001d41b\U0001d428\U0001d427",
    "\u24d2\u24d0\u24e1\u24d1\u24de\u24dd",
    "\u1d04\u1d00\u0280\u0299\u1d0f\u0274",
    "\u1d9c\u1d43\u02b3\u1d47\u1d52\u207f",
    "car\u200bbon", "c\u200da\u200cr\u2060b\ufeffon", "car\u202ebon\u202c", "\u2066carbon\u2069", "car\xadbon",
    "car\ufe0fbon", "car\U000e0061bon", "car\U000e0100bon", "car\u3164bon", "car\uffa0bon", "car\u034fbon",
    "car\x00bon", "car\x7fbon", "car\x9bbon", "\x1b[31mcarbon\x1b[0m", "c\x1b[1mar\x1b[0mbon",
    "c\u0336a\u0336r\u0336b\u0336o\u0336n\u0336",
    "c" + "\u0301\u0316\u0334" * 40 + "arbon",
    "car&shy;bon", "car&amp;shy;bon", "&#99;arbon", "&#x63;arbon", "car&amp;amp;#8203;bon",
    "c\u0430r\u200bb\u043en",
]  # fmt: skip


@pytest.mark.parametrize("text", CARBON, ids=ascii)
def test_a_hidden_word_is_read_as_it_looks(text: str) -> None:
    norm = normalise_text(f"Our {text} footprint")
    assert norm.lower == "our carbon footprint"
    start, end = norm.source_span(4, 10)
    assert 0 < end - start <= len(text)
    assert set(f"Our {text} footprint"[start:end]) <= set(text)
    assert canon(f"our {text} Footprint") == "our carbon footprint"


@pytest.mark.parametrize(
    "text",
    [
        "Рост экологии и спрос", "он сказал да", "Η εταιρεία μας και το κλίμα", "µm, μg/m³ and kΩ", "ΔCO2 and Δt",
        "β-carotene, α-pinene", "π r", "1ˢᵗ of May, 2ⁿᵈ, 3ʳᵈ", "Sarıkaya, Łódź, Đặng", "naïve Ærø", "①②", "AT&T, R&D",
        "&co; &nope;x", "Ⓥ", "省エネ", "a &b; c",
    ],
)  # fmt: skip
def test_real_letters_stay(text: str) -> None:
    folded = normalise_text(text).text
    assert folded.replace("m3", "m³") == text
    assert list(disguises(text)) == []


def test_a_word_of_lookalikes_alone_is_latin_among_latin_words_only() -> None:
    assert undisguised("we say \u0435\u0441\u043e now") == "we say eco now"
    assert undisguised("мы говорим \u0435\u0441\u043e now") == "мы говорим \u0435\u0441\u043e now"
    assert undisguised("\u0435\u0441\u043e") == "\u0435\u0441\u043e"


def test_letters_of_other_languages_keep_two_marks() -> None:
    assert normalise_text("e\u0302\u0301 \u0438\u0306 e\u0301").text == "\u1ebf \u0439 \xe9"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("c\u0430rbon neutr\u0430l", 2), ("car\u200bbon", 1), ("a\u202etxet", 1), ("car\xadbon", 0),
        ("\ufeffcarbon", 0),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", 0), ("x\U000e0067\U000e0062 y", 1), ("\U0001d41c\U0001d41a", 0),
        ("carbon \u200b neutral", 0), ("\U0001f469\u200d\U0001f33e", 0), ("\u1d04\u1d00\u0280", 0),
    ],
    ids=ascii,
)  # fmt: skip
def test_hidden_words_are_counted(text: str, count: int) -> None:
    assert len(list(disguises(text))) == count


@given(st.text(st.sampled_from("ca\u0430\u03b1о и\u200b\u202e\u0301ⓐᶜ\U000e0061")))
def test_disguise_keeps_the_length_and_is_taken_off_at_once(text: str) -> None:
    bare = undisguised(text)
    assert len(bare) == len(text)
    assert all(0 <= at < len(text) for at in disguises(text))


@pytest.mark.parametrize(
    "unit", ["\u0430", "a\u0430 ", "a\u200b", "ⓐ\u200b", "ᶜ", "\u202e", "&amp;", "&#", "\x1b]8;;", "\x1b["]
)
def test_hostile_disguises_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    normalise_text(text)
    assert sum(1 for _ in disguises(text)) <= len(text)


def test_lines_are_those_of_editors() -> None:
    text = "a\nb\r\nc\rd\x85e\u2028f\x0cg\n"
    assert line_starts(text) == [0, 2, 5, 7, 15]
    assert line_and_column(text, text.index("g")) == (4, 7)
    assert line_and_column("abc", 1) == (1, 2)
