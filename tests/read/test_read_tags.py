"""Reports with inline XBRL: the facts that their tags tell, and the units and years that these give to tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_xhtml import FOLDER, build, read, tagged
from made_xlsx import values
from reading_checks import codes, texts

import claimcheck
from claimcheck.model.document import Tag
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.html.tags import read_tags

Work = Callable[[], object]
SCOPE = "GrossScope1GreenhouseGasEmissions"


def fact(text: str, *, form: str = "ixt:num-dot-decimal", more: str = "", measure: str = "t") -> str:
    return (
        f'<ix:nonFraction name="esrs:{SCOPE}" contextRef="y2024" unitRef="{measure}" format="{form}" {more}>{text}'
        "</ix:nonFraction>"
    )


def tag(*elements: str, resources: str = "") -> Tag:
    (found,) = tagged(f"<p>{''.join(elements)}</p>", resources).tags
    return found


def value(text: str, **more: str) -> float | None:
    found = tagged(f"<p>{fact(text, **more)}</p>").tags
    return found[0].value if found else None


def test_a_fact_has_concept_period_unit_scale_and_sign() -> None:
    told = fact("36.9", more="scale='3' sign='-' decimals='-2'")
    document = tagged(f"<p>We emitted {told} t.</p>")
    (found,) = document.tags
    assert document.source[found.start : found.end] == "36.9"
    assert found.concept == f"esrs:{SCOPE}"
    assert (found.begins, found.ends) == ("2024-01-01", "2024-12-31")
    assert (found.value, found.unit, found.precision, found.text) == (-36900.0, "utr:tCO2e", 50.0, None)
    assert texts(document)[-1] == "We emitted 36.9 t."


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("1,234.5", "ixt:num-dot-decimal", 1234.5),
        ("1 234.5", "ixt:numspacedot", 1234.5),
        ("1,234.5", "ixt:numcommadot", 1234.5),
        ("1.234,5", "ixt:num-comma-decimal", 1234.5),
        ("1\u00a0234,5", "ixt2:numspacecomma", 1234.5),
        ("1.234,5", "ixt:numdotcomma", 1234.5),
        ("1234.5", "", 1234.5),
        ("1 ,23 4", "ixt:num-dot-decimal", 1234.0),
        ("&#8211;", "ixt:fixed-zero", 0.0),
        ("-", "ixt:zerodash", 0.0),
        ("5 p 20", "ixt:num-unit-decimal", None),
        ("twelve", "ixt-sec:numwordsen", None),
        ("n/a", "ixt:num-dot-decimal", None),
        ("1.2.3", "ixt:num-dot-decimal", None),
        ("", "", None),
    ],
)
def test_figures_by_their_format(text: str, form: str, expected: float | None) -> None:
    assert value(text, form=form) == expected


@pytest.mark.parametrize("scale", ["99", "x", "-", "1e3", "9" * 400])
def test_scales_that_are_none_give_no_figure(scale: str) -> None:
    assert value("12", more=f'scale="{scale}"') is None


def test_units_that_divide_and_days_that_end_at_midnight() -> None:
    unit = (
        '<xbrli:unit id="per"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>utr:tCO2e</xbrli:measure>'
        "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>iso4217:EUR</xbrli:measure>"
        "</xbrli:unitDenominator></xbrli:divide></xbrli:unit>"
    )
    assert tag(fact("3", measure="per"), resources=unit).unit == "utr:tCO2e/iso4217:EUR"
    instant = (
        '<xbrli:context id="day"><xbrli:period><xbrli:instant>2025-01-01T00:00:00</xbrli:instant></xbrli:period>'
        "</xbrli:context>"
    )
    found = tag(fact("3").replace("y2024", "day"), resources=instant)
    assert (found.begins, found.ends) == (None, "2024-12-31")


def test_contexts_tell_dimensions_apart() -> None:
    part = build.context("site", "2024-01-01", "2024-12-31").replace(
        "</xbrli:entity>",
        '<xbrli:segment><xbrldi:explicitMember dimension="esrs:Site">x:Varna</xbrldi:explicitMember></xbrli:segment>'
        "</xbrli:entity>",
    )
    document = tagged(f"<p>{fact('3')} and {fact('2').replace('y2024', 'site')}</p>", part)
    assert len({found.context for found in document.tags}) == 2


def test_texts_go_on_in_their_continuations_without_what_is_excluded() -> None:
    text = (
        '<p><ix:nonNumeric name="esrs:Plan" contextRef="y2024" continuedAt="c1">We plan<ix:exclude>Page 4</ix:exclude>'
        "</ix:nonNumeric></p><p>Beside.</p>"
        '<p><ix:continuation id="c1" continuedAt="c2">to cut</ix:continuation></p>'
        '<p><ix:continuation id="c2" continuedAt="c1">emissions.</ix:continuation></p>'
    )
    document = tagged(text)
    (found,) = document.tags
    assert (found.text, found.value) == ("We plan to cut emissions.", None)
    # All of it is shown, and so all of it is read.
    assert texts(document)[-4:] == ["We planPage 4", "Beside.", "to cut", "emissions."]


def test_hidden_facts_are_told_and_never_read() -> None:
    document = tagged("<p>We are here.</p>", hidden=fact("99") + fact("98"))
    assert document.tags == ()
    assert "99" not in " ".join(texts(document))
    assert codes(document) == [("hidden-facts", "note")]
    assert "2 tagged facts" in document.problems[0].message


def test_nested_facts_have_one_text() -> None:
    inner = fact("12")
    document = tagged(f"<p>{fact('X').replace('X', inner)}</p>")
    assert [found.value for found in document.tags] == [12.0, 12.0]
    assert len({(found.start, found.end) for found in document.tags}) == 1


def test_another_prefix_is_known_by_its_namespace() -> None:
    source = (FOLDER / "statement.xhtml").read_text(encoding="utf-8")
    usual, other = (
        read_tags(source),
        read_tags(source.replace("ix:", "inline:").replace("xmlns:ix=", "xmlns:inline=")),
    )
    assert [(one.concept, one.value) for one in other.tags] == [(one.concept, one.value) for one in usual.tags]
    assert len(usual.tags) == 7


def test_tags_give_tables_the_unit_and_the_year_that_they_do_not_print() -> None:
    told = fact("36.9", more="scale='3'")
    rows = f"<tr><th>Indicator</th><th>Group</th></tr><tr><td>Scope 1 emissions</td><td>{told}</td></tr>"
    assert values(tagged(f"<table>{rows}</table>")) == [("Scope 1 emissions", "Group", 36900.0, "tCO2e", 2024)]


def test_what_a_table_prints_goes_before_its_tags() -> None:
    rows = f"<tr><th>Indicator</th><th>2023</th></tr><tr><td>Scope 1 (kg CO2e)</td><td>{fact('36,868')}</td></tr>"
    ((_, _, amount, unit, year),) = values(tagged(f"<table>{rows}</table>"))
    assert (amount, unit, year) == (36868.0, "kgCO2e", 2023)


def test_tags_stand_in_the_record_of_what_was_read() -> None:
    found = claimcheck.Auditor(isolated=False).read(FOLDER / "statement.xhtml").tags
    assert [(one.concept, one.value, one.unit) for one in found][3] == ("esrs:EnergyConsumption", 410000.0, "utr:MWh")


def test_a_wrong_scale_is_a_contradiction_of_its_own() -> None:
    source = (FOLDER / "statement.xhtml").read_text(encoding="utf-8")

    def rules(page: str) -> list[str]:
        (document,) = claimcheck.Auditor(isolated=False).audit_bytes(page.encode(), path="a.xhtml").documents
        found = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
        return sorted(one.rule for one in found if one.family == "CON")

    assert rules(source) == []
    form = 'format="ixt:num-dot-decimal" >390<'
    wrong = source.replace(f'scale="3" {form}', f'scale="6" {form}')
    assert wrong != source
    assert rules(wrong) == ["CON-031"]
    # Where all of a table disagrees, it may be its header that was not understood; the sentence tells its unit.
    assert rules(source.replace('scale="3"', 'scale="6"').replace('scale="0"', 'scale="3"')) == ["CON-031"]


@pytest.mark.parametrize(
    "unit", [fact("1"), '<ix:nonFraction name="a" contextRef="y2024">1', "<ix:exclude>x", '<xbrli:context id="a">']
)
def test_time_is_linear(unit: str, steps: Callable[[Work], int]) -> None:
    def cost(count: int) -> int:
        head = build.header(*build.RESOURCES)
        data = build.PAGE.format(
            title="", style="", head=head, body=f"<p>Text. {unit * count}</p>", spaces=build.SPACES
        )
        return steps(lambda: read_bytes(data.encode(), path="a.xhtml", isolated=False))

    few, many = cost(200), cost(800)
    assert many < 6 * few


@given(st.text(alphabet="<>/=\"': ixnonFractioncontextRefunitRef12.,-&;", max_size=300))
def test_broken_tags_break_nothing(text: str) -> None:
    read(
        build.PAGE.format(
            title="", style="", head=build.header(*build.RESOURCES), body=f"<p>Text.</p>{text}", spaces=build.SPACES
        )
    )
