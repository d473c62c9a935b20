"""Word files that are broken, or made to do harm: each ends soon, with one clear problem and no text made up."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from made_docx import build, read, read_body
from reading_checks import check, codes, texts

from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import Limits
from claimcheck.read.office.package import safe_options

p, r = build.p, build.r
Parts = dict[str, str]
Work = Callable[[], object]
WHOLE = build.parts(p("We are carbon neutral.") + p("Since 2020."))


def packed(parts: Parts, compressed: bool = False) -> bytes:
    made: bytes = build.pack(parts, compressed)
    return made


def with_document(text: str) -> Parts:
    return {**WHOLE, "word/document.xml": text}


def with_prolog(prolog: str, body: str) -> Parts:
    return with_document(build.document(body).replace(build.HEAD, f"{build.HEAD}{prolog}"))


def with_members(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO(packed(WHOLE))
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def one(data: bytes, limits: Limits | None = None) -> str:
    """The code of the one problem of a file that could not be read."""
    document = read(data, limits or Limits())
    assert document.status == "unreadable"
    (problem,) = document.problems
    assert problem.hint
    return problem.code


# The archive.


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"Not a Word file.", packed(WHOLE)[:-30], packed(WHOLE)[:900]])
def test_what_is_no_whole_archive_is_damaged(data: bytes) -> None:
    assert one(data) == "damaged"


def test_an_archive_without_a_document_is_no_word_file() -> None:
    assert one(packed({"a.txt": "word/document"})) == "damaged"
    assert one(packed(with_document("<w/>"))) == "damaged"
    assert one(packed(with_document(""))) == "damaged"
    assert one(packed(with_document("We are green, but this is no XML."))) == "damaged"


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../../word.xml", "word/../../x", "C:\\x.xml", "\\\\host\\x", "a\\..\\x", ".."]
)
def test_names_that_point_outside_are_refused(name: str) -> None:
    assert one(with_members((name, b"x"))) == "unsafe-archive"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.xml", "word\\document.xml"])
def test_two_members_of_one_name_are_refused(name: str) -> None:
    assert one(with_members((name, b"<x/>"))) == "unsafe-archive"


def test_an_encrypted_member_needs_a_password() -> None:
    data = bytearray(packed(WHOLE))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert one(bytes(data)) == "encrypted"


def test_an_ole_container_has_advice() -> None:
    document = read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert codes(document) == [("format-not-supported", "unreadable")]
    assert "password" in document.problems[0].message


def test_a_wrong_checksum_is_said_and_the_text_kept() -> None:
    data = bytearray(packed(WHOLE))
    data[data.index(b"carbon neutral")] ^= 1
    document = read(bytes(data))
    assert codes(document) == [("damaged-part", "partial")]
    assert texts(document)[1] == "Since 2020."


def test_a_part_that_breaks_off_is_read_up_to_there() -> None:
    many = build.parts("".join(p(f"Line {number} of {number * 7919}.") for number in range(3_000)))
    data = bytearray(packed(many, compressed=True))
    place = data.index(b"word/document.xml") + 20_000
    data[place : place + 40] = b"\xff" * 40
    document = read(bytes(data))
    assert document.status in ("partial", "unreadable")
    assert all(code in ("damaged-part", "damaged") for code, _ in codes(document))


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes, in bytes, of what the archive's decompressor gave out."""
    sizes: list[int] = []
    start = zlib.decompressobj

    class Counting:
        def __init__(self, *arguments: int) -> None:
            self.real = start(*arguments)

        def __getattr__(self, name: str) -> object:
            return getattr(self.real, name)

        def decompress(self, data: bytes, most: int = 0) -> bytes:
            given = self.real.decompress(data, most)
            sizes.append(len(given))
            return given

    monkeypatch.setattr(zlib, "decompressobj", Counting)
    return sizes


def test_a_bomb_is_refused_before_it_is_unpacked(unpacked: list[int]) -> None:
    usual = build.parts(p("a" * 100_000))
    read(packed(usual, compressed=True))
    assert 100_000 < sum(unpacked) <= sum(map(len, usual.values()))
    unpacked.clear()
    bomb = packed(build.parts(p("a" * 60_000_000)), compressed=True)
    assert len(bomb) < 100_000
    assert one(bomb) == "limit-zip-ratio"
    assert sum(unpacked) < 100_000


def test_sizes_that_lie_are_not_believed() -> None:
    """A member that says it is small yields no more than it says, and a wrong checksum."""
    data = bytearray(packed(build.parts(p("a" * 3_000_000)), compressed=True))
    at = data.index(b"PK\x01\x02", data.index(b"word/document.xml") - 200)
    while data[at + 46 : at + 63] != b"word/document.xml":
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = struct.pack("<I", 2_000)
    document = read(bytes(data))
    assert document.status != "complete"
    assert len(document.source) < 2_000


def test_limits_of_the_archive() -> None:
    assert one(packed(WHOLE), Limits(zip_members=3)) == "limit-zip-members"
    assert one(packed(WHOLE), Limits(zip_total=3_000)) == "limit-zip-total"
    assert one(packed(WHOLE), Limits(zip_part=500)) == "limit-zip-part"


def test_very_many_members_are_counted_before_they_are_listed(steps: Callable[[Work], int]) -> None:
    entry = b"PK\x01\x02" + b"\x00" * 24 + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a"

    def listed(count: int, limits: Limits) -> int:
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entry) * count, 0, 0)
        many = entry * count + end
        codes = []
        done = steps(lambda: codes.append(one(many, limits)))
        assert codes == ["limit-zip-members" if count > limits.zip_members else "unsafe-archive"]
        return done

    assert listed(4_000, Limits()) > 40_000
    assert listed(1_000_000, Limits()) < 4_000


def test_a_method_that_word_never_uses_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, text in WHOLE.items():
            archive.writestr(name, text)
    assert one(buffer.getvalue()) == "damaged"


# The XML.


LAUGHS = "<!DOCTYPE w [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("prolog", "body"),
    [
        (LAUGHS, p("<w:r><w:t>&a9;</w:t></w:r>")),
        (LAUGHS, p('<w:r><w:sym w:char="&a9;"/></w:r>')),
        ("<!DOCTYPE w>", p("Text.")),
        ('<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">', p("Text.")),
    ],
)
def test_document_types_are_refused(prolog: str, body: str) -> None:
    assert one(packed(with_prolog(prolog, body))) == "dtd-refused"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_file_of_this_machine_never_gets_into_the_text(tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of this machine")
    prolog = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY % y SYSTEM "{secret.as_uri()}">%y;]>'
    text = build.document(p("<w:r><w:t>We say: &x;</w:t></w:r>")).replace(build.HEAD, prolog)
    parts = {name: content.encode() for name, content in WHOLE.items()}
    parts["word/document.xml"] = text.encode(encoding)
    document = read(build.pack(parts))
    assert "secret of" not in document.source
    assert document.status == "unreadable"


@pytest.mark.parametrize("name", ["word/_rels/document.xml.rels", "_rels/.rels", "word/styles.xml"])
@pytest.mark.parametrize("content", ["no XML", LAUGHS + "<a/>", "<a><b></a>"])
def test_a_broken_part_beside_the_text_is_said_and_the_text_read(name: str, content: str) -> None:
    document = read(packed({**WHOLE, name: content}))
    assert texts(document) == ["We are carbon neutral.", "Since 2020."]
    assert document.status == "partial"


def test_a_document_type_in_a_further_part_leaves_the_rest() -> None:
    document = read_body(
        p(r("Cut") + build.mark("footnote", 1)),
        footnotes=f"{LAUGHS}<w:footnotes {build.NAMESPACES}><w:footnote w:id='1'>&a9;</w:footnote></w:footnotes>",
    )
    assert texts(document) == ["Cut"]
    assert codes(document) == [("dtd-refused", "partial")]


@pytest.mark.parametrize(
    "cut",
    [
        lambda text: text[: text.index("Since")],
        lambda text: text.replace("</w:body>", ""),
        lambda text: text.replace("Since", "\x01Since"),
        lambda text: text.replace("Since", "&nothing; Since"),
        lambda text: text.replace("Since", "</w:p>Since"),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes_and_said(cut: Callable[[str], str]) -> None:
    document = read(packed(with_document(cut(WHOLE["word/document.xml"]))))
    assert codes(document) == [("damaged-part", "partial")]
    assert texts(document)[0] == "We are carbon neutral."


def test_deep_nesting_is_cut_and_said() -> None:
    deep = p("First.") + "<w:sdt><w:sdtContent>" * 5_000 + p("Deep.") + "</w:sdtContent></w:sdt>" * 5_000 + p("Last.")
    document = read(packed(build.parts(deep)))
    assert codes(document) == [("limit-depth", "partial")]
    assert texts(document)[0] == "First."
    near = p("First.") + "<w:customXml>" * 240 + p("Deep.") + "</w:customXml>" * 240
    assert texts(read(packed(build.parts(near)))) == ["First.", "Deep."]


def test_nested_tables_and_boxes_up_to_the_limit() -> None:
    body = p("Core.")
    for _ in range(24):
        body = build.tbl(build.tr(build.tc(body + p("a")), build.tc("b")), build.tr("c", "d"))
        body = p(f"<w:r><w:pict><w:txbxContent>{body}</w:txbxContent></w:pict></w:r>")
    assert "Core." in read(packed(build.parts(body))).source


def test_a_lower_limit_of_depth_prunes() -> None:
    document = read(packed(WHOLE), Limits(depth=3))
    assert document.status == "unreadable"
    nested = build.parts(p("Kept.") + f"<w:sdt><w:sdtContent>{p('Cut.')}</w:sdtContent></w:sdt>")
    limited = read(packed(nested), Limits(depth=5))
    assert texts(limited) == ["Kept."]
    assert ("limit-depth", "partial") in codes(limited)


@pytest.mark.parametrize(
    "body",
    [
        p("Text.") + f'<w:p w:rsid="{"a" * 11_000_000}"/>',
        p("Text.") + "<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
        p("Text.") + "<w:p " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(20_000)) + "/>",
        p("Text.") + p(r("a" * 11_000_000)),
    ],
    ids=["long-attribute", "many-attributes", "many-namespaces", "long-text"],
)
def test_bombs_of_attributes_end(body: str, steps: Callable[[Work], int]) -> None:
    data = packed(build.parts(body))
    documents = []
    assert steps(lambda: documents.append(read(data))) < 30_000
    (document,) = documents
    assert texts(document)[0] == "Text."
    assert document.status == "partial" or len(document.blocks) == 1


def test_too_many_tags_are_refused_before_they_take_the_memory() -> None:
    assert one(packed(build.parts("<w:p/>" * 4_100_000))) == "limit-nodes"


@pytest.mark.parametrize(
    "unit",
    [
        p("word"),
        "<w:p>" + r("a") * 50 + "</w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
        "<w:p>" + build.field("TOC", r("x")) + "</w:p>",
        build.tbl(build.tr("a", "b"), build.tr("c", "d")),
        p("x", more="<w:rPr><w:del/></w:rPr>"),
        build.box(p("boxed")).join(("<w:p>", "</w:p>")),
        p(r("1", '<w:vertAlign w:val="superscript"/>')),
        p(r("Heading", "<w:b/>")),
    ],
    ids=["paragraphs", "runs", "open-fields", "contents", "tables", "joined", "boxes", "raised", "headings"],
)
def test_work_grows_with_the_text_and_not_faster(unit: str, linear: Callable[..., None]) -> None:
    def reading(size: int) -> Work:
        data = packed(build.parts(unit * (size // len(unit))))
        return lambda: read_bytes(data, path="a.docx", isolated=False)

    linear(reading, 20_000)


def test_a_table_of_absurd_spans_stays_small() -> None:
    span = '<w:gridSpan w:val="999999999"/>'
    rows = [build.tr(build.tc("a", span), "b", more='<w:gridBefore w:val="999999999"/>')] * 3
    (table,) = read(packed(build.parts(build.tbl(*rows)))).tables
    assert table.columns <= 2_001


def test_a_chart_that_is_shown_again_and_again_is_read_once() -> None:
    body = p("Text.") + p(build.drawing('<c:chart r:id="r2"/>')) * 20_000
    chart = build.FILES["chart"]()["word/chart1.xml"]
    document = read_body(body, chart1=chart)
    assert texts(document) == ["Text.", "By site", "Emissions (t) | Renewable share", "Mill | 410.1 | 42.5 %",
                               "Shop | 12 | 100.0 %"]  # fmt: skip


PIECES = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
    "</w:tc>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>',
    '<w:fldChar w:fldCharType="end"/>', "text ", "&amp;", '<w:footnoteReference w:id="1"/>', "<w:br/>",
    '<w:vMerge/>', '<w:gridSpan w:val="x"/>', "<w:del>", "</w:del>", "<w:rPr><w:vanish/></w:rPr>", "<w:drawing>",
    "<w:txbxContent>", "<mc:AlternateContent>", "<w:pPr>", '<w:pStyle w:val="berschrift1"/>', "</w:pPr>",
    '<w:outlineLvl w:val="-4"/>', '<c:chart r:id="r1"/>', '<w:sym w:char="ZZ"/>', "<m:f>", "<w:sectPr>",
    '<w:headerReference r:id="r1"/>',
]  # fmt: skip


@settings(max_examples=2 * settings().max_examples)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_order_of_tags_is_read_or_refused(body: str) -> None:
    document = read(packed(build.parts(p("Text.") + body)))
    assert "read-failed" not in dict(codes(document))


@settings(max_examples=80)
@given(st.data())
def test_any_change_of_bytes_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(packed(build.FILES["everything"]()))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    document = check(read_bytes(bytes(whole), path="a.docx", isolated=False))
    assert "read-failed" not in dict(codes(document))


def test_every_cut_of_a_file_is_read_or_refused() -> None:
    whole = packed(build.FILES["report"](), compressed=True)
    for end in range(1, len(whole), 97):
        document = check(read_bytes(whole[:end], path="a.docx", isolated=False))
        assert document.status == "unreadable"
        assert "read-failed" not in dict(codes(document))


def test_the_checksum_of_the_fixtures_is_that_of_zlib() -> None:
    """What the tests above change by hand has to be what the archive checks."""
    with zipfile.ZipFile(io.BytesIO(packed(WHOLE))) as archive:
        info = archive.getinfo("word/document.xml")
        assert zlib.crc32(archive.read(info)) == info.CRC


def test_a_parser_puts_no_entity_in() -> None:
    """Files with entities are refused before; this holds also where one gets through."""
    data = b'<!DOCTYPE a [<!ENTITY planted "carbon neutral">]><a>&planted;</a>'
    root = etree.fromstring(data, etree.XMLParser(**safe_options()))
    assert "carbon neutral" not in "".join(root.itertext())
