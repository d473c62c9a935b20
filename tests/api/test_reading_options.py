"""What library users say about reading: limits, pages, a password, and in which process."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck import Auditor, ClaimcheckError, Limits


def made(*, password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None)
    for name in ("bottle", "box", "tin"):
        canvas.drawString(72, 720, f"Our new {name} is eco-friendly.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def pages_of(report: claimcheck.Report) -> list[int | None]:
    return [claim.place.page for document in report.documents for claim in document.claims]


def test_pages_and_password(auditor: Auditor, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(made(password="sesame"))
    assert pages_of(auditor.audit(path, pages="2-", password="sesame")) == [2, 3]
    assert pages_of(auditor.audit([path, path], jobs=2, pages="1", password="sesame")) == [1, 1]
    assert pages_of(auditor.audit_bytes(path.read_bytes(), path="a.pdf", pages="3", password="sesame")) == [3]
    assert auditor.audit(path).documents[0].problems[0].code == "encrypted"
    assert "sesame" not in repr(auditor.__dict__)


def test_a_run_of_pages_that_is_none(auditor: Auditor) -> None:
    with pytest.raises(ClaimcheckError, match="no run of pages") as caught:
        auditor.audit("missing.pdf", pages="two")
    assert caught.value.code == "bad-pages"


@pytest.mark.parametrize("isolated", [True, False])
def test_limits(isolated: bool) -> None:
    auditor = Auditor(limits=Limits(pages=2, text_bytes=40), isolated=isolated)
    report = auditor.audit_bytes(made(), path="a.pdf")
    assert pages_of(report) == [1, 2]
    assert [problem.code for problem in report.documents[0].problems] == ["limit-pages"]
    assert report.exit_code == 3
    assert auditor.audit_text("word " * 9).documents[0].problems[0].code == "too-large"


def test_one_auditor_reads_in_several_threads(auditor: Auditor) -> None:
    data = made()
    with ThreadPoolExecutor(4) as threads:
        reports = list(threads.map(lambda number: auditor.audit_bytes(data, path=f"{number}.pdf"), range(12)))
    assert [pages_of(report) for report in reports] == [[1, 2, 3]] * 12


def test_a_large_string_gives_what_a_small_one_gives() -> None:
    text = "\ufeffOur new bottle is eco-friendly. \ud800\n\n" + "The office opens at nine.\n\n" * 45_000
    auditor = Auditor(limits=Limits(blocks=50))
    large, small = auditor.audit_text(text), auditor.audit_text(text[:3_000])
    assert [claim.place for claim in large.documents[0].claims] == [claim.place for claim in small.documents[0].claims]
    assert [problem.code for problem in large.documents[0].problems] == ["limit-blocks"]


@pytest.mark.parametrize("join", ["\n\n", " "])
def test_so_many_claims_are_judged_and_what_stands_behind_them_is_told(join: str) -> None:
    text = join.join(["Our new bottle is eco-friendly."] * 9)
    auditor = Auditor(limits=Limits(claims=4))
    report = auditor.audit_text(text)
    document = report.documents[0]
    assert [claim.place.start for claim in document.claims] == [n * (31 + len(join)) for n in range(4)]
    assert [problem.code for problem in document.problems] == ["limit-claims"]
    judged = "4" if join == " " else "4 of 9 paragraphs"
    assert document.problems[0].message == f"has more than 4 claims: only the first {judged} were judged"
    assert document.status == "partial"
    assert report.exit_code == 3
    assert "--read-limit claims=N" in (document.problems[0].hint or "")
    assert not Auditor(limits=Limits(claims=9)).audit_text(text).documents[0].problems
