"""Who is named as the one who acts: companies and states by capital letters before a verb, and nobody else."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.annotate.actors import Actors
from claimcheck.annotate.annotator import Annotator
from claimcheck.annotate.scan import scanner
from claimcheck.model.document import Block, Document, Piece
from claimcheck.model.passage import signals_in
from claimcheck.segment import SentenceGrammar, segment
from claimcheck.text.normalise import normalise

PACK = claimcheck.load_rulepack()


def _acting(text: str, language: str = "en", **named: tuple[str, ...]) -> list[str]:
    """The names that stand for a company in a text, and those that stand for others, marked with a star."""
    lexicon = PACK.lexicons[language]
    document = Document("", "text", "", text, (Block("paragraph", text, (Piece(0, 0, len(text)),)),))
    norm = normalise(document)
    spans = segment(norm, document, SentenceGrammar(frozenset(), frozenset(), (), lexicon.predicates))
    context = claimcheck.Context(**named)  # type: ignore[arg-type]
    passages = Annotator(lexicon, 0, context).annotate(document, norm, spans)
    marks = {"company": "", "third_party": "*"}
    roles = {role: signals_in(lexicon.roles.get(role, 0)) for role in marks}
    known = {word for role in marks for word in lexicon.role_words.get(role, ())}
    return [
        norm.text[hit.start : hit.end] + marks[role]
        for index in range(len(spans))
        for clause in passages.sentence(index).clauses
        for hit in clause.hits_any
        for role in marks
        if hit.signal in roles[role] and norm.lower[hit.start : hit.end] not in known
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tarnholm cut the emissions of its plants by 12 %.", "Tarnholm"),
        ("Ostermark plc halved the use of water.", "Ostermark plc"),
        ("The Quillon Group has cut waste.", "Quillon Group"),
        ("Calder Yarns reduced waste.", "Calder Yarns"),
        ("Sorrel & Finch recycled more waste.", "Sorrel & Finch"),
        ("OVNK reduced waste.", "OVNK"),
        ("In 2022, Havelane reduced waste.", "Havelane"),
        ("By 2030 Havelane will cut waste.", "Havelane"),
        ("The paper maker Silvarn has cut waste.", "Silvarn"),
        ("Dunmere Dairies now recycles the waste of its barns.", "Dunmere Dairies"),
        ("Dunmere Dairies today announced that it recycles the waste of its barns.", "Dunmere Dairies"),
        ("Quillon, a maker of paints, has banned lead from its products.", "Quillon"),
        ("Harrow Vale has cut the waste of its mills.", "Harrow Vale"),
        ("Visitors of Norvell were many. Norvell recycles waste.", "Norvell"),
        ("Norvell Spain recycles the waste of its shops.", "Norvell Spain"),
    ],
)
def test_a_company_is_told_by_its_name(text: str, name: str) -> None:
    assert _acting(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Emissions fell by 12 %.",
        "Lichen is green.",  # what opens a sentence has a capital anyway
        "Villagers have cut their waste.",
        "All 21 Velvos reduced their waste.",
        "The plants of Tarnholm have cut waste.",
        "Filters by Tarnholm reduce their waste.",
        "The Clean Air Act has cut its reach.",
        "The Ormund Committee reviewed its charter.",
        "Professor Anna Lindqvist reduced her waste.",
        "John Harper has cut waste.",  # two new words may be a person
        "He has cut his waste, and they cut theirs.",
        "Tarnholm's rules have changed.",
        "TARNHOLM CUT ITS WASTE",
        "Does the Tarnholm mill have its own well?",
    ],
)
def test_what_is_no_company_is_told_from_one(text: str) -> None:
    assert _acting(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway has invested in carbon capture.", "Norway*"),
        ("Today China is working to reduce its emissions.", "China*"),
        ("The Ministry of Energy plans to cut its waste.", "Ministry of Energy*"),
        ("Norvell, the northern kingdom, wants to cut its waste.", "Norvell, the northern kingdom,*"),
        ("Tarnholm, one of our customers, has cut its emissions.", "Tarnholm, one of our customers,*"),
    ],
)
def test_states_and_those_of_others_are_others(text: str, name: str) -> None:
    assert _acting(text) == [name]


def test_the_mills_in_a_state_are_not_the_state() -> None:
    assert _acting("Our mills in Norway have cut waste.") == []


def test_a_given_name_needs_no_proof_and_a_term_is_none() -> None:
    text = "Lichen is green."
    assert _acting(text, company=("Lichen",)) == ["Lichen"]
    assert _acting("OVNK reduced waste.", terms=("OVNK",)) == []


def test_where_all_nouns_have_capitals_none_is_a_name() -> None:
    assert _acting("Tarnholm senkte seine Emissionen um 12 %.", "de") == []


@pytest.mark.parametrize(
    ("text", "kind", "claimant"),
    [
        ("Ferrand SE monitors the noise at its yards.", "commitment", "company"),
        ("Orvell Mills enforces the waste hierarchy on every floor.", "commitment", "company"),
        ("Norvent cut the emissions of its suppliers by 4 %.", "reduction_achieved", "company"),
        ("Germany cut its emissions by 12 % in 2023.", "reduction_achieved", "third_party"),
        ("France has committed to net zero by 2050.", "future_target", "third_party"),
        ("Nordvik, one of our suppliers, cut its emissions by 9 %.", "reduction_achieved", "third_party"),
        ("Our supplier Nordvik cut its emissions by 9 %.", "reduction_achieved", "third_party"),
    ],
)
def test_deeds_of_those_named_are_their_claims(text: str, kind: str, claimant: str) -> None:
    (claim,) = claimcheck.Auditor(PACK, lang="en").audit_text(text).documents[0].claims
    assert (claim.type, claim.claimant) == (kind, claimant)


@pytest.mark.parametrize(
    "text",
    [
        "Norway has invested in carbon capture.",
        "Tomas Verrin will chair the session, and the training room holds 722 people.",
        "Lichen monitors the noise.",
    ],
)
def test_deeds_of_nobody_are_no_claims(text: str) -> None:
    assert claimcheck.Auditor(PACK, lang="en").audit_text(text).documents[0].claims == []


@pytest.mark.parametrize("letters", ["A", "Ab", "A'", "A-b/", "''A"])
def test_a_word_without_end_is_looked_at_once(letters: str) -> None:
    # From each of its letters on it would take hours.
    run = Actors(PACK.lexicons["en"], scanner(PACK.lexicons["en"].words, 0, (0, 0))).run
    assert run.search(letters * (1_000_000 // len(letters)) + ".") is None
