"""Words that a sentence only speaks about: wordings in quotation marks, and what goods were or may be called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_

from claimcheck.model.passage import Guarded, GuardReason, Hit, SentenceSpan, signals_in
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


class ByRole:
    """Tells the hits of a sentence by their roles in the grammar of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._roles = lexicon.roles
        self._signals = {role: signals_in(mask) for role, mask in lexicon.roles.items()}

    def _mask(self, *roles: str) -> int:
        return reduce(or_, [self._roles.get(role, 0) for role in roles])

    def _with(self, hits: Iterable[Hit], role: str) -> list[Hit]:
        signals = self._signals.get(role)
        return [hit for hit in hits if hit[2] in signals] if signals else []


class Wordings(ByRole):
    """Finds such words; without a signal of ``mask`` a sentence has none."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self._about, self._naming, self._nouns = self._mask(*ABOUT_WORDS), self._mask(NAMING), self._mask(WORDING)
        self._ending = self._mask("negation", DROPPING)
        self._cued = self._mask(BYGONE, PERMISSION, DROPPING, "judging")
        self._relatives = frozenset(lexicon.frames.opening("relative"))
        self.mask = self._about | self._naming | self._nouns

    def may_stand(self, mask: int) -> bool:
        """Whether the signals of a sentence leave such words a chance."""
        named = mask & self._naming and mask & self._cued
        return bool(named or (mask & self._nouns and mask & self._ending) or mask & self._about)

    def of(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> Iterable[Guarded]:
        """Runs of words that the sentence speaks about, by its hits and their signals ``mask``."""
        if mask & self._naming and mask & self._cued:
            yield from self._named(text, span, hits)
        quoted = list(quotations(text, span.start, span.end)) if mask & (self._about | self._nouns) else []
        cues = self._cues(span, hits, mask, quoted) if quoted and mask & self._about else ()
        for start, end in mentioned(text, quoted, cues) if cues else ():
            yield Guarded(start, end, "quoted_other")
        if quoted and mask & self._nouns and mask & self._ending:
            yield from self._dropped(text, span, hits, quoted)

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
        denied = [
            hit for hit in self._with(hits, "negation") if not any(one.start <= hit.start < one.end for one in kept)
        ]
        ends, speaking = [*denied, *self._with(hits, DROPPING)], self._with(hits, "company")
        for noun in self._with(hits, WORDING) if ends else ():
            first, last = clause_of(span, noun.start)
            ahead = any(first <= hit.start < noun.start for hit in ends)
            subject = not any(first <= hit.start < noun.start for hit in speaking)
            for start, end in quoted:
                # 'The claim "…" no longer stands', '"…" is a word that we do not use'.
                near = any(end < hit.start and text.count(" ", end, hit.start) <= _BETWEEN for hit in ends)
                behind = start == noun.end + 1 and (ahead or (subject and near))
                before = end < noun.start and text.count(" ", end, noun.start) <= _BETWEEN
                if behind or (before and any(noun.end < hit.start < last for hit in ends)):
                    yield Guarded(start, end, "negated")

    def _named(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """What nobody calls goods, or no more: "fined for calling", "was sold as … until", "nobody may call"."""
        past = {hit.start for hit in self._with(hits, "past")}
        for verb in self._with(hits, NAMING):
            start, end = clause_of(span, verb.start)
            inside = [hit for hit in hits if start <= hit.start < end]
            once = self._with(inside, BYGONE)
            was = all(hit.start in past for hit in self._with(inside, "passive") if hit.end + 1 == verb.start)
            ending = self._with(inside, DROPPING) if verb.form == _DOING else once
            allowed = [hit for hit in self._with(inside, PERMISSION) if hit.end < verb.start]
            reason: GuardReason | None = None
            # "Banned for calling it green", "an advert that called it green was banned".
            told = verb.form == _PAST and not self._relatives.isdisjoint(text[start : verb.start].lower().split()[-1:])
            judged = self._with(hits if told else inside if verb.form == _DOING else (), "judging")
            if any(told or hit.start < verb.start for hit in judged):
                reason = "reported_other"
            elif (verb.form == _PAST and once and was) or any(hit.end + 1 == verb.start for hit in ending):
                reason = "negated"
            elif any(text.count(" ", hit.end, verb.start) <= _AUXILIARY for hit in allowed):
                reason = None if self._with(inside, "company") else "instruction"
            if reason:
                yield Guarded(verb.start, phrase_end(text, span, verb), reason)


def clause_of(span: SentenceSpan, offset: int) -> tuple[int, int]:
    """Offsets of the clause that an offset stands in; those of the sentence between two clauses."""
    return next((each for each in span.clauses if each[0] <= offset < each[1]), (span.start, span.end))


def phrase_end(text: str, span: SentenceSpan, hit: Hit) -> int:
    """Where what hangs on a word ends: at the next comma or colon, at the latest with the clause."""
    end = clause_of(span, hit.end - 1)[1]
    stops = [text.find(mark, hit.end, end) for mark in PHRASE_ENDS]
    return min((stop for stop in stops if stop >= 0), default=end)
