"""The keys of ``claimcheck.toml`` and of ``[tool.claimcheck]``: names and meanings are those of the options."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Names = list[Annotated[str, Field(min_length=1)]]
Severity = Literal["error", "warning", "info"]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Keys(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, alias_generator=_kebab, defer_build=True
    )


class FileKeys(_Keys):
    """What may differ from file to file."""

    audience: Literal["consumer", "business", "investor"] | None = Field(
        None, description="Who reads the text."
    )
    medium: Literal["advert", "pack", "web", "press", "report"] | None = Field(
        None, description="Where it stands."
    )
    subject: Literal["product", "company"] | None = Field(None, description="What it is about.")
    jurisdiction: Names | None = Field(
        None, description="Whose law applies; the strictest wins.", min_length=1
    )
    company: Names | None = Field(None, description="Names of the company that speaks.")
    terms: Names | None = Field(
        None, description="Names and terms that claim nothing, such as those of products."
    )
    reporting_year: int | None = Field(None, ge=1900, le=2200, description="The year that is reported on.")
    fact: dict[str, str] | None = Field(
        None, description="Answers to deciding facts, by name: what a text may not tell and a law asks for."
    )
    lang: str | None = Field(None, description="Language of the text.")
    ocr: bool | None = Field(
        None,
        description="Whether the text of pages that are pictures is recognised, with the program tesseract.",
    )
    select: Names | None = Field(None, description="Run only these rules: ids, names or families.")
    ignore: Names | None = Field(None, description="Leave these rules out.")
    extend_select: Names | None = Field(None, description="Run these rules as well as the selected ones.")
    severity: dict[str, Literal["error", "warning", "info", "off"]] | None = Field(
        None, description="Severity by rule id, name or family, whatever the law's profile says."
    )
    min_severity: Severity | None = Field(None, description="Drop findings below this severity.")
    min_confidence: Literal["high", "medium", "low"] | None = Field(
        None, description="Drop findings of rules that are less sure than this."
    )
    evidence: Names | None = Field(
        None, description="Registers, documents and folders with evidence from outside of what is read."
    )
    claims: Names | None = Field(None, description="Registers of approved claims.")
    claims_complete: bool | None = Field(
        None, description="Whether a claim that no register has is a finding, whatever the register says."
    )


class PathKeys(FileKeys):
    """Settings of the files that one of the patterns matches; later ones win."""

    paths: Names = Field(
        description="Patterns relative to the configuration file; one without a slash matches names anywhere.",
        min_length=1,
    )


class ConfigShape(FileKeys):
    """A configuration file."""

    extends: str | None = Field(None, min_length=1, description="Another file whose settings come first.")
    rules: Names | None = Field(None, description="Folders of rules beside the built-in ones.")
    rulepack: str | None = Field(
        None, description="Version of the built-in rules to insist on, such as ==0.1."
    )
    fail_on: Severity | Literal["never"] | None = Field(
        None, description="Which findings make the exit code 1."
    )
    min_score: int | None = Field(
        None, ge=0, le=100, description="A claim below it weighs as much as an error."
    )
    exclude: Names | None = Field(
        None,
        description="Files and folders to leave out of folders and patterns, by patterns as in .gitignore.",
    )
    extend_exclude: Names | None = Field(None, description="The same, in addition to those of `exclude`.")
    extend_include: Names | None = Field(
        None, description="Files of other endings, such as string tables, to take from folders and patterns."
    )
    force_exclude: bool | None = Field(
        None, description="Whether what is left out of folders is not read either where it is named."
    )
    accept: Names | None = Field(None, description="Problems with these codes are notes.")
    baseline: str | None = Field(
        None, min_length=1, description="File of accepted findings, which do not count."
    )
    decisions: str | None = Field(
        None,
        min_length=1,
        description="File of what reviewers have decided; findings of accepted claims do not count.",
    )
    limit: int | None = Field(None, ge=0, description="Claims shown in text and Markdown, 0 for all.")
    sort: Literal["rank", "score", "place"] | None = Field(
        None,
        description="Order of claims: what to deal with first, the lowest score first, or as they stand.",
    )
    pictures: bool | None = Field(
        None, description="Whether HTML shows the part of the page around the first claims of PDF files."
    )
    cache: bool | None = Field(
        None,
        description="Whether records of files are kept, so that a file that is as it was is not judged again.",
    )
    jobs: int | None = Field(None, ge=0, description="Files read at a time; 0 for as many as processors.")
    read_limit: dict[str, int | float] | None = Field(
        None, description="How much of a file is read, by limit."
    )
    per_path: list[PathKeys] | None = Field(None, description="Settings for some files.")
