"""Where sentences end. In the tables a vertical bar stands where a sentence ends and the next begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimcheck.model.document import BlockKind
from claimcheck.model.passage import SentenceSpan
from claimcheck.segment.sentences import LONGEST
from claimcheck.text.normalise import NormText

Split = Callable[..., tuple[NormText, tuple[SentenceSpan, ...]]]

SENTENCES = [
    # plain
    "We cut emissions.|It was a good year.",
    "We cut emissions!|It was a good year.",
    "Did we cut emissions?|We did.",
    "We cut emissions",
    "One.|Two.|Three.",
    "We cut emissions. ",
    "It fell.|30 % of it was waste.",
    "It fell in 2023.|In 2024 it rose.",
    "It fell by 12.|The rest stayed.",
    # abbreviations that never end a sentence
    "We follow No. 5 of the list.|It is short.",
    "See e.g. Lund and Malmö.|Both are ours.",
    "It is, i.e. The board says so, done.|Next.",
    "It cost approx. 30 euros.|We paid.",
    "See Fig. 3 and p. 12 for more.|It is there.",
    "Coal vs. Gas is old.|Wind is new.",
    "Our chair, Dr. Weber, agreed.|We went on.",
    "It grew (cf. Annex 2) again.|We saw it.",
    "It is sold in the U.S. Government shops buy it.",
    "NO. 5 is ours.|It sells.",
    # abbreviations that may end one
    "Acme Inc. sells it.|We buy.",
    "We bought Acme Inc.|The price was low.",
    "We bought Acme Inc.|We paid.",
    "It is run by Acme Inc. Chicago and others.",
    "We sort glass, paper, etc.|The rest is burnt.",
    "We sort glass, paper, etc. and burn the rest.",
    "We bought Acme Ltd.|Although it was dear, we paid.",
    # initials, numbers, enumerators
    "J. Weber said so.|He left.",
    "Es spart z. B. Wasser.|Gut.",
    "It grew by 12 t.|It fell by 5 W.|Good.",
    "The report by A. B. Lind is out.|Read it.",
    "It grew by 3.5 % to 1.234.5 t.|Good.",
    "1. Cut emissions.|2. Plant trees.",
    "Our aims: 1. Cut emissions.|2. Plant trees.",
    "iv. Cut emissions.|Then stop.",
    "a. Cut emissions.|Then stop.",
    "12. The last one is this.",
    "See www.example.org/a.b for it.|Then call.",
    "Version 2.0.1 is out.|Use it.",
    # ellipses
    "We cut... emissions.|Good.",
    "We cut emissions...|Then we stopped.",
    "We cut emissions…|Then we stopped.",
    "We cut… emissions.",
    # units that are abbreviations of something else
    "It fell from 5.2 to 4.6 Mt.|The kiln is new.",
    "We climbed Mt. Tarn in May.",
    "It stands at 12 St. James Street.",
    # quotation marks
    'She said "We did it."|Then she left.',
    'She asked "Why?" and left.|We stayed.',
    '"We did it!"|The board agreed.',
    '"We cut waste. We go on," said the chair.|She left.',
    '"We cut waste.|We go on."|Then she left.',
    "He called it 'the plan.'|We agreed.",
    # brackets
    "It fell (see p. 5. There it is) again.|Good.",
    "(It fell. It rose.)|It fell again.",
    "It fell (by half).|Good.",
    "It fell.)|Good.",
    "An open ( bracket. Never closed) here.|Good.",
    "An open ( bracket.|Never closed here.",
    # what follows
    "Our phone is new.|iPhone sales rose.",
    "Our phone is new.|eBay sells it.",
    "It is by e.on. and others.",
    "Yahoo! is a name.|We like it.",
    "It fell.|(It rose later.)",
    'It fell.|"Good," she said.',
    "It fell.|€5 was saved.",
    "It fell.|- Glass, - paper",
    "It fell 20%.1|We agree.",
    "It fell to zero.12|The board agrees.",
    "It fell [1].|Then it rose [2, 3].",
    "It fell.¹|Then it rose.",
    # other scripts
    "今年减排。|明年更多！|真的？|是。",
    "「今年减排。」|明年更多。",
    "Wir senken.|Ökostrom hilft.",
]


@pytest.mark.parametrize("marked", SENTENCES, ids=range(len(SENTENCES)))
def test_sentences(marked: str, split: Split) -> None:
    raw = marked.replace("|", "" if marked[0] in "今「" else " ")
    norm, spans = split(raw)
    expected = [part.strip() for part in split(marked.replace("|", " ¦ "))[0].text.split(" ¦ ")]
    assert [norm.text[span.start : span.end] for span in spans] == expected


def test_there_are_enough_sentences() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) >= 60


def test_no_sentence_crosses_a_block(split: Split) -> None:
    norm, spans = split("we cut emissions", "and we go on", "", "Good.")
    assert [(norm.text[span.start : span.end], span.block) for span in spans] == [
        ("we cut emissions", 0),
        ("and we go on", 1),
        ("Good.", 3),
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Our aims: • Halve waste • Plant trees.", ["Our aims:", "Halve waste", "Plant trees."]),
        ("• Halve waste. Then stop. ▪ Plant", ["Halve waste.", "Then stop.", "Plant"]),
        ("Two stars (•• of five) and 3•4 • ", ["Two stars (•• of five) and 3•4 •"]),
        ("• • Halve waste", ["Halve waste"]),
    ],
)
def test_bullet_begins_a_sentence(text: str, sentences: list[str], split: Split) -> None:
    norm, spans = split(text)
    assert [norm.text[span.start : span.end] for span in spans] == sentences


@pytest.mark.parametrize("kind", ["heading", "title", "table"])
def test_heading_or_row_is_one_sentence(kind: BlockKind, split: Split) -> None:
    text = "Scope 1. Total | 1,234 | 1,345. Up"
    norm, spans = split(text, kind=kind)
    assert [norm.text[span.start : span.end] for span in spans] == [text]


@pytest.mark.parametrize("kind", ["paragraph", "table"])
def test_very_long_sentence_is_cut_at_a_blank(kind: BlockKind, split: Split) -> None:
    norm, spans = split("word " * 1000, kind=kind)
    assert len(spans) == 3
    for span in spans:
        assert span.end - span.start <= LONGEST
        assert norm.text[span.start : span.end].endswith("word")
        assert norm.text[span.start : span.end].startswith("word")


def test_very_long_word_is_cut_anywhere(split: Split) -> None:
    norm, spans = split("x" * 4500)
    assert [span.end - span.start for span in spans] == [2000, 2000, 500]
    assert "".join(norm.text[span.start : span.end] for span in spans) == norm.text


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "x",
        "7",
        "\n",
        ".",
        "a.",
        "a. ",
        "A. B ",
        "Inc. ",
        '"',
        '"a. ',
        "(a. ",
        "; ",
        "a b but ",
        "。",
        "a - ",
        "1. ",
        "• ",
        "a • ",
    ],
    ids=ascii,
)
def test_hostile_text_ends(unit: str, split: Split) -> None:
    text = unit * (100_000 // len(unit))
    norm, spans = split(text)
    assert all(span.end - span.start <= LONGEST for span in spans)
    kept = sum(span.end - span.start for span in spans)
    bullets = 2 * norm.text.count("•")
    assert kept >= len(norm.text.strip()) - bullets - len(spans)
