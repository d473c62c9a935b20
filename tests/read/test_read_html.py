"""HTML: what a reader of the page sees, block by block, and nothing else."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from html_pages import kinds, page, shown
from hypothesis import given
from hypothesis import strategies as st
from reading_checks import check, codes, letters

import claimcheck
from claimcheck.read.dispatch import read_bytes, read_path

PLACES = Path(__file__).parents[2] / "fixtures/html/places.html"

PARTS = [
    "We cut 30 %.",
    "word ",
    " ",
    "\n",
    "\t",
    "\r\n",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<br>",
    "<br/>",
    "<li>",
    "<ul>",
    "</ul>",
    "<h2>",
    "</h2>",
    "<table>",
    "<tr>",
    "<td>",
    "<th scope=row>",
    "</td>",
    "</table>",
    "<caption>",
    "<thead>",
    "<td colspan=2 rowspan=3>",
    "<sup>",
    "1",
    "</sup>",
    "<a href='#n'>",
    "<a id=n>",
    "</a>",
    "<p id=n>",
    "[1]",
    "*",
    "<q>",
    "</q>",
    "<pre>",
    "</pre>",
    "<svg>",
    "<text>",
    "<title>",
    "</title>",
    "</svg>",
    "<foreignObject>",
    "<img alt='a  tree'>",
    "<hr>",
    "<script>",
    "</script>",
    "<style>.x{display:none}</style>",
    "<p class=x>",
    "<p hidden>",
    "<template>",
    "</template>",
    "<!--",
    "-->",
    "<!",
    "<?",
    "</",
    "<",
    ">",
    "&amp;",
    "&nbsp;",
    "&lt",
    "&#0;",
    "&#x80;",
    "&#99999999999;",
    "&ngE;",
    "&",
    "10",
    "m",
    "\u2028",
    "é",
    "環境\n保全",
    "🌱",
    "\x00",
    "\x1b[31m",
    "\xa0",
    "- ",
    "1. ",
    "<nav>",
    "<header>",
    "<input value=x type=submit>",
    "<select><option>",
    "<textarea>",
    "</textarea>",
    "<details>",
    "<dl><dt>",
    "<dd>",
    "<figure>",
    "<figcaption>",
    "<a title='tip'>",
    "<p style='display:none'>",
    "<div style='display:flex'>",
    "<span>",
    "</span>",
    '"',
    "'",
    "=",
]


def test_each_place_of_a_page_is_read_once_and_what_is_hidden_is_said() -> None:
    document = check(read_path(str(PLACES)))
    text = "\n".join(block.text for block in document.blocks)
    assert sorted(re.findall(r"Place (\d\d)", text)) == [f"{number:02}" for number in range(1, 51)]
    # Its descriptions are shown where its address is, the rest to readers without scripts, or once a script takes it.
    assert re.findall(r"Hidden|Unseen \d\d", text) == ["Unseen 01", "Unseen 07", "Unseen 08", "Unseen 02"]
    assert codes(document) == [("embedded-page", "note"), ("hidden-text", "note")]
    assert [each.place for each in document.unseen] == ["line 22", "line 48", "line 49", "line 50", "line 51"]
    kinds = {block.text[6:8]: (block.kind, block.running) for block in document.blocks if "Place" in block.text}
    assert kinds["01"] == ("title", False)
    assert [number for number, (_, running) in kinds.items() if running] == ["02", "03", "04", "12", "48"]
    assert [number for number, (kind, _) in kinds.items() if kind == "alt"] == [
        "16",
        "18",
        "19",
        "20",
        "35",
        "36",
        "41",
        "45",
    ]
    assert kinds["17"][0] == kinds["31"][0] == "caption"
    assert document.title == "Place 01: tiles with half the carbon | Brackwater Tiles"


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>low-car<b>bon</b> life", ["low-carbon life"]),
        ("<p>a<i> b</i>c", ["a bc"]),
        ("<p>one\n   two\t<b> three </b> four</p>", ["one two three four"]),
        ("<p>CO<sub>2</sub> and 5 m<sup>2</sup>, 10<sup>6</sup> t", ["CO2 and 5 m2, 10^6 t"]),
        ("<p>environ<wbr>ment, env&shy;ironment", ["environment, env\xadironment"]),
        ("<p>line<br>\n next", ["line\nnext"]),
        ("<p>one<br><br/>two", ["one", "two"]),
        ("<p><b>NET SALES</b><br>They grew <b>fast</b><br>again", ["NET SALES", "They grew fast\nagain"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p>one<p>two<ul><li>x<li>y</ul>z", ["one", "two", "x", "y", "z"]),
        ("<p>a <!-- no --> b", ["a b"]),
        ("<p>環境\n保全 の", ["環境保全 の"]),
        ("<pre>\na  b\r\n  c\n\nd</pre>", ["a  b\n  c", "d"]),
        ("<p>- no\n- list</p>", ["- no - list"]),
        ("<p>- a<br>- b", ["a", "b"]),
        ("<p>Goals:<br>1. water<br>2. waste", ["Goals:", "water", "waste"]),
        ("<p>• water", ["water"]),
        ("<a href=a>One</a><a href=b>Two</a>", ["One Two"]),
        ("<button>One</button><button>Two</button>", ["One", "Two"]),
        ("<span style='display:block'>45 %</span>less", ["45 %", "less"]),
        ("<div style='display: flex'><span>Half</span><span>less</span></div>", ["Half", "less"]),
        ("<p>x <ruby>環<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> y", ["x 環 y"]),
        ("<p>in <svg><path d='M0'/></svg> line", ["in line"]),
        ("<p>in <svg><title>leaf</title></svg> line", ["in line", "leaf"]),
        ("<svg><p>out of the drawing", ["out of the drawing"]),
        ("<p>He said <q>a <q>b</q> c</q>.", ["He said “a ‘b’ c”."]),
        ("<p>a</br>b", ["a\nb"]),
        ("<b><p>a</b>b</p>", ["ab"]),
        ("a<script>x</script>b", ["ab"]),
        ("a<script>'</scr' + '<p>x'</SCRIPT >b", ["ab"]),
        ("<textarea>a <b>c</textarea>", ["a <b>c"]),
        ("<p>5 < 6 and 7 > 6 <3", ["5 < 6 and 7 > 6 <3"]),
        ("<p title='a > b'>x", ["x"]),
        ("<p>x<a title='>' href=y>z</a>", ["xz"]),
        ("<![CDATA[a]]>b", ["b"]),
        ("<!--[if IE]>old<![endif]-->new<!--[if !IE]><!-->er<!--<![endif]-->", ["newer"]),
        ("<details><summary>More</summary>closed", ["More", "closed"]),
        ("<p>text<img alt='A  tree &amp; leaf'> goes on", ["text goes on", "A tree & leaf"]),
        ("<p>a<img alt=''>b<img src=x>", ["ab"]),
        ("<p><abbr title='long'>GHG</abbr>", ["GHG"]),
    ],
)
def test_text_is_that_of_the_page(markup: str, texts: list[str]) -> None:
    assert shown(markup) == texts


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a&amp;b", "a&b"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("5&nbsp;%", "5\xa0%"),
        ("&#8364;&#x20AC;&#128;", "€€€"),
        ("caf&eacute caf&eacute;", "café café"),
        ("&copy2024", "©2024"),
        ("&#0;", "\ufffd"),
        ("&unknown; &", "&unknown; &"),
        ("x&#27;&#x1b;y", "xy"),
        ("x&#32; &#10;y", "x y"),
        ("&#" + "9" * 5000 + ";", "&#" + "9" * 5000 + ";"),
        ("?a=1&b=2&section=3", "?a=1&b=2&section=3"),
    ],
)
def test_character_references_are_decoded_once(written: str, meant: str) -> None:
    if "section" in written:
        # "&sect" is a reference even without its semicolon, in text.
        meant = meant.replace("&sect", "§")
    assert shown(f"<p>z{written}</p>") == [f"z{meant}"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>x</p>",
        "<p style='color:red;DISPLAY : none'>x</p>",
        "<p style=visibility:hidden>x</p>",
        "<div style='display:none'><div><p>x</div></div>",
        "<style>.a,.b{color:red;display:none!important}</style><p class='c b'>x</p>",
        "<style>#i { visibility: hidden }</style><p id=i>x</p>",
        "<style>@media screen { p.a { display:none } }</style><p class=a>x</p>",
        "<img hidden alt=x>",
        "<p aria-controls=b></p><p hidden id=a>x</p>",
        "<button aria-controls=a></button><div hidden id=a role=dialog><p>x</p></div>",
    ],
)
def test_hidden_text_is_left_out_and_said(markup: str) -> None:
    document = page(markup + "<p>seen")
    assert [block.text for block in document.blocks] == ["seen"]
    assert codes(document) == [("hidden-text", "note")]


@pytest.mark.parametrize(
    "markup",
    [
        "<p aria-hidden=true>x</p>",
        "<p hidden=until-found>x</p>",
        "<p hidden style='display:block'>x</p>",
        "<style>.a{display:none} .open .a{display:block}</style><p class=a>x</p>",
        "<style>.a{display:none} .a:hover{display:block}</style><p class=a>x</p>",
        "<style>@media print{.a{display:none}}</style><p class=a>x</p>",
        "<style>@media (max-width:600px){.a{display:none}}</style><p class=a>x</p>",
        "<style>.no-js .a{display:none}</style><p class=a>x</p>",
        "<style>/* .a{display:none} */</style><p class=a>x</p>",
        "<!-- <style>.a{display:none}</style> --><p class=a>x</p>",
        "<script>'<style>.a{display:none}</style>'</script><p class=a>x</p>",
        "<style>.a.b{display:none}</style><p class=a>x</p>",
        "<body style='display:none'><p>x</p>",
        "<button aria-controls=a></button><p hidden id=a>x</p>",
        "<a data-bs-target='#a'></a><style>.b{display:none}</style><div class=b id=a><p>x</p></div>",
        "<style>.b{max-height:0;overflow:hidden}</style><button aria-controls='a'></button><p class=b id=a>x</p>",
        "<div role=tabpanel hidden><p>x</p></div>",
    ],
)
def test_what_may_be_seen_is_kept(markup: str) -> None:
    assert shown(markup + "<p>seen") == ["x", "seen"]


def test_headings_give_sections_and_the_first_is_the_title() -> None:
    document = page("<h1>Report</h1><h2>Water</h2><p>a<h3>Use</h3><p>b<div role=heading aria-level=2>Waste</div><p>c")
    assert document.title == "Report"
    assert [(block.kind, block.level, block.section) for block in document.blocks] == [
        ("title", 1, ()),
        ("heading", 2, ()),
        ("paragraph", None, ("Water",)),
        ("heading", 3, ("Water",)),
        ("paragraph", None, ("Water", "Use")),
        ("heading", 2, ()),
        ("paragraph", None, ("Waste",)),
    ]


def test_a_paragraph_set_as_a_heading_is_a_paragraph() -> None:
    text = "We cut our use of water. " * 20
    assert kinds(f"<h1>a<h6>{text}</h6><p>x")[1] == ("paragraph", text.strip())


def test_a_title_that_a_heading_repeats_is_read_once() -> None:
    document = page("<title>Water plan | Brackwater</title><h1>Water plan</h1><p>x")
    assert [block.text for block in document.blocks] == ["Water plan", "x"]
    assert document.title == "Water plan | Brackwater"


def test_a_title_that_says_more_than_a_heading_in_it_is_read() -> None:
    document = page("<title>Orlo – the climate neutral kettle</title><h1>Orlo</h1><p>x")
    assert [block.text for block in document.blocks] == ["Orlo – the climate neutral kettle", "Orlo", "x"]


@pytest.mark.parametrize(
    ("entries", "running"),
    [
        (("Home", "Green kettles", "Our path to net zero"), True),
        (("Home", "Green kettles"), False),
        (("Home", "Green kettles", "Carbon neutral since 2021"), False),
        (("Home", "Green kettles", "Our kettles are good for the planet."), False),
    ],
)
def test_a_list_of_short_links_is_a_menu(entries: tuple[str, ...], running: bool) -> None:
    document = page(f"<ul>{''.join(f'<li><a href=x>{entry}</a>' for entry in entries)}</ul><p>x")
    assert [block.running for block in document.blocks] == [*[running] * len(entries), False]


def test_navigation_is_running_text_and_the_rest_of_a_footer_is_not() -> None:
    document = page(
        "<nav><h2>Menu</h2><a href=a>Home</a></nav><main><header><a href=b>Part</a></header><p>x</main>"
        "<footer><a href=c>Legal</a> <a href=d>Terms</a><p>All our power is <a href=e>green</a>.</footer>"
    )
    assert [(block.text, block.running) for block in document.blocks] == [
        ("Menu", True),
        ("Home", True),
        ("Part", False),
        ("x", False),
        ("Legal Terms", True),
        ("All our power is green.", False),
    ]
    assert document.blocks[3].section == ()


def test_attributes_speak_only_where_nothing_else_does() -> None:
    assert kinds("<a href=x title=tip>word</a>") == [("paragraph", "word")]
    assert kinds("<p>a <a href=x title=tip></a> b") == [("paragraph", "a b"), ("alt", "tip")]
    assert kinds("<a href=x title=tip><img alt=tree></a>") == [("alt", "tree")]
    assert kinds("<svg role=img aria-label='a chart'><path/></svg>") == [("alt", "a chart")]


def test_xhtml_ends_elements_with_a_slash() -> None:
    head = '<?xml version="1.0"?><html><head><title/><style/><script src="x"/></head>'
    markup = f"{head}<body><p/>seen<![CDATA[ <b> ]]></body></html>"
    assert shown(markup) == ["seen <b>"]
    assert shown("<title/><p>seen") == ["seen"]


def test_figures_of_inline_xbrl_stand_in_their_sentence() -> None:
    markup = (
        '<?xml version="1.0"?><html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body><div><ix:header><ix:hidden>'
        '<ix:nonNumeric name="x">unseen</ix:nonNumeric></ix:hidden></ix:header></div><p>We emitted '
        '<ix:nonFraction name="e:Scope1" scale="3" contextRef="c">1,204</ix:nonFraction> kt.</p></body></html>'
    )
    assert shown(markup) == ["We emitted 1,204 kt."]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<body><div id=root></div><script src=app.js></script>", "script"),
        ("<noscript>You need JavaScript</noscript><script>1</script>", "script"),
        ("<frameset><frame src=a><noframes>old</noframes></frameset>", "frames"),
        ("<body><iframe src=x></iframe>", "another page"),
        ("<p>&nbsp;</p><p>–", "without text"),
    ],
)
def test_a_page_without_text_is_no_clean_page(markup: str, said: str) -> None:
    document = page(markup)
    assert codes(document) == [("no-text", "unreadable")]
    assert said in document.problems[0].message


def test_a_page_that_only_says_it_loads_is_partial() -> None:
    assert codes(page("<p>Loading …</p><script src=a.js></script>")) == [("page-needs-script", "partial")]
    assert codes(page("<p>All of our packaging has been made from waste.</p><script src=a.js></script>")) == []


def test_text_behind_what_never_ends_is_missed() -> None:
    for start in ("<!-- ", "<script>"):
        document = page(f"<p>seen</p>\n{start}<p>lost")
        assert [block.text for block in document.blocks] == ["seen"]
        assert codes(document) == [("page-cut-off", "partial")]
        assert "line 2" in document.problems[0].message


def test_every_claim_of_an_audited_page_is_found_at_its_place() -> None:
    (document,) = claimcheck.audit(str(PLACES)).documents
    source = PLACES.read_text(encoding="utf-8")
    assert len(document.claims) >= 10
    for claim in document.claims:
        written = source[claim.place.start : claim.place.end]
        seen = html.unescape(re.sub("<[^>]*>", "", written.replace(">1</a>", "></a>")))
        text = claim.text.translate(dict.fromkeys(map(ord, "“”")))
        assert "".join(text.split()) == "".join(seen.split())
        assert source[: claim.place.start].count("\n") + 1 == claim.place.line


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_any_markup_gives_blocks_that_map_to_it(markup: str) -> None:
    page("<p>x</p>" + markup)


@given(st.lists(st.sampled_from(["Water ", "use", "\n", "<b>", "</b>", "<p>", "</p>", "<i class=a>", "&amp;", "<td>"])))
def test_visible_letters_are_all_kept_in_order(parts: list[str]) -> None:
    markup = "<div>x" + "".join(parts)
    seen = letters(re.sub(r"<[^>]*>|&amp;", "", markup))
    assert letters("".join(shown(markup))) == seen


def test_the_description_of_a_page_may_claim_and_is_no_evidence() -> None:
    page = (
        '<!doctype html><html><head><title>Our shop</title><!-- <meta name="description" content="A comment."> -->'
        '<meta name="description" content="Our caf&eacute; is green."><meta property="og:title" content="Our shop">'
        '<meta property="og:description" content="Our caf&eacute; is green."><meta name="robots" content="all">'
        "<script>\"<meta name=description content='Our script.'>\"</script></head>"
        '<body><p>We sell tea.</p><button aria-label="Go for green tea"></button></body></html>'
    )
    document = check(read_bytes(page.encode(), path="shop.html"))
    assert [(block.kind, block.text, block.muted) for block in document.blocks] == [
        ("title", "Our shop", False),
        ("paragraph", "We sell tea.", False),
        ("alt", "Go for green tea", False),
        ("alt", "Our caf\u00e9 is green.", True),
    ]
    assert page[document.blocks[-1].pieces[0].source :].startswith("Our caf&eacute; is green.")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<b>Energy</b><i>100 %</i><small>renewable since 2022</small>", "Energy 100 % renewable since 2022"),
        ("<span>Water</span><span>Waste</span>", "Water Waste"),
        ("<b>All of it.</b><span>We say so.</span>", "All of it. We say so."),
        ("<b>CO</b><b>2</b><i>e</i>", "CO2e"),
        ("H<sub>2</sub><b>Oil</b>", "H2Oil"),
        ("<b>W</b><span>ater</span>", "Water"),
        ("<b>21</b><i>st</i>", "21st"),
        ("<b>62</b><i>%</i>", "62%"),
        ("<b>Node</b>Lite", "NodeLite"),
    ],
)
def test_elements_that_a_style_sets_apart_do_not_run_together(line: str, told: str) -> None:
    assert shown(f"<p>{line}</p>") == [told]


def test_what_only_some_readers_see_follows_the_text_and_may_claim() -> None:
    markup = (
        "<!doctype html><html><head><title>Tea</title></head><body><table><tr><th>A</th><th>B</th></tr><tr><td>One"
        "<template><tr><td>Our <b>tin</b> is green.</td></tr></template></td><td>Two</td></tr></table>"
        "<p>Our tea <noscript><p>Our box is green.</p><iframe src=x></iframe></noscript>grows here.</p>"
        "<x-tin><template shadowrootmode=open><p>Our pot is green.</p></template></x-tin>"
        '<script type="application/ld+json">{"a": [{"name": "Tea", "text": "Our cup is \\"green\\"."}, '
        '{"reviewBody": "I call it green."}], "b": "Our tea grows here."}</script></body></html>'
    )
    document = page(markup)
    assert codes(document) == []
    assert [(block.text, block.muted) for block in document.blocks][1:] == [
        ("A | B", False),
        ("One | Two", False),
        ("Our tea grows here.", False),
        ("Our pot is green.", False),
        ("Our tin is green.", True),
        ("Our box is green.", True),
        ('Our cup is "green".', True),
    ]
    assert markup[document.blocks[-1].pieces[0].source :].startswith("Our cup is")


@pytest.mark.parametrize(
    ("shop", "told"),
    [
        ('{"hero": "Our soap is kind to all of the sea."}', [("page-data-unread", "partial")]),
        ('{"hero": ["Our soap is kind to all of the sea."], "b": "A shop for soap that smells of the sea."}', None),
        ('{"menu": ["Soap", "Our shop"], "at": 3, "html": "<p>A shop for soap that smells of the sea.</p>"}', []),
        ("{broken", []),
    ],
)
def test_texts_that_scripts_hold_back_are_said(shop: str, told: list[tuple[str, str]] | None) -> None:
    text = "A shop for soap that smells of the sea." + " Come in." * (30 if told is None else 0)
    document = page(f"<!doctype html><p>{text}</p><script type=application/json>{shop}</script>")
    assert codes(document) == ([("page-data-unread", "note")] if told is None else told)


@pytest.mark.parametrize(
    ("tile", "told"),
    [
        ("<span>62</span><span>%</span><p>green power in 2024</p>", ["62% green power in 2024"]),
        ("<h3>1.2 million</h3><div><p>trees in our parks</p></div>", ["1.2 million trees in our parks"]),
        ("<p>62%</p><p>We buy green power.</p>", ["62%", "We buy green power."]),
        ("<p>62%</p><p>green power</p><p>-3%</p><p>waste</p>", ["62%", "green power", "-3%", "waste"]),
        ("<p>green power</p><p>62%</p>", ["green power", "62%"]),
        ("<h3>Water</h3><p>38 %</p><p>less than in 2019</p>", ["Water: 38 % less than in 2019"]),
        ("<p>Our grid power</p><b>62</b>%<p>from wind</p>", ["Our grid power: 62% from wind"]),
        ("<h2>Water</h2><p>38 %</p><p>less than in 2019</p>", ["Water", "38 % less than in 2019"]),
        ("<p>We save water.</p><p>38 %</p><p>less so</p>", ["We save water.", "38 %", "less so"]),
        ("<p>Water</p><p>38 %</p><p>We save it.</p>", ["Water", "38 %", "We save it."]),
        ("<b data-target='95'>0</b>%<p>recycled paper</p>", ["95% recycled paper"]),
        (
            "<i data-from-value=0 data-to-value='1,240' data-duration=2000>0</i><p>trees planted</p>",
            ["1,240 trees planted"],
        ),
        ("<b data-end=50 data-suffix=' %' data-prefix=-><!-- up -->0</b><p>waste</p>", ["0", "waste"]),
        ("<b data-end=50 data-suffix=' %' data-prefix=->0</b><p>waste</p>", ["-50 % waste"]),
        ("<b data-target='95' data-count='40'>0</b>%<p>recycled</p>", ["0% recycled"]),
        ("<b data-target='#menu'>0</b>%<p>recycled</p>", ["0% recycled"]),
        ("<b data-count='7'>0.5</b>%<p>recycled</p>", ["0.5% recycled"]),
        ("<p>2024</p><p>green power</p>", ["2024", "green power"]),
    ],
)
def test_a_key_figure_is_read_with_the_words_that_share_its_box(tile: str, told: list[str]) -> None:
    found = kinds(f"<p>Our year</p><div>{tile}</div><p>All of it</p>")
    assert [text for _, text in found] == ["Our year", *told, "All of it"]
