"""What legal tests make of a fact: each law in its own words, severity and passages."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, cast

import pytest

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.model.claim_out import FindingOut
from claimcheck.report.words import document_findings
from claimcheck.rulepack.pack import Pack

PROFILE = """\
id: {name}
title: Land {name}
about: The law of {name}.
cells:
  - audience: [consumer, business, investor]
    medium: [advert, pack, web, press, report]
    ban: error
    conditional: error
    gap: {{H: warning, M: warning, L: info, I: info, "-": "off"}}
    presentation: {{H: info, M: info, L: info, I: info, "-": "off"}}
    style: info
tiers: {{ban: {{tier: gap, step: M, because: "{name} asks for proof."}}}}
"""
PASSAGES = """\
law_as_of: 2026-11-25
citations:
  - key: act_{name}
    instrument: Act of {name}
    locator: section 1
    edition: "2024"
    jurisdiction: {name}
    says: Asks for a clear statement of what is meant.
    grade: read
"""
# Bars the word whatever a label says, unless it is known that the goods are recognised.
STRICT = """\
id: xx-words
jurisdiction: xx
title: Words that section 1 bars
on: [GEN-001]
audience: [consumer]
when: {claim: {type: generic_benefit}}
unless: {any: [{answer: {recognised_performance: affirmed}}, {claim: {tense: planned}}]}
tier: ban
message: "Section 1 bars '{match}'."
why: Section 1 names such words.
remedy: Leave the word out.
rewrite: "[attribute and value]"
exposure: Fines.
questions: [{fact: recognised_performance}]
cite: [act_xx]
breach: [{text: "Our eco-friendly soap is here.", audience: consumer, medium: web}]
lawful: [{text: "Our soap is here.", audience: consumer, medium: web}]
"""
# Lets it stand beside a figure, and has nothing else to say.
MILD = """\
id: yy-figure
jurisdiction: yy
title: Words with a figure beside them
on: [GEN-001]
unless: {fact: share, in: sentence}
message: "Section 1 asks what '{match}' means."
why: Section 1 asks for a figure.
remedy: Give a figure.
rewrite: "[figure]"
cite: [act_yy]
breach: [{text: "Our eco-friendly soap is here.", audience: consumer, medium: web}]
lawful: [{text: "Our soap is here.", audience: consumer, medium: web}]
"""
LABELLED = "Our eco-friendly crayons carry the Blue Angel."
PLAIN = "Our eco-friendly soap is here."


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("lands")
    for name, tests in (("xx", {"xx-words": STRICT}), ("yy", {"yy-figure": MILD}), ("zz", {})):
        place = folder / "law" / name
        place.mkdir(parents=True)
        (place / "profile.yml").write_text(PROFILE.format(name=name))
        (place / "passages.yml").write_text(PASSAGES.format(name=name))
        for test, text in tests.items():
            (place / f"{test}.yml").write_text(text)
    profile = textwrap.dedent("id: ww\ntitle: A part\nabout: Part of xx.\nextends: xx\n")
    (folder / "law" / "ww").mkdir()
    (folder / "law" / "ww" / "profile.yml").write_text(profile)
    return claimcheck.load_rulepack([folder])


def found(
    pack: Pack, text: str, *lands: str, audience: str = "consumer", facts: dict[str, str] | None = None
) -> list[FindingOut]:
    context = claimcheck.Context(
        audience=cast(Any, audience), jurisdictions=lands, facts=cast(Any, facts or {}), as_of=pack.law_as_of
    )
    (document,) = claimcheck.Auditor(pack, context, lang="en").audit_text(text).documents
    return [one for claim in document.claims for one in claim.findings if one.rule == "GEN-001"]


def test_each_law_speaks_in_its_own_words(pack: Pack) -> None:
    (finding,) = found(pack, PLAIN, "yy", "xx", "zz")
    assert [(one.jurisdiction, one.test, one.severity) for one in finding.laws] == [
        ("xx", "xx-words", "error"),
        ("yy", "yy-figure", "warning"),
        ("zz", None, "warning"),
    ]
    first, second, third = finding.laws
    assert finding.message == first.message == "Section 1 bars 'Our eco-friendly soap'."
    assert (finding.severity, finding.tier, finding.jurisdictions) == ("error", "ban", ("xx",))
    assert (finding.why, finding.remedy) == ("Section 1 names such words.", "Leave the word out.")
    assert second.message == "Section 1 asks what 'Our eco-friendly soap' means."
    assert third.why == "zz asks for proof."
    assert [one.citations for one in finding.laws] == [("act_xx",), ("act_yy",), ()]
    assert {"act_xx", "act_yy"} <= {one.key for one in finding.citations}
    assert first.exposure == "Fines."


def test_one_law_alone_shows_its_own_words(pack: Pack) -> None:
    (finding,) = found(pack, PLAIN, "yy")
    assert finding.message == "Section 1 asks what 'Our eco-friendly soap' means."
    assert "act_xx" not in {one.key for one in finding.citations}


def test_a_law_undoes_what_the_rule_clears(pack: Pack) -> None:
    assert found(pack, LABELLED, "zz") == []
    (finding,) = found(pack, LABELLED, "xx", "zz")
    assert [one.jurisdiction for one in finding.laws] == ["xx"]


def test_a_law_lets_stand_what_the_rule_finds(pack: Pack) -> None:
    text = "Our eco-friendly soap is here, now 20 % off."
    assert found(pack, text, "yy") == []
    (finding,) = found(pack, text, "yy", "zz")
    assert finding.jurisdictions == ("zz",)


@pytest.mark.parametrize(
    ("text", "law", "said"),
    [
        # What a test is about, and what lets a text stand, is asked of sentences without a claim as well.
        ("This mug has a limited carbon footprint because we retire credits.", "eu", ["eu-annex-i-4c"]),
        ("The ministry writes: members of the Lake Pact, signature pending.", "eu", []),
    ],
)
def test_a_law_decides_sentences_without_a_claim(text: str, law: str, said: list[str]) -> None:
    context = claimcheck.Context(audience="consumer", medium="advert", jurisdictions=(law,))
    (document,) = claimcheck.Auditor(context=context, lang="en").audit_text(text).documents
    assert not document.claims
    loose = [one for one in document_findings(document) if one.rule in ("NEU-013", "LBL-012")]
    assert [law.test for one in loose for law in one.laws] == said


def test_a_test_holds_for_its_audience(pack: Pack) -> None:
    (finding,) = found(pack, PLAIN, "xx", audience="business")
    assert [one.test for one in finding.laws] == [None]


def test_a_part_takes_over_the_tests_of_the_whole(pack: Pack) -> None:
    (finding,) = found(pack, PLAIN, "ww")
    assert [(one.jurisdiction, one.test) for one in finding.laws] == [("ww", "xx-words")]


def test_an_answer_decides_and_without_one_it_is_undetermined(pack: Pack) -> None:
    (finding,) = found(pack, PLAIN, "xx")
    assert len(finding.laws[0].undetermined) == 1
    assert finding.laws[0].undetermined[0].endswith("(fact: recognised_performance)")
    (finding,) = found(pack, PLAIN, "xx", facts={"recognised_performance": "no"})
    assert finding.laws[0].undetermined == ()
    assert finding.confidence == "high"
    assert found(pack, PLAIN, "xx", facts={"recognised_performance": "licence DE/020/001"}) == []


def test_an_answer_to_nothing_is_an_error(pack: Pack) -> None:
    with pytest.raises(UsageError) as caught:
        found(pack, PLAIN, "xx", facts={"recognised": "yes"})
    assert caught.value.code == "unknown-fact"
    assert "recognised_performance" in str(caught.value.hint)


def test_a_page_answers_in_its_front_matter(pack: Pack) -> None:
    text = f"---\ntitle: Soap\nclaimcheck-facts:\n  recognised_performance: yes\n  colour: blue\n---\n\n{PLAIN}\n"
    context = claimcheck.Context(audience="consumer", jurisdictions=("xx",), as_of=pack.law_as_of)
    report = claimcheck.Auditor(pack, context, lang="en").audit_text(text, format="markdown")
    (document,) = report.documents
    assert "GEN-001" not in {one.rule for claim in document.claims for one in claim.findings}
    (problem,) = [one for one in document.problems if one.code == "unknown-fact"]
    assert "colour" in problem.message


@pytest.mark.parametrize("said", ["maybe", "n", "nein", ""])
@pytest.mark.parametrize("fact", ["credits", "certification"])
def test_an_answer_that_is_neither_yes_nor_no_is_an_error(fact: str, said: str) -> None:
    context = claimcheck.Context(facts={fact: said})
    with pytest.raises(UsageError, match="no answer to the deciding fact") as caught:
        claimcheck.Auditor(context=context)
    assert "one of yes, true, 1, no" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("fact", "said"),
    [("credits", "No"), ("licence", "DE/020/001"), ("certification", "FSC"), ("certification", "Blue Angel")],
)
def test_an_answer_may_be_the_name_of_what_is_asked_for(fact: str, said: str) -> None:
    claimcheck.Auditor(context=claimcheck.Context(facts={fact: said}))


@pytest.mark.parametrize(
    ("front", "facts", "told"),
    [
        ("claimcheck-facts: {credits: no}", {"credits": "no"}, ""),
        ("claimcheck-facts:\n  credits: no # as agreed\n  licence:", {"credits": "no"}, ""),
        ("claimcheck-facts: {creditz: no}", None, "there is no deciding fact 'creditz'"),
        ("claimcheck-facts:\n  Credits: no", None, "there is no deciding fact 'Credits'"),
        ("claimcheck-facts: credits=no", None, "there is no deciding fact 'credits=no'"),
        ("claimcheck-facts:\n  credits: maybe", None, "'maybe' is no answer to the deciding fact 'credits'"),
    ],
)
def test_what_a_page_answers_counts_or_is_told(front: str, facts: dict[str, str] | None, told: str) -> None:
    text = f"---\n{front}\n---\n\nOur kettle is climate neutral.\n"
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))
    (document,) = auditor.audit_text(text, format="markdown").documents
    counted = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", facts=facts or {}))
    (plain,) = counted.audit_text(text.partition("---\n\n")[2], format="markdown").documents
    assert [one.confidence for one in document.claims[0].findings] == [
        one.confidence for one in plain.claims[0].findings
    ]
    notes = [one for one in document.problems if one.code == "unknown-fact"]
    assert [one.message.partition(":")[0] for one in notes] == ([told] if told else [])
    assert all(one.hint for one in notes)


def test_an_approved_claim_answers_for_itself(pack: Pack, tmp_path: Path) -> None:
    register = tmp_path / "claims.yml"
    entry = (
        f'{{id: soap, wording: "{PLAIN}", status: approved, owner: Legal, jurisdiction: [xx], '
        'facts: {recognised_performance: "yes"}}'
    )
    register.write_text(f"schema: claimcheck-claims/1\nclaims:\n  - {entry}\n")
    for lands, rules in ((("xx",), set()), (("xx", "yy"), {"GEN-001"})):
        context = claimcheck.Context(audience="consumer", jurisdictions=lands, as_of=pack.law_as_of)
        auditor = claimcheck.Auditor(pack, context, lang="en", claims=register)
        (document,) = auditor.audit_text(f"{PLAIN} Our eco-friendly pens are here.").documents
        first = document.claims[0]
        assert {one.rule for one in first.findings if one.rule == "GEN-001"} == rules, lands


def test_faults_of_legal_tests_are_told(tmp_path: Path) -> None:
    place = tmp_path / "rules" / "law" / "xx"
    place.mkdir(parents=True)
    (place / "profile.yml").write_text(PROFILE.format(name="xx"))
    (place / "passages.yml").write_text(PASSAGES.format(name="xx"))
    spoilt = STRICT.replace("[GEN-001]", "[GEN-999]").replace("[act_xx]", "[cap_11_1]")
    (place / "xx-words.yml").write_text(spoilt.replace("recognised_performance: aff", "recognised: aff"))
    with pytest.raises(claimcheck.ClaimcheckError) as caught:
        claimcheck.load_rulepack([tmp_path / "rules"])
    told = str(caught.value)
    for words in ("unknown rule 'GEN-999'", "cap_11_1 is law of uk", "unknown deciding fact 'recognised'"):
        assert words in told


def test_a_law_does_not_say_that_the_text_is_silent_on_what_it_says() -> None:
    context = claimcheck.Context(audience="consumer", jurisdictions=("uk", "de"))
    text = "Every jacket is carbon neutral: we offset its emissions with forest projects."
    (document,) = claimcheck.audit_text(text, context=context).documents
    told = [each.message or "" for claim in document.claims for finding in claim.findings for each in finding.laws]
    assert any("how far" in message for message in told)
    assert not any("whether it rests" in message or "explain which" in message for message in told)
