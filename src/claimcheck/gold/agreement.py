"""How far two people who label the same texts agree."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.gold.evaluation import Agreed, AgreementOut, Balance
from claimcheck.gold.files import TwoLabellings
from claimcheck.gold.matching import paired
from claimcheck.gold.outcomes import FIELDS, NONE, compared_fields, labelled_field
from claimcheck.gold.shapes import ClaimLabels


def agreement_of(twice: Sequence[TwoLabellings]) -> AgreementOut | None:
    """The agreement over texts that were labelled twice; None where there are none."""
    if not twice:
        return None
    shared = [pair for one in twice for pair in _shared(one)]
    fields = compared_fields(
        (name, labelled_field(first, name), labelled_field(second, name))
        for first, second in shared
        for name in FIELDS
    )
    present = [(set(first.present), set(second.present)) for first, second in shared]
    return AgreementOut(
        texts=len(twice),
        claim=Agreed.counted([(_claims(one.first), _claims(one.second)) for one in twice]),
        spans=Balance.counted(
            len(shared), sum(len(one.second) for one in twice), sum(len(one.first) for one in twice)
        ),
        reason=Agreed.counted(
            [
                (one.reasons[0] or NONE, one.reasons[1] or NONE)
                for one in twice
                if not one.first and not one.second
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


def _shared(one: TwoLabellings) -> list[tuple[ClaimLabels, ClaimLabels]]:
    """Claims that both see, with the labels of either."""
    first, second = one.first, one.second
    pairs = paired(first, second, lambda i, j: first[i].labels.type == second[j].labels.type)
    return [(first[i].labels, second[j].labels) for i, j in pairs]


def _claims(claims: Sequence[object]) -> str:
    return "claim" if claims else NONE
