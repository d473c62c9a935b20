"""YAML as rule files use it: what values mean, where they stand, and what is refused at which place."""

from __future__ import annotations

import importlib.util
import sys

import pytest
import yaml

from claimcheck.rulepack import yamlfile
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.source import MAX_BYTES
from claimcheck.rulepack.yamlfile import MAX_DEPTH, YamlFile, parse_yaml


def parsed(text: str | bytes) -> YamlFile:
    log = FaultLog()
    file = parse_yaml(text.encode() if isinstance(text, str) else text, "rules/x.yml", log)
    assert log.faults == []
    assert file is not None
    return file


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("off", "off"), ("yes", "yes"), ("y", "y"), ("n", "n"), ("True", "True"),
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None), ('"true"', "true"),
        ("12", 12), ("-3", -3), ("+4", 4), ("0", 0), ("010", "010"), ("0x1F", "0x1F"), ("1_000", "1_000"),
        ("1:30", "1:30"), ("1.5", 1.5), ("1.0e+6", 1e6), ("1e6", 1e6), (".5", 0.5), ("1.", 1.0),
        (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999"), ("2026-09-27", "2026-09-27"),
        ("12abc", "12abc"), ("1.2.3", "1.2.3"), ("'12'", "12"), ("9" * 40, "9" * 40), ("<<", "<<"),
        ("=", "="), ("a b", "a b"), ("R&D *", "R&D *"), ("|\n  two\n  lines", "two\nlines"),
        ("[a, no, 1]", ["a", "no", 1]),
        ("{a: {b: c}}", {"a": {"b": "c"}}),
    ],
)  # fmt: skip
def test_values_mean_what_they_say(written: str, value: object) -> None:
    found = parsed(f"key: {written}").value["key"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_text() -> None:
    assert parsed("no: 1\n12: 2\nnull: 3\ntrue: 4\n").value == {"no": 1, "12": 2, "null": 3, "true": 4}


def test_positions() -> None:
    file = parsed("a: 1\nlist:\n  - x\n  - {k: v,\n     deep: [p, qq]}\nlast: 'é'\n")
    assert file.place(("a",)) == (1, 4)
    assert file.place(("a",), key=True) == (1, 1)
    assert file.place(("list", 0)) == (3, 5)
    assert file.place(("list", 1, "k")) == (4, 9)
    assert file.place(("list", 1, "k"), key=True) == (4, 6)
    assert file.place(("list", 1, "deep", 1)) == (5, 16)
    assert file.place(("list", 1, "deep", 7)) == (5, 12)
    assert file.place(("list", 1, "none", "more")) == (4, 5)
    assert file.place(("last",)) == (6, 7)
    assert file.place(()) == (1, 1)


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    file = parsed(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert file.value == {"a": 1, "b": 2}
    assert file.place(("b",)) == (2, 4)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "message", "hint"),
    [
        (b"a: 1\nb: \xff\n", "yaml-encoding", 2, 4, "byte 0xff is not UTF-8", "UTF-8"),
        (b"\xff\xfea\x00", "yaml-encoding", 1, 1, "byte 0xff", "UTF-8"),
        (b"a: b\x07c\n", "yaml-encoding", 1, 5, "character U+0007", "delete"),
        (b"a: 1\n\tb: 2\n", "yaml-syntax", 2, 1, "tab", "blanks"),
        (b"a: b: c\n", "yaml-syntax", 1, 5, "mapping values", "quotes"),
        (b"a: [b\n", "yaml-syntax", 2, 1, "did not find expected", "a bracket"),
        (b'a: "b\n', "yaml-syntax", 2, 1, "unexpected end", None),
        (b"a: @b\n", "yaml-syntax", 1, 4, "cannot start any token", "quotes"),
        (b"a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1, "another document", "---"),
        (b"a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1, "key 'a' stands twice", "keep one"),
        (b"a: {b: 1, b: 2}\n", "yaml-duplicate-key", 1, 11, "key 'b' stands twice", "keep one"),
        (b"a: &x 1\n", "yaml-alias", 1, 4, "anchors and aliases", "quotes"),
        (b"a: 1\nb: *x\n", "yaml-syntax", 2, 4, "undefined alias", None),
        (b"a: !!str 1\n", "yaml-tag", 1, 4, "tag tag:yaml.org,2002:str is not allowed", "plain value"),
        (b"a: !own {b: 1}\n", "yaml-tag", 1, 4, "tag !own is not allowed", "plain value"),
        (b"? [a, b]\n: 1\n", "yaml-key", 1, 3, "a key is a word", None),
        (b"- a\n- b\n", "yaml-shape", 1, 1, "a mapping of keys", "id: NAME"),
        (b"just text", "yaml-shape", 1, 1, "a mapping of keys", "id: NAME"),
        (b"", "yaml-shape", 1, 1, "the file is empty", None),
        (b"# only a comment\n", "yaml-shape", 1, 1, "the file is empty", None),
        (b"a: " + b"[" * (MAX_DEPTH + 1), "yaml-syntax", 1, 35, "did not find expected", "a bracket"),
        (b"a: " + b"[" * 40 + b"]" * 40, "yaml-depth", 1, 33, "nested deeper than 30", None),
        (b"a: " + b"[" * 5000, "yaml-syntax", 1, 1003, "nesting depth", "30 levels"),
    ],
)
def test_what_is_refused(text: bytes, code: str, line: int, column: int, message: str, hint: str | None) -> None:
    log = FaultLog()
    assert parse_yaml(text, "rules/x.yml", log) is None
    fault = log.faults[0]
    assert (fault.code, fault.path, fault.line, fault.column) == (code, "rules/x.yml", line, column), str(fault)
    assert message in fault.message
    assert hint is None or hint in str(fault.hint)


def test_without_the_c_library_everything_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"a: [x, no, 1.5, 'q']\nb: {c: d, e: ~}\nf: true\n"
    monkeypatch.delattr(yaml, "CSafeLoader")
    spec = importlib.util.spec_from_file_location("slow_yamlfile", yamlfile.__file__)
    assert spec is not None
    assert spec.loader is not None
    slow = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "slow_yamlfile", slow)
    spec.loader.exec_module(slow)
    fast_log, slow_log = FaultLog(), FaultLog()
    for data in (text, b"a: b: c\n", b"a: &x 1\n", b"a: !t 1\n", b"a: 1\na: 2\n", b"a: " + b"[" * 5000):
        fast, other = parse_yaml(data, "x.yml", fast_log), slow.parse_yaml(data, "x.yml", slow_log)
        assert (fast is None) == (other is None)
        if fast is not None:
            assert fast.value == other.value
            assert fast.place(("b", "c")) == other.place(("b", "c"))
    assert [fault.line for fault in fast_log.faults] == [fault.line for fault in slow_log.faults]
    assert len(slow_log.faults) == 5


def test_a_file_has_a_bounded_size() -> None:
    log = FaultLog()
    assert parse_yaml(b"a: " + b"x" * MAX_BYTES, "rules/x.yml", log) is None
    assert [fault.code for fault in log.faults] == ["yaml-too-large"]
    assert "1,000,000 bytes" in log.faults[0].message


def test_a_thousand_laughs_cost_nothing() -> None:
    laughs = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    log = FaultLog()
    assert parse_yaml(laughs.encode(), "rules/x.yml", log) is None
    assert {fault.code for fault in log.faults} == {"yaml-alias"}


def test_the_fault_shows_its_line() -> None:
    log = FaultLog()
    parse_yaml(b"one: 1\n" + b" " * 3 + b"x: " + b"y" * 300 + b" : z: w\n", "rules/x.yml", log)
    _, excerpt, caret = log.faults[0].message.splitlines()
    assert excerpt.startswith("    2 | ")
    assert len(excerpt) < 110
    assert caret.strip() == "|" + " " * (len(caret.strip()) - 2) + "^"


def test_all_faults_of_a_file_are_told_at_once() -> None:
    log = FaultLog()
    parse_yaml(b"a: !x 1\nb: 2\nb: 3\nc: !y 4\n", "rules/x.yml", log)
    assert [(fault.code, fault.line) for fault in log.faults] == [
        ("yaml-tag", 1), ("yaml-duplicate-key", 3), ("yaml-tag", 4),
    ]  # fmt: skip
