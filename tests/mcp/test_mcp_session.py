"""A session of an assistant: the client of the official SDK calls every tool over standard input and output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the extra mcp is not installed")

from anyio.from_thread import start_blocking_portal

import claimcheck
from mcp import Client, StdioServerParameters

SOURCE = Path(__file__).resolve().parents[2] / "src"
BAD = "Our new bottle is eco-friendly and carbon neutral. We cut our emissions by 30 %.\n"
SECRET = "Our secret bottle is eco-friendly.\n"

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, fixtures: Path) -> Path:
    """What may be read, with links that lead out of it, and a configuration of strangers."""
    desk = tmp_path_factory.mktemp("desk")
    inside, outside = desk / "inside", desk / "outside"
    for one in (inside, outside):
        one.mkdir()
        (one / "copy.md").write_text(SECRET if one is outside else BAD)
    shutil.copy(fixtures / "reports" / "tarnholm-2025.pdf", inside / "report.pdf")
    (inside / "claimcheck.toml").write_text('[severity]\nGEN = "off"\nno-such-key = 1\n')
    (inside / ".env").write_text(SECRET)
    (inside / "link.md").symlink_to(outside / "copy.md")
    (inside / "nowhere.md").symlink_to(outside / "absent.md")
    (inside / "linked").symlink_to(outside)
    (inside / "same.md").symlink_to(inside / "copy.md")
    return inside


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[tuple[Any, Call]]:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-W", "error", "-m", "claimcheck", "mcp", "--root", str(folder)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        cwd=folder.parent,
    )
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(server)) as client:
        yield (
            portal.call(client.list_tools).tools,
            lambda name, **values: portal.call(partial(client.call_tool, name, values)),
        )


@pytest.fixture(scope="module")
def call(session: tuple[Any, Call]) -> Call:
    """Call a tool that is to succeed; its structured answer."""

    def ask(name: str, **values: Any) -> Any:
        answer = session[1](name, **values)
        assert not answer.is_error, answer.content
        return answer.structured_content

    return ask


@pytest.fixture(scope="module")
def refused(session: tuple[Any, Call]) -> Call:
    """Call a tool that is to refuse; its words."""

    def ask(name: str, **values: Any) -> str:
        answer = session[1](name, **values)
        assert answer.is_error, answer.structured_content
        return str(answer.content[0].text)

    return ask


def test_the_tools_say_what_they_measure(session: tuple[Any, Call]) -> None:
    tools = session[0]
    assert [one.name for one in tools] == ["check_text", "audit_file", "suggest", "explain_rule", "law"]
    for one in tools:
        words = " ".join(one.description.split())
        assert "check" in words
        assert "true" in words, words
        assert one.output_schema
        assert one.annotations.read_only_hint
        assert one.annotations.open_world_hint is False


def test_a_text_is_checked_as_the_library_checks_it(call: Call) -> None:
    told = call("check_text", text=BAD, format="markdown", jurisdictions=["eu"])
    context = claimcheck.Context(audience="consumer", jurisdictions=("eu",))
    report = claimcheck.Auditor(context=context).audit_text(BAD, format="markdown")
    (document,) = report.documents
    found = [one for claim in document.claims for one in claim.findings] + document.findings
    assert {one["rule"] for one in told["findings"]} == {one.rule for one in found}
    assert sorted(one["score"] for one in told["claims"]) == sorted(one.score for one in document.claims)
    levels = [one["severity"] for one in told["findings"]]
    assert levels == sorted(levels)
    assert told["findings_found"]["error"] == levels.count("error") > 0
    assert all(one["law"] for one in told["findings"])
    assert "never whether it is true" in told["meaning"]
    assert told["cut"] is None


def test_what_is_cut_is_told_and_answers_stay_small(call: Call, session: tuple[Any, Call]) -> None:
    text = "\n\n".join(f"Our bottle {number} is eco-friendly and carbon neutral." for number in range(60))
    told = call("check_text", text=text, limit=3)
    assert (len(told["findings"]), len(told["claims"])) == (3, 3)
    assert told["cut"].startswith("Shown are 3 of ")
    assert told["claims_found"] == 120
    answer = session[1]("check_text", text=text, limit=40)
    assert len(answer.content[0].text) < 200_000
    assert session[1]("check_text", text=text, limit=41).is_error


def test_a_file_is_audited_as_the_command_audits_it(call: Call, folder: Path) -> None:
    told = call("audit_file", path="report.pdf", limit=2)
    (document,) = claimcheck.audit(folder / "report.pdf").documents
    assert (told["claims_found"], told["status"]) == (len(document.claims), "complete")
    assert told["median_score"] == document.summary.median_score
    assert told["path"] == "report.pdf"
    assert told["claims"][0]["text"] == min(document.claims, key=lambda one: one.rank).text
    part = call("audit_file", path=str(folder / "report.pdf"), pages="2-3")
    assert 0 < part["claims_found"] < told["claims_found"]


def test_a_configuration_of_strangers_is_not_read(call: Call) -> None:
    told = call("audit_file", path="copy.md", audience="consumer")
    assert "GEN-001" in {one["rule"] for one in told["findings"]}


def test_a_link_inside_is_followed(call: Call) -> None:
    assert call("audit_file", path="same.md")["path"] == "copy.md"


@pytest.mark.parametrize(
    "path", ["../outside/copy.md", "link.md", "nowhere.md", "linked/copy.md", "/etc/hostname", "..", "a\0b.md"]
)
def test_nothing_outside_is_read(refused: Call, path: str) -> None:
    words = refused("audit_file", path=path)
    assert f"{path!r} is outside of the folders that may be read" in words
    assert "eco-friendly" not in words


def test_an_argument_that_nobody_knows_is_refused(refused: Call) -> None:
    assert "jurisdiction\n" in refused("check_text", text=BAD, jurisdiction="eu")


def test_an_absolute_path_outside_is_refused(refused: Call, folder: Path) -> None:
    words = refused("audit_file", path=str(folder.parent / "outside" / "copy.md"))
    assert "is outside of the folders" in words


@pytest.mark.parametrize(
    ("path", "words"),
    [(".env", "is of a kind that is not read"), ("absent.md", "is no file"), ("report.pdf/x.md", "is no file")],
)
def test_what_cannot_be_read_is_said(refused: Call, path: str, words: str) -> None:
    assert words in refused("audit_file", path=path)


def test_suggestions_leave_brackets_for_what_nobody_said(call: Call) -> None:
    told = call("suggest", text=BAD)
    (cut,) = [one for one in told["suggestions"] if one["claim"].startswith("We cut")]
    assert any(one.startswith("We cut our emissions by 30 % (against [base year]") for one in cut["wordings"])
    assert cut["next_steps"][0]["gain"] > 0
    assert "fill in nothing that nobody has evidence for" in told["brackets"]


def test_a_rule_is_explained(call: Call, refused: Call) -> None:
    told = call("explain_rule", rule="generic-benefit")
    assert (told["id"], len(told["legal_tests"])) == ("GEN-001", 5)
    assert told["cut"]["legal_tests"].startswith("5 of ")
    assert told["remedy"]
    assert "did you mean GEN-0" in refused("explain_rule", rule="GEN-O01")


def test_the_law_is_shown(call: Call, refused: Call) -> None:
    passage = call("law", key="ucpd_annex_i_4a")
    assert (passage["jurisdiction"], passage["locator"]) == ("eu", "Annex I, point 4a")
    listed = call("law", jurisdiction="UK")
    assert len(listed["law"]) == listed["passages"]
    assert "ucpd_annex_i_4a" not in {one["key"] for one in listed["law"]}
    everywhere = call("law")
    assert {"eu", "uk", "us"} <= {one["jurisdiction"] for one in everywhere["jurisdictions"]}
    assert "did you mean ucpd_annex_i_4a?" in refused("law", key="ucpd_annex_i_4aa")
    assert "there is no law of 'zz'" in refused("law", jurisdiction="zz")


def test_settings_that_do_not_exist_are_refused(refused: Call) -> None:
    assert "zz" in refused("check_text", text=BAD, jurisdictions=["zz"])
    assert "200,000 is the most" in refused("check_text", text="a " * 100_001)
