"""``statistics.yml``: how the claims of public reports score, numbers only."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from claimcheck.rulepack.allowed_values import PERCENTILES
from claimcheck.rulepack.shape import Shape

Points = Annotated[list[float], Field(min_length=len(PERCENTILES), max_length=len(PERCENTILES))]


def _rises(points: list[float]) -> bool:
    return all(low <= high for low, high in pairwise(points))


class TypeStatisticsShape(Shape):
    """The claims of one type: how many, in how many reports, and their score at each of ``PERCENTILES``."""

    id: str
    reports: int = Field(ge=1)
    claims: int = Field(ge=1)
    scores: Points

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not _rises(self.scores):
            raise ValueError("the scores at the percentiles have to rise")
        return self


class MissingStatisticsShape(Shape):
    """An element: the share of the claims of a report, in the middle of all reports, that are asked for it in vain."""

    id: str
    share: float = Field(ge=0, le=1)


class StatisticsShape(Shape):
    """``statistics.yml``: made by ``benchmarks/statistics.py``.

    ``medians`` are the median scores of the ``reports``, in order; ``since`` and ``until`` are the first and last year
    that they report on. ``medium`` is the one that they were read as: other media weigh evidence otherwise.
    """

    source: str
    medium: Literal["report"]
    reports: int = Field(ge=1)
    claims: int = Field(ge=1)
    since: int = Field(ge=1990)
    until: int = Field(le=2100)
    medians: list[float]
    types: list[TypeStatisticsShape]
    missing: list[MissingStatisticsShape]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.medians) != self.reports:
            raise ValueError("there has to be a median for each report")
        if not _rises(self.medians):
            raise ValueError("the medians have to rise")
        if self.since > self.until:
            raise ValueError("the first year cannot be after the last")
        return self
