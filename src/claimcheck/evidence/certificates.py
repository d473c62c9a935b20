"""Who gave the certificate of a standard that a claim names: sentences on the same standard, and notes on its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from claimcheck.evidence.tied_forms import TiedForms
from claimcheck.model.claim import Core
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by

MOST_NAMED = 24
"""Places of one standard that are looked at."""
_ISSUER: Final = "issuer"
_EDITION = re.compile(r":[0-9]{4}")


class Certificates:
    """The sentences on certificates of one document, each standard looked for when the first claim names it."""

    def __init__(self, forms: TiedForms, passages: Passages) -> None:
        self._forms, self._passages = forms, passages

    def of(self, core: Core) -> list[int]:
        """The sentences that tell who gave what a claim names by the code of a standard; they are notes on it."""
        number, passages = core.sentence.number, self._passages
        known = [fact for fact in passages.facts(number) if fact.kind == "standard"]
        found = {index: None for fact in known for index in self._naming(_EDITION.sub("", fact.text))}
        return [
            index
            for index in found
            if index != number
            and self._forms.find(_ISSUER, core, passages.sentence(index), passages) is not None
        ]

    @remembered_by(str)
    def _naming(self, code: str) -> Sequence[int]:
        """The sentences with a code, and those of the notes whose marks stand beside it."""
        places = re.finditer(rf"\b{re.escape(code)}(?![\w-])", self._passages.norm.text)
        named = dict.fromkeys(self._passages.at(one.start()) for one in islice(places, MOST_NAMED))
        return [*dict.fromkeys(one for index in named for one in (index, *self._passages.notes(index)))]
