"""A session of an editor that is told what to show, over standard input and output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from ast import literal_eval
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

import claimcheck
from claimcheck.report.finding_text import items

BAD = "Our new bottle is eco-friendly.\n"
KETTLE = "Our kettle is carbon neutral. It boils up to 30 % more efficiently.\n"
LEVELS = {"error": 1, "warning": 2, "info": 3}
PAGE = """\
<!doctype html>
<html lang="en"><head><title>The greenest kettle</title></head>
<body>
<p>Our café’s 🌍 cups &amp; <b>bottles</b> are eco-friendly.</p>
<p>We will cut our emissions by half by 2030.</p>
<img src="a.png" alt="A climate neutral cup"
 width="4">
</body></html>
"""


@pytest.fixture(scope="module")
def editor(begin: Any) -> Any:
    return begin()


def units(text: str, line: int, column: int) -> int:
    """The offset of a position in the units of the protocol, by way of the bytes."""
    lines = text.splitlines(keepends=True) or [""]
    before = sum(len(one) for one in lines[:line])
    rest = lines[line] if line < len(lines) else ""
    return before + len(rest.encode("utf-16-le")[: 2 * column].decode("utf-16-le"))


def at(text: str, where: types.Range) -> str:
    """The words at a range."""
    start, end = where.start, where.end
    return text[units(text, start.line, start.character) : units(text, end.line, end.character)]


def applied(text: str, action: Any) -> str:
    """A text after the only edit of an action."""
    ((change,),) = [one.edits for one in action.edit.document_changes]
    start, end = change.range.start, change.range.end
    return (
        text[: units(text, start.line, start.character)]
        + change.new_text
        + text[units(text, end.line, end.character) :]
    )


def rules(diagnostics: list[types.Diagnostic]) -> set[Any]:
    return {one.code for one in diagnostics}


@pytest.mark.parametrize(
    ("name", "language"),
    [("kettle.md", "markdown"), ("page.html", "html"), ("plain.txt", "plaintext"), ("notes", "plaintext")],
)
def test_the_findings_are_those_of_check(
    editor: Any, fixtures: Path, name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = (fixtures / "copy" / "fell-3-kettle.md").read_text(encoding="utf-8")
    text = {"kettle.md": copy, "page.html": PAGE}.get(name, f"Wir: 🌍 nothing.\n\n{KETTLE}\n{BAD}")
    (editor.folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(editor.folder)
    report = claimcheck.Batch.like("check").audit([name])
    found = {
        (item.place.start, item.place.end, item.rule, LEVELS[item.severity], item.message)
        for item in items(report, None)
    }
    assert len(found) >= 2
    expected = Counter((rule, level, message, text[a:b]) for a, b, rule, level, message in found)
    told = [one for one in editor.open(name, text, language) if one.code in {rule for rule, *_ in expected}]
    assert Counter((one.code, int(one.severity), one.message, at(text, one.range)) for one in told) == expected
    assert {one.source for one in told} == {"claimcheck"}


def test_columns_count_as_the_protocol_counts(editor: Any) -> None:
    text = "🌍🌍 Zoë:\x0c\u2028 our bottle is eco-friendly.\r\n\r\n🌱 Our cup is eco-friendly.\r\n"
    told = [one for one in editor.open("wide.md", text) if one.code == "GEN-001"]
    (first, second) = sorted(told, key=lambda one: one.range.start.line)
    line = "🌍🌍 Zoë:\x0c\u2028 our bottle is eco-friendly."
    assert (first.range.start.line, second.range.start.line) == (0, 2)
    assert first.range.end.character == len(line.encode("utf-16-le")) // 2 - 1
    assert second.range.start.character == len("🌱 Our cup is ".encode("utf-16-le")) // 2


def test_only_the_newest_version_is_judged(editor: Any) -> None:
    editor.open("typed.md", BAD)
    for size in range(1, len(KETTLE)):
        editor.type("typed.md", KETTLE[:size])
    assert "NEU-001" in rules(editor.change("typed.md", KETTLE))
    versions = [one.version for one in editor.told if one.uri == editor.uri("typed.md")]
    assert len(versions) < len(KETTLE) / 2
    assert versions == sorted(versions)


def test_what_is_pulled_is_what_is_published(editor: Any) -> None:
    published = editor.open("pulled.md", BAD)
    whole = editor.pull("pulled.md")
    assert list(whole.items) == published
    assert whole.result_id
    assert editor.pull("pulled.md", whole.result_id).kind == "unchanged"
    editor.type("pulled.md", KETTLE)
    after = editor.pull("pulled.md", whole.result_id)
    assert "NEU-001" in rules(list(after.items))


def test_hover_tells_why_by_which_law_what_to_do_and_the_sum(editor: Any) -> None:
    editor.open("hovered.md", f"Hello.\n\n{KETTLE}")
    shown = editor.hover("hovered.md", 2, 20)
    words = shown.contents.value
    for part in (
        "NEU-001",
        "Why: ",
        "Law by law: eu: error",
        "To close the gap: ",
        " of 100**",
        "what it is about 12/12",
    ):
        assert part in words, words
    assert at(editor.texts["hovered.md"], shown.range) in KETTLE
    assert editor.hover("hovered.md", 0, 2) is None


def test_hover_tells_the_score_of_a_claim_without_findings(editor: Any) -> None:
    text = "We cut our scope 1 and 2 emissions by 31 % from 2019 to 2025 (page 4)."
    said = editor.open("sound.md", text)
    shown = editor.hover("sound.md", 0, 70 - 2)
    assert not said or "of 100" in shown.contents.value
    assert " of 100**" in shown.contents.value


def test_the_suggestion_takes_the_place_of_the_claim(editor: Any) -> None:
    text = f"# Kettle 🌍\n\n{KETTLE}"
    (finding,) = [one for one in editor.open("mended.md", text) if one.code == "NEU-001"]
    offers = editor.actions("mended.md", finding.range)
    (title,) = [one for one in offers if one.startswith("Write instead: [amount] CO2e")]
    assert [one.message for one in offers[title].diagnostics] == [finding.message]
    mended = applied(text, offers[title])
    assert mended.startswith("# Kettle 🌍\n\n[amount] CO2e per [unit] over the life cycle")
    assert mended.endswith("It boils up to 30 % more efficiently.\n")
    assert "NEU-001" not in rules(editor.change("mended.md", mended))


def test_no_suggestion_where_it_would_tear_markup(editor: Any) -> None:
    text = "Our [kettle](kettle.html) is **carbon neutral**.\n"
    (finding,) = [one for one in editor.open("marked.md", text) if one.code == "NEU-001"]
    offers = editor.actions("marked.md", finding.range)
    assert not [one for one in offers if one.startswith("Write instead")]
    assert "Allow NEU-001 here, with a reason" in offers


@pytest.mark.parametrize(
    ("name", "language", "text", "rule"),
    [
        ("allowed.md", "markdown", f"{KETTLE}\nMore.\n", "NEU-001"),
        ("front.md", "markdown", "---\ntitle: The greenest kettle ever\n---\n\nHello there.\n", "GEN-001"),
        ("allowed.mdx", "markdown", f"{KETTLE}\nMore.\n", "NEU-001"),
        ("allowed.html", "html", PAGE, "GEN-001"),
        ("allowed.txt", "plaintext", KETTLE, "NEU-001"),
    ],
)
def test_a_finding_is_allowed_once_there_is_a_reason(
    editor: Any, name: str, language: str, text: str, rule: str
) -> None:
    first, *_ = [one for one in editor.open(name, text, language) if one.code == rule]
    offer = editor.actions(name, first.range)[f"Allow {rule} here, with a reason"]
    begun = applied(text, offer)
    assert ("{/*" in begun) == name.endswith(".mdx")
    before = editor.change(name, begun)
    (note,) = [one for one in before if one.code == "suppression-faulty"]
    assert "no reason" in note.message
    assert note.range.start.line == first.range.end.line
    assert first.message in {one.message for one in before}
    after = editor.change(name, begun.replace('reason=""', 'reason="quotes the award"'))
    assert {(one.code, one.range.start.line) for one in after} == {
        (one.code, one.range.start.line)
        for one in before
        if one is not note and (one.code, one.range.start.line) != (rule, first.range.start.line)
    }


def test_nothing_is_put_into_a_tag(editor: Any) -> None:
    found = editor.open("tags.html", PAGE, "html")
    (picture,) = [one for one in found if at(PAGE, one.range) == "A climate neutral cup"][:1]
    assert not [one for one in editor.actions("tags.html", picture.range) if one.startswith("Allow")]


@pytest.mark.parametrize(
    ("name", "language", "comment"), [("cup.rst", "restructuredtext", "..{}\n\n"), ("cup.adoc", "asciidoc", "//{}\n")]
)
def test_a_comment_of_markup_stands_above_its_paragraph(editor: Any, name: str, language: str, comment: str) -> None:
    text = f"Lunch is at noon.\n\nThe mill is old.\n{BAD}\n"
    (finding,) = [one for one in editor.open(name, text, language) if one.code == "GEN-001"]
    begun = applied(text, editor.actions(name, finding.range)["Allow GEN-001 here, with a reason"])
    words = comment.format(' claimcheck: allow-block GEN-001 reason=""')
    assert begun == text.replace("The mill", f"{words}The mill")
    after = editor.change(name, begun.replace('reason=""', 'reason="quotes the award"'))
    assert "GEN-001" not in {one.code for one in after}


def test_a_rule_is_explained(editor: Any) -> None:
    found = editor.open("explained.md", BAD)
    offer = editor.actions("explained.md", found[0].range)[f"Explain {found[0].code}"]
    # The client takes an action with a command for a command, and keeps what is inside as its words.
    command = literal_eval(offer.command)
    params = types.ExecuteCommandParams(command["command"], command["arguments"])
    page = editor.run(editor.client.workspace_execute_command_async(params))
    assert page.startswith(f"# {found[0].code} ")
    assert editor.messages[-1].message.startswith(f"{found[0].code} ")
    wrong = types.ExecuteCommandParams(command["command"], ["GEN-999"])
    assert editor.run(editor.client.workspace_execute_command_async(wrong)) == ""
    assert "there is no rule 'GEN-999'" in editor.messages[-1].message


def test_a_faulty_configuration_is_one_remark_and_can_be_mended(editor: Any) -> None:
    folder = editor.folder / "shop"
    folder.mkdir()
    (folder / "claimcheck.toml").write_text('fail-on = "error"\naudence = "consumer"\n')
    (fault,) = editor.open("shop/cup.md", BAD)
    assert (fault.code, int(fault.severity)) == ("unknown-key", 1)
    assert "claimcheck.toml:2: there is no key 'audence' (did you mean audience?" in fault.message
    (where,) = fault.related_information
    assert (where.location.uri, where.location.range.start.line) == (editor.uri("shop/claimcheck.toml"), 1)
    assert editor.actions("shop/cup.md", fault.range) == {}
    assert editor.hover("shop/cup.md", 0, 4) is None
    (folder / "claimcheck.toml").write_text('[severity]\nGEN-001 = "info"\n')
    found = editor.change("shop/cup.md", f"{BAD}\n")
    assert [int(one.severity) for one in found if one.code == "GEN-001"] == [3]


def test_a_claim_below_the_score_of_the_configuration_is_an_error(editor: Any) -> None:
    (editor.folder / "claimcheck.toml").write_text("min-score = 90\n")
    found = {one.code: one for one in editor.open("scored.md", BAD)}
    (editor.folder / "claimcheck.toml").unlink()
    assert int(found["min-score"].severity) == 1
    assert "score 0 is below 90" in found["min-score"].message
    offers = editor.actions("scored.md", found["min-score"].range)
    assert not [one for one in offers if "min-score" in one]


def test_what_is_accepted_has_no_remark(editor: Any) -> None:
    allowed = '<!-- claimcheck: allow GEN reason="quotes the award" -->'
    assert "GEN-001" not in rules(editor.open("accepted.md", f"{BAD.strip()} {allowed}\n"))


def test_what_is_not_judged_is_said(editor: Any) -> None:
    (french,) = editor.open("french.md", "Notre bouteille est neutre en carbone.")
    assert (french.code, int(french.severity)) == ("language_not_covered", 2)
    german = {one.code: int(one.severity) for one in editor.open("german.md", "Unsere Flasche ist klimaneutral.")}
    assert german == {"NEU-001": 1, "language_partly_covered": 4}


def test_two_passages_that_disagree_point_to_each_other(editor: Any) -> None:
    text = (
        "We emitted 14,200 t CO2e of scope 1 and 2 in 2024.\n\nOur scope 1 and 2 emissions were 9,100 t CO2e in 2024.\n"
    )
    (found,) = [one for one in editor.open("pair.md", text) if str(one.code).startswith("CON-")]
    (related,) = found.related_information
    lines = {found.range.start.line, related.location.range.start.line}
    assert lines == {0, 2}
    assert at(text, related.location.range) in related.message


def test_closing_takes_the_remarks_away(editor: Any) -> None:
    editor.open("closed.md", BAD)
    editor.close("closed.md")
    editor.pull("closed.md")
    assert [one for one in editor.told if one.uri == editor.uri("closed.md")][-1].diagnostics in ([], ())
    assert list(editor.pull("closed.md").items) == []


@pytest.mark.parametrize(("language", "text"), [("python", BAD), ("markdown", " \n")])
def test_nothing_is_said_of_code_and_of_nothing(editor: Any, language: str, text: str) -> None:
    editor.look(f"nothing-{language}.md", text, language)
    assert list(editor.pull(f"nothing-{language}.md").items) == []


@pytest.fixture
def server(root: Path) -> Iterator[Any]:
    """The server as a process that nothing was said to yet."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    with subprocess.Popen([sys.executable, "-m", "claimcheck", "lsp"], env=environment, **pipes) as process:
        yield process
        process.kill()


def ask(server: Any, method: str, **params: Any) -> None:
    request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    server.stdin.write(f"Content-Length: {len(request)}\r\n\r\n{request}".encode())
    server.stdin.flush()


def test_who_asks_before_the_beginning_is_told_so(server: Any) -> None:
    ask(server, "textDocument/hover", textDocument={"uri": "file:///x.md"}, position={"line": 0, "character": 0})
    length = int(server.stdout.readline().split()[-1])
    server.stdout.readline()
    error = json.loads(server.stdout.read(length + 2))["error"]
    assert (error["code"], error["message"]) == (-32002, "the first request has to be initialize")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are a matter of POSIX")
def test_a_server_that_waits_ends_when_it_is_told_to(server: Any) -> None:
    ask(server, "initialize", capabilities={})
    assert server.stdout.readline().startswith(b"Content-Length")
    server.terminate()
    assert server.wait(timeout=60) == -signal.SIGTERM
