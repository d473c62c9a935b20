"""Every reason of ``ranking.yml`` holds for some claim and moves it; the sum of the reasons is the order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.ranking.conftest import PACK, Hand, Handed, weighed

import claimcheck
from claimcheck.model.claim_out import ClaimOut
from claimcheck.rulepack.pack import RankTerm

DOCUMENT = """\
# Looking ahead

We support the communities around our sites. They have known us for years.

# Climate

Our company is carbon neutral. The mills are old.

Our lamps avoided 300 tonnes of CO2e at our customers in 2025. They are bright.

We will cut our emissions by 40 % by 2030. The plan has five parts.

We lowered our methane emissions by 12 % in 2025. The pipes are old.

We lowered our fuel use at the quarry. The quarry is small.

We will reduce our nitrogen runoff. The fields are wet.

By 2030 our lamps will avoid 900 tonnes of CO2e at our customers. Many are hotels.

We are committed to buying malt with a lower impact on the environment. It is dark.

71 % of our employees work full-time. Some work at night.

Our aim is to reduce emissions over the next ten years. The list is long.

Our Scope 1 emissions were 4,200 tonnes in 2025. The boilers are new.

We offset all our flights by 2035, all of them. Few of us fly.

Our Scope 2 emissions fell by 40 % between 2019 and 2024

| Indicator | Unit | 2019 | 2024 |
|---|---|---|---|
| Scope 2 emissions | tCO2e | 20,000 | 15,000 |

# Products

Ours is the most sustainable brewery of the region. We brew at night.

The new jar uses less glass. It has a lid.

Our bottles are free of BPA. They are blue.

Our cups are recyclable.[^1] They are blue as well.

Our crates are eco-friendly. They come from Leeds.

In 2025 we used 30 % less water for each crate

Our suppliers will cut their emissions by 15 % by 2031. They are many.

By 2033 the brewery will lower its emissions at:

- Reducing the emissions of the malt house by 31 %
- Reducing the emissions of the cooling hall by 22 %

Our cocoa is responsibly sourced. It comes from two farms.

# People

We help our staff to stay healthy. They are 400.

No accident happened at our mills in 2025. They are old.

We taught 240 children to swim in 2025. The pond is deep.

- Sustainable cups for our neighbours
- Recyclable cups for our neighbours
- Sustainably produced cocoa, page 39.

[^1]: Our straws are recyclable too.

Read more about our carbon neutral lids on page 12.

# Site one

Every one of our yeasts is organic. Yeast is small.

# Site two

Every one of our yeasts is organic. Yeast is small.

# Site three

Every one of our yeasts is organic. Yeast is small.

Our caps are compostable. Caps are small.

# Site four

Every one of our yeasts is organic. Yeast is small.

Our caps are compostable. Caps are small.

# Letter from the chair

Our tubs are recyclable. They are small.

We missed our target to cut our waste by 10 % by 2024, though our trays are recyclable.

Our target of 30 % women in management by 2024 was not met. The pool is small.

# Mill highlights

Our lids are recyclable. They are small.

# Appendix

Our pots are recyclable. They are small.

# Methodology

We lowered our noise by 3 % in 2025 with fewer lorries.

# GRI content index

Our labels are recyclable. They are small.

"""

REASONS = {
    "failed": "Our target of 30 %",
    "neutrality": "Our company is carbon neutral.",
    "avoided": "Our lamps avoided",
    "saving": "By 2030 our lamps",
    "goal": "We will cut our emissions by 40 %",
    "outcome": "We lowered our methane",
    "best": "Ours is the most",
    "compared": "The new jar",
    "absolute": "Our bottles",
    "reached": "We lowered our fuel",
    "product": "Our cups",
    "promise": "We will reduce our nitrogen",
    "footprint": "Our Scope 1",
    "broad": "Our crates",
    "pledge": "We are committed to buying",
    "checked": "Our cocoa",
    "never": "No accident",
    "people": "We taught 240",
    "counted": "71 % of our employees",
    "figure": "We lowered our methane",
    "date": "We offset all",
    "whole": "We offset all",
    "banned": "Our crates",
    "conditional": "Our company is carbon neutral.",
    "lacking": "The new jar",
    "disagreeing": "Our Scope 2",
    "bold": "We lowered our methane",
    "explained": "We lowered our noise",
    "index": "Our labels",
    "note": "Our straws",
    "headline": "In 2025 we used 30 %",
    "opening": "We support",
    "letter": "Our tubs",
    "highlight": "Our lids",
    "owned_up": "though our trays",
    "others": "Our suppliers",
    "often": "Every one of our yeasts",
    "again": "Our caps",
    "behind": "Reducing the emissions of the cooling hall",
    "navigation": "Read more",
    "phrase": "Sustainable cups",
    "fragment": "Recyclable cups",
}


def test_a_span_of_time_is_no_figure(hand: Hand) -> None:
    """How long a plan takes is neither what it comes to nor a measure that it is held to."""
    handed = hand(DOCUMENT, "investor")
    [why] = {
        tuple(reason.reason for reason in place.why)
        for number, place in enumerate(handed.ranked())
        if handed.words(number).startswith("Our aim is to reduce emissions over")
    }
    assert not {"goal", "figure"} & set(why), why


def _ordered(handed: Handed, name: str, points: int) -> list[set[str]]:
    """The words of the groups, in their order, where one term has other points."""
    found: dict[int, set[str]] = {}
    for number, place in enumerate(handed.ranked(weighed(name, points))):
        found.setdefault(place.rank, set()).add(handed.words(number))
    return [found[rank] for rank in sorted(found)]


@pytest.mark.parametrize("term", [term for part in PACK.ranking for term in part], ids=lambda term: term.id)
def test_a_reason_moves_its_claim(term: RankTerm, hand: Hand) -> None:
    name = term.id
    # What a law prohibits or allows on a condition is so towards consumers.
    handed = hand(DOCUMENT, "consumer" if term.tiers else "investor")
    bearers = {place.rank for place in handed.ranked() if any(one.reason == name for one in place.why)}
    first, last = _ordered(handed, name, 5_000), _ordered(handed, name, -5_000)
    begins = REASONS[name]
    assert any(word.startswith(begins) for group in first[: len(bearers)] for word in group)
    assert any(word.startswith(begins) for group in last[-len(bearers) :] for word in group)
    assert len(bearers) < len(first)


@pytest.mark.parametrize(
    ("items", "behind"),
    [
        # Parts of one plan; one with a date of its own, and one of another kind, is a goal by itself.
        (("Reducing emissions of the malt house by 31 %", "Reducing emissions of the yard by 22 %"), [1]),
        (("Reducing emissions of the malt house by 31 %", "Reducing emissions of the yard by 22 % by 2037"), []),
        (("Reducing emissions of the malt house by 31 %", "Reducing our pay gap to 2 %"), []),
    ],
)
def test_parts_of_a_plan_in_a_list_stand_behind_the_first(items: tuple[str, ...], behind: list[int]) -> None:
    listed = "\n".join(f"- {item}" for item in items)
    claims = _claims(f"We brew.\n\nBy 2033 the brewery will change:\n\n{listed}\n")
    found = {items.index(one.text) for one in claims if any(why.reason == "behind" for why in one.why_first)}
    assert sorted(found) == behind


def _claims(text: str) -> list[ClaimOut]:
    found = claimcheck.audit_text(text, format="markdown").documents[0].claims
    return sorted(found, key=lambda claim: (claim.rank, claim.place.start))


def _sum(claim: ClaimOut) -> int:
    return sum(reason.points for reason in claim.why_first)


def test_the_sum_is_the_order() -> None:
    claims = _claims(DOCUMENT)
    sums = [_sum(claim) for claim in claims]
    assert sums == sorted(sums, reverse=True)
    assert sorted({claim.rank for claim in claims}) == list(range(1, len({claim.rank for claim in claims}) + 1))
    for one, other in pairwise(claims):
        assert one.rank <= other.rank
        if one.rank == other.rank:
            assert (one.why_first, one.group) == (other.why_first, other.group)
        elif _sum(one) == _sum(other):
            assert one.group is not None
            assert other.group is not None
            assert one.group.places[0].start < other.group.places[0].start


def test_what_says_nothing_is_last() -> None:
    last = [claim.text for claim in _claims(DOCUMENT)][-3:]
    assert {text.split()[0] for text in last} == {"Recyclable", "Sustainable", "Sustainably"}


def test_grave_kinds_come_before_conduct_wherever_they_stand() -> None:
    conduct = "\n\n".join(f"We support the {one} community. It is old." for one in ("northern", "southern", "upper"))
    first, *_ = _claims(f"{conduct}\n\nOur company is carbon neutral. It is old.")
    assert first.type == "carbon_neutral"


def _why(text: str) -> set[str]:
    (claim,) = _claims(text)
    return {reason.reason for reason in claim.why_first}


def test_bold_is_what_lacks_something_that_is_asked() -> None:
    figure = "We cut our Scope 1 emissions by 23 % in 2025"
    proof = (
        "against 2019 at all sites, from 4,000 t to 3,080 t, measured by the GHG Protocol "
        "and checked by Bureau Nord with limited assurance (page 14)"
    )
    assert "bold" in _why(f"{figure}. The boilers are old.")
    assert "bold" not in _why(f"{figure} {proof}. The boilers are old.")
    assert "bold" not in _why("Our cups are recyclable. They are blue.")


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("For our carbon neutral cups, see Section 3.2.", True),
        ("Our net zero plan: see page 12.", True),
        ("Our cups are recyclable (see page 12).", False),
        ("We sell recyclable cups (see page 12).", False),
        ("All suppliers sign our code of conduct, see Section 3.", False),
        ("Suppliers commit to our recyclable packaging policy, see Section 3.", False),
        ("We cut our emissions by 40 % (see page 12).", False),
    ],
)
def test_what_leads_to_another_place_says_nothing(text: str, leads: bool) -> None:
    assert ("navigation" in _why(f"{text} They are old.")) is leads


def test_more_evidence_takes_no_claim_out_of_the_order() -> None:
    bare = "We cut our Scope 1 emissions by 23 % in 2025"
    evidence = "against 2019, measured by the GHG Protocol and checked by Bureau Nord with limited assurance (page 14)"
    for text in (f"{bare}.", f"{bare} {evidence}."):
        (claim,) = _claims(f"{text} The boilers are old.")
        assert claim.rank == 1
        assert {"outcome", "figure"} <= {reason.reason for reason in claim.why_first}
