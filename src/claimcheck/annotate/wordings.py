"""Words that a sentence only speaks about: wordings in quotation marks, and what goods were or may be called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_

from claimcheck.model.passage import Guarded, Hit, SentenceSpan, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.quotations import any_outside, mentioned, quotations

# Roles of words by which a sentence speaks about a wording: "no longer", "may", "fined", "the term".
BYGONE, PERMISSION, DROPPING = "bygone", "permission", "dropping"
ABOUT_WORDS = ("mention", "labelling", "located", "judging")
# Roles that count beside them: verbs such as "call" and "sell", nouns such as "word" and "claim".
NAMING, WORDING = "naming", "wording"
BESIDE_WORDS = (BYGONE, PERMISSION, DROPPING, NAMING, WORDING, "past")
# The forms of verbs in which something was called so, and is not to be called so.
_PAST, _DOING = "past", "ing"
# Words between a quotation and the noun that says what it is: '"…" is a word that we do not use'.
_BETWEEN = 3
# Words between a word of permission and its verb, for the auxiliary of the passive.
_AUXILIARY = 2
# What a negated phrase does not reach beyond.
PHRASE_ENDS = (", ", ": ", "; ", " - ")


class Wordings:
    """Finds such words by the grammar signals of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles = lexicon.roles
        self._roles = roles
        self._signals = {role: signals_in(mask) for role, mask in roles.items()}
        self._about = reduce(or_, [roles.get(role, 0) for role in ABOUT_WORDS])
        self._naming, self._nouns = roles.get(NAMING, 0), roles.get(WORDING, 0)
        self._ending = roles.get("negation", 0) | roles.get(DROPPING, 0)
        self._cued = reduce(or_, [roles.get(role, 0) for role in (BYGONE, PERMISSION, DROPPING, "judging")])

        # Without one of these nothing is spoken about.
        self.mask = self._about | self._naming | self._nouns

    def may_stand(self, mask: int) -> bool:
        """Whether the signals of a sentence leave such words a chance."""
        named = mask & self._naming and mask & self._cued
        return bool(named or (mask & self._nouns and mask & self._ending) or mask & self._about)

    def of(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> Iterable[Guarded]:
        """Runs of words that the sentence speaks about, by its hits and their signals ``mask``."""
        if not self.may_stand(mask):
            return
        if mask & self._naming and mask & self._cued:
            yield from self._named(text, span, hits)
        quoted = list(quotations(text, span.start, span.end))
        if not quoted:
            return
        for start, end in mentioned(text, quoted, cues) if (cues := self._cues(span, hits, mask, quoted)) else ():
            yield Guarded(start, end, "quoted_other")
        if mask & self._nouns and mask & self._ending:
            yield from self._dropped(text, span, hits, quoted)

    def _with(self, hits: Iterable[Hit], role: str) -> list[Hit]:
        signals = self._signals.get(role)
        return [hit for hit in hits if hit[2] in signals] if signals else []

    def _cues(
        self, span: SentenceSpan, hits: Sequence[Hit], mask: int, quoted: Sequence[tuple[int, int]]
    ) -> Collection[int]:
        """The ends of words behind which a quotation is a wording: "avoid", and "the phrase" where no company speaks.

        A sentence that opens with a place in a text, such as "page 2", or that judges wordings speaks about all that
        it quotes. A "we" inside a quotation is not the writer's.
        """
        if any(hit.start == span.start for hit in self._with(hits, "located")):
            return range(span.start, span.end)
        cues = {hit.end for hit in self._with(hits, "mention")}
        if not any_outside((hit.start for hit in self._with(hits, "first_person")), quoted):
            if mask & self._roles.get("judging", 0):
                return range(span.start, span.end)
            cues.update(hit.end for hit in self._with(hits, "labelling"))
        return cues

    def _dropped(
        self, text: str, span: SentenceSpan, hits: Sequence[Hit], quoted: Sequence[tuple[int, int]]
    ) -> Iterable[Guarded]:
        """Wordings that the company itself does not use: 'we gave up the claim "…"', '"…" is a word we never print'."""
        kept = self._with(hits, "negation_exception")
        ends = self._with(hits, DROPPING)
        ends += [
            hit
            for hit in self._with(hits, "negation")
            if not any(other.start <= hit.start and hit.end <= other.end for other in kept)
        ]
        for noun in self._with(hits, WORDING) if ends else ():
            first, last = clause_of(span, noun.start)
            for start, end in quoted:
                behind = start == noun.end + 1 and any(first <= hit.start < start or hit.start > end for hit in ends)
                before = (
                    end < noun.start
                    and text.count(" ", end, noun.start) <= _BETWEEN
                    and any(noun.end < hit.start < last for hit in ends)
                )
                if behind or before:
                    yield Guarded(start, end, "negated")

    def _named(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """What nobody calls goods, or no more: "fined for calling", "was sold as … until", "nobody may call"."""
        roles = (BYGONE, PERMISSION, "judging", DROPPING)
        bygone, allowed, judged, dropped = (self._with(hits, role) for role in roles)
        speaking, past = self._with(hits, "company"), self._with(hits, "past")
        passives = self._with(hits, "passive")
        for verb in self._with(hits, NAMING):
            start, end = clause_of(span, verb.start)
            once = [hit for hit in bygone if start <= hit.start < end]
            tied = [hit for hit in passives if hit.end + 1 == verb.start]
            was = not tied or any(hit.start == one.start for hit in tied for one in past)
            may = any(
                start <= hit.start and hit.end < verb.start and text.count(" ", hit.end, verb.start) <= _AUXILIARY
                for hit in allowed
            )
            ending = dropped if verb.form == _DOING else once
            if verb.form == _DOING and any(start <= hit.start < verb.start for hit in judged):
                yield Guarded(verb.start, phrase_end(text, span, verb), "reported_other")
            elif (verb.form == _PAST and once and was) or any(hit.end + 1 == verb.start for hit in ending):
                yield Guarded(verb.start, phrase_end(text, span, verb), "negated")
            elif may and not any(start <= hit.start < end for hit in speaking):
                yield Guarded(verb.start, phrase_end(text, span, verb), "instruction")


def clause_of(span: SentenceSpan, offset: int) -> tuple[int, int]:
    """Offsets of the clause that an offset stands in; those of the sentence between two clauses."""
    return next((each for each in span.clauses if each[0] <= offset < each[1]), (span.start, span.end))


def phrase_end(text: str, span: SentenceSpan, hit: Hit) -> int:
    """Where what hangs on a word ends: at the next comma or colon, at the latest with the clause."""
    end = clause_of(span, hit.end - 1)[1]
    stops = [text.find(mark, hit.end, end) for mark in PHRASE_ENDS]
    return min((stop for stop in stops if stop >= 0), default=end)
