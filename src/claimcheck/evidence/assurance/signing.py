"""Whether a date stands before what may be the name of whoever signs an assurance statement."""

from __future__ import annotations

from claimcheck.model.passage import Sentence
from claimcheck.text.late_pattern import late_pattern
from claimcheck.text.parties import CAPITALS
from claimcheck.text.passages import Passages

_FIRM = late_pattern(rf"[{CAPITALS}][\w-]+(?: (?:& )?[{CAPITALS}][\w.-]*){{1,4}}")
_PARTNERS = " & "


def is_firm_behind_date(passages: Passages, sentence: Sentence, longest: int) -> bool:
    """Whether a sentence is nothing but a firm that closes its block behind a date: "Leeds, 4 May 2025. Orme & Vail".

    The sign for partners tells it from one person; what has the year has at most ``longest`` characters.
    """
    text = passages.norm.text
    if _PARTNERS not in text[sentence.start : sentence.end] or not _FIRM.fullmatch(
        text, sentence.start, sentence.end
    ):
        return False
    block = passages.of_block(sentence.block)
    if sentence.number != block[-1] or len(block) < 2:
        return False
    before = passages.spans[sentence.number - 1]
    facts = passages.facts(sentence.number - 1)
    return before.end - before.start <= longest and any(fact.year is not None for fact in facts)
