"""Files that were made to break a reader, built when they are needed, none larger than a megabyte.

Most hold one claim. A file either gives its claim and is complete, or has a problem that says what is missing.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from made_pdfs import line, lines, pdf
from reportlab.lib.pdfencrypt import StandardEncryption

CLAIM = "Our parcels are carbon neutral."
BESIDE, CANARY = "beside.txt", "canary of a file beside the input"
HOSTILE: dict[str, Callable[[], bytes]] = {}
CALLERS: dict[str, Callable[[str], bytes]] = {}
"""Those of them that would like a reader to look elsewhere: built with the host and port that they name."""
_NOBODY = "127.0.0.1:9"


def _file(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def add(build: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[name] = build
        return build

    return add


def _known(name: str, data: bytes) -> None:
    HOSTILE[name] = lambda: data


def _calls(name: str) -> Callable[[Callable[[str], bytes]], Callable[[str], bytes]]:
    def add(build: Callable[[str], bytes]) -> Callable[[str], bytes]:
        CALLERS[name] = build
        HOSTILE[name] = lambda: build(_NOBODY)
        return build

    return add


def stream(data: bytes, extra: str = "", *, pack: int = 1) -> str | bytes:
    """A stream object; ``pack`` layers of compression lie around the data."""
    for _ in range(pack):
        data = zlib.compress(data, 9)
    filters = "/Filter [" + "/FlateDecode " * pack + "]" if pack else ""
    head = f"<< /Length {len(data)} {filters} {extra} >>\nstream\n".encode("latin-1")
    return head + data + b"\nendstream"


def raw_pdf(objects: dict[int, str | bytes], *, trailer: str = "/Root 1 0 R", xref: bool = True) -> bytes:
    """A PDF file of these objects."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + (body.encode("latin-1") if isinstance(body, str) else body) + b"\nendobj\n"
    start = len(out)
    if xref:
        size = max(objects) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            out += b"%010d 00000 %c \n" % (places.get(number, 0), b"n" if number in places else b"f")
        out += f"trailer\n<< /Size {size} {trailer} >>\n".encode("latin-1")
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


TEXT = f"BT /F1 12 Tf 72 700 Td ({CLAIM}) Tj ET".encode()
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def paged(
    content: bytes = TEXT,
    *,
    pack: int = 1,
    catalog: str = "",
    pages: str = "/Kids [3 0 R] /Count 1",
    page: str = "/MediaBox [0 0 595 842]",
    resources: str = "",
    font: str | bytes = FONT,
    more: dict[int, str | bytes] | None = None,
    trailer: str = "/Root 1 0 R",
) -> bytes:
    """A PDF file of one page with this content, and whatever else is put into its objects."""
    return raw_pdf(
        {
            1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            2: f"<< /Type /Pages {pages} >>",
            3: f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R"
            f" /Resources << /Font << /F1 5 0 R >> {resources} >> >>",
            4: stream(content, pack=pack),
            5: font,
            **(more or {}),
        },
        trailer=trailer,
    )


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


GOOD = paged()
_SOUND = {
    "negative-box.pdf": paged(page="/MediaBox [595 842 0 0]"),
    "form-in-itself.pdf": paged(
        TEXT + b" /X1 Do",
        resources="/XObject << /X1 6 0 R >>",
        more={
            6: stream(
                b"/X1 Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>"
            )
        },
    ),
    "runs-a-script.pdf": paged(catalog="/OpenAction << /S /JavaScript /JS (while (true) {}) >>"),
    "outline-in-a-circle.pdf": paged(
        catalog="/Outlines 6 0 R",
        more={6: "<< /First 7 0 R /Last 7 0 R >>", 7: "<< /Title (A) /Parent 6 0 R /Next 7 0 R /First 6 0 R >>"},
    ),
    "picture-of-four-gigapixels.pdf": paged(
        TEXT + b" q 100 0 0 100 0 0 cm /I Do Q",
        resources="/XObject << /I 6 0 R >>",
        more={
            6: stream(
                bytes(1 << 20),
                "/Type /XObject /Subtype /Image /Width 65535 /Height 65535 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            )
        },
    ),
    "junk-before-the-mark.pdf": b"\x00\xffjunk\n" * 100 + GOOD,
    "many-saved-states.pdf": paged(b"q " * 400_000 + TEXT),
    "escapes-in-the-text.pdf": paged(TEXT.replace(b"Our", b"\\033[31mOur\\007\\b")),
    "title-with-escapes.pdf": paged(
        trailer="/Root 1 0 R /Info 6 0 R", more={6: "<< /Title (\x1b]0;owned\x07 A report) >>"}
    ),
    "words-off-the-page.pdf": paged(TEXT + b" BT /F1 12 Tf -9e9 9e9 Td (Far away) Tj ET"),
}
for _name, _data in _SOUND.items():
    _known(_name, _data)


@_calls("opens-a-program.pdf")
def _action(address: str) -> bytes:
    return paged(catalog=f"/OpenAction << /S /Launch /F (calc.exe) /URI (http://{address}/x) >>")


_known("owner-password.pdf", pdf([line(72, 700, CLAIM)], encrypt=StandardEncryption("", ownerPassword="owner")))
_known("user-password.pdf", pdf([line(72, 700, CLAIM)], encrypt=StandardEncryption("open sesame")))
_known("mark-only.pdf", b"%PDF-1.7\n")
_known("half.pdf", _cut(pdf(*[lines(72, 700, CLAIM)] * 20), 0.5))
_known("without-end.pdf", GOOD[: GOOD.index(b"xref")])
_known("no-objects.pdf", raw_pdf({1: "null"}))
_known("no-pages.pdf", raw_pdf({1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [] /Count 0 >>"}))
_known("xref-in-a-circle.pdf", GOOD.replace(b"/Root", b"/Prev %d /Root" % GOOD.index(b"xref")))
_known("page-tree-in-a-circle.pdf", paged(pages="/Kids [2 0 R 3 0 R] /Count 2"))
_known("page-holds-its-parent.pdf", paged(page="/MediaBox [0 0 9 9] /Kids [2 0 R] /Count 9"))
_known("count-lies.pdf", paged(pages="/Kids [3 0 R] /Count 900000"))
_known("count-is-negative.pdf", paged(pages="/Kids [3 0 R] /Count -7"))
_known("kids-missing.pdf", paged(pages="/Kids [3 0 R 77 0 R 78 0 R] /Count 3"))
_known("huge-box.pdf", paged(page="/MediaBox [0 0 9e30 9e30]"))
_known("empty-box.pdf", paged(page="/MediaBox [5 5 5 5]"))
_known("box-of-words.pdf", paged(page="/MediaBox [(a) /b null [] ]"))
_known("external-stream.pdf", paged().replace(b"/Filter [/FlateDecode ]", b"/F (beside.txt) /FFilter /ASCIIHexDecode"))
_known("unknown-lock.pdf", paged(trailer="/Root 1 0 R /Encrypt << /Filter /Nobody /V 9 /R 9 >> /ID [(a) (b)]"))
_known("noise-after-the-mark.pdf", b"%PDF-1.4\n" + random.Random(7).randbytes(60_000))
_known("zeros-after-the-mark.pdf", b"%PDF-1.4\n" + bytes(60_000))
_known("page-of-html.pdf", b"<!DOCTYPE html><title>Not found</title><p>Please log in.")
_known(
    "letters-without-meaning.pdf", paged(font="<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H >>")
)


@_file("bomb.pdf")
def _bomb() -> bytes:
    return paged(TEXT + b" " * 30_000_000)


@_file("bomb-in-layers.pdf")
def _layers() -> bytes:
    return paged(TEXT + b"\n" * 30_000_000, pack=3)


@_file("bomb-of-words.pdf")
def _words() -> bytes:
    return paged(b"BT /F1 1 Tf 1 0 0 1 72 700 Tm " + b"(word ) Tj " * 4_000_000 + b" ET", pack=2)


@_file("deep-page-tree.pdf")
def _deep_tree() -> bytes:
    nodes = {number: f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 >>" for number in range(2, 3_000)}
    last = "<< /Type /Page /Parent 2999 0 R /MediaBox [0 0 595 842] /Contents 3001 0 R >>"
    return raw_pdf({1: "<< /Type /Catalog /Pages 2 0 R >>", **nodes, 3_000: last, 3_001: stream(TEXT)})


@_file("deep-arrays.pdf")
def _deep_arrays() -> bytes:
    return paged(more={6: "[" * 100_000 + "]" * 100_000}, catalog="/Names 6 0 R")


@_file("deep-dictionaries.pdf")
def _deep_dictionaries() -> bytes:
    return paged(catalog="/A << " * 50_000 + ">>" * 50_000)


@_file("map-bomb.pdf")
def _map() -> bytes:
    pairs = b"".join(b"<%04x> <%s>\n" % (code, b"0041" * 100) for code in range(2_000))
    cmap = b"/CIDInit begincmap 2000 beginbfchar\n" + pairs + b"endbfchar endcmap"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return paged(b"BT /F1 9 Tf 72 700 Td (" + b"A" * 100_000 + b") Tj ET", font=font, more={6: stream(cmap)})


@_file("thousands-of-fonts.pdf")
def _fonts() -> bytes:
    names = " ".join(f"/G{number} 5 0 R" for number in range(20_000))
    return paged(resources=f"/Junk << {names} >>")


def package(document: bytes, members: dict[str, bytes] | None = None, *, level: int = 9) -> bytes:
    """A Word file around this main part."""
    buffer = io.BytesIO()
    kinds = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts = {"[Content_Types].xml": kinds, "_rels/.rels": relations, "word/document.xml": document}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in {**parts, **(members or {})}.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def body(inner: str, start: str = "") -> bytes:
    """A main part with these paragraphs, as XML."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0"?>{start}<w:document {space}><w:body>{inner}</w:body></w:document>'.encode()


def paragraph(text: str = CLAIM) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


_known("sound.docx", package(body(paragraph())))
_known("half.docx", _cut(package(body(paragraph() * 900)), 0.6))
_known("no-main-part.docx", package(b"")[:0] + package(body(paragraph())).replace(b"word/document", b"word/dokument"))
_known("main-part-is-no-xml.docx", package(b"not XML at all"))
_known("main-part-breaks-off.docx", package(body(paragraph() * 50)[:2_000]))
_known(
    "locked-members.docx",
    package(body(paragraph())).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
)
_known("paths-that-climb.docx", package(body(paragraph()), {"../../../climbs.xml": b"<a/>", "/etc/x": b"a"}))
_known("member-in-member.docx", package(body(paragraph()), {"word/embeddings/inner.zip": package(body(paragraph()))}))
_known(
    "entity-expansion.docx",
    package(
        body(
            paragraph("&i;"),
            '<!DOCTYPE d [<!ENTITY a "ha ha ha ha ha ">'
            + "".join(
                f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + "]>",
        )
    ),
)
_known(
    "external-entity.docx",
    package(body(paragraph() + paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "beside.txt">]>')),
)


@_calls("external-relation.docx")
def _template_elsewhere(address: str) -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" TargetMode="External" Target="http://{address}/t.dotm" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    return package(body(paragraph()), {"word/_rels/document.xml.rels": relations.encode()})


@_file("bomb.docx")
def _zip_bomb() -> bytes:
    return package(body(paragraph() + paragraph("ha " * 23_000_000)))


@_file("bomb-beside.docx")
def _zip_beside() -> bytes:
    return package(body(paragraph()), {"word/media/a.xml": bytes(100_000_000)})


@_file("many-members.docx")
def _members() -> bytes:
    return package(body(paragraph()), {f"word/media/{number}": b"" for number in range(9_000)}, level=1)


@_file("deep.docx")
def _deep_xml() -> bytes:
    return package(
        body(paragraph() + "<w:sdt><w:sdtContent>" * 50_000 + paragraph() + "</w:sdtContent></w:sdt>" * 50_000)
    )


@_file("size-lies.docx")
def _lies() -> bytes:
    data = bytearray(package(body(paragraph("ha " * 100_000))))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 50)
    return bytes(data)


_known("deep.html", b"<!doctype html><p>" + CLAIM.encode() + b"<div>" * 60_000 + CLAIM.encode())
_known("open-tags.html", b"<!doctype html><p>" + CLAIM.encode() + b"<a " * 20_000)
_known("open-comments.html", b"<!doctype html><p>" + CLAIM.encode() + b"<!-- " * 20_000)
_known("long-attribute.html", b"<!doctype html><p title='" + b"x" * 900_000 + b"'>" + CLAIM.encode())


@_calls("references.html")
def _references(address: str) -> bytes:
    return (
        f"<!doctype html><base href='file:///'><link rel=stylesheet href='http://{address}/x'>"
        f"<iframe src='beside.txt'></iframe><object data='http://{address}/y'></object><img src='beside.txt'>"
        f"<iframe src='http://{address}/z'></iframe><object data='beside.txt'></object><p>{CLAIM}"
    ).encode()


_known(
    "entities.html",
    b"<!doctype html><p>Our parcels are carbon&nbsp;neutral &amp;amp; &#0; &#x110000; &#55296; &nosuch;.",
)
_known("false-charset.html", b"<!doctype html><meta charset=utf-7><p>" + CLAIM.encode())
_known("escapes.html", b"<!doctype html><title>\x1b[2J&#27;]0;x&#7;</title><p>" + CLAIM.encode())
_known("tables.html", b"<!doctype html><p>" + CLAIM.encode() + b"<table><tr><td>" * 5_000)

_known("escapes.txt", b"\x1b[31mOur parcels\x1b]0;owned\x07 are carbon neutral.\x9b2J\r")
_known("turned-around.txt", "Our parcels are \u202elartuen nobrac\u202c, carbon\u200b neu\u00adtral.".encode())
_known("zeros.txt", CLAIM.encode() + bytes(4_000))
_known("program.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40)
_known("wide-without-mark.txt", CLAIM.encode("utf-16-le") * 20)
_known("half-pairs.txt", CLAIM.encode() + b"\xed\xa0\x80 and \xf8\x88\x80\x80\x80")
_known("one-line.txt", b"our carbon neutral parcel " * 2_000)
_known("blanks.txt", b" \n\t\r" * 10_000)
_known("nothing.txt", b"")
_known("quotes.md", b"> " * 100_000 + CLAIM.encode())
_known("brackets.md", b"[" * 200_000 + CLAIM.encode())
_known("markup.md", b"<div>" * 50_000 + CLAIM.encode() + b"\n\n" + CLAIM.encode())
_known("escapes.md", b"# \x1b[31mTitle\x9b2J\n\n" + CLAIM.encode() + b"\x1b]8;;http://x\x07")
_known("archive.pdf", package(body(paragraph())))
