"""Shapes of the files of ``law/``: profiles of jurisdictions, their legal tests and the passages these rest on."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.claim import CheckGrade, LawKind
from claimcheck.model.context import Audience, Medium
from claimcheck.rulepack import allowed_values as allowed
from claimcheck.rulepack.shapes import CheckExample, IsoDate, QuestionShape, SeverityName, Shape, TierName


class CellShape(Shape):
    """Severity by tier for some audiences and media; gap and presentation may go by step."""

    audience: list[str]
    medium: list[str]
    ban: str | dict[str, str]
    conditional: str | dict[str, str]
    gap: str | dict[str, str]
    presentation: str | dict[str, str]
    style: str | dict[str, str]


class OverrideShape(Shape):
    """What one jurisdiction says differently about one rule, or only why it says the same as about others."""

    tier: TierName | None = None
    step: allowed.Step | None = None
    because: str


class TierChangeShape(Shape):
    """What a jurisdiction makes of a whole tier: a ban of one place is a gap in another."""

    tier: TierName
    step: allowed.Step
    because: str


class GroupShape(Shape):
    """Rules that a jurisdiction reads alike; no audience or medium stands for all of them."""

    rules: list[allowed.RuleId]
    tier: TierName | None = None
    step: allowed.Step | None = None
    severity: SeverityName | None = None
    audience: list[str] = []
    medium: list[str] = []
    cite: allowed.CitationKey | None = None
    because: str


class ProfileShape(Shape):
    """``law/<jurisdiction>/profile.yml``: the change of a tier comes first, then the first group, then the override."""

    id: str
    title: str
    about: str
    extends: allowed.ProfileName | None = None
    cells: list[CellShape] = []
    tiers: dict[str, TierChangeShape] = {}
    groups: list[GroupShape] = []
    overrides: dict[allowed.RuleId, OverrideShape] = {}
    investors: allowed.ProfileName | None = None
    general: allowed.CitationKey | None = None
    heavier_in: list[str] = []
    lighter_with: list[allowed.ElementName] = []


class _PassageShape(Shape):
    """What every version of a passage says for itself: dates, how it was checked, and what was taken from it."""

    edition: str
    says: str
    valid_from: IsoDate | None = None
    valid_to: IsoDate | None = None
    grade: CheckGrade
    url: str | None = None
    checked: IsoDate | None = None
    source: str | None = None
    extract: str | None = None
    docket: str | None = None
    periods_from: IsoDate | None = None
    periods_to: IsoDate | None = None


class VersionShape(_PassageShape):
    """A passage as it applied earlier or will apply later; what is left out here is as in the passage itself."""

    instrument: str | None = None
    locator: str | None = None


class CitationShape(_PassageShape):
    """A passage as it applies now; its ``jurisdiction`` is a profile, a country, or ``int`` for all the world."""

    key: str
    instrument: str
    locator: str
    jurisdiction: str
    kind: LawKind | None = None
    versions: list[VersionShape] = []


class CitationsShape(Shape):
    """``law/<jurisdiction>/passages.yml``."""

    law_as_of: IsoDate
    citations: list[CitationShape]


class DecidingFactShape(Shape):
    """An entry of ``facts.yml``: what a text may not tell, and how it is asked for; ``open`` takes words."""

    id: str
    ask: str
    open: bool = False


class FactsShape(Shape):
    """``facts.yml``; answers that are ``denied`` mean no, others yes, or where some are ``affirmed`` these alone."""

    denied: list[str]
    affirmed: list[str] = []
    facts: list[DecidingFactShape]


class BannedSubstanceShape(Shape):
    """A substance or practice, a signal, that ``law`` keeps out of some products, or of all where it names none."""

    substance: str
    products: list[str] = []
    law: str
    url: str


class BannedShape(Shape):
    """``law/<jurisdiction>/banned.yml``: what nobody may sell there, so that going without it sets no product apart.

    Rules and legal tests ask for it as the shared condition ``banned_in_<jurisdiction>``: a sentence names such a
    substance, and it or its paragraph such a product. ``elsewhere`` are signals of what else a sentence may speak of.
    """

    about: str
    grade: CheckGrade
    checked: IsoDate
    elsewhere: list[str] = []
    banned: list[BannedSubstanceShape]

    def condition(self) -> allowed.Condition:
        """The table as one condition."""
        return {"any": [{"all": list(self._named(row))} for row in self.banned]}

    def _named(self, row: BannedSubstanceShape) -> Iterator[allowed.Condition]:
        yield {"signal": row.substance, "in": "sentence", "scope": "any"}
        if not row.products:
            return
        here: allowed.Condition = {"signal": row.products, "in": "sentence", "scope": "any"}
        beside = {"signal": row.products, "in": "paragraph", "scope": "any"}
        other = {"signal": self.elsewhere, "in": "sentence", "scope": "any"}
        yield {"any": [here, {"all": [beside, {"not": other}]}]} if self.elsewhere else here


class LegalTestShape(Shape):
    """``law/<jurisdiction>/<id>.yml``: what one law makes of the facts that rules find."""

    id: str
    jurisdiction: allowed.Jurisdiction
    title: str
    on: list[allowed.RuleId]
    audience: list[Audience] = []
    medium: list[Medium] = []
    only: allowed.Condition | None = None
    when: allowed.Condition | None = None
    unless: allowed.Condition | None = None
    tier: TierName | None = None
    step: allowed.Step | None = None
    message: str
    why: str
    remedy: str
    rewrite: str
    exposure: str | None = None
    questions: list[QuestionShape | str] = []
    cite: list[allowed.CitationKey]
    breach: list[CheckExample]
    lawful: list[CheckExample]
