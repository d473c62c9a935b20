"""Components in JSX: text between tags and in attributes, each character where it stands; what is computed is none."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from claimcheck.read.dispatch import read_bytes
from claimcheck.read.formats import FORMATS

TSX = """\
import { t } from "y";
const words: string = "Our hat is code";
export default () => (
  <div className="a b c">
    <Hero title="Our caf\u00e9 box" big sub={"x y"} on={() => "no text"} lead="Made of wood." />
    <p>Our <b>eco-friendly</b> {n} tin{" is green"} &amp; blue {t("a.key")} {big == "s" ? "or so" : 'or not'}</p>
    {/* Our mug is a comment */}
    {list.map((one) => <li key="k l">Item {one}</li>)}
    <img alt='Our cup' src="a b.png" /><>Loose</>
  </div>
);
"""


def test_what_readers_of_a_component_see() -> None:
    pytest.importorskip("tree_sitter_typescript")
    document = read_bytes(TSX.encode(), path="a.tsx")
    assert (document.format, document.status) == ("jsx", "complete")
    assert [block.text for block in document.blocks] == [
        "Our caf\u00e9 box",
        "Made of wood.",
        "Our eco-friendly tin is green & blue or so or not",
        "Item",
        "Our cup",
        "Loose",
    ]
    for block in document.blocks:
        for piece in block.pieces:
            shown = block.text[piece.at : piece.at + piece.length]
            assert TSX[piece.source : piece.source + piece.length] == shown


@pytest.mark.parametrize("text", ["const a = 1;", "", "<", "export default () => <div>", "{" * 3_000, "<a>" * 3_000])
def test_no_module_breaks_the_reader(text: str) -> None:
    pytest.importorskip("tree_sitter_typescript")
    document = read_bytes(text.encode(), path="a.jsx")
    assert {one.code for one in document.problems} <= {"no-text", "empty", "page-cut-off", "damaged-markup"} | {
        one.code for one in document.problems if one.code.startswith("limit-")
    }


def test_reading_takes_steps_in_proportion(linear: Callable[..., None]) -> None:
    pytest.importorskip("tree_sitter_typescript")

    def prepare(size: int) -> Callable[[], object]:
        data = (TSX * size).encode()
        return lambda: read_bytes(data, path="a.tsx", isolated=False)

    linear(prepare, 4)


def test_without_its_parser_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    (problem,) = read_bytes(TSX.encode(), path="a.tsx", isolated=False).problems
    assert (problem.code, problem.hint) == ("missing-extra", "pip install 'claimcheck-esg[code]'")
    assert FORMATS["jsx"].isolated
