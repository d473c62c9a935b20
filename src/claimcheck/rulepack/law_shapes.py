"""Shapes of the files of ``law/``: profiles of jurisdictions, their legal tests and the passages these rest on."""

from __future__ import annotations

from claimcheck.model.claim import CheckGrade, LawKind
from claimcheck.model.context import Audience, Medium
from claimcheck.rulepack.allowed_values import (
    CitationKey,
    Condition,
    ElementName,
    Jurisdiction,
    ProfileName,
    RuleId,
    Step,
)
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
    step: Step | None = None
    because: str


class TierChangeShape(Shape):
    """What a jurisdiction makes of a whole tier: a ban of one place is a gap in another."""

    tier: TierName
    step: Step
    because: str


class GroupShape(Shape):
    """Rules that a jurisdiction reads alike; no audience or medium stands for all of them.

    ``severity`` holds whatever the cells say; ``cite`` is the passage that the reading rests on.
    """

    rules: list[RuleId]
    tier: TierName | None = None
    step: Step | None = None
    severity: SeverityName | None = None
    audience: list[str] = []
    medium: list[str] = []
    cite: CitationKey | None = None
    because: str


class ProfileShape(Shape):
    """``law/<jurisdiction>/profile.yml``.

    A profile that ``extends`` another one has only what is different in it. Of one profile the change of a tier comes
    first, then the first group with the rule, then the override. ``investors`` is the profile whose gaps count towards
    investors; ``general`` is the passage against misleading statements on which a finding rests where neither rule nor
    test names law of this jurisdiction; ``heavier_in`` are kinds of blocks that weigh a step more, ``lighter_with``
    elements that make it less.
    """

    id: str
    title: str
    about: str
    extends: ProfileName | None = None
    cells: list[CellShape] = []
    tiers: dict[str, TierChangeShape] = {}
    groups: list[GroupShape] = []
    overrides: dict[RuleId, OverrideShape] = {}
    investors: ProfileName | None = None
    general: CitationKey | None = None
    heavier_in: list[str] = []
    lighter_with: list[ElementName] = []


class _PassageShape(Shape):
    """What every version of a passage says for itself.

    ``checked`` is the day of the last check, ``source`` the copy that was read or who reports the passage where it was
    not read itself, ``extract`` a few words of it, ``docket`` the number or ECLI of a case. A standard that goes by
    reporting periods is for those that begin from ``periods_from`` until ``periods_to``.
    """

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
    """A passage as it applied earlier or will apply later; what is left out is as in the passage itself.

    The days, how it was checked and what was taken from it are never those of the passage.
    """

    instrument: str | None = None
    locator: str | None = None


class CitationShape(_PassageShape):
    """An entry of ``law/<jurisdiction>/passages.yml``: a passage as it applies now, with its other ``versions``.

    ``jurisdiction`` is the id of a profile, the code of another country, or ``int`` for worldwide standards.
    ``kind`` is what sort of law it is.
    """

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
    """``facts.yml``; ``denied`` are the answers that mean no, in lower case: every other one means yes.

    Where some are ``affirmed``, facts take these and, if they are open, words that name something.
    """

    denied: list[str]
    affirmed: list[str] = []
    facts: list[DecidingFactShape]


class BannedSubstanceShape(Shape):
    """A substance or practice that the law keeps out of some products, or of all where ``products`` names none.

    ``substance`` and ``products`` are signals; ``law`` is the act and the place in it.
    """

    substance: str
    products: list[str] = []
    law: str
    url: str


class BannedShape(Shape):
    """``law/<jurisdiction>/banned.yml``: what nobody may sell there, so that going without it sets no product apart.

    Rules and legal tests ask for it as the shared condition ``banned_in_<jurisdiction>``: a sentence names such a
    substance and such a product.
    """

    about: str
    grade: CheckGrade
    checked: IsoDate
    banned: list[BannedSubstanceShape]

    def condition(self) -> Condition:
        """The table as one condition."""
        named = [[row.substance, row.products] if row.products else [row.substance] for row in self.banned]
        return {
            "any": [
                {"all": [{"signal": one, "in": "sentence", "scope": "any"} for one in together]}
                for together in named
            ]
        }


class LegalTestShape(Shape):
    """``law/<jurisdiction>/<id>.yml``: what one law makes of the facts that rules find.

    ``on`` are rules whose findings the test decides in its jurisdiction, for these audiences and media or, where none
    are named, for all; the first of them names what the test finds by itself. ``only`` says of which claims, None for
    every one that such a rule has found; ``when`` of which besides, though no rule of ``on`` speaks of them.
    ``unless`` is what the law lets stand: nothing else clears the test. Words and passages are those of this law; a
    test without ``tier`` takes that of the profile. ``questions`` are the facts that decide; what no text and no
    answer tells is said to be undetermined.
    """

    id: str
    jurisdiction: Jurisdiction
    title: str
    on: list[RuleId]
    audience: list[Audience] = []
    medium: list[Medium] = []
    only: Condition | None = None
    when: Condition | None = None
    unless: Condition | None = None
    tier: TierName | None = None
    step: Step | None = None
    message: str
    why: str
    remedy: str
    rewrite: str
    exposure: str | None = None
    questions: list[QuestionShape | str] = []
    cite: list[CitationKey]
    breach: list[CheckExample]
    lawful: list[CheckExample]
