"""What a file says about the language of its text, by file and by block."""

from __future__ import annotations

import io

import made_docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from claimcheck.read.door import read_bytes, read_text


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
