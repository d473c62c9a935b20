"""The keys of ``claimcheck.toml`` and of ``[tool.claimcheck]``: names and meanings are those of the options."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from claimcheck.model.claim import Confidence, Severity
from claimcheck.model.context import Audience, Medium, SubjectKind

Names = list[Annotated[str, Field(min_length=1)]]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


def _key(description: str, **limits: Any) -> Any:
    """A key that may be left out."""
    return Field(None, description=description, **limits)


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, alias_generator=_kebab, defer_build=True)


class FileKeys(_Keys):
    """What may differ from file to file."""

    audience: Audience | None = _key("Who reads the text.")
    medium: Medium | None = _key("Where it stands.")
    subject: SubjectKind | None = _key("What it is about.")
    jurisdiction: Names | None = _key("Whose law applies; the strictest wins.", min_length=1)
    company: Names | None = _key("Names of the company that speaks.")
    terms: Names | None = _key("Names and terms that claim nothing, such as those of products.")
    reporting_year: int | None = _key("The year that is reported on.", ge=1900, le=2200)
    fact: dict[str, str] | None = _key(
        "Answers to deciding facts, by name: what a text may not tell and a law asks for."
    )
    lang: str | None = _key("Language of the text.")
    ocr: bool | None = _key("Whether the text of pages that are pictures is recognised, with the program tesseract.")
    select: Names | None = _key("Run only these rules: ids, names or families.")
    ignore: Names | None = _key("Leave these rules out.")
    extend_select: Names | None = _key("Run these rules as well as the selected ones.")
    severity: dict[str, Literal["error", "warning", "info", "off"]] | None = _key(
        "Severity by rule id, name or family, whatever the law's profile says."
    )
    min_severity: Severity | None = _key("Drop findings below this severity.")
    min_confidence: Confidence | None = _key("Drop findings of rules that are less sure than this.")
    evidence: Names | None = _key("Registers, documents and folders with evidence from outside of what is read.")
    claims: Names | None = _key("Registers of approved claims.")
    claims_complete: bool | None = _key(
        "Whether a claim that no register has is a finding, whatever the register says."
    )


class PathKeys(FileKeys):
    """Settings of the files that one of the patterns matches; later ones win."""

    paths: Names = Field(
        description="Patterns relative to the configuration file; one without a slash matches names anywhere.",
        min_length=1,
    )


class ConfigShape(FileKeys):
    """A configuration file."""

    extends: str | None = _key("Another file whose settings come first.", min_length=1)
    rules: Names | None = _key("Folders of rules beside the built-in ones.")
    rulepack: str | None = _key("Version of the built-in rules to insist on, such as ==0.1.")
    fail_on: Severity | Literal["never"] | None = _key("Which findings make the exit code 1.")
    min_score: int | None = _key("A claim below it weighs as much as an error.", ge=0, le=100)
    exclude: Names | None = _key(
        "Files and folders to leave out of folders and patterns, by patterns as in .gitignore."
    )
    extend_exclude: Names | None = _key("The same, in addition to those of `exclude`.")
    extend_include: Names | None = _key(
        "Files of other endings, such as string tables, to take from folders and patterns."
    )
    force_exclude: bool | None = _key("Whether what is left out of folders is not read either where it is named.")
    accept: Names | None = _key("Problems with these codes are notes.")
    baseline: str | None = _key("File of accepted findings, which do not count.", min_length=1)
    decisions: str | None = _key(
        "File of what reviewers have decided; findings of accepted claims do not count.", min_length=1
    )
    limit: int | None = _key("Claims shown in text and Markdown, 0 for all.", ge=0)
    sort: Literal["rank", "score", "place"] | None = _key(
        "Order of claims: what to deal with first, the lowest score first, or as they stand."
    )
    pictures: bool | None = _key("Whether HTML shows the part of the page around the first claims of PDF files.")
    cache: bool | None = _key(
        "Whether records of files are kept, so that a file that is as it was is not judged again."
    )
    jobs: int | None = _key("Files read at a time; 0 for as many as processors.", ge=0)
    read_limit: dict[str, int | float] | None = _key("How much of a file is read, by limit.")
    per_path: list[PathKeys] | None = _key("Settings for some files.")
