"""What a measurement says, as it is written to JSON, schema ``claimcheck-evaluation/1``."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import NormalDist
from typing import Literal

from msgspec import field

from claimcheck.model.report import ContextOut, ToolOut
from claimcheck.model.wire import Wire

_LEVEL = 0.95
_RESAMPLES = 1_000
_SEED = 20_260_101
Counts = tuple[int, int, int]
"""Of one text: right, found in all, labelled in all."""


DIGITS = 6


def wilson(hits: int, of: int) -> tuple[float, float] | None:
    """The Wilson score interval of a share at ``LEVEL``; None where there is nothing to take a share of."""
    if not of:
        return None
    z = NormalDist().inv_cdf((1 + _LEVEL) / 2)
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    # At the ends the bound is the end itself, and rounding must not push it past.
    return (0.0 if not hits else max(0.0, middle - half), 1.0 if hits == of else min(1.0, middle + half))


def f1(right: int, found: int, labelled: int) -> float | None:
    """The harmonic mean of precision and recall; None where nothing is labelled and nothing found."""
    return 2 * right / (found + labelled) if found + labelled else None


def f1_interval(texts: Sequence[Counts]) -> tuple[float, float] | None:
    """The interval of F1 at ``LEVEL`` by resampling whole texts, the same every time.

    Claims of one text stand or fall together, so the text is what is drawn. None where no F1 can be told.
    """
    if f1(*sums(texts)) is None:
        return None
    draw = Random(_SEED)  # noqa: S311
    values = sorted(
        value for _ in range(_RESAMPLES) if (value := f1(*sums(draw.choices(texts, k=len(texts))))) is not None
    )
    last = len(values) - 1
    return values[round(last * (1 - _LEVEL) / 2)], values[round(last * (1 + _LEVEL) / 2)]


def sums(texts: Sequence[Counts]) -> Counts:
    """The counts of all texts together."""
    return sum(text[0] for text in texts), sum(text[1] for text in texts), sum(text[2] for text in texts)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


class Share(Wire):
    """``hits`` of ``of``, with the 95 % Wilson interval; the values are None where ``of`` is 0."""

    hits: int
    of: int
    value: float | None
    low: float | None
    high: float | None

    @classmethod
    def counted(cls, hits: int, of: int) -> Share:
        """The share of two counts."""
        low, high = wilson(hits, of) or (None, None)
        value = hits / of if of else None
        return cls(hits=hits, of=of, value=_rounded(value), low=_rounded(low), high=_rounded(high))


class Estimate(Wire):
    """A value with its 95 % interval by resampling texts."""

    value: float | None
    low: float | None
    high: float | None

    @classmethod
    def between(cls, value: float | None, interval: tuple[float, float] | None) -> Estimate:
        """The value and its interval."""
        low, high = interval or (None, None)
        return cls(value=_rounded(value), low=_rounded(low), high=_rounded(high))


class Balance(Wire):
    """How what was found agrees with what was labelled."""

    labelled: int
    found: int
    right: int
    precision: float | None
    recall: float | None
    f1: float | None

    @classmethod
    def counted(cls, right: int, found: int, labelled: int) -> Balance:
        """Precision, recall and F1 of three counts."""
        return cls(
            labelled=labelled,
            found=found,
            right=right,
            precision=_rounded(right / found) if found else None,
            recall=_rounded(right / labelled) if labelled else None,
            f1=_rounded(f1(right, found, labelled)),
        )


class GoldOut(Wire):
    """The gold set; ``incomplete`` counts texts that were not read whole, such as those in an unknown language."""

    path: str
    files: int
    sentences: int
    documents: int
    claims: int
    ordinary: int
    incomplete: int


class ClaimsOut(Wire):
    """Claims as passages: claims of several types on the same words are one passage."""

    precision: Share
    recall: Share
    f1: Estimate


class OrdinaryOut(Wire):
    """Labelled passages that claim nothing.

    ``flagged`` are those in which a claim was found, ``unrelated`` of those that have nothing to do with the matter.
    """

    flagged: Share
    unrelated: Share


class AsideOut(Wire):
    """Passages set aside for one reason.

    ``flagged``: a claim was found in them. ``recall``: this reason was given. ``precision``: of the passages for
    which it was given, those that are labelled so. ``claims_lost``: claims that were set aside for this reason.
    """

    flagged: Share
    recall: Share
    precision: Share
    claims_lost: int


class Confusion(Wire):
    """How often one label was taken for another."""

    labelled: str
    found: str
    count: int


class TypesOut(Wire):
    """Types of claims: ``right`` among claims that were found, the balances over all claims."""

    right: Share
    all: Balance
    by_type: dict[str, Balance]
    confusions: list[Confusion]


class EvidenceOut(Wire):
    """One element over the claims that were found: held, and named as missing."""

    present: Balance
    missing: Share


class ElementsOut(Wire):
    """Evidence over the claims that were found.

    Lists of missing elements are not exhaustive, so of these only the recall counts.
    """

    precision: Share
    recall: Share
    f1: Estimate
    missing: Share
    by_element: dict[str, EvidenceOut]


class Example(Wire):
    """A text in which something went wrong; ``text`` has the words, ``told`` what was said of them."""

    path: str
    line: int
    id: str
    text: str
    told: str


class Mistakes(Wire):
    """A class of errors."""

    group: Literal["claims", "reasons", "types", "fields", "elements"]
    name: str
    count: int
    examples: list[Example]


class Evaluation(Wire, kw_only=True):
    """A rule pack measured on a gold set."""

    schema_: Literal["claimcheck-evaluation/1"] = field(default="claimcheck-evaluation/1", name="schema")
    tool: ToolOut
    context: ContextOut
    gold: GoldOut
    claims: ClaimsOut
    ordinary: OrdinaryOut
    aside: dict[str, AsideOut]
    types: TypesOut
    fields: dict[str, Share]
    elements: ElementsOut
    mistakes: list[Mistakes]

    def figures(self) -> dict[str, float | None]:
        """Every figure that a threshold can be set for, by name; more is better in each."""
        found: dict[str, float | None] = {
            "claims.precision": self.claims.precision.value,
            "claims.recall": self.claims.recall.value,
            "claims.f1": self.claims.f1.value,
            "ordinary.silent": _rest(self.ordinary.flagged),
            "types.right": self.types.right.value,
            "types.f1": self.types.all.f1,
            "elements.precision": self.elements.precision.value,
            "elements.recall": self.elements.recall.value,
            "elements.f1": self.elements.f1.value,
            "elements.missing": self.elements.missing.value,
        }
        for reason, aside in self.aside.items():
            found[f"aside.{reason}.silent"] = _rest(aside.flagged)
            found[f"aside.{reason}.precision"] = aside.precision.value
            found[f"aside.{reason}.recall"] = aside.recall.value
        found.update((f"types.{name}.f1", one.f1) for name, one in self.types.by_type.items())
        found.update((f"fields.{name}", share.value) for name, share in self.fields.items())
        found.update((f"elements.{name}.f1", one.present.f1) for name, one in self.elements.by_element.items())
        return found


def _rest(share: Share) -> float | None:
    return _rounded(1 - share.hits / share.of) if share.of else None
