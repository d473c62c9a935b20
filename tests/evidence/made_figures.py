"""Figures made by hand, and the parts of a reconciliation that need no document."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from claimcheck.evidence.contradictions.quoted_words import Quotes
from claimcheck.model.contradiction import Side
from claimcheck.model.figure import Figure
from claimcheck.text.metric_words import Metric, MetricGrammar

METRICS = {
    "ghg": Metric("ghg", "Emissions", "climate", ("emissions",), per="ghg_rate"),
    "one": Metric("one", "Scope 1", "climate", ("emissions",), of="ghg", scopes=frozenset("1"), per="ghg_rate"),
    "two": Metric("two", "Scope 2", "climate", ("emissions",), of="ghg", scopes=frozenset("2"), per="ghg_rate"),
    "both": Metric(
        "both", "Scope 1 and 2", "climate", ("emissions",), of="ghg", scopes=frozenset("12"), per="ghg_rate",
        parts=(("one", "two"),),
    ),
    "ghg_rate": Metric("ghg_rate", "Intensity", "climate", ("intensity",)),
    "water": Metric("water", "Water", "water", ("volume",)),
    "waste": Metric("waste", "Waste", "waste", ("mass",)),
    "recycled": Metric("recycled", "Recycled", "waste", ("share", "mass"), share_of="waste"),
    "women": Metric("women", "Women", "social", ("share", "count")),
}  # fmt: skip
CLASSES = {"water": "volume", "waste": "mass", "recycled": "share", "women": "share", "ghg_rate": "intensity"}
UNITS = {"emissions": "kgCO2e", "volume": "m3", "mass": "kg", "share": "%", "intensity": "kg/t", "count": None}


def figure(metric: str | None, value: float, year: int | None = 2024, **more: Any) -> Figure:
    """A figure of prose, exact to the last digit before the point; ``sentence`` is also where it stands."""
    kind = more.pop("unit_class", CLASSES.get(metric or "", "emissions"))
    values: dict[str, Any] = {
        "metric": metric, "value": value, "high": None, "unit": UNITS.get(kind), "unit_class": kind,
        "precision": 0.5, "year": year, "end_year": None, "role": None, "against": None,
        "boundary": frozenset(), "scopes": METRICS[metric].scopes if metric else frozenset(), "basis": None,
        "sentence": 0,
    }  # fmt: skip
    values |= more
    values.setdefault("start", values["sentence"] * 100)
    values.setdefault("end", values["start"] + 5)
    return Figure(**values)


class PlainQuotes(Quotes):
    """Quotes without a document: a figure is its own quotation, written in x."""

    def __init__(self) -> None:
        passages: Any = SimpleNamespace(norm=SimpleNamespace(text="x" * 1_000_000))
        units = {"kgCO2e": 1.0, "tCO2e": 1000.0, "ktCO2e": 1e6, "m3": 1.0, "kg": 1.0}
        super().__init__(passages, MetricGrammar(units={name: ("", one) for name, one in units.items()}))

    def of(self, figure: Figure) -> Side:
        return Side(figure.start, figure.end, figure.start, figure.end, figure.sentence)

    def of_all(self, *figures: Figure) -> tuple[Side, ...]:
        return tuple({one.sentence: self.of(one) for one in figures}.values())
