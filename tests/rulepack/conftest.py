"""A whole rule pack in a few lines, to be spoiled by the tests one line at a time."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.errors import ClaimcheckError, RuleFileError
from claimcheck.rulepack.build import load_rulepack

FILES = {
    "pack.yml": """\
        name: small
        version: "1.0.0"
        about: A pack for tests.
        families: {GEN: broad words}
        """,
    "citations.yml": """\
        law_as_of: 2026-11-25
        citations:
          - key: act_1
            instrument: An Act
            locator: section 1
            edition: "2024"
            jurisdiction: xx
            says: Asks for a subject.
            valid_from: 2024-01-01
            grade: read
        """,
    "scoring.yml": """\
        source: Made up.
        dimensions:
          - {id: subject, weight: 2, elements: {subject: 1}}
          - {id: metric, weight: 1, elements: {metric: 1, value: 2}}
        limits:
          - {reason: generic, floor: 15, on: [dimension.subject], types: [generic_benefit]}
          - {reason: unmeasured, floor: 25, on: [element.value], needs_required: value}
        limit_slack: 0.1
        contradicted_at_most: 10
        bands: [{id: good, least: 50}, {id: bad, least: 0}]
        place_credit: {report: {sentence: 1, document: 0.5}, web: {sentence: 1, document: 0.5}}
        unknown_match: 0.5
        """,
    "languages.yml": """\
        about: Small words.
        stop_words:
          en: [the, of, and, to, in, for, is, on, with, as]
        scripts:
          ja: ["3040-30FF"]
        """,
    "sections.yml": """\
        about: Kinds.
        sections:
          - {id: glossary, title: Glossary, about: Terms., set_aside: definition}
        """,
    "units.yml": """\
        units:
          - {id: t, unit_class: mass, factor: 1000, symbols: [t]}
        currencies: {EUR: ["€"]}
        """,
    "profiles/xx.yml": """\
        id: xx
        title: Nowhere
        about: The law of nowhere.
        cells:
          - audience: [consumer, business, investor]
            medium: [advert, pack, web, press, report]
            ban: error
            conditional: error
            gap: {H: warning, M: warning, I: info, L: info, "-": off}
            presentation: info
            style: info
        """,
    "lexicons/en/words.yml": """\
        about: Words.
        lists:
          thing: [bottle, box]
        inflections:
          noun:
            - {ending: "", forms: {base: "-0", plural: "-0+s"}}
            - {ending: x, forms: {base: "-0", plural: "-0+es"}}
          verb:
            - {ending: "", forms: {base: "-0", s: "-0+s", ing: "-0+ing", past: "-0+ed"}}
            - {ending: e, forms: {base: "-0", s: "-0+s", ing: "-1+ing", past: "-1+ed"}}
        facts:
          decimal: "."
          unit_words: {tonnes: t}
        signals:
          green_word:
            kind: core
            words: [eco-friendly, green]
            not_in: [green_colour]
          green_thing:
            kind: core
            patterns: ["green {thing}"]
            inflect: noun
          reduce_verb:
            kind: core
            words: [reduce]
            inflect: verb
            forms: {cut: [cut, cuts, cutting, cut]}
          proof:
            kind: evidence
            words: [certified]
          green_colour:
            kind: guard
            words: [green paint]
          company:
            kind: grammar
            role: company
            words: [we, our]
          climate:
            kind: topic
            topic: climate
            words: [climate]
        """,
    "claims/generic_benefit.yml": """\
        id: generic_benefit
        title: broad benefit
        about: Broad praise.
        topic: product
        core:
          any:
            - {signal: green_word}
            - all: [{signal: green_thing}, {not: {signal: company}}]
        attribute_from: [metric]
        undefined_words: [green_word]
        required: {subject: act_1}
        conditional:
          value: {when: {context: {audience: consumer}}, cite: act_1}
        half: [metric]
        fires: [{text: Our green bottle.}]
        silent: [{text: We paint it green., hard: true}]
        """,
    "elements/subject.yml": """\
        id: subject
        number: 1
        title: subject
        ask: Name it.
        sample: of the bottle
        grades:
          - {match: 1, when: {signal: green_thing}}
          - {match: 0.5, when: {signal: company}}
        shown_by: [{signal: green_thing}]
        look: [sentence]
        fires: [Our green bottle.]
        silent: [It is green.]
        """,
    "elements/metric.yml": """\
        id: metric
        number: 2
        title: metric
        ask: Say what is measured.
        sample: in mass
        grades: [{match: 1, when: {signal: reduce_verb}}]
        shown_by: [{signal: reduce_verb}]
        look: [sentence, document]
        fires: [We cut it.]
        silent: [It is green.]
        """,
    "elements/value.yml": """\
        id: value
        number: 3
        title: value
        ask: Give the figure.
        sample: by 3 t
        grades: [{match: 1, when: {fact: {kind: quantity, unit: mass}}}]
        shown_by: [{fact: quantity}]
        look: [sentence]
        brings: [metric]
        slot: {kind: [share]}
        fires: [It weighs 3 t.]
        silent: [It is light.]
        """,
    "checks/GEN/GEN-001-broad-word.yml": """\
        id: GEN-001
        name: broad-word
        aliases: [GEN-901]
        tier: ban
        step: H
        confidence: high
        when:
          all:
            - claim: {type: generic_benefit}
            - element: {subject: missing}
        marks: [green_word]
        message: "{core} says nothing of {subject}"
        about: Broad words.
        why: Nobody can check them.
        remedy: Say what is better.
        rewrite: "[subject] with {value:share|[share]} less"
        questions: [Is it better?]
        cite: [act_1]
        false_positives: [Names of colours.]
        fires: [{text: It is green., hard: true}]
        silent: [{text: Green paint., hard: true}]
        """,
}

Change = Callable[..., Path]
Faults = Callable[..., tuple[ClaimcheckError, ...]]


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    """A folder with a small pack that loads without a fault."""
    root = tmp_path / "small"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return root


@pytest.fixture
def change(pack_folder: Path) -> Change:
    """Replace a text in one file of the small pack; the text has to be there once."""

    def replace(name: str, old: str, new: str) -> Path:
        path = pack_folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return replace


@pytest.fixture
def faults(pack_folder: Path) -> Faults:
    """Load the small pack and return its faults."""

    def load(**options: bool) -> tuple[ClaimcheckError, ...]:
        try:
            load_rulepack([pack_folder], builtin=False, **options)
        except RuleFileError as error:
            return error.faults
        return ()

    return load
