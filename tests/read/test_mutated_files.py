"""Damaged files: where words are lost, the reading says that it is not whole.

The fixtures are damaged a few times each, the same way every time. ``benchmarks/mutated.py`` takes any files, and as
many mutants as one has patience for; CLAIMCHECK_MUTANTS sets their number here, and CLAIMCHECK_SEED which they are.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hostile_files import paged
from made_pdfs import lines, pdf
from reading_checks import check, codes
from reportlab.lib.pdfencrypt import StandardEncryption

from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.pdf import parts

ROOT = Path(__file__).parents[2]
COUNT = int(os.environ.get("CLAIMCHECK_MUTANTS", "60"))
SEED = int(os.environ.get("CLAIMCHECK_SEED", "24"))
PROSE = [
    f"In the year {year} we cut the emissions of our mills by {year % 7 + 2} per cent." for year in range(1990, 2025)
]


def _mutated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutated", ROOT / "benchmarks" / "mutated.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutated"] = module
    spec.loader.exec_module(module)
    return module


mutated = _mutated()


FORMATS = [".pdf", ".html", ".xhtml", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_lost_words_are_told(suffix: str) -> None:
    paths = [path for path in mutated.files(ROOT / "fixtures") if path.suffix == suffix]
    found = [mutated.told(mutant) for mutant in mutated.mutants(paths, COUNT, SEED)]
    for one in found:
        check(one.document)
    lossy = [one for one in found if one.lost > mutated.LEAST * one.words]
    assert len(lossy) > COUNT / 4
    unsaid = [(one.mutant.path.name, one.mutant.way, one.mutant.seed) for one in lossy if one.unsaid]
    assert unsaid == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_sound_files_are_whole(suffix: str) -> None:
    for path in mutated.files(ROOT / "fixtures"):
        if path.suffix == suffix:
            said = codes(read_bytes(path.read_bytes(), path=path.name))
            assert not {"file-damaged", "damaged-part", "page-cut-off", "page-damaged"} & {code for code, _ in said}


def report() -> bytes:
    return pdf(lines(72, 760, *PROSE), lines(72, 760, *PROSE[::-1]), lines(72, 760, "The end of it all."))


def read(data: bytes) -> Document:
    return check(read_bytes(data, path="report.pdf", isolated=False))


def streams(data: bytes) -> Iterator[int]:
    at = data.find(b"stream\n")
    while at >= 0:
        yield at + len(b"stream\n")
        at = data.find(b"stream\n", data.find(b"endstream", at) + len(b"endstream"))


def test_a_broken_part_is_told_with_its_page_and_its_share() -> None:
    data = bytearray(report())
    second = list(streams(data))[1] + 200
    data[second : second + 4] = b"zzzz"
    document = read(bytes(data))
    problem = document.problems[0]
    assert (problem.code, problem.effect) == ("file-damaged", "partial")
    assert "1 of its 3" in problem.message
    assert problem.place == "report.pdf, p. 2"


def test_what_is_wiped_out_between_two_packed_parts_is_told() -> None:
    """The keys of a font: without them its letters are others."""
    data = (ROOT / "fixtures" / "tables" / "three-levels-chromium.pdf").read_bytes()
    font = data.find(b"/ToUnicode")
    start, end = data.rfind(b"endstream", 0, font), data.find(b"stream\n", data.find(b"endobj", font))
    document = read(data[:start] + bytes(end - start) + data[end:])
    assert all("Women" not in block.text for block in document.blocks)
    assert ("file-damaged", "partial") in codes(document)


def test_a_sound_file_has_no_such_problem() -> None:
    assert codes(read(report())) == []


def test_a_page_whose_drawing_is_gone_is_damaged_and_not_blank() -> None:
    data = bytearray(report())
    start = list(streams(data))[2]
    data[start : start + 40] = b"!" * 40
    assert codes(read(bytes(data))) == [("file-damaged", "partial"), ("pages-damaged", "partial")]


def _moved(data: bytes) -> bytes:
    """What converters of line ends do: all that stands behind lies elsewhere."""
    return data.replace(b"endobj\n", b"endobj\r\n")


def _in_a_key(data: bytes) -> bytes:
    return data.replace(b"/Rotate", b"/Rot\x81te", 1)


def _between(data: bytes) -> bytes:
    return data.replace(b"endobj\n", b"endo\xffj\n", 1)


def _cut(data: bytes) -> bytes:
    return data[: data.rfind(b"startxref")]


@pytest.mark.parametrize("harm", [_moved, _in_a_key, _between, _cut])
def test_harm_around_the_parts_is_told(harm: Callable[[bytes], bytes]) -> None:
    assert ("file-damaged", "partial") in codes(read(harm(report())))


@pytest.mark.parametrize(("old", "new"), [(b" Tj", b" Tq"), (b"(In the", b"(In the\0\0\0\0"), (b" Td", b" \x80d")])
def test_a_drawing_that_is_not_packed_is_looked_at(old: bytes, new: bytes) -> None:
    text = "".join(f"({each}) Tj 0 -14 Td " for each in PROSE)
    content = f"BT /F1 9 Tf 72 800 Td {text} ET BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI (a (b) \\( c) Tj".encode(
        "latin-1"
    )
    sound = paged(content, pack=0)
    assert codes(read(sound)) == []
    assert codes(read(sound.replace(old, new, 1)))[0] == ("file-damaged", "partial")


def test_an_encrypted_file_is_looked_at() -> None:
    data = pdf(lines(72, 760, *PROSE), lines(72, 760, *PROSE), encrypt=StandardEncryption("", "owner"))
    assert codes(read(data)) == []
    broken = bytearray(data)
    start = list(streams(data))[1] + 100
    broken[start : start + 30] = b"A" * 30
    assert codes(read(bytes(broken)))[0] == ("file-damaged", "partial")


def test_a_file_that_unpacks_to_very_much_is_looked_at_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MOST_UNPACKED", 1)
    data = bytearray(report())
    data[list(streams(data))[2] + 20] ^= 1
    assert "file-damaged" not in dict(codes(read(bytes(data))))


@pytest.mark.parametrize(
    "part",
    [
        b"1 0 obj << /Kids [1 0 R] >> endobj\n",
        b"1 0 obj stream\n",
        b"1 0 obj << (( << endobj\n",
        b"1 0 1 0 ",
        b"trailer ",
        b"startxref 9 ",
        b"xref 0 1 ",
    ],
)
def test_walking_through_a_file_is_linear(linear: Callable[..., None], part: bytes) -> None:
    def prepare(size: int) -> Callable[[], object]:
        data = b"%PDF-1.7\n/Root 1 0 R /Pages 1 0 R\n" + part * size
        return lambda: list(parts._File(data).pages())

    linear(prepare, 500)
