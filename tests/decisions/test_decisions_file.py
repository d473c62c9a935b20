"""What reviewers decide: the file, its faults, and what audit and check make of it."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

import claimcheck
from claimcheck.batch import COMMANDS, Batch
from claimcheck.cli.main import run
from claimcheck.config.resolve import Sources
from claimcheck.decisions import DECISIONS, answered, decided, text_of
from claimcheck.errors import DecisionsError, UsageError
from claimcheck.model.decision import Decision, Decisions, FactAnswer, Remark
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.files import file_of, mark_up
from claimcheck.report.files.decisions import accepted

DAY = date(2026, 11, 30)
COPY = "Our new bottle is eco-friendly.\n\nThe kettle is carbon neutral.\n"
NAME = "claimcheck-decisions.yml"
BEGIN = "schema: claimcheck-decisions/1\ndecisions:\n"


def batch(decisions: Decisions | None = None) -> Batch:
    return Batch(Sources(COMMANDS["check"], isolated=True), as_of=DAY, decisions=decisions)


def audited(path: str, decisions: Decisions | None = None) -> Report:
    made = batch(decisions)
    return made.main.report(
        [made.finished(made.auditor(path).audit(path).documents[0], path)], fail_on="error", decisions=decisions
    )


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("copy.md").write_text(COPY)
    return "copy.md"


def decision(document: DocumentOut, at: int, **changed: Any) -> Decision:
    """An acceptance of one of the claims."""
    claim = document.claims[at]
    made = Decision(
        document.path, claim.id, claim.occurrence, None, claim.text, "accept", None, None, None, "R. Vane", DAY
    )
    return made._replace(**changed)


def states(document: DocumentOut) -> list[set[str]]:
    return [{one.state for one in claim.findings} for claim in document.claims]


def test_what_is_written_is_read() -> None:
    said = Remark("R. Vane", DAY, 'no "proof": yet\n- 1e5 #x\x07')
    decisions = Decisions(
        NAME,
        (FactAnswer("a: b.md", "credits", "no", "1e5", DAY),),
        (
            Decision("ä.md", "cER22FW6IZ46WRUIV", 2, None, "~", "dispute", "null", "12", DAY, "yes", DAY, (said,)),
            Decision("b.md", None, 1, "0" * 64, "words", "accept", None, None, None, "R. Vane", DAY),
        ),
    )
    text = text_of(decisions)
    again = DECISIONS.parsed(text.encode(), NAME)
    assert again.decisions[1].comments[0].text == 'no "proof": yet\n- 1e5 #x '
    assert text_of(again) == text
    assert again.decisions[0] == decisions.decisions[1]
    assert again.decisions[1]._replace(comments=()) == decisions.decisions[0]._replace(comments=())
    assert again.answers[0]._replace(line=None) == decisions.answers[0]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("decisions: []\n", 1, "missing-key"),
        ("schema: claimcheck-decisions/1\ndecisions:\n  - path: a\n    by: x\n    on: 2026-01-01\n", 3, "missing-key"),
        ("schema: claimcheck-decisions/1\nfact: []\n", 2, "unknown-key"),
        ("- a\n", 1, "yaml-shape"),
        (
            "schema: claimcheck-decisions/1\nfacts:\n"
            + "  - {path: a, fact: credits, answer: 'no', by: x, on: 2026-01-01}\n" * 2,
            4,
            "duplicate",
        ),
        (BEGIN + "  - {path: a, claim: cER22FW6IZ46WRUIV, state: acept, by: x, on: 2026-01-01}\n", 3, "unknown-value"),
    ],
)
def test_faults_are_told_at_their_line(text: str, line: int, code: str) -> None:
    with pytest.raises(DecisionsError) as caught:
        DECISIONS.parsed(text.encode(), NAME)
    (fault,) = caught.value.faults
    assert (fault.path, fault.line, fault.code) == (NAME, line, code)


@pytest.mark.parametrize("kind", ["gone", "folder", "pipe", "large"])
def test_what_is_no_file_of_decisions_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / NAME
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        # Whoever opens it waits for ever.
        os.mkfifo(path)
    elif kind == "large":
        path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(DecisionsError):
        DECISIONS.load(str(path))


def test_the_schema_takes_what_is_written(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["schema", "decisions"]) == 0
    schema = json.loads(capsysbinary.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {"schema", "facts", "decisions"}


def test_an_accepted_claim_counts_no_longer_until_its_end(copy: str) -> None:
    before = audited(copy)
    (document,) = before.documents
    assert before.exit_code == 1
    both = [decision(document, at, until=date(2026, 12, 31), comments=(Remark("R. Vane", DAY, "as agreed"),))
            for at in (0, 1)]  # fmt: skip
    after = audited(copy, Decisions(NAME, (), tuple(both)))
    (document,) = after.documents
    assert states(document) == [{"baseline"}, {"baseline"}]
    why = document.claims[0].findings[0].suppression
    assert why is not None
    assert (why.reason, why.until) == ("accepted by R. Vane: as agreed", "2026-12-31")
    assert after.exit_code == 0
    assert document.summary.by_state.keys() == {"baseline"}
    ended = audited(copy, Decisions(NAME, (), tuple(one._replace(until=date(2026, 11, 29)) for one in both)))
    assert states(ended.documents[0]) == [{"new"}, {"new"}]
    assert [one.code for one in ended.problems] == ["decision-ended"] * 2


def test_a_decision_concerns_its_own_claim_and_finding_alone(copy: str) -> None:
    (document,) = audited(copy).documents
    finding = document.claims[1].findings[0]
    one = decision(document, 1, fingerprint=finding.fingerprint)
    after = audited(copy, Decisions(NAME, (), (one, decision(document, 0, state="dispute"))))
    (document,) = after.documents
    assert states(document)[0] == {"new"}
    marked = [one.rule for one in document.claims[1].findings if one.state == "baseline"]
    assert marked == [finding.rule]
    assert [one.state for one in document.decisions] == ["accept", "dispute"]


def test_a_decision_follows_a_file_that_moves_and_no_other(copy: str) -> None:
    (document,) = audited(copy).documents
    known = Decisions(NAME, (), (decision(document, 0),))
    Path(copy).rename("moved.md")
    assert states(audited("moved.md", known).documents[0])[0] == {"baseline"}
    Path(copy).write_text(COPY)
    assert states(audited("moved.md", known).documents[0])[0] == {"new"}
    made = batch(known)
    both = made.main.report(
        [made.auditor(path).audit(path).documents[0] for path in ("copy.md", "moved.md")], decisions=known
    )
    assert [states(one)[0] for one in both.documents] == [{"baseline"}, {"new"}]
    Path(copy).write_text("The kettle is carbon neutral.\n")
    assert [one.code for one in audited(copy, known).problems] == ["decision-unused"]


def test_answers_are_those_of_their_document(copy: str) -> None:
    answer = FactAnswer(copy, "credits", "no", "R. Vane", DAY, 3)
    known = Decisions(NAME, (answer,))
    (document,) = audited(copy, known).documents
    assert document.context is not None
    assert document.context.facts == {"credits": "no"}
    asked = {one for claim in audited(copy).documents[0].claims for found in claim.findings for one in found.questions}
    left = {one for claim in document.claims for found in claim.findings for one in found.questions}
    assert left < asked
    Path("other.md").write_text(COPY)
    assert audited("other.md", known).documents[0].context is None
    with pytest.raises(UsageError, match=r"claimcheck-decisions.yml:3: there is no deciding fact"):
        batch(Decisions(NAME, (answer._replace(fact="creditz"),)))


def test_one_thing_is_decided_at_a_time(copy: str) -> None:
    (document,) = audited(copy).documents
    blank = decision(document, 0, state="open")
    one = decided(Decisions(NAME), blank, lambda known: known._replace(owner="T. Okoro"))
    two = decided(one, blank._replace(by="A. Lind"), lambda known: known._replace(state="accept"))
    assert [(x.owner, x.state, x.by) for x in two.decisions] == [("T. Okoro", "accept", "A. Lind")]
    gone = decided(two, blank, lambda known: known._replace(owner=None, state="open"))
    assert gone.decisions == ()
    told = answered(answered(gone, copy, "credits", "no", "A", DAY), copy, "credits", "yes", "B", DAY)
    assert [x.answer for x in told.answers] == ["yes"]
    assert answered(told, copy, "credits", None, "B", DAY).answers == ()


def test_files_show_what_was_decided(copy: str) -> None:
    (document,) = audited(copy).documents
    said = (Remark("R. Vane", DAY, "as agreed"),)
    known = Decisions(NAME, (), (
        decision(document, 0, owner="T. Okoro", until=date(2027, 3, 31), comments=said),
        decision(document, 1, state="dispute", wording="The kettle is made of steel."),
    ))  # fmt: skip
    report = audited(copy, known)
    book = load_workbook(io.BytesIO(file_of(report, "xlsx", lambda path: b"")))
    head, *lines = list(book["What to do"].iter_rows(values_only=True))
    by_words = {str(line[1]): dict(zip(head, line, strict=True)) for line in lines}
    first, second = by_words[document.claims[0].text], by_words[document.claims[1].text]
    assert (first["Decision"], first["Owner"], first["Due"].date()) == ("accepted", "T. Okoro", date(2027, 3, 31))
    assert first["Comment"] == "R. Vane, 2026-11-30: as agreed"
    assert (second["Decision"], second["Comment"]) == ("disputed", "Proposed wording: The kettle is made of steel.")
    buffer = io.BytesIO()
    book.save(buffer)
    again = {one.reason for one in accepted(buffer.getvalue(), "paper.xlsx")}
    assert again == {"accepted: R. Vane, 2026-11-30: as agreed (T. Okoro)"}
    page = claimcheck.render(report, "html")
    assert "<b>Decision:</b> accepted by R. Vane on 2026-11-30 until 2027-03-31; owner: T. Okoro" in page
    assert "<b>Proposed wording:</b> The kettle is made of steel." in page
    cells = {cell.text for table in Document(io.BytesIO(file_of(report, "dossier", lambda path: b""))).tables
             for row in table.rows for cell in row.cells}  # fmt: skip
    assert {"accepted, until 2027-03-31", "R. Vane; owner: T. Okoro", "disputed"} <= cells


def test_comments_in_word_say_what_was_decided(copy: str) -> None:
    word = Document()
    for line in COPY.split("\n\n"):
        word.add_paragraph(line.strip())
    word.save("copy.docx")
    (document,) = audited("copy.docx").documents
    one = decision(document, 0, until=date(2027, 3, 31), comments=(Remark("R. Vane", DAY, "as agreed"),))
    (document,) = audited("copy.docx", Decisions(NAME, (), (one,))).documents
    marked = Document(io.BytesIO(mark_up("docx", document, "2026-11-30", Path("copy.docx").read_bytes())))
    told = [comment.text for comment in marked.comments]
    assert any("Decision: accepted by R. Vane on 2026-11-30 until 2027-03-31. R. Vane" in one for one in told)
    assert all(len(one) <= 300 for one in told)


def test_the_commands_take_the_file(copy: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (document,) = audited(copy).documents
    Path(NAME).write_text(text_of(Decisions(NAME, (), (decision(document, 0), decision(document, 1)))))
    day = ["--as-of", "2026-11-30", "--format", "concise"]
    assert run(["check", copy, *day]) == 1
    assert run(["check", copy, *day, "--decisions", NAME]) == 0
    assert run(["check", copy, "--decisions", NAME, "--output", f"html:{NAME}"]) == 2
    Path("claimcheck.toml").write_text(f'decisions = "{NAME}"\n')
    assert run(["check", copy, *day]) == 0
    capsysbinary.readouterr()
