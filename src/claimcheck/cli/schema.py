"""``claimcheck schema``: the JSON Schemas that scripts and editors can lean on."""

from __future__ import annotations

import json

import click

from claimcheck.cli.options import GroupedCommand
from claimcheck.cli.types import OneOf

REPORT = "report"
DOCUMENT = "document"
FILE_KINDS = (
    "check", "claim-type", "element", "lexicon", "profile", "citations", "scoring", "units", "languages", "pack",
    "sections",
)  # fmt: skip
EPILOG = """\
\b
Examples:
  claimcheck schema report > report.schema.json
  claimcheck schema check
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("name", type=OneOf(REPORT, DOCUMENT, *FILE_KINDS))
def schema(name: str) -> int:
    """Print the JSON Schema (2020-12) of the JSON report, of what read prints, or of one kind of rule file."""
    from claimcheck.cli.output import write_stdout

    write_stdout(_wire_schema(name) if name in (REPORT, DOCUMENT) else _file_schema(name), "json")
    return 0


def _wire_schema(name: str) -> str:
    from claimcheck.model.reading import ReadingOut
    from claimcheck.model.report import Report

    model = Report if name == REPORT else ReadingOut
    values = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True, mode="serialization"),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _file_schema(name: str) -> str:
    from claimcheck.rulepack.source import builtin_rules

    text = (builtin_rules() / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    return text if text.endswith("\n") else text + "\n"
