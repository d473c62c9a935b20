"""reStructuredText, AsciiDoc and Vue components: what their readers see is read, each character where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

RST = """\
Our mills
=========

Our **eco-friendly** bottle is `recycled <https://example.com>`_ and :ref:`good <there>`, see [1]_.

.. note:: Our tin is sustainable
   and blue.

.. image:: box.png
   :alt: Our box is carbon neutral.
   :width: 300

.. Our cup is a comment.
   It goes on.

Waste
-----

* one thing
  that goes on
* another

The code::

   Our hat is code.

Said:

    A quotation set in deeply.

.. code-block:: python

   x = "Our mug is code"

.. [1] Measured in snake_case.
"""
ADOC = """\
= Our mills
:description: Our site is eco-friendly.
:toc:

Our *eco-friendly* bottle is https://example.com/a[recycled] and _good_.footnote:[Of sustainable wood.]

== Waste

// Our cup is a comment.
* one thing
. another

----
Our hat is code.
----

.Kinds of tin
|===
|Head |Our tin is sustainable |blue
|===

image::box.png[Our box is carbon neutral., 300]

include::other.adoc[]
"""
VUE = """\
<script setup>
const words = "<template>Our hat is code</template>"
</script>
<template>
  <h1>Our {{ kind }} eco-friendly bottle</h1>
  <template v-if="big"><p>Our tin is <b>sustainable</b>.</p></template>
  <Hero title="Our box is carbon neutral." :size="3" /><img alt="Our cup is round" :src="x"/>
</template>
<style>.hat { color: red }</style>
"""
FILES = {"a.rst": RST, "a.adoc": ADOC, "a.vue": VUE}


def _read(name: str, text: str) -> Document:
    return read_bytes(text.encode(), path=name, isolated=False)


def _blocks(name: str, text: str | None = None) -> list[tuple[str, str]]:
    document = _read(name, FILES[name] if text is None else text)
    return [(block.kind, block.text) for block in document.blocks]


def test_restructured_text() -> None:
    assert _blocks("a.rst") == [
        ("title", "Our mills"),
        ("paragraph", "Our eco-friendly bottle is recycled and good, see."),
        ("paragraph", "Our tin is sustainable\nand blue."),
        ("paragraph", "Our box is carbon neutral."),
        ("heading", "Waste"),
        ("list", "one thing\nthat goes on"),
        ("list", "another"),
        ("paragraph", "The code"),
        ("paragraph", "Said:"),
        ("paragraph", "A quotation set in deeply."),
        ("footnote", "Measured in snake_case."),
    ]
    (marked,) = [block for block in _read("a.rst", RST).blocks if block.marks]
    assert marked.marks[0].note == 10


def test_asciidoc() -> None:
    assert _blocks("a.adoc") == [
        ("title", "Our mills"),
        ("paragraph", "Our site is eco-friendly."),
        ("paragraph", "Our eco-friendly bottle is recycled and good. (Of sustainable wood.)"),
        ("heading", "Waste"),
        ("list", "one thing"),
        ("list", "another"),
        ("paragraph", "Kinds of tin"),
        ("paragraph", "Head"),
        ("paragraph", "Our tin is sustainable"),
        ("paragraph", "blue"),
        ("paragraph", "Our box is carbon neutral."),
    ]
    assert [one.code for one in _read("a.adoc", ADOC).problems] == ["not-included"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rst", ".. list-table::\n\n   * - Kind\n     - Our tin is sustainable.\n"),
        ("a.rst", ".. card:: Kinds\n   :link: tin\n\n   Our tin is sustainable.\n"),
        ("a.rst", ".. only:: html\n\n   Our tin is sustainable.\n"),
        ("a.rst", ".. |tin| replace:: Our tin is sustainable.\n"),
        ("a.rst", ".. meta::\n   :description: Our tin is sustainable.\n"),
        ("a.rst", ".. raw:: html\n\n   <p>Our tin is sustainable.</p>\n\nKinds\n"),
        ("a.adoc", "[.lead]#Our tin is sustainable.#\n"),
        ("a.adoc", "[[tin]]Our tin is sustainable.\n"),
        ("a.adoc", "++++\n<p>Our tin is sustainable.</p>\n++++\n"),
        ("a.adoc", ":tin: Our tin is sustainable.\n\nKinds: {tin}\n"),
        ("a.vue", "<template><Card subtitle='Our tin is sustainable.'/></template>"),
        ("a.vue", "<template><Card subtitle='Our tin is sustainable.'>Kinds</Card></template>"),
        ("a.vue", """<template><tin-card :title="'Our tin is sustainable.'" v-if="big"/></template>"""),
        ("a.vue", """<template><Card class="a" v-bind:text="`Our tin is sustainable.`" /></template>"""),
    ],
)
def test_what_an_extension_or_a_mark_holds_is_read(name: str, text: str) -> None:
    assert "Our tin is sustainable." in [told for _, told in _blocks(name, text)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rst", "Kinds\n\n.. mermaid::\n\n   Our tin is sustainable.\n"),
        ("a.adoc", "[quote, Our tin is sustainable.]\nKinds\n"),
        ("a.adoc", ":tin: Our tin is sustainable.\n\nKinds\n"),
        ("a.adoc", "++++\n<!-- Our tin is sustainable. -->\n++++\n\nKinds\n"),
        ("a.rst", "Kinds\n\n.. raw:: latex\n\n   Our tin is sustainable.\n"),
        ("a.vue", "<template><Card :of='a b' v-if='Our tin is sustainable.' class='a b'>Kinds</Card></template>"),
    ],
)
def test_what_is_no_text_stays_unread(name: str, text: str) -> None:
    assert [told for _, told in _blocks(name, text)] == ["Kinds"]


def test_strings_within_a_component_are_told() -> None:
    page = "<template><p>Kinds</p></template>"
    strings = '<i18n>\n{"en": {"tin": "Our tin is sustainable."}}</i18n>'
    told = [(one.code, one.effect) for one in _read("a.vue", f"{strings}\n{page}").problems]
    assert told == [("not-included", "partial")]
    assert _read("a.vue", f'<i18n src="./tin.json"></i18n>\n{page}').problems == ()


def test_a_component() -> None:
    assert [text for _, text in _blocks("a.vue")] == [
        "Our eco-friendly bottle", "Our tin is sustainable.", "Our box is carbon neutral.", "Our cup is round",
    ]  # fmt: skip
    assert _read("a.vue", VUE).status == "complete"
    assert [one.code for one in _read("a.vue", "<script>let a</script>").problems] == ["no-text"]


@pytest.fixture(scope="module")
def consumer() -> claimcheck.Auditor:
    """An auditor of copy for consumers."""
    return claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))


@pytest.mark.parametrize("name", FILES)
def test_findings_stand_where_the_words_stand(name: str, consumer: Any) -> None:
    text = FILES[name]
    (document,) = consumer.audit_bytes(text.encode(), path=name).documents
    found = [one for claim in document.claims for one in claim.findings]
    for words in ("eco-friendly", "sustainable", "carbon neutral"):
        assert any(words in one.quote for one in found), words
    for one in found:
        line = text.split("\n")[one.place.line - 1][one.place.column - 1 :]
        assert line.startswith(one.quote.split()[0])


@pytest.mark.parametrize("name", FILES)
@given(lines=st.lists(st.text("=-~*_`|:.[]<>/{}#+ abcx\"'", max_size=20), max_size=8))
def test_no_text_breaks_a_reader(name: str, lines: list[str]) -> None:
    text = "\n".join(["<template>", *lines] if name == "a.vue" else [*lines, "x"])
    document = _read(name, text)
    assert {one.code for one in document.problems} <= {
        "no-text", "page-cut-off", "empty", "not-included", "hidden-text", "text-hidden", "damaged-markup",
    }, document.problems  # fmt: skip
    for block in document.blocks:
        for piece in block.pieces:
            shown = block.text[piece.at : piece.at + piece.length]
            assert document.source[piece.source : piece.source + piece.length].split() == shown.split()


MANY: dict[str, Callable[[int], str]] = {
    "a.rst": lambda size: RST * size,
    "a.adoc": lambda size: ADOC * size,
    "a.vue": lambda size: VUE * size,
    "marks.rst": lambda size: "`a <" * size + "**b " * size + "|c" * size,
    "marks.adoc": lambda size: "*a _b `c #d <<e, link:x[" * size,
    "said.vue": lambda size: "<template>" + "<X-y a='b c' :d=\"'e'\" " * size,
    "more.vue": lambda size: "<template><X-y " + "a='b c' " * size + "></X-y>",
    "open.vue": lambda size: "<template>" + "{{ <x a='" * size,
    "scripts.vue": lambda size: "<script></script>" * size,
}


@pytest.mark.parametrize("name", MANY)
def test_reading_takes_steps_in_proportion(name: str, linear: Callable[..., None]) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = MANY[name](size)
        return lambda: _read(name, text)

    linear(prepare, 12)
