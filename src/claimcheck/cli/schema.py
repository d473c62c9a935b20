"""``claimcheck schema``: the JSON Schemas that scripts and editors can lean on."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.output import as_json, write_stdout
from claimcheck.cli.types import OneOf
from claimcheck.model.wire import Wire

FILE_KINDS = (
    "check", "claim-type", "element", "lexicon", "profile", "legal-test", "citations", "scoring", "ranking", "units",
    "languages", "letters", "pack", "sections", "metrics", "conditions", "statistics", "admissions", "facts", "roles",
)  # fmt: skip
RECORD, LINES = "record", "jsonl"
MODELS = {
    "report": "model.report:Report",
    "document": "model.reading:ReadingOut",
    "trace": "model.trace_out:TraceOut",
    "diff": "model.diff_out:Diff",
    "config": "config.shapes:ConfigShape",
    "baseline": "config.baseline:Baseline",
    "decisions": "decisions:DecisionsShape",
    "register": "evidence.register:RegisterShape",
    "verification": "model.verification:VerificationOut",
    "claims": "approval.register:ClaimsShape",
    "claims-verification": "model.verification:ClaimsVerificationOut",
    "gold": "gold.files:GoldFile",
    "evaluation": "gold.evaluation:Evaluation",
}
"""By name of a schema the module and class that it is made of."""
WRITTEN = ("report", LINES, RECORD, *list(MODELS)[1:])


@options.command("schema", """
  claimcheck schema report > report.schema.json
  claimcheck schema check
""")  # fmt: skip
@click.argument("name", type=OneOf(*WRITTEN, *FILE_KINDS), metavar="NAME")
def schema(name: str) -> int:
    """Print a JSON Schema (2020-12).

    \b
    NAME is what it describes. What commands write:
      report               JSON of audit and check
      jsonl                a line of the same as jsonl
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
      conditions, statistics, admissions, facts, roles
    """
    write_stdout(_schema(name), "json")
    return 0


def _schema(name: str) -> str:
    if name == RECORD:
        from claimcheck.report.record import record_schema

        return record_schema()
    if name in FILE_KINDS:
        from claimcheck.rulepack.source import builtin_rules

        text = (builtin_rules() / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
        return text if text.endswith("\n") else text + "\n"
    module, _, attribute = MODELS["report" if name == LINES else name].partition(":")
    model: Any = getattr(import_module(f"claimcheck.{module}"), attribute)
    if issubclass(model, Wire):
        own = model.model_json_schema()
        # To what is written keys may be added: who reads it passes over what it does not know.
        for part in (own, *own["$defs"].values()):
            part.pop("additionalProperties", None)
    else:
        # Shapes of files have other names for some of their fields.
        own = model.model_json_schema(by_alias=True)
    values = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return as_json(values | (_of_lines(own) if name == LINES else own))


def _of_lines(report: dict[str, Any]) -> dict[str, Any]:
    """The schema of a line: a document, or at the end the report without its documents."""
    parts = report.pop("$defs")
    report["properties"].pop("documents")
    lines = {"document": parts["DocumentOut"], "summary": report}
    made = [
        {
            **line,
            "properties": {"kind": {"const": kind}, **line["properties"]},
            "required": ["kind", *line["properties"]],
        }
        for kind, line in lines.items()
    ]
    return {"$defs": parts, "oneOf": made}
