"""German text works through lexicons alone: our German sentences, those it was written for and those it was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.gold.evaluate import evaluate
from claimcheck.gold.evaluation import Evaluation


@pytest.fixture(scope="module", params=["sentences.yml", "unseen.yml"])
def german(request: pytest.FixtureRequest, fixtures: Path) -> Evaluation:
    return evaluate(fixtures / "gold" / "de" / request.param)


def test_claims_are_found_and_ordinary_text_is_left_alone(german: Evaluation) -> None:
    assert (german.gold.claims, german.gold.ordinary) in ((24, 16), (12, 8))
    assert german.gold.incomplete == 0
    assert (german.claims.precision.value or 0) >= 0.9
    assert (german.claims.recall.value or 0) >= 0.9
    assert german.ordinary.flagged.hits <= 1


def test_types_and_times_are_right(german: Evaluation) -> None:
    assert (german.types.right.value or 0) >= 0.9
    assert (german.fields["tense"].value or 0) >= 0.85
    assert german.fields["target_year"].value == 1


def test_the_sentences_cover_many_types(fixtures: Path) -> None:
    types = evaluate(fixtures / "gold" / "de" / "sentences.yml").types
    assert sum(one.labelled > 0 for one in types.by_type.values()) >= 10


def test_labels_name_the_language_of_a_text_that_is_too_short_to_tell(load, pack) -> None:  # type: ignore[no-untyped-def]
    short = "- {id: one, text: Der Becher ist kompostierbar., language: de, claims: [], aside: mention}\n"
    assert load(sentences_yml=short).texts[0].language == "de"
    assert load(sentences_yml=short.replace("language: de, ", "")).texts[0].language is None


def test_texts_of_other_languages_are_left_out_where_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sentences.yml"
    path.write_text(
        "- {id: one, text: Unser Becher ist recycelbar., language: de, claims: []}\n"
        "- {id: two, text: Our cup is recyclable., claims: []}\n",
        encoding="utf-8",
    )
    flagged = {lang: evaluate(path, lang=lang).ordinary.flagged for lang in (None, "en", "de")}
    assert [(one.hits, one.of) for one in flagged.values()] == [(2, 2), (1, 1), (1, 2)]
    assert evaluate(path, lang="en").gold.sentences == 1
