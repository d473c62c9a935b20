"""Words and lists that rule files may hold and that the stages know as well."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple


class Mark(NamedTuple):
    """Marks what a field of a rule file holds: names of ``what``, as messages call it, or a condition."""

    what: str


CONDITION = "condition"
Condition = Annotated[dict[str, Any], Mark(CONDITION)]
SignalName = Annotated[str, Mark("signal")]
ElementName = Annotated[str, Mark("element")]
ClaimTypeName = Annotated[str, Mark("claim type")]
CitationKey = Annotated[str, Mark("citation")]
SectionName = Annotated[str, Mark("kind of section")]
UnitClass = Annotated[str, Mark("unit class")]
RuleId = Annotated[str, Mark("rule")]
DimensionName = Annotated[str, Mark("dimension")]
ProfileName = Annotated[str, Mark("profile")]
Jurisdiction = Annotated[str, Mark("jurisdiction")]
MetricName = Annotated[str, Mark("metric")]
FactName = Annotated[str, Mark("deciding fact")]
Topic = Literal[
    "climate", "energy", "water", "waste", "circularity", "nature", "pollution", "product", "social",
    "governance", "digital",
]  # fmt: skip
Step = Literal["H", "M", "L", "I", "-"]
FigureKind = Literal["level", "change", "base", "reached", "target", "same", "counterpart"]
TiedForm = Literal[
    "worked_out", "counted_by", "figure_told", "issuer", "checker", "examiner", "until", "any", "beside",
]  # fmt: skip
Trait = Literal[
    "headline", "opening", "fragment", "twice", "often", "contradicted", "unanswered", "admitted", "behind",
]  # fmt: skip
"""What the layout, the document's own repetition and the findings of other stages say of a claim."""

ELEMENT_ORDER = (
    "subject", "metric", "value", "unit", "base_year", "period", "target_year", "boundary", "lifecycle_stage",
    "absolute_and_intensity", "method", "assumptions", "verifier", "assurance_level", "assurance_scope",
    "locator", "qualification", "offsets_split", "comparator", "plan", "progress", "trade_offs",
    "legal_margin", "use_conditions", "contribution_terms", "scheme",
)  # fmt: skip
"""The numbers that reports and the law map use; elements of users come behind them."""
PERCENTILES = (10, 25, 50, 75, 90)
