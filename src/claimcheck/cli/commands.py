"""The commands that judge or show documents: their options and help. The run behind each is a module of its own."""

from __future__ import annotations

import click

from claimcheck.cli import options
from claimcheck.cli.options import CONTEXT, OUTPUT, RULES, RUN
from claimcheck.cli.types import Names, OneOf, Pages, Whole
from claimcheck.report.formats import DIFF_FORMATS


@options.command("audit", """
  claimcheck audit fixtures/reports/tarnholm-2025.pdf
  claimcheck audit fixtures/reports --jobs 2 --limit 0
  claimcheck audit fixtures/reports/tarnholm-2025.pdf --output json:report.json --output markdown:report.md
""", exits=options.EXITS, environment=True, run="audit_run")  # fmt: skip
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.context_options(audience="investor")
@options.evidence_option
@options.claims_options
@options.rule_options
@options.gate_options(fail_on="never")
@options.output_options
@options.changed_option
@options.run_options
@options.cache_options("no cache")
def audit() -> None:
    """Show which evidence the claims of report files lack, worst claim first.

    PATH is a file (PDF, Office, HTML, Markdown, text), a folder, a pattern such as 'reports/**/*.pdf', or - for
    standard input.
    """


@options.command("check", """
  claimcheck check fixtures/copy
  claimcheck check 'fixtures/copy/*.md' --format concise --fail-on warning
  echo 'Our eco-friendly bottle.' | claimcheck check - --stdin-filename draft.md
""", exits=options.EXITS, environment=True, run="audit_run")  # fmt: skip
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.context_options(audience="consumer")
@options.evidence_option
@options.claims_options
@options.rule_options
@options.gate_options(fail_on="error")
@options.output_options
@options.changed_option
@options.run_options
@options.cache_options("cache")
def check() -> None:
    """Check drafted copy, such as product pages and press texts; fails when a rule says error.

    PATH is a file (PDF, Office, HTML, Markdown, text), a folder, a pattern such as 'copy/**/*.md', or - for
    standard input.
    """


@options.command("diff", """
  claimcheck diff fixtures/versions/velbrook-2024.md fixtures/versions/velbrook-2025.md
  claimcheck diff fixtures/versions/castrell-2023.txt fixtures/versions/castrell-2024.txt --format concise
""", exits="""
  0  nothing to fail on
  1  with --fail-on worse: NEW has less than OLD
  2  wrong call, faulty rule file, or a JSON file that is no report; nothing was compared
  3  one of the two could not be read, or only in part
""", environment=True, run="comparing")  # fmt: skip
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@options.context_options(audience="investor")
@options.like_option(default="audit")
@options.evidence_option
@options.rules_option
@options.option("--fail-on", heading=RULES, type=OneOf("worse", "never"), default="never", show_default=True,
                envvar="CLAIMCHECK_DIFF_FAIL_ON",
                help="Exit with 1 when a target of OLD is not found in NEW, is due later, has a lower figure, fewer "
                "steps or more reserve, or when a claim has less evidence.")  # fmt: skip
@options.option("--format", "format_", heading=OUTPUT, type=OneOf(*DIFF_FORMATS),
                envvar="CLAIMCHECK_DIFF_FORMAT", help="Format on standard output.  [default: text]")  # fmt: skip
@options.option("--output", "outputs", heading=OUTPUT, metavar="FORMAT[:FILE]", multiple=True,
                envvar="CLAIMCHECK_DIFF_OUTPUT", help="Write a format to a file as well; repeatable.")  # fmt: skip
@options.option("--limit", heading=OUTPUT, type=Whole(0), metavar="N",
                help="Show at most N entries under each heading, 0 for all.  [default: 20 in text]")  # fmt: skip
@options.color_option
@options.progress_option
@options.file_options
def diff() -> None:
    """Show which claims are new, not found again or changed, and which targets and evidence differ.

    OLD and NEW are files of any format that audit reads, folders, or JSON reports that audit wrote, which are used as
    they are.
    """


@options.command("review", """
  claimcheck review fixtures/reports/tarnholm-2025.pdf
  claimcheck review drafts --like check --compare last-year.json
""", exits="""
  0  the review was ended with Ctrl-C; what was decided is in the file
  2  an option, the configuration or the decisions file cannot be used
""", run="reviewing")  # fmt: skip
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@options.context_options(audience="investor")
@options.like_option("audit")
@options.evidence_option
@options.claims_options
@options.rule_options
@options.option("--baseline", heading=RULES, metavar="FILE", type=click.Path(),
                help="Mark findings that this file of `baseline write` accepts.")  # fmt: skip
@options.decisions_option("Keep what is decided in this file.  [default: claimcheck-decisions.yml]")
@options.option("--compare", heading=OUTPUT, metavar="OLD", type=click.Path(),
                help="Mark what is new or changed since a JSON report or a file.")  # fmt: skip
@options.option("--reviewer", heading=OUTPUT, metavar="NAME",
                help="Who decides.  [default: the name one is logged in by]")  # fmt: skip
@options.option("--open/--no-open", "opened", heading=OUTPUT, default=True,
                help="Open the page in the browser.  [default: open]")  # fmt: skip
@options.progress_option
@options.file_options
def review() -> None:
    """Show documents with their claims in the browser, to decide about them.

    The page is served on this machine only, at an address that nobody else knows. PATH is as in audit; files can be
    dropped on the page as well. Every decision is written to the decisions file at once.
    """


@options.command("corpus", """
  claimcheck corpus fixtures/reports --out build/corpus --as-of 2026-11-30
  claimcheck corpus 'fixtures/reports/*.pdf' --out build/corpus --jobs 0
""", exits="""
  0  every document was read whole
  2  wrong call or faulty rule file; nothing was read
  3  some document could not be read, or only in part
  4  some output could not be written, or a defect of claimcheck
  130  interrupted; the same call goes on where it was
""", environment=True, run="corpus_run")  # fmt: skip
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.option("--out", heading=OUTPUT, metavar="DIR", required=True, type=click.Path(),
                help="Folder for the tables; it then holds these documents and no others.")  # fmt: skip
@options.context_options(audience="investor", paged=False)
@options.rule_options
@options.progress_option
@options.option("--jobs", heading=RUN, type=Whole(0), metavar="N", default=1, show_default=True,
                help="Read N documents at a time; 0 for as many as there are processors.")  # fmt: skip
@options.option("--scheduler", heading=RUN, metavar="local|dask|ADDRESS", default="local", show_default=True,
                help="Processes of this machine, a Dask cluster on it, or the address of a Dask scheduler whose "
                "machines see the same paths.")  # fmt: skip
@options.read_limit_option
@options.config_options
def corpus() -> None:
    """Write tables of documents, claims, elements and findings of many files as Parquet.

    PATH is a file, a folder or a pattern such as 'reports/**/*.pdf'. What is in DIR already is not made again, so an
    interrupted run goes on where it was. Needs the extra scale. docs/scale.md has the tables, queries and costs.
    """


@options.command("trace", """
  claimcheck trace fixtures/register/draft.md:3 --element base_year
  claimcheck trace fixtures/reports/tarnholm-2025.pdf:p3:12 --format json
  claimcheck trace fixtures/register/draft.md:3 --rule RED-001
""", exits="""
  0  the claims of the line are shown
  2  wrong call, faulty rule file, or no claim in this line
  3  the file could not be read, or only in part
""", environment=True, run="tracing")  # fmt: skip
@click.argument("target", metavar="FILE:LINE")
@options.context_options(audience="investor")
@options.like_option(default="audit")
@options.evidence_option
@options.claims_options
@options.rules_option
@options.option("--rule", "asked", heading=RULES, type=Names("RULE"), multiple=True,
                help="Say of these rules, by id or name, whether each fired, and if not by which operand.")  # fmt: skip
@options.option("--element", "elements", heading=OUTPUT, type=Names("ELEMENT"), multiple=True,
                help="Show only these elements, such as base_year.")  # fmt: skip
@options.format_option("json", of="TRACE")
@options.color_option
@options.file_options
def trace() -> None:
    """Show for the claims of a line what was looked at as evidence, and what refused each of it.

    With --rule it says of sentences without a claim, too, what each operand of a rule's condition came to.
    FILE:LINE is a place as in the output of --format concise; of documents with pages it is FILE:pPAGE:LINE. A column
    behind the line is passed over.
    """


@options.command("read", """
  claimcheck read fixtures/reports/tarnholm-2025.pdf --pages 3 --tables
  claimcheck read fixtures/copy/fell-3-kettle.md --format json
""", exits="""
  0  everything was read
  2  wrong call; nothing was read
  3  some input could not be read, or only in part
""", environment=True, run="reading")  # fmt: skip
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.option("--pages", heading=CONTEXT, type=Pages(), help="Read only these pages, such as 80-160.")
@options.lang_option()
@options.rules_option
@options.option("--format", "format_", heading=OUTPUT, type=OneOf("text", "json", "markdown"), default="text",
                show_default=True, help="Format on standard output.")  # fmt: skip
@options.option("--tables", heading=OUTPUT, is_flag=True,
                help="Show for every value of a table its labels, unit and year (JSON always has them).")  # fmt: skip
@options.color_option
@options.ocr_option
@options.password_option
@options.read_limit_option
@options.stdin_option
def read() -> None:
    """Show what is read of files: blocks with their places, headings, notes, pages and tables.

    PATH is a file, a folder, a pattern, or - for standard input, as for audit. No rule runs.
    """
