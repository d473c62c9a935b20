"""``admissions.yml`` as pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.model.admission import AdmissionKind
from claimcheck.rulepack.allowed_values import Condition
from claimcheck.rulepack.shape import Shape


class AdmissionExample(Shape):
    """A text that tests a way of owning up; of the fields those that are given have to be found."""

    text: str
    format: Literal["text", "markdown"] = "text"
    lang: str = "en"
    value: str | None = None
    year: int | None = None
    before: str | None = None
    hard: bool = False


class AdmissionShape(Shape):
    """A way of owning up.

    The words of the signals ``says`` tell it, where those of ``denied`` stand right before them if there are any.
    ``of`` is what they have to be said of: a goal, or the date of one, that is their object or what their clause is
    about; an aim that their sentence names; an aim right behind them as a state; the company itself; a figure; or the
    goal of a row in whose cell they stand alone. ``order`` asks for two years, the later one last, or two values, the
    lower one last. ``when`` has to hold of the sentence as well.
    """

    id: str
    kind: AdmissionKind
    about: str
    says: list[str]
    denied: list[str] = Field(default_factory=list)
    of: Literal["goal", "date", "aim", "state", "own", "figure", "cell"]
    order: Literal["later", "lower"] | None = None
    when: Condition | None = None
    fires: list[AdmissionExample]
    silent: list[AdmissionExample]


class AdmissionsShape(Shape):
    """``admissions.yml``.

    ``goals`` are the signals of words for goals, ``aims`` of those that are one without being called so, ``zero`` of
    those for net zero, ``dates`` of those for the date of one; ``counted`` stand between a number and the goals that it
    counts, ``earlier`` beside what was so before, and ``settled`` before a verb for what was decided. Where ``unless``
    holds of a sentence it owns up to nothing, nor where a word of ``risks`` stands elsewhere in it; where a word of
    ``others`` stands a goal may be theirs.
    """

    about: str
    goals: list[str]
    aims: list[str]
    zero: list[str]
    dates: list[str]
    counted: list[str]
    earlier: list[str]
    settled: list[str]
    unless: Condition
    risks: list[str]
    others: list[str]
    admissions: list[AdmissionShape]
