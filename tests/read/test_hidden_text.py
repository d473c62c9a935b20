"""Text that readers do not see, in every format: it is told with its place, is no evidence, and makes no claim."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import html_pages
import made_docx
import made_odf
import made_pptx
import made_xlsx
import pytest
from builders import builder
from hostile_files import FONT, paged
from made_pdfs import lines, pdf
from reading_checks import codes
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import read_bytes

BOOK = builder("epub")
SEEN = "We cut our emissions by 30%."
HIDDEN = (
    "Compared with the base year 2019, scope 1, 2 and 3 at all our sites, verified by DNV under ISAE 3410 and "
    "calculated with the GHG Protocol; our bottle is carbon neutral."
)


def inline(tag: str, before: str = "") -> str:
    """A page on which an element of ``tag`` stands in the paragraph of the claim."""
    body = f"<p>{SEEN} <{tag}>{HIDDEN}</{tag.split()[0]}></p>"
    return f"<!doctype html><html><head>{before}</head><body>{body}</body></html>"


def apart(tag: str, before: str = "") -> str:
    """A page on which it stands behind the paragraph of the claim, with elements of its own."""
    body = f"<p>{SEEN}</p><{tag}><div><b>{HIDDEN}</b></div></{tag.split()[0]}>"
    return f"<!doctype html><html><head>{before}</head><body>{body}</body></html>"


def styled(rule: str) -> str:
    """A style sheet with a rule for the class ``x``."""
    return f"<style>.x{{{rule}}}</style>"


STYLES = {
    "switched off": "display:none",
    "invisible": "visibility:hidden",
    "collapsed": "visibility:collapse",
    "white": "color:#fff",
    "white by name": "color: white",
    "transparent": "color:transparent",
    "without alpha": "color:rgba(0,0,0,0)",
    "on its own ground": "color:#123456;background-color:#123456",
    "nearly on its own ground": "background:rgb(250,250,250);color:#fefefe",
    "size 0": "font-size:0",
    "size 1": "font-size:1px",
    "opacity 0": "opacity:0",
    "off the screen": "position:absolute;left:-9999px",
    "above the screen": "position:fixed;top:-5000px",
    "set in": "text-indent:-9999px",
    "moved": "transform:translateX(-9999px)",
    "cut": "position:absolute;clip:rect(0,0,0,0)",
    "clipped": "clip-path:inset(100%)",
    "clipped to a point": "clip-path:circle(0)",
    "scaled": "transform:scale(0)",
    "without height": "max-height:0;overflow:hidden",
    "a sliver": "height:1px;width:1px;overflow:hidden",
    "struck out": "text-decoration:line-through",
}
HTML = {
    **{f"{name}, in the line": inline(f"span style='{style}'") for name, style in STYLES.items()},
    **{f"{name}, apart": apart(f"div style='{style}'") for name, style in STYLES.items()},
    **{f"{name}, by a class": inline("span class=x", styled(style)) for name, style in STYLES.items()},
    "hidden": inline("span hidden"),
    "hidden, apart": apart("section hidden"),
    "del": inline("del"),
    "s": inline("s"),
    "strike": inline("strike"),
    "font": inline("font color=#ffffff"),
    "on the ground of the page": inline("span style='color:#203040'").replace(
        "<body", "<body bgcolor=#203040 text=white"
    ),
    "on the ground of the page by style": inline("span style='color:#203040'").replace(
        "<body", "<body style='background:#203040;color:white'"
    ),
    "kept from screen readers": inline("span aria-hidden=true"),
    "kept from screen readers, apart": apart("div aria-hidden=true"),
}
MARKDOWN = {
    "struck out": f"{SEEN} ~~{HIDDEN}~~",
    "struck out by a tag": f"{SEEN} <del>{HIDDEN}</del>",
    "hidden in the line": f'{SEEN} <span style="display:none">{HIDDEN}</span>',
    "white in the line": f'{SEEN} <span style="color:#fff">{HIDDEN}</span>',
    "tiny in the line": f"{SEEN} <span style='font-size:0'>{HIDDEN}</span>",
    "hidden": f"{SEEN}\n\n<div hidden>\n\n{HIDDEN}\n\n</div>",
    "hidden block": f"{SEEN}\n\n<div style='opacity:0'>\n<p>{HIDDEN}</p>\n</div>",
    "never shown again": f'{SEEN} <span style="display:none">{HIDDEN}',
}

PARTS = HIDDEN.replace("; ", ", ").split(", ")


def drawn(setting: Callable[[Canvas], None], x: float = 72, y: float = 640, size: float = 10) -> bytes:
    """A page with the claim, and what is hidden after ``setting``."""

    def draw(canvas: Canvas) -> None:
        setting(canvas)
        canvas.setFont("Helvetica", size)
        for number, part in enumerate(PARTS):
            canvas.drawString(x, y - 14 * number, part)

    return pdf([*lines(72, 760, SEEN), draw])


def covered(grey: float) -> bytes:
    """A page on which a filled box lies over the text."""

    def cover(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.rect(60, 560, 500, 100, stroke=0, fill=1)

    return pdf([*lines(72, 760, SEEN), *lines(72, 640, *PARTS), cover])


def on_its_ground(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.3)
    canvas.rect(60, 560, 500, 100, stroke=0, fill=1)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(72, 100, 300, 100)
    canvas.clipPath(path, stroke=0, fill=0)


def layer() -> bytes:
    """A page with the text on a layer that is off."""
    shown = "".join(f"1 0 0 1 72 {640 - 14 * number} Tm ({part}) Tj " for number, part in enumerate(PARTS))
    content = f"BT /F1 11 Tf 72 760 Td ({SEEN}) Tj ET /OC /L BDC BT /F1 10 Tf {shown}ET EMC"
    return paged(
        content.encode(),
        catalog="/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>",
        resources="/Properties << /L 6 0 R >>",
        font=FONT,
        more={6: "<< /Type /OCG /Name (Off) >>"},
    )


def invisible(canvas: Canvas) -> None:
    canvas._code.append("3 Tr")


PDF: dict[str, Callable[[], bytes]] = {
    "white": lambda: drawn(lambda canvas: canvas.setFillGray(1)),
    "transparent": lambda: drawn(lambda canvas: canvas.setFillAlpha(0)),
    "invisible": lambda: drawn(invisible),
    "tiny": lambda: drawn(lambda canvas: None, size=0.1),
    "off the page": lambda: drawn(lambda canvas: None, x=-900),
    "below the page": lambda: drawn(lambda canvas: None, y=-300),
    "under a white box": lambda: covered(1.0),
    "under a black box": lambda: covered(0.0),
    "in the colour of its ground": lambda: drawn(on_its_ground),
    "clipped": lambda: drawn(clipped),
    "on a layer that is off": layer,
}
RUNS = {
    "vanished": "<w:vanish/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "on its own ground": '<w:color w:val="203040"/><w:shd w:val="clear" w:fill="203040"/>',
    "tiny": '<w:sz w:val="2"/>',
    "struck out": "<w:strike/>",
    "struck out twice": "<w:dstrike/>",
}


def word(look: str) -> bytes:
    """A Word file with the claim and a run of that look behind it."""
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t>{HIDDEN}</w:t></w:r>"
    body = f'<w:p><w:r><w:t xml:space="preserve">{SEEN} </w:t></w:r>{run}</w:p>'
    return bytes(made_docx.build.pack(made_docx.build.parts(body, {})))


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{f"html: {name}": ("a.html", str(page).encode) for name, page in HTML.items()},
    **{f"markdown: {name}": ("a.md", str(text).encode) for name, text in MARKDOWN.items()},
    **{f"pdf: {name}": ("a.pdf", build) for name, build in PDF.items()},
    **{f"word: {name}": ("a.docx", lambda look=look: word(look)) for name, look in RUNS.items()},
}


def workbook(*rows: object, **more: object) -> bytes:
    """A workbook with the claim in one sheet and, with what is told of it, another sheet."""
    build = made_xlsx.build
    return bytes(build.pack(build.parts(build.Sheet("Read", [[SEEN]]), build.Sheet("Data", rows, **more))))


def deck(*slides: object) -> bytes:
    """A presentation with the claim on its first slide."""
    build = made_pptx.build
    return bytes(build.pack(build.parts(build.Slide(build.sp("News") + build.sp(SEEN)), *slides)))


def open_document(kind: str, *content: str) -> bytes:
    return bytes(made_odf.build.pack(made_odf.build.parts(kind, *content)))


def shape(**more: object) -> str:
    return str(made_pptx.build.sp(HIDDEN, **more))


CELL = made_xlsx.build.Cell
ODF = made_odf.build
FILES |= {
    "sheets: a hidden sheet": ("a.xlsx", lambda: workbook([HIDDEN], state="hidden")),
    "sheets: a very hidden sheet": ("a.xlsx", lambda: workbook([HIDDEN], state="veryHidden")),
    "sheets: a hidden row": ("a.xlsx", lambda: workbook(["Notes"], [HIDDEN], hidden_rows=[2])),
    "sheets: a hidden column": (
        "a.xlsx",
        lambda: workbook(["Notes", HIDDEN], columns="<col min='2' max='2' hidden='1'/>"),
    ),
    "sheets: white": ("a.xlsx", lambda: workbook(["Notes"], [CELL(HIDDEN, style=made_xlsx.build.WHITE)])),
    "sheets: struck out": ("a.xlsx", lambda: workbook(["Notes"], [CELL(HIDDEN, style=made_xlsx.build.STRUCK)])),
    "slides: a hidden slide": ("a.pptx", lambda: deck(made_pptx.build.Slide(shape(), show="0"))),
    "slides: a hidden shape": ("a.pptx", lambda: deck(made_pptx.build.Slide(shape(named='hidden="1"')))),
    "slides: beside the slide": ("a.pptx", lambda: deck(made_pptx.build.Slide(shape(at=(made_pptx.build.WIDE, 0))))),
    "odf: a hidden paragraph": ("a.odt", lambda: open_document("text", ODF.p(SEEN), ODF.p(ODF.span(HIDDEN, "Hidden")))),
    "odf: struck out": ("a.odt", lambda: open_document("text", ODF.p(SEEN, " ", ODF.span(HIDDEN, "Struck")))),
    "odf: a hidden sheet": (
        "a.ods",
        lambda: open_document(
            "spreadsheet", ODF.table(ODF.tr(SEEN)), ODF.table(ODF.tr(HIDDEN), more='table:style-name="Away"')
        ),
    ),
    "odf: a hidden slide": (
        "a.odp",
        lambda: open_document(
            "presentation", ODF.slide(ODF.box(ODF.p(SEEN))), ODF.slide(ODF.box(ODF.p(HIDDEN)), style="Skipped")
        ),
    ),
    "book: a hidden paragraph": (
        "a.epub",
        lambda: bytes(
            BOOK.pack(BOOK.parts(BOOK.chapter(f"<p>{SEEN}</p>"), BOOK.chapter(f"<p>Ours.</p><p hidden>{HIDDEN}</p>")))
        ),
    ),
    "mail: a hidden paragraph": (
        "a.eml",
        lambda: (
            b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            + f"<p>{SEEN}</p><p style='display:none'>{HIDDEN}</p>".encode()
        ),
    ),
}


@cache
def auditor() -> claimcheck.Auditor:
    return claimcheck.Auditor(isolated=False)


def audited(path: str, data: bytes) -> DocumentOut:
    return auditor().audit_bytes(data, path=path).documents[0]


@pytest.mark.parametrize("name", FILES)
def test_hidden_text_is_told_and_is_no_evidence(name: str) -> None:
    path, build = FILES[name]
    document = audited(path, build())
    bare = audited("a.md", SEEN.encode())
    told = [problem for problem in document.problems if problem.code == "hidden-text"]
    assert len(told) == 1
    assert "Compared with" in told[0].message
    # Words of a text file that flows have no place.
    assert path.endswith(("docx", "odt")) or told[0].place != path
    claim, *others = document.claims
    assert claim.score == bare.claims[0].score
    assert [each.state for each in claim.elements] == [each.state for each in bare.claims[0].elements]
    # Who cannot see are given this text, so that it may claim, once.
    assert others == [] or "screen readers" in name


SHOWN = {
    "white on a dark ground": "<div style='background:#203040'><p style='color:#fff'>x</p></div>",
    "white on a picture": "<div style='background:url(a.png)'><p style='color:#fff'>x</p></div>",
    "white above a picture": "<div style='position:absolute'><p style='color:#fff'>x</p></div>",
    "white on what another sheet may paint": "<link rel=stylesheet href=a.css><p class=hero style='color:#fff'>x</p>",
    "white on what another rule may paint": "<style>.a .b{background:navy}</style><p class=b style='color:#fff'>x</p>",
    "white in a button": "<button style='color:#fff'>x</button>",
    "cells of a dark table": "<table bgcolor=#203040><tr><td style='color:white'>x</table>",
    "letters filled with a picture": "<p style='color:transparent;background-clip:text;background:url(a.png)'>x</p>",
    "pale": "<p style='opacity:.3;color:#ccc'>x</p>",
    "small": "<p style='font-size:9px'>x</p>",
    "size of its own in a list without": "<ul style='font-size:0'><li style='font-size:14px'>x</li></ul>",
    "open": "<div style='max-height:400px;overflow:hidden'>x</div>",
    "no overflow": "<div style='height:0'>x</div>",
    "a little aside": "<p style='position:absolute;left:-20px;text-indent:-2em'>x</p>",
    "a cut corner": "<p style='clip-path:inset(5%);transform:scale(1.2)'>x</p>",
    "shown by another rule": "<style>.a{opacity:0} .open .a{opacity:1}</style><p class=a>x</p>",
    "shown by a later rule": "<style>.a{opacity:0} .a{opacity:1}</style><p class=a>x</p>",
    "shown by a stronger rule": "<style>p.a{color:#000} .a{color:#fff}</style><p class=a>x</p>",
    "shown by its own style": "<style>.a{color:#fff}</style><p class=a style='color:#000'>x</p>",
    "underlined": "<p style='text-decoration:underline'>x</p>",
    "inserted": "<ins>x</ins>",
    "not understood": "<p style='color:color-mix(in srgb, white, white);opacity:var(--o)'>x</p>",
}


@pytest.mark.parametrize("name", SHOWN)
def test_text_that_readers_see_is_read(name: str) -> None:
    document = html_pages.page(SHOWN[name])
    assert [block.text for block in document.blocks] == ["x"]
    assert document.problems == ()


def test_most_of_a_page_that_waits_for_its_scripts_is_not_read_whole() -> None:
    seen = "<p>This sentence is seen by all our readers.</p>"
    waiting = f"{seen}<section style='opacity:0'><p>Our mills run on water alone.</p></section>"
    assert codes(html_pages.page(waiting)) == [("hidden-text", "note")]
    assert codes(html_pages.page(waiting + "<script>show()</script>")) == [("hidden-text", "partial")]


@pytest.mark.parametrize(
    ("hidden", "limits"),
    [
        ('<span style="color:#fff">Scope 3 is not included.</span>', True),
        ('<span style="display:none">Emissions of shipping are excluded.</span>', True),
        ("~~Our emissions from shipping are not covered.~~", True),
        ('<span style="color:#fff">(subject to change)</span>', True),
        ('<span style="display:none">We do not sell your data.</span>', False),
        ('<span style="color:#fff">Verified by DNV.</span>', False),
        ("Scope 3 is not included.", False),
    ],
)
def test_hidden_text_that_limits_a_claim_is_more_than_a_note(hidden: str, limits: bool) -> None:
    document = audited("a.md", f"{SEEN} {hidden}".encode())
    found = [problem for problem in document.problems if problem.code == "hidden-limit"]
    assert [problem.effect for problem in found] == ["partial"] * limits
    assert all(problem.place == "a.md, line 1" for problem in found)


def test_struck_out_words_are_taken_back() -> None:
    document = audited("a.md", b"Our ~~eco-friendly~~ bottle holds a litre of ~~carbon neutral~~ water.")
    assert document.claims == []
    assert [problem.code for problem in document.problems] == ["hidden-text"]


def test_white_text_in_a_word_table_or_over_a_picture_is_read() -> None:
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Seen</w:t></w:r>'
    cell = f"<w:tbl><w:tr><w:tc><w:p>{white}</w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    shaded = f'<w:p><w:pPr><w:shd w:val="clear" w:fill="203040"/></w:pPr>{white}</w:p>'
    behind = '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"><a:blip/></wp:anchor></w:drawing></w:r></w:p>'
    for body in (cell, shaded, behind + f"<w:p>{white}</w:p>"):
        document = made_docx.read_body(body)
        assert "Seen" in "".join(block.text for block in document.blocks)
        assert "hidden-text" not in dict(codes(document))


def test_text_under_something_that_is_clear_is_read() -> None:
    def marked(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 0)
        canvas.setFillAlpha(0.4)
        canvas.rect(60, 560, 500, 100, stroke=0, fill=1)

    document = read_bytes(pdf([*lines(72, 600, SEEN), marked]), path="a.pdf", isolated=False)
    assert SEEN in document.source
    assert codes(document) == []


def test_the_notice_quotes_the_texts_that_say_something() -> None:
    texts = ["Our bottle is green.", "Menu", *(f"Our cup is green, type {number}." for number in range(6))]
    body = "".join(f"<p hidden>{text}</p>" for text in texts)
    document = read_bytes(f"<!doctype html><p>{SEEN * 9}</p>{body}".encode(), path="a.html")
    message = document.problems[0].message
    assert [text in message for text in texts] == [True, False, True, True, True, True, False, False]
    assert message.endswith("3 more")
