"""What a file says about the language of its text, by file and by block."""

from __future__ import annotations

import io

import made_docx
import made_odf
import made_xhtml
import pytest
from builders import builder
from reportlab.pdfgen.canvas import Canvas

from claimcheck.read.dispatch import read_bytes, read_text


def test_a_page_says_the_language_of_the_whole_and_of_its_parts() -> None:
    page = (
        b"<!doctype html><html lang=en><body><p>One</p><div lang='de-CH'><p>Zwei</p><ul><li>Drei</ul>"
        b"<table><tr><td>Vier</table></div><p xml:lang=fr>Cinq<p>Six<p lang>Seven</body></html>"
    )
    document = read_bytes(page, path="page.html")
    assert document.language == "en"
    assert {block.text: block.language for block in document.blocks} == {
        "One": None, "Zwei": "de-CH", "Drei": "de-CH", "Vier": "de-CH", "Cinq": "fr", "Six": None, "Seven": None
    }  # fmt: skip


@pytest.mark.parametrize(
    ("front", "language"),
    [
        ("---\ntitle: Velora\nlang: de\n---\n", "de"),
        ('---\nlanguage: "pt-BR"\n---\n', "pt-BR"),
        ("+++\nlang = 'fr'\n+++\n", "fr"),
        ("---\nparams:\n  lang: de\n---\n", None),
        ("---\ntitle: lang\n---\n", None),
        ("lang: de\n", None),
    ],
)
def test_front_matter_says_the_language_of_a_markdown_page(front: str, language: str | None) -> None:
    assert read_text(f"{front}\nVelora\n", path="a.md", format="markdown").language == language


def test_the_defaults_of_a_word_file_say_its_language() -> None:
    styles = (
        f"{made_docx.build.HEAD}<w:styles {made_docx.build.NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:lang w:val="sv-SE" w:eastAsia="en-US"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>'
    )
    body = "<w:p><w:r><w:t>Velora</w:t></w:r></w:p>"
    assert made_docx.read_body(body, styles=styles).language == "sv-SE"
    assert made_docx.read_body(body).language is None


@pytest.mark.parametrize("lang", ["fr-FR", None])
def test_a_pdf_file_says_its_language(lang: str | None) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, lang=lang)
    canvas.drawString(100, 700, "Velora")
    canvas.save()
    assert read_bytes(buffer.getvalue(), path="a.pdf").language == lang


@pytest.mark.parametrize("declared", ["de", None])
def test_a_book_says_its_language_and_its_chapters_theirs(declared: str | None) -> None:
    build = builder("epub")
    english = build.chapter("<p>One</p><p lang='fr'>Deux</p>").replace("<html ", "<html xml:lang='en' ")
    parts = build.parts(build.chapter("<p>Eins</p>"), english)
    if declared:
        told = f"<dc:language>{declared}</dc:language></metadata>"
        parts = {name: part.replace("</metadata>", told) for name, part in parts.items()}
    document = read_bytes(build.pack(parts), path="book.epub", isolated=False)
    assert document.language == declared
    assert {block.text: block.language for block in document.blocks} == {"Eins": None, "One": "en", "Deux": "fr"}


def test_a_chapter_in_the_language_of_its_book_says_nothing_more() -> None:
    build = builder("epub")
    parts = build.parts(build.chapter("<p>One</p>").replace("<html ", "<html lang='en' "))
    told = "<dc:language>en</dc:language></metadata>"
    parts = {name: part.replace("</metadata>", told) for name, part in parts.items()}
    document = read_bytes(build.pack(parts), path="book.epub", isolated=False)
    assert (document.language, [block.language for block in document.blocks]) == ("en", [None])


@pytest.mark.parametrize(("tag", "language"), [(" xml:lang='de-AT'", "de-AT"), ("", None), (" lang=''", None)])
def test_a_page_of_placed_text_says_its_language(tag: str, language: str | None) -> None:
    build = made_xhtml.build
    lines = "".join(made_xhtml.at(f"Zeile Nummer {number}.", 20, 20 * number) for number in range(9))
    body = f'<div style="position:relative;width:600px;height:800px">{lines}</div>'
    document = made_xhtml.read(build.PAGE.format(title="", style="", head="", body=body, spaces=f"{build.SPACES}{tag}"))
    assert document.pages
    assert document.language == language


@pytest.mark.parametrize(("told", "language"), [("sv", "sv"), ("none", None), (None, None)])
def test_the_defaults_of_an_open_document_say_its_language(told: str | None, language: str | None) -> None:
    build = made_odf.build
    parts = build.parts("text", "<text:p>Velora</text:p>")
    if told:
        default = (
            '<office:styles><style:default-style style:family="paragraph">'
            f'<style:text-properties fo:language="{told}"/>'
            "</style:default-style></office:styles><office:master-styles>"
        )
        parts["styles.xml"] = parts["styles.xml"].replace("<office:master-styles>", default)
    assert made_odf.read(build.pack(parts)).language == language


@pytest.mark.parametrize("tag", [" lang=sv", ""])
def test_the_page_in_a_mail_says_its_language(tag: str) -> None:
    mail = f"From: a@example.org\nSubject: News\nContent-Type: text/html\n\n<html{tag}><p>Velora</p></html>\n"
    assert read_bytes(mail.encode(), path="news.eml").language == ("sv" if tag else None)
