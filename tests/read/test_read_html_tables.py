"""Tables and footnotes of HTML pages."""

from __future__ import annotations

import pytest
from html_pages import grid, kinds, page
from hypothesis import given
from hypothesis import strategies as st

KPI = """<table><caption>Emissions, t CO<sub>2</sub>e</caption>
<thead><tr><th rowspan=2>Scope<th colspan=2>Year<tr><th>2023<th>2024<sup>a</sup></thead>
<tfoot><tr><th scope=row>Sum<td>42<td>41</tfoot>
<tbody><tr><th scope=row>1<td>12<td rowspan=2>11 &ndash; 13<tr><th scope=row>2<td>30</tbody></table>
<p><sup>a</sup> Restated."""


def test_a_table_is_a_grid_with_headers_spans_and_caption() -> None:
    document = page(KPI)
    (table,) = document.tables
    assert (table.rows, table.columns, table.header_rows, table.header_columns) == (5, 3, 2, 1)
    assert table.caption is not None
    assert document.blocks[table.caption].text == "Emissions, t CO2e"
    assert grid(document) == {
        (0, 0): "Scope", (0, 1): "Year", (1, 1): "2023", (1, 2): "2024", (2, 0): "1", (2, 1): "12", (2, 2): "11 – 13",
        (3, 0): "2", (3, 1): "30", (4, 0): "Sum", (4, 1): "42", (4, 2): "41",
    }  # fmt: skip
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in table.cells}
    assert [spans[0, 0], spans[0, 1], spans[2, 2]] == [(2, 1), (1, 2), (2, 1)]
    assert [block.text for block in document.blocks if block.kind == "table"][:2] == ["Scope | Year", "2023 | 2024"]
    note = document.blocks[-1]
    assert (note.kind, note.text, note.label) == ("footnote", "Restated.", "a")
    assert document.blocks[2].marks[0].note == len(document.blocks) - 1


def test_a_table_of_figures_needs_no_header_cells() -> None:
    document = page("<table><tr><td>Water<td>2023<td>2024<tr><td>Use, m3<td>1 200<td>(12)</table>")
    assert document.tables[0].header_rows == document.tables[0].header_columns == 1
    assert grid(document)[1, 2] == "(12)"


def test_a_table_that_lays_a_page_out_is_plain_blocks() -> None:
    markup = "<table><tr><td>Menu<td><h2>Water</h2><p>We use less.</p><p>Much less.</table>"
    assert kinds(markup) == [
        ("paragraph", "Menu"), ("heading", "Water"), ("paragraph", "We use less."), ("paragraph", "Much less."),
    ]  # fmt: skip
    assert page(markup).tables == ()
    assert page("<table role=presentation><tr><th>a<td>1<tr><th>b<td>2</table>").tables == ()


ARIA = """<div role=table aria-label=Sites><div>Of our sites</div><div role=rowgroup><div role=row>
<span role=columnheader>Site</span><span role=columnheader>2023</span><span role=columnheader>2024</span></div></div>
<div role=row><span role=rowheader>Lyon</span><span role=cell>12</span><span role=cell>11</span></div>
<div role=row><span role=rowheader aria-rowspan=1>Turin</span><span role=cell aria-colspan=2>8</span></div>
<p>Measured by us.</p></div>"""


def test_elements_that_play_the_parts_of_a_table_are_one() -> None:
    document = page(ARIA)
    (table,) = document.tables
    assert (table.rows, table.columns, table.header_rows, table.header_columns) == (3, 3, 1, 1)
    assert grid(document) == {
        (0, 0): "Site", (0, 1): "2023", (0, 2): "2024", (1, 0): "Lyon", (1, 1): "12", (1, 2): "11", (2, 0): "Turin",
        (2, 1): "8",
    }  # fmt: skip
    assert [document.blocks[0].text, document.blocks[-1].text] == ["Of our sites", "Measured by us."]


@pytest.mark.parametrize(
    "markup",
    [
        "<div role=row><span role=cell>12</span></div>",
        "<div role=grid><div role=row><div role=gridcell>A card.</div></div></div>",
        "<table role=none><tr><td><div role=row><p role=cell>12</p></div></table>",
    ],
)
def test_parts_of_a_table_outside_one_are_plain_blocks(markup: str) -> None:
    assert page(markup).tables == ()
    assert len(page(markup).blocks) == 1


def test_a_figure_is_one_block_with_its_term() -> None:
    markup = "<dl><dt>Water<dd>30 m3<dt>Scope 1<dt>Waste<dd>Its 2 kinds.<div><dt>Staff<dd>1,204<dd>12</div></dl>"
    assert [text for _, text in kinds(markup)] == [
        "Water 30 m3", "Scope 1", "Waste", "Its 2 kinds.", "Staff 1,204", "12",
    ]  # fmt: skip


def test_a_table_of_data_inside_one_for_layout_is_a_grid() -> None:
    document = page(f"<table><tr><td>Menu<td>{KPI}</table>after")
    assert len(document.tables) == 1
    assert document.tables[0].rows == 5
    assert [document.blocks[0].text, document.blocks[-1].text] == ["Menu", "after"]


def test_cells_keep_lines_pictures_and_empty_places() -> None:
    document = page("<table><tr><th>a<th>b<th>c<tr><td><p>x</p><p>y</p><td><td><img alt=yes></table>")
    assert grid(document) == {(0, 0): "a", (0, 1): "b", (0, 2): "c", (1, 0): "x\ny", (1, 2): "yes"}
    assert document.blocks[1].text == "x\ny | yes"


def test_text_between_the_cells_is_kept_and_ends_may_be_missing() -> None:
    assert [text for _, text in kinds("<table>stray<td>a<td>b</tr><td>c</table>z")] == ["stray", "a", "b", "c", "z"]
    assert [text for _, text in kinds("<tr><td>a</td></tr>b")] == ["a", "b"]


def test_the_caption_of_a_figure_names_its_table() -> None:
    document = page("<figure><figcaption>Water</figcaption><table><tr><th>a<td>1</table></figure>")
    assert document.tables[0].caption == 0


def test_absurd_spans_keep_the_text() -> None:
    document = page("<table><tr><th colspan=99999>a<td>b<tr><td rowspan=99999>c<td rowspan=0>d<td colspan=0>e</table>")
    assert document.tables[0].columns == 1000
    assert "".join(block.text for block in document.blocks) == "a | bc | d | e"


def test_linked_notes_lead_to_their_blocks_and_links_back_are_no_text() -> None:
    document = page(
        "<p>Net zero<sup id=r1><a href=#n1>[1]</a></sup> by 2040<a href=#n2 id=r2><sup>2</sup></a>. "
        "See <a href=#goals>3</a> and [4]."
        "<h2 id=goals>Goals</h2>"
        "<ol><li id=n1><a href=#r1>^</a> Scope 1 <b>and</b> 2.</li><li id=n2>"
        "<p>By SBTi. <a href=#r2>↩</a></p><p>Verified.</p></ol>"
    )
    first = document.blocks[0]
    assert first.text == "Net zero by 2040. See 3 and [4]."
    assert [(mark.at, mark.label, mark.note) for mark in first.marks] == [(8, "1", 2), (16, "2", 3)]
    assert [(block.kind, block.text, block.label) for block in document.blocks[2:]] == [
        ("footnote", "Scope 1 and 2.", "1"),
        ("footnote", "By SBTi.", "2"),
        ("footnote", "Verified.", "2"),
    ]


def test_notes_that_link_to_one_another_as_word_processors_write_them() -> None:
    document = page(
        "<p>Recycled<a href='#_ftn1' name='_ftnref1'>[1]</a> clay.</p>"
        "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> By mass.</p></div>"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "Recycled clay."),
        ("footnote", "By mass."),
    ]
    assert document.blocks[0].marks[0].note == 1


def test_raised_marks_without_links_mean_the_next_note_of_their_label() -> None:
    document = page(
        "<p>a<sup>1</sup><p><sup>1</sup> first<p>b <sup>1, 2</sup>.<p><sup>1</sup> second<p><sup>2</sup> third"
    )
    assert [block.text for block in document.blocks] == ["a", "first", "b.", "second", "third"]
    assert [mark.note for mark in document.blocks[2].marks] == [3, 4]
    assert document.blocks[0].marks[0].note == 1


def test_signs_in_the_text_make_notes_of_what_they_open() -> None:
    document = page("<p>Recyclable*<p>* bullet of nothing?<p>Sure<p>† no one asked")
    assert [(block.kind, block.label) for block in document.blocks] == [
        ("paragraph", None), ("footnote", "*"), ("paragraph", None), ("paragraph", None),
    ]  # fmt: skip


def test_a_raised_letter_is_a_mark_only_where_a_note_begins_with_it() -> None:
    assert kinds("<p>Le 2<sup>e</sup> plan<p>suit") == [("paragraph", "Le 2e plan"), ("paragraph", "suit")]


def test_short_links_within_the_page_are_text() -> None:
    markup = "<p>See <a href=#a class='reference internal'>Goals</a>, <a href=#a>(a)</a> or <a href=#a>7</a>.<p id=a>x"
    assert kinds(markup)[0] == ("paragraph", "See Goals, (a) or 7.")


CELLS = st.lists(
    st.sampled_from(
        ["<tr>", "<td>1", "<td>x", "<th>y", "<td colspan=3>z", "<td rowspan=2>w", "<td>", "</table><table>"]
    )
)


@given(CELLS)
def test_no_two_cells_share_a_place_they_begin_in(parts: list[str]) -> None:
    document = page("<p>x</p><table><caption>c</caption>" + "".join(parts))
    for table in document.tables:
        places = [(cell.row, cell.column) for cell in table.cells]
        assert len(places) == len(set(places))
        assert places == sorted(places)
