"""Statements of the same paragraph and section, and of the document: what they have to say, and what must agree."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.evidence.statements import OfElement, Statement
from claimcheck.model.claim_out import ClaimOut, ElementOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK)
ADVERT = claimcheck.Auditor(PACK, claimcheck.Context(audience="consumer", medium="advert"))
CLAIM = "# Energy\n\nOur Scope 1 emissions fell by 23 % in 2024.\n\n"


def _element(text: str, name: str, auditor: claimcheck.Auditor = AUDITOR) -> ElementOut:
    claim: ClaimOut = auditor.audit_text(text, format="markdown").documents[0].claims[0]
    return next(one for one in claim.elements if one.element == name)


def _about(sentence: str, heading: str = "About this report") -> str:
    return f"{CLAIM}The year was busy.\n\n# {heading}\n\n{sentence}\n"


@pytest.mark.parametrize(
    ("sentence", "heading", "credit"),
    [
        ("Scope 1 and 2 emissions are calculated in line with the GHG Protocol.", "Methodology", 0.5),
        ("Greenhouse gas emissions are calculated in line with the GHG Protocol.", "Methodology", 0.25),
        ("Our emissions in 2024 were calculated in line with the GHG Protocol.", "About this report", 0.25),
    ],
)
def test_a_method_told_once_for_the_report(sentence: str, heading: str, credit: float) -> None:
    method = _element(_about(sentence, heading), "method")
    assert (method.state, method.credit) == ("linked", credit)
    assert method.quote == "GHG Protocol"
    assert method.place is not None
    assert method.place.section == (heading,)


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        ("Water withdrawal is measured in line with ISO 14046.", "Methodology"),
        ("Scope 3 emissions are calculated in line with the GHG Protocol.", "Methodology"),
        ("Our emissions in 2022 were calculated in line with the GHG Protocol.", "Methodology"),
        ("The emissions of our Lund plant are calculated in line with the GHG Protocol.", "Methodology"),
        ("The product carbon footprint of our jackets is calculated in line with ISO 14067.", "Methodology"),
        ("Critics calculated the emissions in line with the GHG Protocol.", "Methodology"),
        ("We support the GHG Protocol and its work on emissions.", "Methodology"),
        ("Emissions are calculated in line with the recommendations.", "Our people"),
        ("An auditor verified our greenhouse gases against the GHG Protocol.", "Methodology"),
        ("Our targets follow the GHG Protocol and were validated by the SBTi.", "Methodology"),
    ],
)
def test_a_method_of_something_else_is_nothing(sentence: str, heading: str) -> None:
    assert _element(_about(sentence, heading), "method").state == "missing"


@pytest.mark.parametrize(
    "sentence",
    [
        "We apply the GHG Protocol.",
        "Greenhouse gas inventory: GHG Protocol, operational control approach.",
        "Carbon is worked out with the GHG Protocol and the factors of the government.",
        "For carbon, ISO 14064-1 was used.",
    ],
)
@pytest.mark.parametrize("heading", ["Methodology", "Our people"])
def test_a_standard_for_one_thing_tells_what_it_is_the_method_of(sentence: str, heading: str) -> None:
    assert _element(_about(sentence, heading), "method").state == "linked"
    text = f"# Water\n\nOur water withdrawal fell by 23 % in 2024.\n\n# {heading}\n\n{sentence}\n"
    assert _element(text, "method").state == "missing"


def test_a_standard_holds_for_the_scopes_before_it() -> None:
    sentence = "For Scope {}, the GHG Protocol was used; Scope 2 is based on contracts."
    assert _element(_about(sentence.format(1)), "method").state == "linked"
    assert _element(_about(sentence.format(3)), "method").state == "missing"


def test_sections_in_which_no_claim_asks_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "All of it is calculated in line with ISO 14067."
    read: list[str] = []
    told_in = OfElement.told_in

    def remembered(self: OfElement, index: int) -> Statement | None:
        if self._element.id == "method":
            read.extend(self._passages.block(index).section)
        return told_in(self, index)

    monkeypatch.setattr(OfElement, "told_in", remembered)
    others = "".join(f"# {heading}\n\n{sentence}\n\n" for heading in ("Our people", "Methodology"))
    AUDITOR.audit_text(f"{CLAIM}{sentence}\n\n{others}", format="markdown")
    assert "Methodology" in read
    assert "Our people" not in read


def test_in_the_same_section_any_heading_will_do() -> None:
    text = f"{CLAIM}The year was busy.\n\nAll Scope 1 emissions are calculated in line with the GHG Protocol.\n"
    method = _element(text, "method")
    assert (method.state, method.credit) == ("linked", 0.5)


def test_the_boundary_of_the_report_is_that_of_its_figures() -> None:
    text = "# Energy\n\nOur emissions fell by 23 % in 2024.\n\n# About this report\n\n"
    told = "This report covers all entities under operational control.\n"
    boundary = _element(text + told, "boundary")
    assert (boundary.state, boundary.credit) == ("linked", 0.5)
    vague = _element("# Energy\n\nWe care for our climate and cut emissions.\n\n" + (text + told)[10:], "boundary")
    assert vague.state == "missing"


def test_a_plan_in_another_chapter() -> None:
    goal = "# Climate\n\nWe will cut emissions by 40 % by 2032.\n\n# Governance\n\n"
    plan = "Our climate transition plan includes annual milestones for emissions.\n"
    told = _element(goal + plan, "plan")
    assert (told.state, told.credit) == ("linked", 0.5)
    other = "Our water action plan includes annual milestones for water withdrawal.\n"
    assert _element(goal + other, "plan").state == "missing"


def test_the_nearer_place_wins() -> None:
    text = _about("Scope 1 emissions are calculated in line with the GHG Protocol.", "Methodology")
    near = text.replace("in 2024.", "in 2024. They were calculated under ISO 14064-1.")
    method = _element(near, "method")
    assert method.credit == 1.0
    assert method.quote == "ISO 14064-1"


def test_an_advert_has_one_place_only() -> None:
    text = _about("Scope 1 emissions are calculated in line with the GHG Protocol.", "Methodology")
    assert _element(text, "method", ADVERT).state == "missing"


PARAGRAPH = "Our Scope 1 emissions fell by 23 % in 2024. It was a busy year. New orders came in. {}\n"


@pytest.mark.parametrize(
    ("sentence", "credit"),
    [
        ("The method for Scope 1 emissions is that of ISO 14064-1.", 1.0),
        ("The method for water withdrawal is that of ISO 14046.", 0.0),
        ("The method for Scope 3 emissions is that of ISO 14064-1.", 0.0),
        ("Another 12 % of Scope 1 emissions were metered under ISO 14064-1.", 0.0),
    ],
)
def test_the_rest_of_the_paragraph(sentence: str, credit: float) -> None:
    assert _element(PARAGRAPH.format(sentence), "method").credit == credit


def test_every_sentence_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck.evidence.entity_key import Identities

    looked: list[int] = []
    told = Identities._told

    def counted(self: Identities, sentence: object) -> object:
        looked.append(1)
        return told(self, sentence)  # type: ignore[arg-type]

    monkeypatch.setattr(Identities, "_told", counted)
    claims = "Our Scope 1 emissions fell by 23 % in 2024.\n\n" * 300
    methods = "Scope 3 emissions are calculated in line with the GHG Protocol.\n\n" * 300
    AUDITOR.audit_text(f"# Energy\n\n{claims}# Methodology\n\n{methods}", format="markdown")
    assert len(looked) <= 700


@pytest.mark.parametrize(
    ("sentence", "linked"),
    [
        ("Emissions are calculated in line with the GHG Protocol and its Scope 2 Guidance.", True),
        ("Emissions are calculated in line with the GHG Protocol and the factors of 2023.", True),
        ("Emissions are calculated in line with the GHG Protocol and government factors.", True),
        ("Scope 2 Emissions are calculated in line with the GHG Protocol.", False),
        ("Emissions for 2023 were calculated in line with the GHG Protocol.", False),
        ("Emissions were calculated in 2023 in line with the GHG Protocol.", False),
        ("The government calculates emissions in line with the GHG Protocol.", False),
    ],
)
def test_titles_sources_and_givers_of_factors_limit_no_method(sentence: str, linked: bool) -> None:
    assert (_element(_about(sentence, "Methodology"), "method").state == "linked") is linked


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The quantitative data cover all companies over which we have operational control.", "operational control"),
        ("The data cover all eleven production sites and two offices.", "all eleven production sites"),
        ("The report follows the law. It covers all companies that Nordhaven controls.", "all companies"),
        ("This report describes how Nordhaven Foods plc manages its plants.", None),
        ("The report covers all material topics.", None),
        ("The waste data cover all shops.", None),
    ],
)
def test_all_of_a_kind_is_what_figures_cover(sentence: str, quote: str | None) -> None:
    text = f"# Water\n\nWater withdrawal was 22 % lower than in 2019.\n\n# Basis of preparation\n\n{sentence}\n"
    assert _element(text, "boundary").quote == quote
