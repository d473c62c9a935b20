"""A claim, the evidence found for it, the findings about it and its score, as the stages pass them on."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, get_args

from claimcheck.model.evidence import Outer, Source
from claimcheck.model.figure import Link
from claimcheck.model.passage import Clause, Fact, Sentence

Force = Literal["promised", "intended", "at_best"]
Need = Literal["required", "conditional", "optional"]
State = Literal["present", "linked", "registered", "missing", "contradicted"]
Tier = Literal["ban", "conditional", "gap", "presentation", "style"]
Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]
CheckGrade = Literal["read", "secondary", "unverified"]
LawKind = Literal["statute", "rule", "code", "guide", "case", "standard"]

TIERS: tuple[Tier, ...] = get_args(Tier)
"""Strictest first."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""Most severe first."""


class Core(NamedTuple):
    """A claim as found in a clause: its type, and the fields that words and grammar decide.

    ``start`` and ``end`` enclose the signals that made the core. ``target_year`` is the year by which a plan is due.
    ``measured`` is the run of words by which a claim that no signal made names a row of a table; ``plain`` says that
    the company tells what it does in words of no list: nothing is wrong with them. ``verb`` is the kind of the verb
    that governs the core, "none" in a phrase; ``aside`` says that the core only accompanies what that verb says: as
    an example, a purpose, or in a clause inside the clause; ``subject_of`` that it only names what that verb speaks of:
    "our sustainability leaders met". ``force`` says whether a plan is promised or intended, and
    whether a figure is what comes out at best.
    """

    type: str
    sentence: Sentence
    clause: Clause
    start: int
    end: int
    topic: str
    tense: str
    certainty: str
    target_kind: str | None
    stance: str
    claimant: str
    subject_kind: str | None
    block: str
    target_year: int | None = None
    measured: tuple[int, int] | None = None
    plain: bool = False
    verb: str = "none"
    aside: bool = False
    subject_of: bool = False
    force: tuple[Force, ...] = ()

    @property
    def said(self) -> Literal["stated", "beside", "named"]:
        """Whether the verb of the clause says it, or it stands beside that, or only names what the verb speaks of."""
        return "beside" if self.aside else "named" if self.subject_of else "stated"

    @property
    def due(self) -> Literal["named", "none"]:
        """Whether a plan has a year, whatever words tell it."""
        return "none" if self.target_year is None else "named"


class SetAside(NamedTuple):
    """A passage that is about the topic and is no claim of the company, and why; ``sentence`` is its number."""

    sentence: int
    start: int
    end: int
    reason: str
    topic: str | None
    score: int | None

    @classmethod
    def of(cls, sentence: Sentence, reason: str, topic: str | None) -> SetAside:
        """A whole sentence, without a score."""
        return cls(sentence.number, sentence.start, sentence.end, reason, topic, None)


class Element(NamedTuple):
    """One piece of evidence that a claim needs or holds.

    ``credit`` is place credit times match, 0 to 1. ``start`` and ``end`` are offsets of the evidence in the
    normalised text, and ``fact`` the figure behind it; all three are None when nothing was found. ``link`` says which
    figures elsewhere it rests on. ``source`` is the entry of a register behind it; with state ``missing`` it is one
    that has lapsed and counts for nothing. ``outer`` is where it stands in another document; ``start`` and ``end`` are
    None then, as they are behind a register. ``leads_to`` are the offsets of what stands where a locator points, where
    that was followed; a missing locator with a ``fact`` is a pointer to a wrong place. ``asked`` is False for a missing
    element that nobody would ask for of this sentence, or that is asked for once for the whole document.
    """

    id: str
    need: Need
    state: State
    credit: float
    where: str | None = None
    start: int | None = None
    end: int | None = None
    fact: Fact | None = None
    link: Link | None = None
    leads_to: tuple[int, int] | None = None
    source: Source | None = None
    outer: Outer | None = None
    asked: bool = True


class DimensionShare(NamedTuple):
    """A dimension's weight for this type of claim and the share of it that is held."""

    dimension: str
    weight: float
    share: float


class Limit(NamedTuple):
    """A ceiling on the score: ``limit`` is what ``floor`` and ``credit`` make of it."""

    reason: str
    floor: float
    credit: float
    limit: float


class Step(NamedTuple):
    """What to add next and the points it brings after the steps before it."""

    element: str
    gain: int
    advice: str


class Score(NamedTuple):
    """A score with its whole arithmetic."""

    dimensions: tuple[DimensionShare, ...]
    raw: float
    limits: tuple[Limit, ...]
    score: int
    band: str
    steps: tuple[Step, ...]


class Citation(NamedTuple):
    """A passage of law or of a standard; dates are inclusive, ``grade`` says how it was checked.

    ``says`` is what the passage asks, in our words, ``extract`` a few of its own. ``checked`` is the day of the last
    check, ``source`` the copy that was read or who reports a passage that was not read itself, ``docket`` the number of
    a decided case. A standard that goes by reporting periods is for those that begin from ``periods_from`` until
    ``periods_to``.
    ``versions`` are the same passage as it applied earlier or will apply later; they have no versions of their own.
    """

    key: str
    instrument: str
    locator: str
    edition: str
    jurisdiction: str
    says: str
    valid_from: date | None
    valid_to: date | None
    grade: CheckGrade
    url: str | None
    kind: LawKind | None = None
    checked: date | None = None
    source: str | None = None
    extract: str | None = None
    docket: str | None = None
    periods_from: date | None = None
    periods_to: date | None = None
    versions: tuple[Citation, ...] = ()

    def on(self, day: date) -> Citation:
        """The version that applies on a day.

        Before the first one begins it is the first one, after the last has ended the last.
        """
        if not self.versions:
            return self
        known = self.dated()
        begun = [one for one in known if one.valid_from is None or one.valid_from <= day]
        ended = begun and begun[-1].valid_to is not None and begun[-1].valid_to < day
        to_come = known[len(begun) :]
        return to_come[0] if to_come and (ended or not begun) else begun[-1]

    def dated(self) -> tuple[Citation, ...]:
        """The passage and its other versions, the earliest first."""
        return tuple(sorted((self, *self.versions), key=lambda one: one.valid_from or date.min))


class Law(NamedTuple):
    """What one jurisdiction makes of a finding, in its own words.

    ``test`` is the id of the legal test that decides, None where the profile reads the rule; then ``why`` is the reason
    that the profile gives, empty where it gives none. ``citations`` are keys of passages of that law, ``undetermined``
    the deciding facts that nobody has told, ``exposure`` what a breach may lead to. ``starts`` is the day from which
    the law behind it applies, None where it does already.
    """

    jurisdiction: str
    test: str | None
    tier: Tier
    severity: Severity
    message: str
    why: str
    remedy: str
    rewrite: str
    exposure: str
    citations: tuple[str, ...]
    undetermined: tuple[str, ...]
    starts: date | None


class Opposite(NamedTuple):
    """A passage that another one is held against, in the document of that number among those handed in as evidence."""

    start: int
    end: int
    document: int | None = None


class Finding(NamedTuple):
    """One rule that applies to one claim; ``start`` and ``end`` enclose the quoted words.

    ``laws`` has what each jurisdiction makes of it, strictest first; what is said of the finding itself is that of the
    first.

    Of a contradiction ``against`` has the passages that it is held against, ``sum`` the arithmetic, and
    ``further`` how many more places disagree in the same way.
    """

    rule: str
    name: str
    family: str
    tier: Tier
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    start: int
    end: int
    jurisdictions: tuple[str, ...]
    citations: tuple[Citation, ...]
    questions: tuple[str, ...]
    remedy: str
    rewrite: str
    laws: tuple[Law, ...] = ()
    against: tuple[Opposite, ...] = ()
    sum: str = ""
    further: int = 0


class Remark(NamedTuple):
    """A finding about no single claim, and the sentence that shows it."""

    sentence: Sentence
    finding: Finding


class Question(NamedTuple):
    """A question on which a claim hangs, and the element that answers it, None where none does."""

    element: str | None
    ask: str


class Asked(NamedTuple):
    """What is asked of a claim: its elements, the missing ones with whether they are asked for.

    ``wanted`` are the ids of what to add or to better, at most ``MOST_ASKED`` of them; all that is asked is among them.
    ``questions`` are those that decide, the first one ahead.
    """

    elements: tuple[Element, ...]
    wanted: frozenset[str]
    questions: tuple[Question, ...] = ()


class ToldOnce(NamedTuple):
    """What some claims of a document lack and none of them is asked for, with the advice on it."""

    element: str
    claims: int
    advice: str


class Reason(NamedTuple):
    """A term of the sum that orders claims: an id of ``rules/ranking.yml`` and its points."""

    reason: str
    points: int


class Ranked(NamedTuple):
    """The place of a claim in the order of its document.

    ``rank`` is 1 for what to deal with first; all claims of a group share it. ``group`` is the number, from 0, of the
    claim that stands for the group, and ``why`` the terms whose sum decides.
    """

    rank: int
    group: int
    why: tuple[Reason, ...]


class Aim(NamedTuple):
    """The target of a planned claim: half-open offsets in the normalised text, and years.

    ``value`` is the figure to be reached, ``due`` by when, ``base`` what it is measured from, and ``reached`` the
    figure that tells how far it has come. What is not told, or cannot be told from other figures, is None.
    """

    value: tuple[int, int] | None
    due: int | None
    base: int | None
    reached: tuple[int, int] | None
