"""Options that commands share, under headings; each has an environment variable ``CLAIMCHECK_NAME``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any, TypeVar

import click

from claimcheck.cli.types import (
    Answer,
    Day,
    Names,
    OneOf,
    Pages,
    Phrases,
    ReadLimits,
    Switch,
    TextFormat,
    Whole,
    origins,
)
from claimcheck.report.formats import FORMATS

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[Any], Any]

CONTEXT = "Who reads the text, and where"
RULES = "Rules"
EVIDENCE = "Evidence"
OUTPUT = "Output"
RUN = "Other"
_ORDER = (CONTEXT, EVIDENCE, RULES, OUTPUT, RUN)

ENVIRONMENT = (
    "Every option can be set by an environment variable as well: --min-score by CLAIMCHECK_MIN_SCORE, and so on."
)
EXITS = """
  0  nothing to fail on
  1  a finding as severe as --fail-on, or more
  2  wrong call or faulty rule file; nothing was read
  3  some input could not be read, or only in part
  4  some output could not be written, or a defect of claimcheck
  130  interrupted
"""


class GroupedOption(click.Option):
    """An option under a heading of the help."""

    def __init__(self, *args: Any, heading: str = RUN, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heading = heading
        if self.is_flag and isinstance(self.type, click.types.BoolParamType):
            self.type = Switch()
        if self.envvar is None and self.name:
            longest = max((opt for opt in self.opts if opt.startswith("--")), key=len)
            self.envvar = "CLAIMCHECK_" + longest[2:].replace("-", "_").upper()


class GroupedCommand(click.Command):
    """A command whose help shows its options by heading."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each heading."""
        sections: dict[str, list[tuple[str, str]]] = {heading: [] for heading in _ORDER}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                sections[getattr(param, "heading", RUN)].append(record)
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def command(
    name: str, examples: str, *, exits: str = "", environment: bool = False, run: str = ""
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command whose help has headings, and behind them examples, what exit codes say, and that variables count.

    With ``run`` the decorated function only has the options and the help: what it does is ``execute`` of that module.
    """
    parts = [f"\b\nExamples:{examples}", f"\b\nExit codes:{exits}" if exits else "", environment * f"{ENVIRONMENT}\n"]
    epilog = "\n".join(filter(None, parts))
    # A command keeps the names of its help from its first use, which may be without the group.
    settings = {"help_option_names": ["-h", "--help"]}
    made = click.command(name, cls=GroupedCommand, epilog=epilog, context_settings=settings)
    return lambda function: made(_run_of(run, function) if run else function)


def _run_of(module: str, described: Callable[..., Any]) -> Callable[..., int]:
    """What runs a module that is loaded when it is asked for, with the options and the help of ``described``."""

    @click.pass_context
    @wraps(described)
    def call(ctx: click.Context, /, **values: Any) -> int:
        execute = import_module(f"claimcheck.cli.{module}").execute
        return int(execute({"like": ctx.command.name, **values}, origins(ctx)))

    return call


def option(*names: str, heading: str, **settings: Any) -> Callable[[F], F]:
    """An option of a ``GroupedCommand``."""
    return click.option(*names, cls=GroupedOption, heading=heading, **settings)


def _together(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


evidence_option: Decorator = option(
    "--evidence", heading=EVIDENCE, metavar="FILE|DIR", multiple=True, type=click.Path(),
    help="Look for evidence in this register, document or folder as well; repeatable.",
)  # fmt: skip
claims_options: Decorator = _together(
    option("--claims", heading=EVIDENCE, metavar="FILE", multiple=True, type=click.Path(),
           help="Hold claims against this register of approved claims; repeatable."),
    option("--claims-complete/--no-claims-complete", heading=EVIDENCE, default=None,
           help="Whether a claim that no register has is a finding.  [default: as the register says]"),
)  # fmt: skip
rules_option: Decorator = option(
    "--rules", heading=RULES, metavar="DIR", multiple=True, type=click.Path(),
    help="Add or replace rules by those of a folder; repeatable.",
)  # fmt: skip
rule_options: Decorator = _together(
    rules_option,
    option("--select", heading=RULES, type=Names("RULE"), multiple=True,
           help="Run only these rules: ids, names or families."),
    option("--ignore", heading=RULES, type=Names("RULE"), multiple=True, help="Leave these rules out."),
    option("--extend-select", heading=RULES, type=Names("RULE"), multiple=True,
           help="Run these as well as the selected ones."),
    option("--min-confidence", heading=RULES, type=OneOf("high", "medium", "low"),
           help="Leave findings of rules that are less sure than this out of the report."),
    option("--min-severity", heading=RULES, type=OneOf("error", "warning", "info"),
           help="Leave findings below this severity out of the report."),
)  # fmt: skip
progress_option: Decorator = option(
    "--progress/--no-progress", heading=OUTPUT, default=True,
    help="Show on a terminal which page is read.  [default: show]",
)  # fmt: skip
color_option: Decorator = option(
    "--color", heading=OUTPUT, type=OneOf("auto", "always", "never"),
    help="Colours in text.  [default: auto, which NO_COLOR and FORCE_COLOR can change]",
)  # fmt: skip
output_options: Decorator = _together(
    option("--format", "format_", heading=OUTPUT, type=TextFormat(*FORMATS),
           help="Format on standard output.  [default: text]"),
    option("--output", "outputs", heading=OUTPUT, metavar="FORMAT[:FILE]", multiple=True,
           help="Write a format to a file as well; repeatable. board is one page as PDF, pdf the audited file "
           "with remarks in it; with the extra office, xlsx is a working paper, dossier a file for counsel, "
           "and docx has remarks."),
    option("--limit", heading=OUTPUT, type=Whole(0), metavar="N",
           help="Show at most N claims in text and Markdown, 0 for all.  [default: 20 in text]"),
    option("--sort", heading=OUTPUT, type=OneOf("rank", "score", "place"),
           help="Order of claims: to deal with first, lowest score first, or as they stand.  [default: rank]"),
    option("--pictures/--no-pictures", heading=OUTPUT, default=True,
           help="Show in HTML the part of the page around the first claims of PDF files.  [default: show]"),
    option("--show-accepted", heading=OUTPUT, is_flag=True,
           help="List in concise what a baseline or a comment accepts, too."),
    option("--statistics", heading=OUTPUT, is_flag=True,
           help="Show how often each rule fires, in place of the report; as text or JSON."),
    option("--quiet", "-q", heading=OUTPUT, is_flag=True,
           help="Tell on standard error only what could not be read, and no progress."),
    color_option,
    progress_option,
)  # fmt: skip
folder_options: Decorator = _together(
    option("--exclude", heading=RUN, type=Phrases("GLOB"), multiple=True,
           help="Leave files and folders out of folders and patterns, by patterns as in .gitignore."),
    option("--extend-exclude", heading=RUN, type=Phrases("GLOB"), multiple=True,
           help="The same, in addition to what the configuration excludes."),
    option("--extend-include", heading=RUN, type=Phrases("GLOB"), multiple=True,
           help="Take other files from folders and patterns as well, such as 'locales/*.json'."),
    option("--force-exclude", heading=RUN, is_flag=True,
           help="Do not read either what is left out of folders and named here."),
)  # fmt: skip
ocr_option: Decorator = option(
    "--ocr/--no-ocr", heading=RUN, default=False,
    help="Read pages of PDF files that are pictures, with the program tesseract.  [default: they are unread]",
)  # fmt: skip
password_option: Decorator = option(
    "--password-env", heading=RUN, metavar="NAME",
    help="Environment variable that holds the password of PDF files.",
)  # fmt: skip
read_limit_option: Decorator = option(
    "--read-limit", "read_limits", heading=RUN, type=ReadLimits("LIMIT=N"), multiple=True,
    help="Read more or less of a file, such as pages=500, seconds=60 or memory=2GiB; repeatable.",
)  # fmt: skip
config_options: Decorator = _together(
    option("--config", heading=RUN, metavar="FILE|KEY=VALUE", multiple=True,
           help="Use this configuration file and no other, or set one of its keys; repeatable."),
    option("--isolated", heading=RUN, is_flag=True, help="Use no configuration file."),
)  # fmt: skip
file_options: Decorator = _together(
    ocr_option,
    password_option,
    read_limit_option,
    config_options,
)  # fmt: skip
stdin_option: Decorator = option(
    "--stdin-filename", heading=RUN, metavar="NAME",
    help="What to call standard input (the path -), which decides its format.",
)  # fmt: skip
run_options: Decorator = _together(
    option("--jobs", heading=RUN, type=Whole(0), metavar="N", default=1, show_default=True,
           help="Read N files at a time; 0 for as many as there are processors."),
    folder_options,
    file_options,
    option("--untrusted", heading=RUN, is_flag=True,
           help="Heed nothing by which a checkout excuses itself: no configuration in it, no comments that allow, "
           "no links out of it."),
    stdin_option,
)  # fmt: skip
changed_option: Decorator = option(
    "--changed", heading=RUN, metavar="REF",
    help="Judge only files that changed since the work on a branch or commit began, and the lines touched in them.",
)  # fmt: skip
cache_dir_option: Decorator = option(
    "--cache-dir", heading=RUN, metavar="DIR", type=click.Path(),
    help="Keep records in this folder.  [default: that of this user, see `claimcheck cache info`]",
)  # fmt: skip
one_config_option: Decorator = option(
    "--config", heading=RUN, metavar="FILE|KEY=VALUE", multiple=True,
    help="Use this configuration file, or set one of its keys; repeatable.",
)  # fmt: skip


def context_options(audience: str, *, paged: bool = True) -> Callable[[Any], Any]:
    """Who reads the text, and where it stands; the medium follows the audience where it is not given.

    ``paged`` says whether the command reads some pages of a file on demand.
    """
    pages = option(
        "--pages", heading=CONTEXT, type=Pages(), help="Read only these pages, such as 80-160, of PDF files."
    )
    return _together(
        option("--audience", heading=CONTEXT, type=OneOf("consumer", "business", "investor"),
               default=audience, show_default=True, help="Who reads the text."),
        option("--medium", heading=CONTEXT, type=OneOf("advert", "pack", "web", "press", "report"),
               help="Where the text stands; in adverts and on packs, evidence in other places counts less.  "
               "[default: report for investors, else web]"),
        option("--subject", heading=CONTEXT, type=OneOf("product", "company"),
               help="What it is about, where the text does not say."),
        option("--jurisdiction", heading=CONTEXT, type=Names("ID"), multiple=True,
               help="Whose law applies, such as eu,de or us-ca; the strictest wins.  [default: eu,uk,us]"),
        option("--company", heading=CONTEXT, type=Phrases("NAME"), multiple=True,
               help="Names of the company that speaks: what is said of them is its own claim."),
        option("--terms", heading=CONTEXT, type=Phrases("TERM"), multiple=True,
               help="Names and terms that claim nothing, such as those of products."),
        option("--fact", heading=CONTEXT, type=Answer(), metavar="KEY=VALUE", multiple=True,
               help="Answer a deciding fact that the text may not tell, such as credits=no; repeatable."),
        option("--reporting-year", heading=CONTEXT, type=Whole(1900, 2200), metavar="YEAR",
               help="The year that is reported on, from which 'next year' counts.  [default: as the title says]"),
        as_of_option(),
        lang_option(),
        *([pages] if paged else []),
    )  # fmt: skip


def like_option(default: str = "check") -> Callable[[Any], Any]:
    """As which command files are read and judged."""
    return option("--like", heading=RUN, type=OneOf("audit", "check"), default=default, show_default=True,
                  help="Whose defaults to use.")  # fmt: skip


def as_of_option(told: str = "The day whose law applies.") -> Callable[[Any], Any]:
    """The day that counts."""
    return option("--as-of", heading=CONTEXT, type=Day(), help=f"{told}  [default: today]")


def lang_option(told: str = "Language of the text.  [default: detect]") -> Callable[[Any], Any]:
    """The language of what is read."""
    return option("--lang", heading=CONTEXT, metavar="LANG", help=told)


def force_option(what: str) -> Callable[[Any], Any]:
    """Whether a file that is there is written over."""
    return option("--force", heading=OUTPUT, is_flag=True, help=f"Write over a {what} that exists.")


def origin_option(name: str, told: str, **settings: Any) -> Callable[[Any], Any]:
    """Texts whose claims a register is about."""
    return option("--from", name, heading=EVIDENCE, type=click.Path(), help=told, **{"metavar": "FILE", **settings})


def gate_options(fail_on: str) -> Callable[[Any], Any]:
    """What makes the command fail."""
    return _together(
        option("--fail-on", heading=RULES, type=OneOf("error", "warning", "info", "never"), default=fail_on,
               show_default=True, help="Exit with 1 when a finding is at least this severe."),
        option("--min-score", heading=RULES, type=Whole(0, 100), metavar="N",
               help="Count each claim that scores below N as a finding at error."),
        option("--baseline", heading=RULES, metavar="FILE", type=click.Path(),
               help="Mark findings that this file of `baseline write` accepts: they do not count for --fail-on."),
        decisions_option("Take what reviewers have decided from this file of `review`: findings of accepted claims do "
                         "not count."),
        option("--accept", heading=RULES, type=Names("CODE"), multiple=True,
               help="Problems of reading with this code, such as no-text, are notes: no exit code 3."),
    )  # fmt: skip


def decisions_option(told: str) -> Callable[[Any], Any]:
    """The file of decisions."""
    return option("--decisions", heading=RULES, metavar="FILE", type=click.Path(), help=told)


def format_option(*formats: str, of: str = "RULE") -> Callable[[Any], Any]:
    """The format on standard output, text unless another is asked for; ``of`` is the part of its variable's name."""
    return option(
        "--format", "format_", heading=OUTPUT, type=OneOf("text", *formats), default="text", show_default=True,
        envvar=f"CLAIMCHECK_{of}_FORMAT", help="Format on standard output.",
    )  # fmt: skip


def cache_options(default: str) -> Callable[[Any], Any]:
    """Whether and where records are kept; ``default`` is what the command does unless it is told."""
    return _together(
        option("--cache/--no-cache", heading=RUN, default=None,
               help="Keep the records of files, and take them from there while a file, the rules and the setting "
               f"are as they were.  [default: {default}]"),
        cache_dir_option,
    )  # fmt: skip


baseline_options: Decorator = _together(
    context_options(audience="consumer"),
    like_option(),
    evidence_option,
    claims_options,
    rule_options,
    option("--baseline", heading=OUTPUT, metavar="FILE", type=click.Path(),
           help="The baseline.  [default: claimcheck-baseline.json]"),
    option("--check", "only_check", heading=RUN, is_flag=True,
           help="Write nothing; exit with 1 where the baseline would change."),
    progress_option,
    run_options,
)  # fmt: skip
