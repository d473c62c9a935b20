"""What all rule files are made of: the base of their models, and what several kinds of them hold."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from claimcheck.model.measured import Says
from claimcheck.rulepack.allowed_values import Condition, FigureKind, Topic


class Shape(BaseModel):
    """Base of all file kinds: no unknown keys, no later change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class FigureGradeShape(Shape):
    """Figures elsewhere in the document that hold an element: which, in which classes of units, for which claims.

    ``level`` is what is measured in the period of the claim, ``change`` by how much it has changed until then,
    ``base`` the level that the change is measured from, ``reached`` what has become of a plan so far, ``target`` what
    is planned, ``same`` the claim's own figure in another place. ``when`` is a condition over the claim's clause.
    """

    kind: FigureKind
    match: float = Field(ge=0, le=1)
    units: list[str] = []
    when: Condition | None = None


class MeasuredShape(Shape):
    """What a claim type stands for where a sentence speaks of a row of the document's tables in words of its own.

    ``when`` has to hold of the clause.
    """

    says: Says
    when: Condition


class DeedShape(Shape):
    """What a claim type stands for where the company tells what it does about such a topic, in whatever words.

    ``topics`` are those of the sentence or its headings, ``when`` has to hold of the clause, ``state_when`` as well
    where the verb tells how something is.
    """

    topics: list[Topic]
    when: Condition
    state_when: Condition | None = None


class AskShape(Shape):
    """An element that is asked for where ``when`` holds, a condition over the claim, its elements and the context."""

    ask: str
    when: Condition
