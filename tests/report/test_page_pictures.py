"""The part of the page around the first claims: where it is shown, how large it is, and what a bad file does to it."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.parse import unquote

import html5lib
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck.model.report import Report
from claimcheck.picturing import PICTURED, pictures_of
from claimcheck.read.limits import Limits
from claimcheck.report.html.page import policy
from claimcheck.report.style import Picture, Pictures, Style

CLAIM = "Our new bottle is eco-friendly."
REPORT = "fixtures/reports/tarnholm-2025.pdf"


def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


def _pdf(draw: Callable[[Canvas], None], **settings: object) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 12)
    for key, value in settings.items():
        getattr(canvas, key)(value)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def _audited(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    report = claimcheck.audit(path, context=claimcheck.Context(audience="consumer"))
    assert report.summary.claims
    return report


def _page(report: Report, pictures: Pictures, base: str | None = "") -> html5lib.treebuilders.etree:
    shown = claimcheck.render(report, "html", Style(pictures=pictures, base=base))
    return html5lib.parse(shown, namespaceHTMLElements=False)


def _pixels(picture: Picture) -> list[list[tuple[int, ...]]]:
    """Red, green and blue of each pixel; every chunk is held against its own sum."""
    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data = 8, b""
    while at < len(picture.png):
        length = int.from_bytes(picture.png[at : at + 4])
        chunk = picture.png[at + 4 : at + 8 + length]
        assert zlib.crc32(chunk) == int.from_bytes(picture.png[at + 8 + length : at + 12 + length])
        data += chunk[4:] if chunk[:4] == b"IDAT" else b""
        at += 12 + length
    rows = zlib.decompress(data)
    size = picture.width * 3 + 1
    assert len(rows) == size * picture.height
    return [[tuple(rows[start + x : start + x + 3]) for x in range(1, size, 3)] for start in range(0, len(rows), size)]


def _yellow(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 230 and pixel[1] > 230 and pixel[2] < 130


@pytest.fixture(scope="module")
def tarnholm(root: Path) -> tuple[Report, Pictures]:
    report = claimcheck.audit(root / REPORT)
    return report, pictures_of(report, _bytes, Limits())


def test_the_first_claims_have_a_picture_with_their_words(tarnholm: tuple[Report, Pictures]) -> None:
    report, pictures = tarnholm
    page = _page(report, pictures)
    images = page.findall(".//img")
    assert len(images) == PICTURED == len(pictures.by_claim)
    first = [(one.rank, one.text) for one in sorted(report.documents[0].claims, key=lambda one: one.rank)]
    assert {one.get("alt") for one in images} <= {text for rank, text in first if rank <= first[-1][0]}
    for article in page.findall(".//article"):
        for image in article.iter("img"):
            assert image.get("alt") == "".join(article.find(".//q").itertext())
    assert all(str(one.get("src")).startswith("data:image/png;base64,") for one in images)
    assert max(len(str(one.get("src"))) for one in images) <= 120_100
    again = pictures_of(report, _bytes, Limits())
    assert again == pictures
    assert claimcheck.render(report, "html", Style(pictures=again)) == claimcheck.render(
        report, "html", Style(pictures=pictures)
    )


def test_nothing_but_pictures_in_the_page_is_allowed(tarnholm: tuple[Report, Pictures]) -> None:
    allowed = {part.split()[0]: part.split()[1:] for part in policy("a {}", "b()").split("; ")}
    assert allowed["default-src"] == ["'none'"]
    assert allowed["img-src"] == ["data:"]
    assert not _page(tarnholm[0], Pictures({})).findall(".//img"), "the library shows what it is handed"


def test_the_words_are_marked_and_nothing_else(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(150, 500, CLAIM)
        canvas.drawString(150, 480, "The office opens at nine.")

    report = _audited(tmp_path / "a.pdf", _pdf(draw))
    (picture,) = pictures_of(report, _bytes, Limits()).by_claim.values()
    rows = _pixels(picture)
    marked = [number for number, row in enumerate(rows) if any(map(_yellow, row))]
    assert marked == list(range(marked[0], marked[-1] + 1)), "one line of words"
    assert 12 < len(marked) < 34, "a line of 12 points with two pixels a point"
    assert 300 < max(sum(map(_yellow, row)) for row in rows) < 400, "about 170 points wide"
    dark = [number for number, row in enumerate(rows) if any(max(pixel) < 90 for pixel in row)]
    assert min(dark) >= marked[0] - 2
    assert max(dark) > marked[-1], "the sentence below is in the picture, unmarked"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_marked_at_the_words_as_they_are_shown(turn: int, tmp_path: Path) -> None:
    data = _pdf(lambda canvas: canvas.drawString(150, 500, CLAIM), setPageRotation=turn)
    report = _audited(tmp_path / "a.pdf", data)
    (picture,) = pictures_of(report, _bytes, Limits()).by_claim.values()
    rows = _pixels(picture)
    across, down = max(sum(map(_yellow, row)) for row in rows), sum(any(map(_yellow, row)) for row in rows)
    assert (across > 4 * down) is (turn == 180)


def test_a_page_of_colours_stays_within_its_bytes(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (700, 900), Random(1).randbytes(3 * 700 * 900))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(noise), 0, 0, *A4)
        canvas.drawString(150, 500, CLAIM)

    report = _audited(tmp_path / "a.pdf", _pdf(draw))
    found = pictures_of(report, _bytes, Limits())
    assert all(len(one.address) <= 120_100 for one in found.by_claim.values())
    assert found.by_claim or "picture is too large" in found.notes[0]


def test_a_claim_that_goes_on_elsewhere_says_so(tmp_path: Path) -> None:
    report = _audited(tmp_path / "a.pdf", _pdf(lambda canvas: canvas.drawString(150, 500, CLAIM)))
    (document,) = report.documents
    claims = [one.model_copy(update={"text": f"{one.text} And so on, on another page."}) for one in document.claims]
    longer = report.model_copy(update={"documents": [document.model_copy(update={"claims": claims})]})
    found = pictures_of(longer, _bytes, Limits())
    assert [one.whole for one in found.by_claim.values()] == [False]
    (caption,) = _page(longer, found).findall(".//figure[@class='on-page']/figcaption")
    assert "goes on" in str(caption.text)


def test_links_lead_to_the_page_and_are_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = 'a "b" <i>&#1?.pdf' if os.name == "posix" else "a & #1.pdf"

    def draw(canvas: Canvas) -> None:
        canvas.showPage()
        canvas.setPageSize(landscape(A4))
        canvas.drawString(150, 500, CLAIM)

    report = _audited(Path(name), _pdf(draw))
    page = _page(report, pictures_of(report, _bytes, Limits()), base="../")
    (link,) = {one.get("href") for one in page.iter("a") if "#page=" in str(one.get("href"))}
    assert link.endswith("#page=2")
    assert unquote(link.removesuffix("#page=2")) == f"../{name}"
    assert not set(link.removesuffix("#page=2")) & set('<>"#?& ')
    assert not [one for one in _page(report, Pictures({}), None).iter("a") if "#page=" in str(one.get("href"))]


def test_a_path_from_the_root_is_no_link(tarnholm: tuple[Report, Pictures]) -> None:
    assert tarnholm[0].documents[0].path.startswith("/") or os.name != "posix"
    page = _page(*tarnholm)
    assert not [one for one in page.iter("a") if "#page=" in str(one.get("href"))]


@pytest.mark.parametrize(
    ("data", "limits", "why"),
    [
        (b"%PDF-1.7 and nothing more", Limits(), "damaged"),
        (None, Limits(seconds=0.001, extra_seconds=0.0001), "it takes more than"),
    ],
)
def test_what_fails_leaves_the_page_without_pictures_and_says_so(
    data: bytes | None, limits: Limits, why: str, root: Path, tarnholm: tuple[Report, Pictures]
) -> None:
    source = data if data is not None else (root / REPORT).read_bytes()
    changed = {"sha256": hashlib.sha256(source).hexdigest()}
    document = tarnholm[0].documents[0].model_copy(update=changed)
    report = tarnholm[0].model_copy(update={"documents": [document]})
    found = pictures_of(report, lambda _: source, limits)
    assert not found.by_claim
    (note,) = found.notes
    assert why in note
    page = _page(report, found)
    assert not page.findall(".//img")
    assert note in "".join(page.itertext())


def _missing(path: str) -> bytes:
    raise FileNotFoundError(2, "No such file", path)


@pytest.mark.parametrize(
    ("source", "why"), [(lambda _: b"another file", "not the one that was read"), (_missing, "cannot be read again")]
)
def test_a_file_that_is_gone_or_another_one_is_said(
    source: Callable[[str], bytes], why: str, tarnholm: tuple[Report, Pictures]
) -> None:
    found = pictures_of(tarnholm[0], source, Limits())
    assert not found.by_claim
    assert why in found.notes[0]


def test_a_crash_of_the_library_leaves_the_page_without_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tarnholm: tuple[Report, Pictures]
) -> None:
    (tmp_path / "crashing_pictures.py").write_text(
        "import os\nfrom claimcheck.read.isolation import process\n"
        "def main():\n    process.serve(lambda job: None, lambda job, source: os.abort())\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("claimcheck.picturing.__name__", "crashing_pictures")
    found = pictures_of(tarnholm[0], _bytes, Limits())
    assert not found.by_claim
    assert "its library crashes" in found.notes[0]


def test_a_picture_says_all_of_itself() -> None:
    picture = Picture(b"png", 1, 1)
    assert base64.b64decode(picture.address.partition(",")[2]) == b"png"
