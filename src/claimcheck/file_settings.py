"""The settings in which files are judged, and the auditors that they make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from claimcheck.config.file import Setting
from claimcheck.model.context import Context
from claimcheck.model.evidence import Outside
from claimcheck.read.limits import Limits

if TYPE_CHECKING:
    from claimcheck.api import Auditor
    from claimcheck.rulepack.pack import Pack


class FileSettings(Struct, frozen=True):
    """How one file is read and judged."""

    context: Context
    lang: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    severity: tuple[tuple[str, str], ...]
    min_severity: str | None
    min_confidence: str | None = None
    evidence: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    claims_complete: bool | None = None
    ocr: bool = False

    @classmethod
    def of(cls, settings: Mapping[str, Setting], as_of: date | None, *, untrusted: bool = False) -> FileSettings:
        """From settings by key of the configuration. Raises ``UsageError`` for values that do not go together."""
        values = {key: one.value for key, one in settings.items() if one.value not in (None, ())}
        context: dict[str, Any] = {
            "audience": values.get("audience", "investor"),
            "medium": values.get("medium"),
            "subject": values.get("subject"),
            "company": tuple(values.get("company", ())),
            "terms": tuple(values.get("terms", ())),
            "reporting_year": values.get("reporting-year"),
            "facts": values.get("fact", {}),
            "untrusted": untrusted,
        }
        if "jurisdiction" in values:
            context["jurisdictions"] = tuple(name.lower() for name in values["jurisdiction"])
        if as_of is not None:
            context["as_of"] = as_of
        return cls(
            context=Context(**context),
            lang=values.get("lang"),
            select=tuple(values.get("select", ())),
            ignore=tuple(values.get("ignore", ())),
            extend_select=tuple(values.get("extend-select", ())),
            severity=tuple(sorted(values.get("severity", {}).items())),
            min_severity=values.get("min-severity"),
            min_confidence=values.get("min-confidence"),
            evidence=tuple(values.get("evidence", ())),
            claims=tuple(values.get("claims", ())),
            claims_complete=values.get("claims-complete"),
            ocr=values.get("ocr", False),
        )

    def auditor(self, pack: Pack | None, limits: Limits, outside: Outside | None = None) -> Auditor:
        """The auditor for such files; ``outside`` is their evidence where it has been read before.

        Raises ``UsageError`` for names that the pack does not know.
        """
        # A run whose records are all kept has no use for the stages.
        from claimcheck.api import Auditor

        return Auditor(
            pack,
            self.context,
            lang=self.lang,
            select=self.select,
            ignore=self.ignore,
            extend_select=self.extend_select,
            severity=dict(self.severity),
            limits=limits,
            ocr=self.ocr,
            evidence=self.evidence if outside is None else outside,
            claims=self.claims,
            claims_complete=self.claims_complete,
        )
