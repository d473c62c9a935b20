"""``claimcheck schema``: the JSON Schemas that scripts and editors can lean on."""

from __future__ import annotations

import json

import click

from claimcheck.cli.options import GroupedCommand
from claimcheck.cli.types import OneOf

REPORT = "report"
DOCUMENT = "document"
TRACE = "trace"
DIFF = "diff"
GOLD = "gold"
EVALUATION = "evaluation"
REGISTER = "register"
VERIFICATION = "verification"
CLAIMS = "claims"
CLAIMS_VERIFICATION = "claims-verification"
RECORD = "record"
DECISIONS = "decisions"
CONFIG = "config"
BASELINE = "baseline"
FILE_KINDS = (
    "check", "claim-type", "element", "lexicon", "profile", "legal-test", "citations", "scoring", "ranking", "units",
    "languages", "letters", "pack", "sections", "metrics", "conditions", "statistics", "admissions", "facts",
)  # fmt: skip
WRITTEN = (
    REPORT, RECORD, DOCUMENT, TRACE, DIFF, CONFIG, BASELINE, DECISIONS, REGISTER, VERIFICATION, CLAIMS,
    CLAIMS_VERIFICATION, GOLD, EVALUATION,
)  # fmt: skip
EPILOG = """\
\b
Examples:
  claimcheck schema report > report.schema.json
  claimcheck schema check
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("name", type=OneOf(*WRITTEN, *FILE_KINDS), metavar="NAME")
def schema(name: str) -> int:
    """Print a JSON Schema (2020-12).

    \b
    NAME is what it describes. What commands write:
      report               JSON of audit and check
      record               the same as flat tables
      document             JSON of read
      trace                JSON of trace
      diff                 JSON of diff
      verification         JSON of evidence verify
      claims-verification  JSON of claims verify
      evaluation           JSON of rules evaluate

    \b
    What people write:
      config        claimcheck.toml
      baseline      a file of accepted findings
      decisions     a file of what reviewers decide
      register      a register of evidence
      claims        a register of approved claims
      gold          a file of labelled texts

    \b
    Rule files:
      check, claim-type, element, lexicon, profile, legal-test, citations,
      scoring, ranking, units, languages, letters, pack, sections, metrics,
      conditions, statistics, admissions, facts
    """
    from claimcheck.cli.output import write_stdout

    if name == RECORD:
        from claimcheck.report.record import record_schema

        write_stdout(record_schema(), "json")
    else:
        write_stdout(_file_schema(name) if name in FILE_KINDS else _model_schema(name), "json")
    return 0


def _model_schema(name: str) -> str:
    from pydantic import BaseModel

    from claimcheck.approval.register import ClaimsShape
    from claimcheck.config.baseline import Baseline
    from claimcheck.config.shapes import ConfigShape
    from claimcheck.decisions.register import DecisionsShape
    from claimcheck.evidence.register.reader import RegisterShape
    from claimcheck.gold.evaluation import Evaluation
    from claimcheck.gold.shapes import GoldFile
    from claimcheck.model.diff_out import Diff
    from claimcheck.model.reading import ReadingOut
    from claimcheck.model.report import Report
    from claimcheck.model.trace_out import TraceOut
    from claimcheck.model.verification import ClaimsVerificationOut, VerificationOut
    from claimcheck.model.wire import Wire

    written: dict[str, type[Wire]] = {
        REPORT: Report, DOCUMENT: ReadingOut, TRACE: TraceOut, DIFF: Diff, EVALUATION: Evaluation,
        VERIFICATION: VerificationOut, CLAIMS_VERIFICATION: ClaimsVerificationOut,
    }  # fmt: skip
    accepted: dict[str, type[BaseModel]] = {
        GOLD: GoldFile, CONFIG: ConfigShape, BASELINE: Baseline, REGISTER: RegisterShape,
        CLAIMS: ClaimsShape, DECISIONS: DecisionsShape,
    }  # fmt: skip
    values = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **(
            written[name].model_json_schema()
            if name in written
            else accepted[name].model_json_schema(by_alias=True)
        ),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _file_schema(name: str) -> str:
    from claimcheck.rulepack.source import builtin_rules

    text = (builtin_rules() / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    return text if text.endswith("\n") else text + "\n"
