"""HTML pages of odd encodings, of markup without end, and of any depth."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from html_pages import page
from reading_checks import check, codes, letters

from claimcheck.errors import UnreadableInput
from claimcheck.read.dispatch import read_bytes, read_path
from claimcheck.read.html.reader import read
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.read.reading import Raw

CHOSEN = os.environ.get("CLAIMCHECK_TEST_DATA")
REPORTS = Path(CHOSEN or Path(__file__).parents[2] / "../shared/data") / "reports"


def declaring(name: str, text: str = "Énergie propre à 100 %") -> str:
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={name}"></head><p>{text}'


@pytest.mark.parametrize(
    ("name", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "Énergie “propre” – 5 €"),
        ("windows-1250", "cp1250", "Środki czystości"),
        ("Shift_JIS", "cp932", "環境に配慮した製品"),
        ("euc-jp", "euc_jp", "環境に配慮した製品"),
        ("gb2312", "gb18030", "我们减少了碳排放"),
        ("big5", "big5", "我們減少了碳排放"),
        ("koi8-r", "koi8_r", "Мы снизили выбросы"),
        ("utf-8", "utf-8", "Énergie"),
    ],
)
def test_the_declared_encoding_is_taken(name: str, codec: str, text: str) -> None:
    document = page(declaring(name, text).encode(codec))
    assert [block.text for block in document.blocks] == [text]
    assert codes(document) == []


def test_utf8_that_fits_goes_before_the_declaration() -> None:
    document = page(declaring("iso-8859-1").encode())
    assert document.blocks[0].text == "Énergie propre à 100 %"
    assert codes(document) == [("encoding-declared-wrong", "note")]


def test_a_declaration_that_does_not_fit_is_said() -> None:
    text = "Énergie propre à 100 %, déjà réalisé à côté de l’été"
    document = page(declaring("utf-8", text).encode("cp1252"))
    assert document.blocks[0].text == text
    assert ("encoding-declared-wrong", "note") in codes(document)


@pytest.mark.parametrize("name", ["zlib", "rot13", "unicode_escape", "utf-7", "x-user-defined"])
def test_only_encodings_of_text_are_ever_looked_up(name: str) -> None:
    assert page(declaring(name)).blocks[0].text == "Énergie propre à 100 %"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_wide_encodings_and_marks(codec: str) -> None:
    document = page(declaring("utf-8", "Clean energy für alle").encode(codec))
    assert document.blocks[0].text == "Clean energy für alle"


PATTERNS = [
    "<a ",
    "<!-- ",
    "<",
    "</",
    "<!",
    "<?",
    '<a "',
    '<a x="',
    "<a x='\"",
    "<script>",
    "<style>",
    "<title>",
    "<b>x",
    "<p>x",
    "<div>x",
    "<table>",
    "<table><tr><td>x",
    "<li>x",
    "<ul><li>x",
    "<sup>1",
    '<a href="#a">1',
    '<sup><a href="#a" id=b>1</a></sup>',
    "<q>x",
    "&",
    "&#9",
    "x<br>",
    "<svg>x",
    "<svg><text>x</text>",
    "</p>",
    "<b></p>x",
    "<b><div>x</b>",
    "<td colspan=1000>x",
    "<td rowspan=65534>x",
    "<p id=a>[1]</p>",
    "<style>.a{display:none}</style>",
    "<style ",
    '<p class="a b c d">x',
    "<h1>x",
    "<dl><dt>x<dd>y",
    "<plaintext>",
    "<![CDATA[",
    "- a<br>",
    "<p>*x",
    "<svg><foreignobject>x",
    "<i></b>",
    '<p style="display:',
    "*",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_markup_without_end_is_read_in_linear_time(pattern: str, linear: Callable[..., None]) -> None:
    def reading(size: int) -> Callable[[], None]:
        data = (pattern * (size // len(pattern) + 1))[:size].encode()

        def work() -> None:
            with suppress(UnreadableInput):
                read(Raw("x.html", data, DEFAULT))

        return work

    linear(reading, 2_000)


def test_deep_nesting_keeps_the_text() -> None:
    document = page("<div>" * 20_000 + "deep" + "</div>" * 20_000 + "<h2>after</h2>")
    assert [block.text for block in document.blocks] == ["deep", "after"]
    assert codes(document) == [("limit-html-depth", "partial")]
    assert document.blocks[1].kind == "heading"


def test_the_limit_of_depth_can_be_set() -> None:
    assert codes(page("<div>" * 9 + "x" + "</div>" * 9, html_depth=10)) == []
    assert codes(page("<div>" * 12 + "x" + "</div>" * 12, html_depth=10)) == [("limit-html-depth", "partial")]


def test_the_limit_of_blocks_cuts_and_says_so() -> None:
    document = page("<table><tr><th>h<td>1<tr><th>i<td>2<sup>1</sup></table><p>a" + "<p><sup>1</sup> x" * 9, blocks=3)
    assert [block.text for block in document.blocks] == ["h | 1", "i | 2", "a"]
    assert codes(document) == [("limit-blocks", "partial")]


def test_pictures_in_the_page_cost_nothing_to_speak_of(steps: Callable[[Callable[[], object]], int]) -> None:
    def pictured(size: int) -> str:
        return f'<p>before<img alt="a kiln" src="data:image/png;base64,{"iVBORw0KGgo" * size}">after'

    document = page(pictured(200_000))
    assert [block.text for block in document.blocks] == ["beforeafter", "a kiln"]
    small, large = (steps(lambda size=size: page(pictured(size))) for size in (200, 200_000))
    assert large < small + 100


def test_a_page_is_read_through_the_door() -> None:
    document = check(read_bytes(b"\n<!DOCTYPE html><p>Carbon<b>-neutral</b> tiles</p>", path="copy"))
    assert (document.format, document.status) == ("html", "complete")
    assert [block.text for block in document.blocks] == ["Carbon-neutral tiles"]


def pages() -> list[object]:
    found = sorted(REPORTS.glob("*.html"))
    missing = pytest.mark.skip(reason="no folder reports in CLAIMCHECK_TEST_DATA or beside the checkout")
    return [pytest.param(path, id=path.name) for path in found] or [pytest.param(REPORTS, marks=missing)]


@pytest.mark.parametrize("path", pages())
def test_saved_pages_keep_every_word(path: Path) -> None:
    """What is between the tags of a page's body and in no script, style or hidden element is in a block."""
    document = check(read_path(str(path)))
    assert document.status == "complete"
    kept = letters("".join(block.text for block in document.blocks))
    mapped = sum(piece.length for block in document.blocks for piece in block.pieces)
    assert len(kept) >= 200
    assert mapped >= 0.9 * sum(len(block.text) for block in document.blocks)


ARCHIVE = b"""From: <Saved by a browser>
Snapshot-Content-Location: https://example.org/
Subject: x
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----Part=_1"


------Part=_1
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<!DOCTYPE html><html><head><meta charset=3D"utf-8"></head><body><p>Clean clay f=C3=BC=
r alle.</p></body></html>
------Part=_1
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------Part=_1--
"""


@pytest.mark.parametrize("data", [ARCHIVE, ARCHIVE.replace(b"\n", b"\r\n")])
@pytest.mark.parametrize("name", ["saved.mhtml", "saved"])
def test_a_web_archive_is_read_as_its_page(data: bytes, name: str) -> None:
    document = check(read_bytes(data, path=name))
    assert [block.text for block in document.blocks] == ["Clean clay für alle."]
    assert (document.format, codes(document)) == ("mhtml", [("page-in-archive", "note")])


@pytest.mark.parametrize("cut", [40, 150, 330])
def test_a_web_archive_cut_off_says_so(cut: int) -> None:
    document = check(read_bytes(ARCHIVE[:cut], path="saved.mhtml"))
    assert document.status == "unreadable"
    assert codes(document)[0][0] in ("damaged", "no-text")


def test_pictures_in_a_page_do_not_make_it_too_large() -> None:
    picture = f"<img src='data:image/png;base64,{'iVBORw0K' * 2_000}' alt='A kiln'/>"
    page = f"<html><body><p>Waste fell.</p>{picture * 3}</body></html>".encode()
    document = check(read_bytes(page, path="report.html", limits=Limits(text_bytes=2_000), isolated=False))
    assert [block.text for block in document.blocks] == ["Waste fell.", "A kiln", "A kiln", "A kiln"]
    assert codes(document) == [("embedded-data", "note")]
    whole = check(read_bytes(page, path="report.html", isolated=False))
    assert (codes(whole), "base64" in whole.source) == ([], True)


def test_a_page_that_is_too_large_without_them_is_not_read() -> None:
    page = b"<html><body>" + b"<p>Waste fell.</p>" * 200
    document = check(read_bytes(page, path="report.html", limits=Limits(text_bytes=2_000), isolated=False))
    assert codes(document) == [("too-large", "unreadable")]
    limits = Limits(html_bytes=2_000)
    assert codes(check(read_bytes(page, path="report.html", limits=limits, isolated=False)))[0][0] == "too-large"


SOUND = "<html><head><meta charset='utf-8'><title>Report</title></head><body>\n<p>We cut it.</p>\n{}\n</body></html>"


def damage(markup: str | bytes) -> list[str]:
    """What is said of the damage to a page."""
    document = page(markup)
    return [problem.message for problem in document.problems if problem.code == "page-damaged"]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("<p Half of our vegetables come from here.</p>", 7),
        ('<a href="x>All of our goods</a> are green, as told <a href="y">here</a>', 9),
        ("<p id=a lang='en' Our fleet runs on gas</p>", 5),
    ],
)
def test_words_that_fall_into_a_tag_are_told_with_place_and_share(broken: str, words: int) -> None:
    (said,) = damage(SOUND.format(broken))
    assert "line 3" in said
    assert f"about {words} of" in said


@pytest.mark.parametrize(
    "sound",
    [
        '<a href="x" <b>Half of our fleet</a>',
        '<a title="a < b of all" data-x=\'<p class="y">Half of it</p>\' href=z>Half of our fleet</a>',
        "<script>if (a <b && all of this < c) { go(); }</script>",
        "<p>of the 5 <6 that remain</p>",
    ],
)
def test_a_tag_within_a_tag_that_holds_no_words_is_no_damage(sound: str) -> None:
    assert damage(SOUND.format(sound)) == []


def test_bytes_changed_by_chance_are_told() -> None:
    data = SOUND.format("<p>By 2030 all of our vegetables will come from farms nearby.</p>").encode()
    for old, new in ((b"vegetables", b"v\xc7getables"), (b"<p>By", b"<\xe1>By"), (b"farms", b"far\xb6s")):
        assert damage(data.replace(old, new)) == [
            "is damaged: some of its bytes are no letters in any encoding; words may be missing or wrong"
        ]


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "Our “green” line – Café S.à.r.l. – costs £5 at 20 °C… It’s ours® ‡"),
        ("cp1252", "Énergie à 100 %, « déjà » réalisée ; n° 5, 3ª edição, 10 µm, ½ l"),
        ("cp1252", "„Grüne“ Straße, größer als „groß“"),
        ("cp1251", "Мы снизили выбросы CO2 на 5 %"),
    ],
)
def test_text_in_another_encoding_than_declared_is_no_damage(codec: str, text: str) -> None:
    document = page(SOUND.format(f"<p>{text}</p>").encode(codec))
    assert document.status == "complete"


def test_xhtml_has_to_be_well_formed() -> None:
    body = SOUND.format("<p>Half &#38; half.</p>").replace("utf-8'", "utf-8'/")
    sound = f"<?xml version='1.0'?>\n{body}"
    assert read_bytes(sound.encode(), path="page.xhtml").status == "complete"
    document = read_bytes(sound.replace("half.</p>", "half.</q>").encode(), path="page.xhtml")
    assert codes(document) == [("page-damaged", "partial")]
    assert "from line 4 on" in document.problems[0].message
    assert page(sound.replace("half.</p>", "half.")).status == "complete"


def test_a_page_cut_off_between_two_paragraphs_is_told() -> None:
    whole = SOUND.format("")
    assert codes(page(whole[: whole.index("<p>")] + "<p>We")) == [("page-cut-off", "partial")]
    for end in ("", "\n<", "</"):
        assert codes(page(f"<html><head><title>Our mills</title></head>{end}")) == [("page-cut-off", "partial")]
    assert codes(page(whole.replace("</p>", "</p><template><p>unseen"))) == [("page-cut-off", "partial")]
