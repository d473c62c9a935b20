"""Copy in string tables: every string value is read, under its keys, and each character where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes

CONSUMER = claimcheck.Context(audience="consumer")
WORDS = st.text('ab "\\/\u00e9\u4e2d\U0001f600\n\t', min_size=1, max_size=12).map(lambda text: f"word {text} end")
VALUES: Any = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def _read(name: str, text: str) -> Document:
    return read_bytes(text.encode(), path=name, isolated=False)


def _strings(value: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(inner, (*keys, str(key)))


def _said(document: Document) -> list[tuple[tuple[str, ...], str]]:
    """What was read under each run of keys, paragraphs of one string together."""
    found: list[tuple[tuple[str, ...], str]] = []
    for block in document.blocks:
        assert sum(piece.length for piece in block.pieces) == len(block.text)
        last = [piece.source for piece in block.pieces]
        assert last == sorted(last)
        if found and found[-1][0] == block.section:
            found[-1] = (block.section, f"{found[-1][1]} {block.text}")
        else:
            found.append((block.section, block.text))
    return [(keys, " ".join(text.split())) for keys, text in found]


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_is_read_whole_under_its_keys(value: Any, indent: Any, escaped: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    document = _read("copy.json", text)
    assert document.status == ("complete" if [*_strings(value)] else "partial")
    assert _said(document) == [(keys, " ".join(one.split())) for keys, one in _strings(value)]
    for block in document.blocks:
        for piece in block.pieces:
            shown = block.text[piece.at : piece.at + piece.length]
            stands = text[piece.source : piece.source + piece.length]
            # What is written as an escape stands where that begins.
            assert (stands[:-1], stands[-1] in (shown[-1], "\\")) == (shown[:-1], True)


@given(VALUES, st.sampled_from([None, "'", '"', "|", ">"]))
def test_yaml_is_read_whole_under_its_keys(value: Any, style: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style=style, sort_keys=False, width=20)
    # Numbers and signs of other kinds may be written with letters, and are read as words.
    said = [one for one in _said(_read("copy.yml", text)) if one[1].startswith("word ")]
    assert said == [(keys, " ".join(one.split())) for keys, one in _strings(value)]


FILES = {
    "copy.json": '{\n  "hero": {"title": "Our \\"new\\" bottle is eco-friendly.", "size": 3},\n'
    '  "list": ["x", {"b": "Our <b>tin</b> is sustainable."}]\n}\n',
    "copy.yml": "# Our box is green.\nhero:\n  title: Our bottle is eco-friendly.\n  text: >\n    Our tin\n"
    "    is sustainable.\n",
    "copy.csv": 'name;text\nbottle;"Our ""new"" bottle; it is eco-friendly."\r\ntin;Our tin is sustainable.\n',
    "copy.po": '# Our box is green.\nmsgid ""\nmsgstr "Language: en\\n"\n\nmsgid "b"\nmsgstr ""\n"Our bottle "\n'
    '"is eco-friendly."\n\n#~ msgid "old"\n#~ msgstr "Our box is green."\nmsgid "Our tin is sustainable."\nmsgstr ""\n',
}


@pytest.fixture(scope="module")
def consumer() -> claimcheck.Auditor:
    """An auditor of copy for consumers."""
    return claimcheck.Auditor(context=CONSUMER)


@pytest.mark.parametrize("name", FILES)
def test_findings_stand_where_the_words_stand(name: str, consumer: Any) -> None:
    text = FILES[name]
    (document,) = consumer.audit_bytes(text.encode(), path=name).documents
    assert document.status == "complete"
    findings = [(claim, one) for claim in document.claims for one in claim.findings]
    quotes = {one.quote: one.place for _, one in findings}
    assert all(any(words in quote for quote in quotes) for words in ("eco-friendly", "sustainable"))
    assert not any("green" in quote for quote in quotes), "a comment and what is obsolete are no copy"
    for quote, place in quotes.items():
        line = text.split("\n")[place.line - 1]
        assert line[place.column - 1 :].startswith(quote)


def test_the_keys_are_the_section(consumer: Any) -> None:
    (document,) = consumer.audit_bytes(FILES["copy.json"].encode(), path="copy.json").documents
    assert {tuple(claim.place.section) for claim in document.claims} >= {("hero", "title"), ("list", "1", "b")}


def test_what_is_no_copy_is_left_out() -> None:
    text = '{"a": "https://example.com/x", "b": "#ff00ff", "c": "12 %", "d": "btn_primary", "e": "carbon-neutral"}'
    assert [block.text for block in _read("a.json", text).blocks] == ["carbon-neutral"]


def test_a_catalogue_tells_its_language() -> None:
    text = 'msgid ""\nmsgstr "X: y\\nLanguage: de_AT\\n"\nmsgid "a"\nmsgstr "Unsere Flasche"\n'
    assert _read("a.po", text).language == "de"


def test_a_table_of_figures_is_read_as_rows() -> None:
    document = _read("a.csv", "year,tonnes\n2023,12000\n2024,11000\n")
    assert any("2024" in block.text and "11000" in block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"a":}'), ("a.json", '"x" y'), ("a.json", '{"a" "b"}'), ("a.json", '["a" "b"]'), ("a.json", '["a'),
        ("a.json", "[" * 5_000), ("a.json", '{"a":' * 5_000), ("a.json", "1" * 6_000), ("a.yml", "a: ["),
        ("a.yml", "[" * 5_000), ("a.yml", "a: b: c"), ("a.yml", "\t- x"), ("a.json", "{,}"),
    ],
)  # fmt: skip
def test_what_does_not_keep_to_its_format_is_told(name: str, text: str) -> None:
    document = _read(name, text)
    assert document.status == "unreadable"
    (problem,) = document.problems
    assert problem.code == "damaged"


def test_a_plural_without_translation_is_read_as_the_original() -> None:
    text = 'msgid "Our tin"\nmsgid_plural "Our tins are green."\nmsgstr[0] ""\nmsgstr[1] ""\n'
    assert [block.text for block in _read("a.po", text).blocks] == ["Our tin", "Our tins are green."]


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ('msgstr "Our bottle is eco-friendly.', True),
        ('msgstr "Our "green" bottle is eco-friendly."', True),
        ("Our bottle is eco-friendly.", True),
        ('msgstr "Our \\"green\\" bottle is eco-friendly."  ', False),
        ("#. Our bottle is eco-friendly.", False),
        ('domain "shop"', False),
    ],
)
def test_a_line_of_a_catalogue_that_is_not_read_is_told(line: str, lost: bool) -> None:
    document = _read("a.po", f'msgid "Our tin"\nmsgstr "Our tin"\n\nmsgid "b"\r\n{line}\r\n')
    assert [problem.code for problem in document.problems] == ["damaged"] * lost
    assert all(problem.message.startswith("line 5 is no whole line") for problem in document.problems)


@pytest.mark.parametrize("name", ["a.csv", "a.po", "a.json", "a.yml"])
@given(text=st.text("\"'\\,;\n\r\t{}[]:-#| abm\u00e9\U0001f600&*!%@`>?", max_size=60))
def test_no_text_breaks_a_reader(name: str, text: str) -> None:
    document = _read(name, text or " ")
    assert all(one.code in ("damaged", "no-text", "binary", "undecodable") for one in document.problems), document


MANY = {
    "a.json": lambda size: json.dumps([{"key": "Our caf\u00e9 is \U0001f600 green."}] * size),
    "a.yml": lambda size: '- key: "Our caf\\xe9 is green."\n' * size,
    "a.csv": lambda size: '"Our ""caf\u00e9"" is green.",x\n' * size,
    "a.po": lambda size: 'msgid "a"\nmsgstr "Our \\"caf\u00e9\\" is green."\n' * size,
    "b.json": lambda size: json.dumps("Our \\ caf\u00e9 < " * size),
    "b.csv": lambda size: '"' * size,
}


@pytest.mark.parametrize("name", MANY)
def test_reading_takes_steps_in_proportion(name: str, linear: Callable[..., None]) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = MANY[name](size)
        return lambda: _read(name, text)

    linear(prepare, 60)
