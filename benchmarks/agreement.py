"""How far two people who label the same texts agree: of each list of a gold set with a second labelling beside it.

    python benchmarks/agreement.py [FOLDER]

``second/labels.yml`` has the second labels, ``second/first.yml`` the first ones as they were before the two were
settled; without it they are those of the list.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from tabulate import tabulate

from claimcheck.gold.evaluation import Balance, Share
from claimcheck.gold.files import SECOND, ClaimLabels, LabelledClaim, Labels, Search, Sentence
from claimcheck.gold.outcomes import FIELDS, NONE, compared_fields, field_of, paired

GOLD = Path(__file__).resolve().parents[1] / "fixtures" / "gold"
SECOND_LABELS, FIRST_LABELS = "labels.yml", "first.yml"


class Labelling(NamedTuple):
    """What one person says of a text."""

    claims: tuple[LabelledClaim, ...]
    reason: str | None


Pair = tuple[Labelling, Labelling]


class Agreed(NamedTuple):
    """How far two people agree, as a share and beyond chance."""

    share: Share
    kappa: float | None

    @classmethod
    def counted(cls, pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreed:
        """The agreement of pairs of labels."""
        return cls(Share.counted(sum(one == two for one, two in pairs), len(pairs)), kappa(pairs))


class Agreement(NamedTuple):
    """Claim or not, the reason where both see none, and the labels of claims that both see."""

    texts: int
    claim: Agreed
    spans: Balance
    reason: Agreed
    type: Agreed
    fields: dict[str, Agreed]
    present: Balance


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two labellings; None where there is none, or chance alone would agree on everything."""
    if not pairs:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    by_chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    if by_chance == 1:
        return None
    agreed = sum(one == two for one, two in pairs) / len(pairs)
    return (agreed - by_chance) / (1 - by_chance)


def labellings(folder: Path) -> Iterator[Pair]:
    """The texts below a folder that were labelled twice. Raises ``ValueError`` for labels that do not fit."""
    for path in sorted(folder.rglob(f"{SECOND}/{SECOND_LABELS}")):
        lists = [yaml.safe_load(one.read_text("utf-8")) for one in sorted(path.parents[1].glob("*.yml"))]
        gold = [Sentence.model_validate(one) for each in lists if isinstance(each, list) for one in each]
        texts = {one.id: one.text for one in gold}
        before = path.with_name(FIRST_LABELS)
        first = _read(before, texts) if before.exists() else {one.id: _labelling(one, one.text) for one in gold}
        for name, second in _read(path, texts).items():
            if name in first:
                yield first[name], second


def _read(path: Path, texts: Mapping[str, str]) -> dict[str, Labelling]:
    labels = [Labels.model_validate(one) for one in yaml.safe_load(path.read_text("utf-8"))]
    unknown = [one.id for one in labels if one.id not in texts]
    if unknown:
        raise ValueError(f"{path}: no text has id {', '.join(unknown)}")
    return {one.id: _labelling(one, texts[one.id]) for one in labels}


def _labelling(labels: Labels, text: str) -> Labelling:
    search, claims = Search(text), []
    for one in labels.claims:
        span = search.find(one.text)
        if span is None:
            raise ValueError(f"{labels.id}: the text has no further {one.text!r}")
        claims.append(LabelledClaim(*span, one))
    return Labelling(tuple(sorted(claims, key=lambda one: (one.start, one.end))), labels.aside)


def agreement(twice: Sequence[Pair]) -> Agreement:
    """The agreement over texts that were labelled twice."""
    shared = [pair for first, second in twice for pair in _shared(first.claims, second.claims)]
    fields = compared_fields(
        (name, field_of(first, name), field_of(second, name)) for first, second in shared for name in FIELDS
    )
    present = [(set(first.present), set(second.present)) for first, second in shared]
    return Agreement(
        texts=len(twice),
        claim=Agreed.counted([(bool(first.claims), bool(second.claims)) for first, second in twice]),
        spans=Balance.counted(len(shared), *(sum(len(pair[number].claims) for pair in twice) for number in (1, 0))),
        reason=Agreed.counted(
            [
                (first.reason or NONE, second.reason or NONE)
                for first, second in twice
                if not first.claims and not second.claims
            ]
        ),
        type=Agreed.counted([(first.type, second.type) for first, second in shared]),
        fields={name: Agreed.counted(fields[name]) for name in FIELDS if name in fields},
        present=Balance.counted(
            sum(len(first & second) for first, second in present),
            sum(len(second) for _, second in present),
            sum(len(first) for first, _ in present),
        ),
    )


def _shared(first: Sequence[LabelledClaim], second: Sequence[LabelledClaim]) -> list[tuple[ClaimLabels, ClaimLabels]]:
    """Claims that both see, with the labels of either."""
    pairs = paired(first, second, lambda i, j: first[i].labels.type == second[j].labels.type)
    return [(first[i].labels, second[j].labels) for i, j in pairs]


def summary(found: Agreement) -> str:
    """The agreement in a sentence, as it stands in ``docs/accuracy.md``."""
    return (
        f"Two labellings of {found.texts} texts agree on claim or not with a kappa of {found.claim.kappa:.3f},\n"
        f"on the words of claims with an F1 of {found.spans.f1:.3f}, and on types with a kappa of "
        f"{found.type.kappa:.3f}."
    )


def table(found: Agreement) -> str:
    """A row for each label: the share that is agreed on with its interval, and the agreement beyond chance."""
    labels = {"claim or not": found.claim, "reason": found.reason, "type": found.type, **found.fields}
    rows = [
        (name, one.share.value, one.share.low, one.share.high, one.kappa, one.share.of) for name, one in labels.items()
    ]
    balances = {"words of claims (F1)": found.spans, "evidence held (F1)": found.present}
    rows += [(name, one.f1, None, None, None, one.labelled) for name, one in balances.items()]
    return tabulate(rows, ("label", "agreed", "from", "to", "kappa", "of"), floatfmt=".3f", missingval="-")


def main() -> None:
    found = agreement(list(labellings(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD)))
    print(f"{table(found)}\n\n{summary(found)}")


if __name__ == "__main__":
    main()
