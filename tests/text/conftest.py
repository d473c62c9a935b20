"""A small grammar of figures, written for these tests."""

import pytest

from claimcheck.text.facts import FactGrammar

WORDS = {
    "amount_before": ["by"],
    "decimal": ".",
    "scale_words": {"hundred": 100, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9},
    "number_words": {
        "half": 0.5, "halved": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25,
        "doubled": 2, "one": 1, "two": 2, "three": 3, "five": 5, "nine": 9, "twelve": 12, "twenty": 20, "thirty": 30,
    },
    "ordinal_heads": ["party", "parties"],
    "multiple_heads": ["materiality"],
    "unit_words": {
        "tonnes": "t", "tonne": "t", "tonnes of CO2e": "tCO2e", "tonnes of CO2": "tCO2e", "litres": "l", "hours": "h",
        "years": "a", "year": "a", "employees": "people", "people": "people", "sites": "sites", "suppliers": "sites",
        "kilowatt hours": "kWh", "trees": "trees", "times": "times", "doubled": "times", "euros": "EUR", "per": "/",
    },
    "percent_words": ["percent", "per cent"],
    "point_words": ["percentage points", "percentage point", "pp"],
    "range_words": ["to", "up to", "between … and", "from … to"],
    "scope_words": ["scope", "scopes"],
    "months": ["January", "March", "May", "September", "December", "Sept"],
    "fiscal_prefixes": ["FY", "fiscal year"],
    "party_suffixes": ["Ltd", "GmbH", "LLP", "plc", "AG", "Inc.", "Trust", "University"],
    "party_cues": ["by", "from", "according to", "… of …", "… the …"],
    "reference_words": {
        "iso": "standard", "iso/iec": "standard", "din": "standard", "en": "standard", "isae": "standard",
        "gri": "standard", "pas": "standard", "esrs": "standard", "aa": "standard",
        "page": "page", "pages": "page", "p.": "page", "pp.": "page", "table": "table", "section": "section",
        "annex": "section", "figure": "figure", "note": "note", "licence": "registry", "certificate no.": "registry",
        "article": "other", "articles": "other", "no.": "other", "tier": "other", "goal": "other", "cop": "other",
        "act": "other", "phase": "other", "regulation": "other",
    },
    "year_before": {
        "target": ["by", "by the end of", "until", "no later than"],
        "base": ["against …", "compared with", "from", "from a", "since", "on", "over", "base year ("],
        "interim": ["milestone for"],
        "period": ["in", "during", "for", "mid"],
    },
    "year_after": {
        "target": ["on", "target", "targets"],
        "base": ["baseline", "base year", "levels", "(base year)"],
        "interim": ["milestone"],
        "period": ["season"],
    },
}  # fmt: skip

UNITS = [
    ("t", "mass", 1000, ["t", "MT"]),
    ("kg", "mass", 1, ["kg"]),
    ("g", "mass", 0.001, ["g"]),
    ("Mt", "mass", 1e9, ["Mt"]),
    ("tCO2e", "emissions", 1000, ["tCO2e", "t CO2e"]),
    ("ktCO2e", "emissions", 1e6, ["kt CO2e"]),
    ("kWh", "energy", 1, ["kWh"]),
    ("MWh", "energy", 1000, ["MWh"]),
    ("MW", "power", 1000, ["MW"]),
    ("l", "volume", 0.001, ["l"]),
    ("ml", "volume", 1e-6, ["ml"]),
    ("ML", "volume", 1000, ["ML"]),
    ("m2", "area", 1, ["m2"]),
    ("km", "length", 1000, ["km"]),
    ("degC", "temperature", 1, ["°C"]),
    ("kWh/m2", "intensity", 1, ["kWh/m2"]),
    ("h", "time", 1, ["h"]),
    ("a", "time", 8766, []),
    ("people", "count", 1, []),
    ("sites", "count", 1, []),
    ("trees", "count", 1, []),
    ("times", "multiple", 1, ["x"]),
]

CURRENCIES = {"EUR": ["€", "EUR"], "USD": ["$", "US$", "USD"], "GBP": ["£", "GBP"], "CHF": ["CHF"]}


@pytest.fixture(scope="session")
def grammar() -> FactGrammar:
    units = [
        {"id": name, "unit_class": kind, "factor": factor, "symbols": symbols} for name, kind, factor, symbols in UNITS
    ]
    return FactGrammar.build(WORDS, units, CURRENCIES)
