"""Excel files that are broken, or made to do harm: each ends soon, with what is missing said and no text made up."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_xlsx import build, read, read_sheet
from reading_checks import check, codes, texts

from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import Limits
from claimcheck.read.sheets.cells import area_of, cell_name, place_of
from claimcheck.read.sheets.number_formats import NumberFormat

Work = Callable[[], object]
Sheet = build.Sheet
CLAIM = "Our parcels are carbon neutral."
WHOLE = build.parts(Sheet("Data", [[CLAIM], ["Scope 1", 12]]))
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def packed(parts: dict[str, str], compressed: bool = False) -> bytes:
    made: bytes = build.pack(parts, compressed)
    return made


def one(data: bytes, limits: Limits | None = None) -> str:
    """The code of the one problem of a file that could not be read."""
    document = read(data, limits or Limits())
    assert document.status == "unreadable"
    (problem,) = document.problems
    assert problem.hint
    return problem.code


def data_of(rows: str, after: str = "") -> dict[str, str]:
    """The file with these rows, in XML, for those of its sheet."""
    sheet = f'{build.HEAD}<worksheet xmlns="{build.MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return {**WHOLE, SHEET: sheet}


@pytest.mark.parametrize("data", [b"PK\x03\x04", packed(WHOLE)[:-30], packed(WHOLE)[:900]])
def test_what_is_no_whole_archive_is_damaged(data: bytes) -> None:
    assert one(data) == "damaged"


def test_an_archive_without_a_workbook_is_no_excel_file() -> None:
    assert one(packed({"xl/workbook.xml": "<w/>"})) == "damaged"
    assert one(packed({"xl/workbook.xml": ""})) == "damaged"
    assert one(packed({"xl/workbook.bin": "x" * 90})) == "format-not-supported"


def test_a_workbook_without_text_is_empty() -> None:
    assert one(packed(build.parts(Sheet("Data")))) == "empty"
    assert one(packed(build.parts(Sheet("Data", [["x"]], state="veryHidden")))) == "no-text"
    assert one(packed(build.parts(Sheet("Data", [[build.Cell(None, formula="1+1")]])))) == "no-text"


def test_a_bomb_of_a_sheet_is_refused_and_the_rest_is_read() -> None:
    bomb = build.parts(Sheet("Data", [[CLAIM]]), Sheet("More", [["a" * 60_000_000]]))
    data = packed(bomb, compressed=True)
    assert len(data) < 200_000
    document = read(data)
    assert texts(document)[:2] == ["Data", CLAIM]
    assert codes(document) == [("limit-zip-ratio", "partial")]


def test_a_sheet_of_two_cells_at_its_ends_is_small() -> None:
    cells = build.c("A1", CLAIM), build.c("XFD1048576", "Ours are green.")
    document = read(packed(data_of(f'<row r="1">{cells[0]}</row><row r="1048576">{cells[1]}</row>')))
    assert texts(document) == ["Data", CLAIM, "Ours are green."]
    assert document.spots[-1].name == "XFD1048576"


LAUGHS = "<!DOCTYPE w [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", STRINGS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_in_every_part(tmp_path: Path, name: str, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of this machine")
    parts = build.parts(Sheet("Data", [[CLAIM, build.Cell(0, kind="s")]]), strings=["<t>shared</t>"])
    laughs = LAUGHS.replace("]>", f'<!ENTITY x SYSTEM "{secret.as_uri()}">]>')
    text = parts[name].replace(build.HEAD, laughs).replace("shared", "&x;&a9;").replace("Our", "&x;&a9;")
    document = read(build.pack({**parts, name: text.encode(encoding)}))
    assert "dtd-refused" in {code for code, _ in codes(document)}
    assert document.status != "complete"
    assert "secret of" not in document.source
    assert "haha" not in document.source


@pytest.mark.parametrize("name", ["xl/_rels/workbook.xml.rels", "xl/styles.xml", STRINGS, SHEET])
@pytest.mark.parametrize("content", ["no XML", "<a><b></a>", ""])
def test_a_broken_part_is_said(name: str, content: str) -> None:
    parts = build.parts(
        Sheet("Data", [[CLAIM, build.Cell(0, kind="s")]]), Sheet("More", [["Text."]]), strings=["<t>shared</t>"]
    )
    document = read(packed({**parts, name: content}))
    assert document.status in ("partial", "unreadable")


@pytest.mark.parametrize("at", ['</row><row r="2">', "<v>12", "</sheetData>"])
def test_a_sheet_that_breaks_off_is_read_up_to_there(at: str) -> None:
    text = WHOLE[SHEET]
    document = read(packed({**WHOLE, SHEET: text[: text.index(at) + 6]}))
    assert ("damaged-part", "partial") in codes(document)
    assert CLAIM in document.source or at.startswith("</row")


def test_sheets_that_are_not_in_the_file_are_said() -> None:
    parts = dict(build.parts(Sheet("Data", [[CLAIM]]), Sheet("Gone", [["x"]])))
    del parts["xl/worksheets/sheet2.xml"]
    document = read(packed(parts))
    assert codes(document) == [("damaged-part", "partial")]
    assert "“Gone”" in document.problems[0].message


@pytest.mark.parametrize("value", ["7", "-1", "9" * 400, "x", "1e9", "٣"])
def test_texts_that_are_not_in_the_file_are_said_once(value: str) -> None:
    cells = "".join(f'<row><c t="s"><v>{value}</v></c></row>' for _ in range(50))
    document = read(packed(data_of(cells + f"<row>{build.c('A51', CLAIM)}</row>")))
    assert codes(document) == [("damaged-part", "partial")]
    assert "50 cells, the first Data!A1," in document.problems[0].message


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A0"><v>1</v></c>', '<c r="ZZZ9"><v>1</v></c>', '<c r=""><v>1</v></c>', '<c r="A1" s="999"><v>1</v></c>',
        '<c r="A1" s="-1"><v>1</v></c>', "<c><v>nan</v></c>", "<c><v>1e400</v></c>", "<c><v>-inf</v></c>",
        "<c><v>words</v></c>", '<c t="?"><v>1</v></c>', '<c t="b"><v>7</v></c>', '<c t="d"><v>never</v></c>',
        '<c t="inlineStr"/>', '<c t="inlineStr"><is><r/></is></c>', '<c s="3"><v>99999999999</v></c>',
        '<c s="8"><v>-1</v></c>', "<c><v></v></c>",
    ],
)  # fmt: skip
def test_odd_cells_break_nothing(cell: str) -> None:
    document = read(packed(data_of(f"<row>{cell}</row><row r='9'>{build.c('A9', CLAIM)}</row>")))
    assert CLAIM in document.source


@pytest.mark.parametrize("row", ['<row r="0">', '<row r="-5">', '<row r="1048577">', '<row r="x">', "<row>"])
def test_odd_rows_break_nothing(row: str) -> None:
    read(packed(data_of(f"{row}{build.c('A1', 'x')}</row><row r='9'>{build.c('A9', CLAIM)}</row>")))


@pytest.mark.parametrize(
    "reference", ["A1:XFD1048576", "XFD1048576:A1", "A1", "A1:ZZZZ9", "", ":", "A1:B2:C3", "A0:B0"]
)
def test_odd_merges_break_nothing(reference: str) -> None:
    rows = [["Waste", "2023", "2024"], ["Lund", 1, 2], ["Ystad", 3, 4]]
    read_sheet(*rows, after=f"<mergeCells><mergeCell ref='{reference}'/></mergeCells>")


@pytest.mark.parametrize(
    ("unit", "after"),
    [
        ('<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>2</v></c></row>', ""),
        ('<row r="{m}"><c r="A{m}"><v>{n}</v></c></row>', ""),
        ('<row r="{n}" hidden="1"><c r="A{n}"><v>1</v></c></row>', ""),
        ('<row r="{n}"><c r="A{n}" t="s"><v>3</v></c></row>', ""),
        ('<row r="{n}"><c r="A{n}"><v>1</v></c></row>', "<mergeCells>{merges}</mergeCells>"),
        ('<row r="{n}"><c r="A{n}"><f>1</f></c></row>', ""),
    ],
    ids=["rows", "bands", "hidden", "lost", "merges", "formulas"],
)
def test_time_is_linear(unit: str, after: str, steps: Callable[[Work], int]) -> None:
    def cost(count: int) -> int:
        rows = "".join(unit.format(n=n, m=2 * n) for n in range(1, count + 1))
        merges = "".join(f"<mergeCell ref='A{n}:C{n}'/>" for n in range(1, count + 1))
        data = packed(data_of(rows + f"<row r='90000'>{build.c('A90000', CLAIM)}</row>", after.format(merges=merges)))
        return steps(lambda: read(data))

    few, many = cost(400), cost(1_600)
    assert many < 6 * few


@given(st.text(alphabet='0#?,.%"\\_*[]()-/;:@ EeymdhsGneral$€<>=1', max_size=40), st.floats())
@settings(max_examples=3 * settings().max_examples)
def test_every_format_shows_something_sound(code: str, value: float) -> None:
    shown = NumberFormat(code).shown(value)
    assert shown is None or (shown.text == shown.text.strip() and len(shown.text) < 500)


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_names_of_cells_are_read_back(row: int, column: int) -> None:
    name = cell_name(row, column)
    assert place_of(name) == (row, column)
    assert area_of(f"{name}:{name}") == (row, column, row, column)


@given(st.integers(0, 2**32), st.integers(1, 20))
@settings(max_examples=40)
def test_changed_bytes_never_crash(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(packed(WHOLE))
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    document = check(read_bytes(bytes(data), path="pack.xlsx", isolated=False))
    assert "read-failed" not in {problem.code for problem in document.problems}
    assert document.blocks or document.problems
