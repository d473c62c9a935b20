"""Comments that allow findings: for which part of the text, why, until when; and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

import claimcheck
from claimcheck.config.directives import FORMS, directives
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import read_text
from claimcheck.report.style import Style

Linear = Callable[..., None]
DAY = date(2026, 11, 25)
BOTTLE = "Our bottle is eco-friendly."


def _audit(text: str, format_: str = "markdown", name: str | None = None) -> DocumentOut:
    context = claimcheck.Context(audience="consumer", as_of=DAY)
    suffix = {"markdown": "md", "text": "txt"}.get(format_, format_)
    auditor = claimcheck.Auditor(context=context, lang="en")
    (document,) = auditor.audit_bytes(text.encode(), path=name or f"draft.{suffix}").documents
    assert document.format == format_
    return document


def _states(document: DocumentOut) -> list[tuple[int, str]]:
    """Line and state of each finding of GEN-001."""
    return [
        (finding.place.line, finding.state)
        for claim in document.claims
        for finding in claim.findings
        if finding.rule == "GEN-001"
    ]


def _codes(document: DocumentOut) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place) for problem in document.problems]


@pytest.mark.parametrize("format_", ["markdown", "text", "html"])
def test_a_line_can_be_allowed(format_: str) -> None:
    document = _audit(
        f"<p>{BOTTLE}</p>\n\n<p>{BOTTLE}</p> <!-- claimcheck: allow GEN-001 reason='of the award' -->\n"
        if format_ == "html"
        else f'{BOTTLE}\n\n{BOTTLE} <!-- claimcheck: allow GEN-001 reason="of the award" -->\n',
        format_,
    )
    assert _states(document) == [(1, "new"), (3, "suppressed")]
    assert _codes(document) == []
    suppressed = document.claims[1].findings[0]
    assert suppressed.suppression is not None
    assert (suppressed.suppression.reason, suppressed.suppression.until) == ("of the award", None)
    assert document.summary.by_state == {"new": 1, "suppressed": 1}
    assert all("claimcheck" not in claim.text for claim in document.claims)


@pytest.mark.parametrize(
    ("name", "hit"),
    [("GEN-001", True), ("gen-001", True), ("generic-benefit", True), ("GEN", True), ("NEU-001", False)],
)
def test_rules_go_by_id_name_or_family(name: str, hit: bool) -> None:
    document = _audit(f'{BOTTLE} <!-- claimcheck: allow {name} reason="x" -->\n')
    assert _states(document) == [(1, "suppressed" if hit else "new")]
    assert _codes(document) == ([] if hit else [("suppression-unused", "draft.md:1")])


def test_the_next_line_the_next_block_and_the_block_around() -> None:
    document = _audit(
        f'<!-- claimcheck: allow-next-line GEN-001 reason="a" -->\n{BOTTLE}\n\n'
        f'<!-- claimcheck: allow-block GEN-001 reason="b" -->\n\nOur new\nbottle is\neco-friendly.\n\n'
        f'Our plate is eco-friendly.\nIt is <!-- claimcheck: allow-block GEN-001 reason="c" --> blue.\n\n{BOTTLE}\n'
    )
    assert [state for _, state in _states(document)] == ["suppressed", "suppressed", "suppressed", "new"]


@pytest.mark.parametrize(("format_", "opens"), [("rst", ".."), ("adoc", "//")])
def test_comments_that_are_lines_of_their_own(format_: str, opens: str) -> None:
    document = _audit(
        f'{opens} claimcheck: allow-block GEN-001 reason="a"\n\n{BOTTLE}\n\n{BOTTLE}\n\n'
        f'See {opens} claimcheck: allow-file GEN-001 reason="no comment".\n',
        format_,
    )
    assert [state for _, state in _states(document)] == ["suppressed", "new"]
    assert "claimcheck: allow-block" not in " ".join(claim.text for claim in document.claims)


NEXT = "<!-- claimcheck: allow-next-line {} reason='of the award' -->"
ALLOWED = "claimcheck: allow-file GEN-001 reason='of the award'"


@pytest.mark.parametrize(
    ("name", "format_", "text"),
    [
        ("draft.mdx", "markdown", f"{{/* {ALLOWED} */}}\n\n{BOTTLE}\n"),
        ("draft.md", "markdown", f"<!-- {ALLOWED.replace('claimcheck', 'CLAIMCHECK')} -->\n\n{BOTTLE}\n"),
        ("draft.jsx", "jsx", f"const Page = () => <main>\n  {{/* {ALLOWED} */}}\n  <p>{BOTTLE}</p>\n</main>;\n"),
        ("draft.po", "po", f'# {ALLOWED}\nmsgid "bottle"\nmsgstr "{BOTTLE}"\n'),
        ("draft.yml", "yaml", f"home:\n  # {ALLOWED}\n  title: {BOTTLE}\n"),
        ("draft.yml", "yaml", f"home:\n  title: {BOTTLE} # {ALLOWED.replace('-file', '')}\n"),
    ],
)
def test_a_comment_is_written_as_the_format_has_it(name: str, format_: str, text: str) -> None:
    document = _audit(text, format_, name)
    assert [state for _, state in _states(document)] == ["suppressed"]
    assert not any("claimcheck" in claim.text.lower() for claim in document.claims)


def test_a_number_sign_within_a_word_begins_no_comment() -> None:
    document = _audit(f'title: {BOTTLE}\nlink: "/page#{ALLOWED}"\n', "yaml")
    assert [state for _, state in _states(document)] == ["new"]


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("rst", f'.. claimcheck: allow-next-line GEN-001 reason="a"\n\n{BOTTLE}\n\n{BOTTLE}\n'),
        ("markdown", f"{NEXT.format('GEN-001')}\n \n\n{BOTTLE}\n\n{BOTTLE}\n"),
        ("markdown", f"{NEXT.format('GEN-001')}\n{NEXT.format('STY')}\n{BOTTLE}\n\n{BOTTLE}\n"),
    ],
)
def test_the_next_line_is_the_next_one_with_text(format_: str, text: str) -> None:
    assert [state for _, state in _states(_audit(text, format_))] == ["suppressed", "new"]


def test_from_begin_to_end_and_the_whole_file() -> None:
    between = _audit(
        f'{BOTTLE}\n\n<!-- claimcheck: allow-begin GEN-001 reason="a" -->\n\n{BOTTLE}\n\n{BOTTLE}\n\n'
        f"<!-- claimcheck: allow-end -->\n\n{BOTTLE}\n"
    )
    assert [state for _, state in _states(between)] == ["new", "suppressed", "suppressed", "new"]
    whole = _audit(f'{BOTTLE}\n\n{BOTTLE}\n\n<!-- claimcheck: allow-file GEN-001 reason="a" -->\n')
    assert [state for _, state in _states(whole)] == ["suppressed", "suppressed"]


def test_one_that_has_expired_counts_again_and_says_so() -> None:
    text = '{} <!-- claimcheck: allow GEN-001 until={} reason="x" -->\n'
    expired = _audit(text.format(BOTTLE, "2026-11-24"))
    assert _states(expired) == [(1, "new")]
    assert _codes(expired) == [("suppression-expired", "draft.md:1")]
    last_day = _audit(text.format(BOTTLE, "2026-11-25"))
    assert _states(last_day) == [(1, "suppressed")]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("allow GEN-001", "allow has no reason"),
        ("allow GEN-001 reason=''", "allow has no reason"),
        ('allow reason="x"', "allow names no rule"),
        ('allow GEN-001 until=soon reason="x"', "until=soon is no day"),
        ('allow GEN-001 until=2026-02-30 reason="x"', "until=2026-02-30 is no day"),
        ('alow GEN-001 reason="x"', "there is no 'alow'"),
        ('allow GENN-1 reason="x"', "there is no rule 'GENN-1'"),
        ("allow-end", "allow-end ends nothing"),
        ('allow-begin GEN-001 reason="x"', "allow-begin has no end"),
    ],
)
def test_a_faulty_one_allows_nothing_and_is_said(comment: str, message: str) -> None:
    document = _audit(f"{BOTTLE} <!-- claimcheck: {comment} -->\n")
    assert _states(document) == [(1, "new")]
    (problem,) = document.problems
    assert (problem.code, problem.effect, problem.place) == ("suppression-faulty", "note", "draft.md:1")
    assert problem.message == message
    assert problem.hint
    assert document.status == "complete"


def test_more_faults_than_are_listed_are_counted() -> None:
    document = _audit("<!-- claimcheck: allow GEN-001 -->\n" * 53 + f"\n{BOTTLE}\n")
    assert len(document.problems) == 51
    assert document.problems[-1].message == "3 more comments that allow nothing are not listed"


def test_formats_without_a_source_have_none() -> None:
    read = read_text(f'{BOTTLE} <!-- claimcheck: allow GEN reason="x" -->', path="a.txt", format="text")
    found, problems = directives(read)
    assert ([one.rules for one in found], problems) == ([("GEN",)], [])
    assert directives(type(read)(**{**{name: getattr(read, name) for name in read.__slots__}, "format": "pdf"})) == (
        [],
        [],
    )


def test_a_suppressed_finding_does_not_fail_a_check_and_is_shown() -> None:
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", as_of=DAY), lang="en")
    allowed = f'{BOTTLE} <!-- claimcheck: allow GEN-001 until=2027-01-31 reason="of the award" -->\n'
    report = auditor.report([auditor.audit_text(allowed, format="markdown").documents[0]], fail_on="info")
    assert report.exit_code == 0
    for format_ in ("text", "concise", "markdown"):
        shown = claimcheck.render(report, format_, Style(show_accepted=True))
        assert "suppressed until 2027-01-31: of the award" in " ".join(shown.split()), format_


def test_every_form_is_told_in_the_documentation() -> None:
    from claimcheck.config import directives as module

    assert all(f"``{form}``" in (module.__doc__ or "") for form in FORMS if form != "allow")


@pytest.mark.parametrize(
    "unit",
    [
        "<!-- claimcheck: ",
        '<!-- claimcheck: allow GEN-001 reason="x" -->\n',
        "claimcheck:   ",
        '<!-- claimcheck: allow-block GEN reason="x" --> word\n\n',
        '<!-- claimcheck: allow-next-line GEN reason="x" -->\n\n',
    ],
)
def test_reading_directives_is_linear(unit: str, linear: Linear) -> None:
    def work(size: int) -> Callable[[], object]:
        read = read_text(unit * size, path="a.txt", format="text")
        return lambda: directives(read)

    linear(work, 100)
