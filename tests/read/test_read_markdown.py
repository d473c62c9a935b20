"""Markdown: what a reader of the rendered page sees, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_checks import check, codes, letters, texts

from claimcheck.model.document import Block, Document, Mark
from claimcheck.read.dispatch import read_bytes, read_text

PARTS = [
    "We cut 30 %.",
    "word ",
    " ",
    "    ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~",
    "# ",
    "## ",
]
PARTS += ["- ", "1. ", "> ", "|", "| a |", "\n|-|-|\n", "[", "]", "(", ")", "![", "[^1]", "\n[^1]: ", "[x] ", "<!--"]
PARTS += ["-->", "<div>", "</div>", "<br>", "<img alt='x'>", "<sup>", "1", "</sup>", "<h2>", "<script>", "</script>"]
PARTS += [
    "&amp;",
    "&nbsp;",
    "&ngE;",
    "&#0;",
    "\\",
    "---",
    "+++",
    "===",
    "\u2028",
    "é",
    "環境",
    "🌱",
    "\x00",
    "<",
    ">",
    '"',
]

MDX_PARTS = [
    "import X from 'y'\n", "export const a = {", "{", "}", "<Hero title='x'", "/>", "</Hero>", "{/*", "*/}", "{{<",
    ">}}", "{% x %}", ":::note A", "\n:::\n", "!!! note\n", "> [!NOTE] ", "^[", ":leaf:", "[[a|b]]", "<table>", "<tr>",
    "<td>", "<th rowspan=3>", "</table>", "\n: ", "---\ntitle: x\n---\n", "<caption>", "<td colspan=2>",
]  # fmt: skip


def read(text: str) -> Document:
    return check(read_text(text, format="markdown"))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text).blocks]


def only(text: str) -> Block:
    (block,) = read(text).blocks
    return block


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Our **eco**-friendly pen", "Our eco-friendly pen"),
        ("car*bon* neutral", "carbon neutral"),
        ("the [green](http://x.org 'title') choice", "the green choice"),
        ("the [green][ref] choice\n\n[ref]: http://x.org", "the green choice"),
        ("see <https://example.org>", "see https://example.org"),
        ("as [[Our plan]] and [[targets/2030|the target]] say", "as Our plan and the target say"),
        ("says [[1]](http://x.org)", "says [1]"),
        ("green :seedling: pens at 10:30:45", "green  pens at 10:30:45"),
        ("a {{ site.name }} pen {% if x %}for{% endif %} you", "a  pen for you"),
        ("A quote\n{: .lead}", "A quote"),
        ("~~old~~ new", "new"),
        ("run `make` now", "run make now"),
        ("a `` b`c `` d", "a b`c d"),
        ("5 \\* 3 &amp; 4 &euro;", "5 * 3 & 4 €"),
        ("a <b>bold</b> word<!-- no --> here", "a bold word here"),
        ("one  \ntwo\\\nthree<br>four", "one\ntwo\nthree\nfour"),
        ("CO<sub>2</sub> and 5 m<sup>2</sup>", "CO2 and 5 m2"),
        ("- [x] done", "done"),
    ],
)
def test_inline_markup_leaves_the_visible_text(source: str, text: str) -> None:
    block = only(source)
    # Two blanks before a hard break belong to no text; all else is compared as it stands.
    assert block.text.replace("  \n", "\n") == text


def test_pieces_map_around_markup() -> None:
    block = only("Our **eco**-friendly pen")
    assert [(piece.at, piece.source, piece.length) for piece in block.pieces] == [(0, 0, 4), (4, 6, 3), (7, 11, 13)]


def test_offsets_count_code_points_not_bytes() -> None:
    block = only("Größe – 環境 **grün** & 🌱 *neu*")
    assert block.text == "Größe – 環境 grün & 🌱 neu"
    assert [piece.source for piece in block.pieces] == [0, 13, 19, 25]


def test_a_wrapped_paragraph_is_one_piece() -> None:
    assert len(only("We cut our\nemissions\nby half.").pieces) == 1


@pytest.mark.parametrize(
    "source",
    [
        "```\ncarbon neutral\n```",
        "~~~md\ncarbon neutral\n~~~",
        "    carbon neutral",
        "<!-- carbon\n\nneutral -->",
        "---\nkeywords: carbon neutral\n---",
        "+++\nslug = 'carbon neutral'\n+++",
        "<script>\ncarbon neutral\n</script>",
        "<style>\n.carbon { }\n</style>",
        "<div><!-- carbon neutral --><script>carbon</script></div>",
        "[ref]: http://carbon.org 'carbon neutral'",
    ],
)
def test_code_comments_and_front_matter_are_no_text(source: str) -> None:
    document = read(source)
    assert document.blocks == ()
    assert codes(document) == [("no-text", "note")]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Hello text.\n\n<!-- todo\n\nOur bottle is eco-friendly.", 3),
        ("Hello text.\n\n```\nx = 1\n\nOur bottle is eco-friendly.", 3),
        ("Hello text.\n\n<script>\nx\n\nOur bottle is eco-friendly.\n", 3),
    ],
)
def test_text_behind_something_that_never_ends_is_not_read(source: str, line: int) -> None:
    document = read(source)
    assert codes(document) == [("page-cut-off", "partial")]
    assert "the rest was taken for part of it" in document.problems[0].message
    assert document.problems[0].place == f"<text>, line {line}"


@pytest.mark.parametrize(
    "source",
    [
        "Text.\n\n```\nx = 1\n```",
        "Text.\n\n<!-- a -->\n\nb",
        "- ```\n  x = 1\n\nText.",
        "Text <!-- a",
        "Text.\n\n```\n",
    ],
)
def test_what_ends_or_swallows_nothing_is_no_problem(source: str) -> None:
    assert codes(read(source)) == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("    Our bottle is eco-friendly.\n    It holds a litre.", ["Our bottle is eco-friendly.\nIt holds a litre."]),
        ("```\nOur bottle is eco-friendly.\n\nIts lid is made of cork.\n```", [
            "Our bottle is eco-friendly.", "Its lid is made of cork.",
        ]),
        ("~~~text\nOur bottle is eco-friendly\n~~~", ["Our bottle is eco-friendly"]),
        ("```python\nOur bottle is eco-friendly.\n```", []),
        ("```\nnpm install the green package\nnpm run build\n```", []),
        ("```\nSELECT name FROM bottles WHERE green\n```", []),
        ("```\nUsage: bottle [options] file name here\n```", []),
        ("```\nTotal of all\n1 2 3\n```", []),
    ],
)  # fmt: skip
def test_prose_that_is_set_like_code_is_read(source: str, shown: list[str]) -> None:
    document = read(source)
    assert texts(document) == shown
    assert dict(codes(document)).get("no-text") == (None if shown else "note")


def test_headings_make_sections_and_the_first_is_the_title() -> None:
    document = read(
        "# Report\n\nIntro.\n\n## Climate {#c .x}\n\nA.\n\n### Targets\n\nB.\n\nPeople\n------\n\nC.\n\n# Annex\n\nD."
    )
    assert document.title == "Report"
    assert [(block.kind, block.level, block.text, block.section) for block in document.blocks] == [
        ("title", 1, "Report", ()),
        ("paragraph", None, "Intro.", ()),
        ("heading", 2, "Climate", ()),
        ("paragraph", None, "A.", ("Climate",)),
        ("heading", 3, "Targets", ("Climate",)),
        ("paragraph", None, "B.", ("Climate", "Targets")),
        ("heading", 2, "People", ()),
        ("paragraph", None, "C.", ("People",)),
        ("heading", 1, "Annex", ()),
        ("paragraph", None, "D.", ("Annex",)),
    ]


@pytest.mark.parametrize("front", ["---\ntitle: 'Green News'\ntags: [a]\n---", '+++\ntitle = "Green News"\n+++'])
def test_front_matter_gives_the_title_if_no_heading_does(front: str) -> None:
    assert read(f"{front}\n\nText.").title == "Green News"
    assert read(f"{front}\n\n# Heading\n\nText.").title == "Heading"


def test_list_items_are_blocks_nested_ones_their_own() -> None:
    assert kinds("Goals:\n\n- one\n  more\n  - two\n\n    para\n- three\n\n1. four") == [
        ("paragraph", "Goals:"),
        ("list", "one\nmore"),
        ("list", "two"),
        ("list", "para"),
        ("list", "three"),
        ("list", "four"),
    ]


@pytest.mark.parametrize("bullet", ["•", "✓", "\u2705", "\u2714\ufe0f", "\U0001f331"])
def test_lines_with_bullets_that_people_type_are_blocks(bullet: str) -> None:
    document = read_text(f"Our year:\n{bullet} Less waste\n{bullet} More trains", format="markdown")
    assert texts(document) == ["Our year:", f"{bullet} Less waste", f"{bullet} More trains"]


def test_a_wrapped_line_may_begin_with_a_dash() -> None:
    document = read_text("The mill in Lund\n– our oldest –\nhas closed.", format="markdown")
    assert len(document.blocks) == 1


def test_table_rows_are_blocks_with_cells_apart() -> None:
    assert kinds("| Scope | 2023 |\n|---|--:|\n| **1** | 5 t |\n|  | 7 t |\n| | |") == [
        ("table", "Scope | 2023"),
        ("table", "1 | 5 t"),
        ("table", "| 7 t"),
    ]


def test_quotes_are_paragraphs() -> None:
    assert kinds("> quoted\n> text\n>\n> - item") == [("paragraph", "quoted\ntext"), ("list", "item")]


def test_footnotes_and_their_marks() -> None:
    document = read(
        "Neutral[^1] since[^a b] 2020[^note].\n\n[^1]: By offsets.\n\n    See p. 3.\n\n[^note]:\n    - item\n"
    )
    first, *notes = document.blocks
    assert first.text == "Neutral since[^a b] 2020."
    assert first.marks == (Mark(7, "1", 1), Mark(24, "note", 3))
    assert [(block.kind, block.label, block.text) for block in notes] == [
        ("footnote", "1", "By offsets."),
        ("footnote", "1", "See p. 3."),
        ("footnote", "note", "item"),
    ]


def test_marks_without_a_definition_are_marks_too() -> None:
    block = only("We are neutral[^9] and **green[^x]**.")
    assert block.text == "We are neutral and green."
    assert block.marks == (Mark(14, "9"), Mark(24, "x"))


@pytest.mark.parametrize(
    ("source", "text", "labels"),
    [
        ("by 30 %<sup>1</sup> since", "by 30 % since", ["1"]),
        ("by 30 %<sup>1, 2</sup> since", "by 30 % since", ["1", "2"]),
        ("neutral<sup>[*]</sup> pen", "neutral pen", ["*"]),
        ("100 km<sup>2</sup> of", "100 km2 of", []),
        ("10<sup>6</sup> t", "10^6 t", []),
        ("in 2010<sup>6</sup> we", "in 2010 we", ["6"]),
        ("the 4<sup>th</sup> year", "the 4th year", []),
        ("x<sup>1", "x1", []),
    ],
)
def test_raised_numbers_are_marks_unless_they_are_exponents(source: str, text: str, labels: list[str]) -> None:
    block = only(source)
    assert block.text == text
    assert [mark.label for mark in block.marks] == labels


def test_picture_texts_are_blocks_of_their_own() -> None:
    assert kinds('# ![Logo *green*](a.png) Name\n\nSee ![A ![nested](b) pen](c.png) here <img src=x alt="Raw">.') == [
        ("title", "Name"),
        ("alt", "Logo green"),
        ("paragraph", "See  here ."),
        ("alt", "A nested pen"),
        ("alt", "Raw"),
    ]


def test_html_blocks_give_their_text_by_element() -> None:
    source = """<div align="center" title='a > b'>
  <h1>Green Shop</h1>
  <img src="x.png" alt="A leaf">
  <p>Carbon&nbsp;neutral <b>pens</b><br>since 2020.</p>
  <ul><li>recycled</li><li>refillable</li></ul>
  2 < 3
</div>

More."""
    document = read(source)
    assert document.title == "Green Shop"
    assert [(block.kind, block.text.replace("\xa0", " ")) for block in document.blocks] == [
        ("title", "Green Shop"),
        ("alt", "A leaf"),
        ("paragraph", "Carbon neutral pens\nsince 2020."),
        ("list", "recycled"),
        ("list", "refillable"),
        ("paragraph", "2 < 3"),
        ("paragraph", "More."),
    ]


def test_html_inside_a_quote_maps_line_by_line() -> None:
    block = only("> <p>\n> green\n> pens\n> </p>")
    assert block.text == "green\npens"
    assert len(block.pieces) == 2


@pytest.mark.parametrize("source", ['<div>\n<a title="x>y\nover', "<div>\n<a 'x\" b>text", "<div>\n<p"])
def test_unclosed_tags_do_not_hide_the_rest(source: str) -> None:
    assert read(source + "\n\nAfter.").blocks[-1].text == "After."


def test_windows_line_ends() -> None:
    document = check(read_bytes(b"# T\r\n\r\none\r\ntwo  \r\nthree\r\n\r\n| a |\r\n|---|\r\n| b |\r\n", path="a.md"))
    assert texts(document) == ["T", "one\ntwo\nthree", "a", "b"]


def test_a_panic_of_the_parser_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object, **__: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr("pyromark.events_with_range", panic)
    assert codes(read("text")) == [("read-failed", "unreadable")]


def test_an_interrupt_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pyromark.events_with_range", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_text("text", format="markdown")


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_pieces_map_on_random_markup(text: str) -> None:
    read(text)


@given(st.text(max_size=200))
def test_any_string_is_read(text: str) -> None:
    read(text)


@given(
    st.lists(st.sampled_from(["We cut", "30 %", "CO2", "of *all*", "**waste**", "é", "\n"]), min_size=1, max_size=30)
)
def test_plain_prose_loses_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert letters("".join(texts(read(text)))) == letters(text)


FRONT = """---
title: "Green pens"
description: >-
  Our pens are carbon
  neutral.
summary: Refills cut waste # a comment
tags: [a]
---
"""


def test_front_matter_that_is_published_is_text() -> None:
    assert kinds(FRONT) == [
        ("title", "Green pens"),
        ("paragraph", "Our pens are carbon\nneutral."),
        ("paragraph", "Refills cut waste"),
    ]
    assert kinds(FRONT + "\n# Green pens\n\nText.")[-2:] == [("title", "Green pens"), ("paragraph", "Text.")]
    assert [kind for kind, _ in kinds(FRONT + "\n# Green pens\n\nText.")].count("title") == 1
    assert kinds("+++\nsubtitle = 'It''s green'\n+++\n\nA.") == [("paragraph", "It''s green"), ("paragraph", "A.")]


def test_pages_kept_in_lists_of_the_front_matter_are_read() -> None:
    source = "---\nlist:\n  - summary: Our bags\n      rot away.\n    image: a.jpg\n    price:\n      value: 0\n---\n"
    assert kinds(source) == [("paragraph", "Our bags\nrot away.")]


MDX = """import Hero from './hero'

export const data = {
  claim: "We are carbon neutral"
}

# Report

<Hero title="We are green" className="not seen" size={3}>
  **Bold** words
</Hero>

Text {props.name} and <Badge
  text="carbon neutral" {...rest} /> is {/* comment */} here.

{/* a comment

over lines */}

{"A literal"} text. It's {a} and it's {b}.

```
{code} <A title="x"/>
```
"""


def test_mdx_shows_the_words_of_components_and_no_code() -> None:
    document = check(read_bytes(MDX.encode(), path="page.mdx"))
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("title", "Report"),
        ("alt", "We are green"),
        ("paragraph", "Bold words"),
        ("paragraph", "Text  and  is  here."),
        ("alt", "carbon neutral"),
        ("paragraph", "A literal text. It's  and it's ."),
    ]


def test_mdx_shows_the_words_in_braces_and_those_of_its_page() -> None:
    source = (
        "export const metadata = {\n  title: 'Our green range',\n  description: \"It's carbon neutral\",\n"
        "  slug: 'eco-friendly',\n}\n\nexport const subtitle = 'no key'\n\n"
        "<Hero title={`Kind to rivers`} subtitle={ 'Fully recyclable' } text={props.text} id={'green'} />\n"
    )
    document = check(read_bytes(source.encode(), path="page.mdx"))
    assert [block.text for block in document.blocks] == [
        "Our green range", "It's carbon neutral", "Kind to rivers", "Fully recyclable",
    ]  # fmt: skip


def test_braces_are_text_where_there_is_no_mdx() -> None:
    assert kinds("Set {x} and import taxes.") == [("paragraph", "Set {x} and import taxes.")]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ('{{< figure src="x.png" caption="Green pens" >}}', [("alt", "Green pens")]),
        (":::note Title\nInside\n:::", [("paragraph", "Title"), ("paragraph", "Inside")]),
        (":::tip[Title]\nInside\n:::", [("paragraph", "Title"), ("paragraph", "Inside")]),
        ('::: {.callout-note title="Said"}\nInside\n:::', [("alt", "Said"), ("paragraph", "Inside")]),
        (
            '!!! note "Head"\n\n    Body text\n\n    - item\n\nAfter.',
            [("paragraph", "Head"), ("paragraph", "Body text"), ("list", "item"), ("paragraph", "After.")],
        ),
        ("> [!NOTE]\n> Alert text", [("paragraph", "Alert text")]),
        ("> [!info]+ Title\n> Text", [("paragraph", "Title"), ("paragraph", "Text")]),
        (
            "Neutral\n: With offsets\n: Second\n\nLoose\n\n:   Text",
            [("paragraph", "Neutral: With offsets"), ("paragraph", "Second"), ("paragraph", "Loose: Text")],
        ),
        ("<details><summary>More</summary>\n\nHidden text\n\n</details>",
         [("paragraph", "More"), ("paragraph", "Hidden text")]),
    ],
)  # fmt: skip
def test_marks_of_site_generators_are_no_text(source: str, blocks: list[tuple[str, str]]) -> None:
    assert kinds(source) == blocks


def test_code_is_not_searched_for_shortcodes() -> None:
    assert kinds("Use `{{< x` here.\n\n```\n{% raw %}\n```\n\n{{ y }} z") == [
        ("paragraph", "Use {{< x here."),
        ("paragraph", "z"),
    ]


def grid(document: Document, number: int = 0) -> list[tuple[int, int, str]]:
    return [
        (cell.row, cell.column, document.blocks[cell.block].text[cell.start : cell.end])
        for cell in document.tables[number].cells
    ]


def test_pipe_tables_are_grids() -> None:
    document = read(
        "**Emissions in 2024**\n\n| Scope | 2023 | 2024 |\n|-|-|-|\n| *Scope 1*[^1] | 5 t | 4 t |\n| | | |\n"
        "|  | 7 t | 8 \\| 9 |\n\n[^1]: Note."
    )
    (table,) = document.tables
    assert grid(document) == [
        (0, 0, "Scope"), (0, 1, "2023"), (0, 2, "2024"), (1, 0, "Scope 1"), (1, 1, "5 t"), (1, 2, "4 t"),
        (3, 1, "7 t"), (3, 2, "8 | 9"),
    ]  # fmt: skip
    assert (table.rows, table.columns, table.header_rows, table.header_columns) == (4, 3, 1, 1)
    assert document.blocks[table.caption or 0].kind == "caption"
    assert document.blocks[2].marks == (Mark(7, "1", 4),)


@pytest.mark.parametrize("above", ["We list them here.", "**Note.** We list them.", "## Emissions", "- **item**"])
def test_text_above_a_table_is_mostly_no_caption(above: str) -> None:
    document = read(f"{above}\n\n| a | 2 |\n|-|-|\n| 1 | 2 |")
    assert document.tables[0].caption is None
    assert document.tables[0].header_columns == 0


def test_html_tables_are_grids() -> None:
    document = read(
        '<table>\n<caption>Energy use</caption>\n<tr><th rowspan="2">Topic</th><th colspan=2>Years</th></tr>\n'
        "<tr><th>2023</th><th>2024</th></tr>\n<tr><td><p>Energy</p></td><td>5</td><td>6<br>MWh</td></tr>\n</table>"
    )
    (table,) = document.tables
    assert grid(document) == [
        (0, 0, "Topic"), (0, 1, "Years"), (1, 1, "2023"), (1, 2, "2024"),
        (2, 0, "Energy"), (2, 1, "5"), (2, 2, "6\nMWh"),
    ]  # fmt: skip
    assert (table.header_rows, table.header_columns, table.cells[1].columns) == (2, 1, 2)
    assert [block.text for block in document.blocks] == [
        "Energy use", "Topic | Years", "2023 | 2024", "Energy | 5 | 6\nMWh",
    ]  # fmt: skip
    assert table.caption == 0


@pytest.mark.parametrize("suffix", ["md", "markdown", "mdx", "qmd", "Rmd"])
def test_suffixes_of_markdown(suffix: str) -> None:
    assert read_bytes(b"**green**", path=f"a.{suffix}").blocks[0].text == "green"


@given(st.lists(st.sampled_from([*PARTS, *MDX_PARTS]), max_size=40).map("".join))
def test_pieces_map_on_random_mdx(text: str) -> None:
    check(read_bytes(text.encode(), path="a.mdx"))
