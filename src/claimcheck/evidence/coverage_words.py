"""The signals by which statements tell what they cover."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.rulepack.pack import Lexicon, Pack


class CoverageWords(NamedTuple):
    """Masks of the signals that tell coverage in one language; ``named_by`` those of the element itself, by its id."""

    heads: int
    report: int
    chapter: int
    table: int
    universal: int
    own: int
    named_by: dict[str, int]

    @classmethod
    def of(cls, pack: Pack, lexicon: Lexicon) -> CoverageWords:
        """Those of a language of a pack."""
        role = lexicon.roles.get
        chapter, report, table = role("chapter_noun", 0), role("report_noun", 0), role("table_noun", 0)
        named_by = {
            one.id: sum(1 << pack.signal_numbers[name] for name in one.shape.elsewhere.named_by)
            for one in pack.elements.values()
            if one.shape.elsewhere is not None
        }
        return cls(
            chapter | report | table | role("figures_noun", 0), report, chapter, table,
            role("universal", 0), role("first_person", 0) | role("company", 0),
            named_by,
        )  # fmt: skip
