"""Guards: which runs of a sentence are not the company's own assertion, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar, Final

from claimcheck.annotate.actors import Name
from claimcheck.annotate.generalities import BINDING, MEANING, TRADERS, Generalities
from claimcheck.annotate.wordings import ABOUT_WORDS, BESIDE_WORDS, ByRole, Wordings, clause_of, phrase_end
from claimcheck.model.passage import Guarded, GuardReason, Hit, SentenceSpan
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.quotations import quotations
from claimcheck.text.references import ADDRESS
from claimcheck.text.remembered import late_pattern

# From so many words on a quotation is what somebody says, and not a term or a name.
QUOTED_WORDS = 4

ROLES_OF_SENTENCE: tuple[tuple[str, GuardReason], ...] = (
    ("definition", "definition"),
    ("instruction", "instruction"),
    ("commentary", "reported_other"),
)
ROLES_OF_CLAUSE: tuple[tuple[str, GuardReason], ...] = (("obligation", "instruction"), ("taken_back", "negated"))
CONDITION: Final = "conditional"
DUE: Final = "deadline"
# A main clause with such a word before a condition says what would be so.
UNREAL: Final = "unreal"
# From these words to the end of their phrase: "we asked whether …", "… please see page 4", "the country's push to …".
ROLES_ONWARD: tuple[tuple[str, GuardReason], ...] = (
    ("embedded_question", "conditional"),
    ("pointing", "instruction"),
    ("others_aim", "reported_other"),
)
# Words that guard a sentence only where they open it: "Rinse the jar", "Were the permit granted", "Had it rained".
OPENERS: tuple[tuple[str, GuardReason], ...] = (
    ("instruction_opener", "instruction"),
    ("conditional_opener", "conditional"),
)
# A question that opens so offers what it asks for: "Why not fly carbon neutral?"
OFFER = "offer_opener"
# What follows from doing as one is told is promised, and no instruction: "Tick the box and your flight is offset."
REWARD = "reward"
GUARDING = (
    "definition", "instruction", "commentary", "third_party", "negation", "negation_phrase", "conditional",
    "obligation", "bound", "defining_verb", "name_head", "instruction_opener", "conditional_opener",
    "embedded_question", "pointing", "others_aim", "taken_back", "proviso", *ABOUT_WORDS,
)  # fmt: skip
# All roles that are looked for in sentences which may have a guard.
ASKED = (
    *GUARDING, OFFER, REWARD, "asking_opener", "addressee", DUE, "inviting_opener", "hedge", "denying", "company",
    "first_person", "negation_exception", "negation_preposition", "passive", "reporting", UNREAL, BINDING, MEANING,
    TRADERS, *BESIDE_WORDS,
)  # fmt: skip
# Behind "said" or "according to" the speaker follows at once; who stands further on is what is spoken of.
SPEAKER_BEHIND = 24
SPEAKER_BESIDE = 2
FAR = 1 << 30
# A term that is defined stands in front: "In this policy, 'waste' means …".
TERM_REACH = 32
# Words with a capital each, up to the head of a name.
_CAPITALS = re.compile(r"(?:[^\W\d_a-z][\w'-]* )+$")
_CAPITALS_REACH = 60
QUESTION_ENDS = "?？\"')"
# The words in an address are no words of the sentence.
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,255}")
_CAPITAL = r"[^\W\d_a-z][\w'-]{0,30}"
_NAME_SIGN = late_pattern(r'[A-Za-z0-9]\.[A-Za-z]{2}|://|" ')


class Guards(ByRole):
    """Finds guarded runs from the grammar signals of one language."""

    # Roles of negators that reach no further than their phrase.
    short: ClassVar[tuple[str, ...]] = ("negation_phrase",)

    def __init__(self, lexicon: Lexicon, helpers: Collection[str]) -> None:
        """``helpers`` are verbs such as "is" and "will"."""
        super().__init__(lexicon)
        self._helper = re.compile(rf" (?:{'|'.join(map(re.escape, sorted(helpers))) or '(?!)'})\b")
        self._relatives = frozenset(lexicon.frames.opening("relative"))
        # The title of a work, with capitals, and who wrote it: '"The Green Kitchen" by Ada Moss'.
        doer = "|".join(map(re.escape, sorted(lexicon.frames.opening("doer")))) or "(?!)"
        title = rf'"{_CAPITAL}(?:[,:]? (?:{_CAPITAL}|\w{{1,4}})){{1,10}}"'
        self._title = late_pattern(rf"{title}(?= (?:{doer}) {_CAPITAL} {_CAPITAL})")
        # The prepositions of a place.
        self._located = lexicon.metrics.located
        # Few hits of a sentence are words of a role.
        self._asked = frozenset[int]().union(*(self._signals.get(role, ()) for role in ASKED))
        self._free_order = lexicon.free_order
        self._wordings = Wordings(lexicon)
        self._general = Generalities(lexicon)
        self._guarding = self._mask(*GUARDING)
        self._denying = self._mask("negation", "negation_phrase")
        self._any = self._guarding | self._general.mask

    def may_guard(self, text: str, span: SentenceSpan, mask: int) -> bool:
        """Whether the signals of a sentence and its last mark leave a guard any chance."""
        return (
            bool(mask & self._any)
            or text[span.end - 1] in QUESTION_ENDS
            or _NAME_SIGN.search(text, span.start, span.end) is not None
            or (mask & self._wordings.mask > 0 and self._wordings.may_stand(mask))
        )

    def of(
        self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int, names: Sequence[Name] = ()
    ) -> tuple[Guarded, ...]:
        """Return the guarded runs of a sentence, in order of start.

        ``mask`` has the signals of its hits, ``names`` what the caller named in it.
        """
        found = [Guarded(name.start, name.end, "proper_name") for name in names]
        if _NAME_SIGN.search(text, span.start, span.end):
            for form in (ADDRESS, _MAIL, self._title):
                addresses = form.finditer(text, span.start, span.end)
                found.extend(Guarded(one.start(), one.end(), "proper_name") for one in addresses)
        if self._asks(text, span, hits, mask):
            found.extend(self._left_open(span, hits))
        if mask & (self._any | self._wordings.mask):
            every, hits = hits, [hit for hit in hits if hit[2] in self._asked]
            if mask & self._general.mask:
                found.extend(self._general.of(text, span, hits, every, mask))
            if mask & self._wordings.mask:
                found.extend(self._wordings.of(text, span, hits, mask))
        if mask & self._guarding:
            found.extend(self._of_all(text, span, hits, mask))
            if mask & self._roles.get("third_party", 0):
                found.extend(self._of_others(text, span, hits, names))
            if mask & self._roles.get("name_head", 0):
                found.extend(self._named(text, span, hits))
            if mask & self._denying:
                found.extend(self._negated(text, span, hits))
            found.extend(self._of_clauses(text, span, hits, mask))
        if len(found) > 1:
            found.sort(key=lambda run: (run.start, run.end))
        return tuple(found)

    def _asks(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> bool:
        """Whether a sentence is a question, and not one by which an advert offers something."""
        if not is_question(text, span):
            return False
        if not mask & self._roles.get(OFFER, 0):
            return True
        return not self._opens(span, hits, OFFER)

    def _left_open(self, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """What a question does not say."""
        return (Guarded(span.start, span.end, "question"),)

    def _of_all(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> Iterable[Guarded]:
        """What guards the whole sentence: words anywhere in it, or those that it opens with."""
        # "We do not call it green" tells nobody to do so.
        speakers = {hit.end + 1 for hit in self._with(hits, "company")}
        reasons = [
            reason
            for role, reason in ROLES_OF_SENTENCE
            if mask & self._roles.get(role, 0)
            and any(reason != "instruction" or hit.start not in speakers for hit in self._with(hits, role))
        ]
        if mask & self._roles.get("defining_verb", 0) and self._defines(text, span, hits):
            reasons.append("definition")
        found = [Guarded(span.start, span.end, reason) for reason in reasons]
        opened = [why for role, why in OPENERS if mask & self._roles.get(role, 0) and self._opens(span, hits, role)]
        # Where a sentence turns from what is to be done to what comes of it, at the latest its end.
        reward = min([hit.start for hit in self._with(hits, REWARD)], default=span.end) if opened else span.end
        return found + [Guarded(span.start, reward, reason) for reason in opened]

    def _opens(self, span: SentenceSpan, hits: Sequence[Hit], role: str) -> bool:
        """Whether a word of a role opens the sentence."""
        return any(hit.start == span.start for hit in self._with(hits, role))

    def _of_clauses(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> Iterable[Guarded]:
        """What guards a clause, or the phrase that it opens."""
        for role, reason in ROLES_OF_CLAUSE:
            if mask & self._roles.get(role, 0):
                owned = {hit.start for hit in self._with(hits, "company")}
                # "By 2028 two in five managers shall be women": what is to be so by a date is an aim, and no rule.
                due = self._with(hits, DUE) if reason == "instruction" else ()
                for hit in self._with(hits, role):
                    start, end = clause_of(span, hit.start)
                    if not _is_beside(span, hit, due):
                        # "Our green beer must be kept cool": what it is has been said before.
                        yield Guarded(hit.start if reason == "instruction" and start in owned else start, end, reason)
        if mask & self._roles.get(CONDITION, 0):
            yield from self._conditions(text, span, hits)
        if mask & self._roles.get("bound", 0):
            # "We are required to report …": what the speaker has to do, not what suppliers have to.
            speakers = {hit.end + 1 for hit in self._with(hits, "company")}
            for hit in self._with(hits, "bound"):
                if hit.start in speakers:
                    yield Guarded(*clause_of(span, hit.start), "instruction")
        if mask & self._roles.get("proviso", 0):
            yield from self._limited(span, hits)
        for role, reason in ROLES_ONWARD:
            for hit in self._with(hits, role) if mask & self._roles.get(role, 0) else ():
                # "For more on our waste, water and power, see …": what opens so says nothing up to its end.
                whole = reason == "instruction" and hit.start == span.start
                yield Guarded(hit.start, span.end if whole else phrase_end(text, span, hit), reason)

    def _limited(self, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """What "provided that" and its like leave open: all behind them, and all of a clause that may be so anyway."""
        for hit in self._with(hits, "proviso"):
            start, stop = clause_of(span, hit.start)
            hedged = any(start <= other.start < hit.start for other in self._with(hits, "hedge"))
            end = span.end if hit.start == span.start else stop
            yield Guarded(start if hedged else hit.start, end, "conditional")

    def _defines(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> bool:
        """Whether the sentence says what a term in quotation marks means: "In this policy, 'waste' means …"."""
        behind = {hit.start for hit in self._with(hits, "defining_verb")}
        return bool(behind) and any(
            start - span.start <= TERM_REACH and end + 1 in behind
            for start, end in quotations(text, span.start, span.end)
        )

    def _named(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """Names told by their last word: "Green Park Tower", "the Carbon Neutral Building Congress"."""
        for hit in self._with(hits, "name_head"):
            name = _CAPITALS.search(text, max(span.start, hit.start - _CAPITALS_REACH), hit.start)
            if name:
                yield Guarded(name.start(), hit.end, "proper_name")

    def _negated(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """From a negator to the end of its clause, unless an exception such as "not only" stands there.

        A negated phrase ("without carbon credits, verified by …") ends at its comma or colon already. Where the
        order of words is free, what a negator denies may stand before it, back to the last comma.
        """
        exceptions = list(self._with(hits, "negation_exception"))
        prepositions = {hit.start for hit in self._with(hits, "negation_preposition")}
        for role in ("negation", "negation_phrase"):
            for hit in self._with(hits, role):
                if any(other.start <= hit.start and hit.end <= other.end for other in exceptions):
                    continue
                # "Has yet to" may reach into the next clause.
                start, reach = hit.end, clause_of(span, hit.end - 1)[1]
                if role in self.short:
                    reach = phrase_end(text, span, hit)
                if hit.start in prepositions:
                    reach = self._before_verb(text, hit.end, self._before_place(text, hit.end, reach, hits))
                if role != "negation_phrase" and self._free_order:
                    opens = clause_of(span, hit.start)[0]
                    comma = text.rfind(", ", opens, hit.start)
                    start = comma + 1 if comma >= 0 else opens
                yield Guarded(start, min(reach, self._aside_end(text, span, hit)), "negated")

    def _before_place(self, text: str, start: int, end: int, hits: Sequence[Hit]) -> int:
        """Where the phrase behind a preposition ends at the latest: before a place of one's own ("in our hotel")."""
        for hit in self._with(hits, "first_person"):
            if start < hit.start < end:
                opens = text.rfind(" ", start, hit.start - 1)
                if opens > start and text[opens + 1 : hit.start - 1].lower() in self._located:
                    return opens
        return end

    def _before_verb(self, text: str, start: int, end: int) -> int:
        """Where the phrase behind a preposition ends: at a verb of the clause around it, in no clause of its own."""
        verb = self._helper.search(text, start + 1, end)
        if verb is None or not self._relatives.isdisjoint(text[start : verb.start()].lower().split()):
            return end
        return verb.start()

    def _aside_end(self, text: str, span: SentenceSpan, hit: Hit) -> int:
        """Where what is said aside ends that a word stands in, in brackets or as ", which …,"; else the sentence."""
        brackets = _brackets(text, span, hit)
        if brackets is not None:
            return brackets[1]
        comma = text.rfind(", ", span.start, hit.start)
        if comma < 0 or text[comma + 2 : hit.start].partition(" ")[0].lower() not in self._relatives:
            return span.end
        closes = text.find(", ", hit.end, span.end)
        return closes if closes >= 0 else span.end

    def _conditions(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """A condition guards its clause, and one that opens the sentence the whole of it.

        A condition in brackets is said aside: it guards what stands in them.
        """
        for hit in self._with(hits, CONDITION):
            brackets = _brackets(text, span, hit)
            if brackets is not None:
                yield Guarded(*brackets, CONDITION)
            elif hit.start == span.start:
                yield Guarded(span.start, self._condition_end(text, span, hit, hits), CONDITION)
            else:
                start, end = clause_of(span, hit.start)
                # "We would be carbon neutral if …": the clause before tells what would be so.
                would = [one for one in self._with(hits, UNREAL) if one.start < start]
                ahead = clause_of(span, would[-1].start) if would else (start, end)
                yield Guarded(ahead[0] if ahead[1] + 1 >= start else start, end, CONDITION)

    def _condition_end(self, text: str, span: SentenceSpan, hit: Hit, hits: Sequence[Hit]) -> int:
        """Where that ends which a condition at the beginning of a sentence leaves open."""
        return span.end

    def _of_others(
        self, text: str, span: SentenceSpan, hits: Sequence[Hit], names: Sequence[Name]
    ) -> Iterable[Guarded]:
        """Words that somebody else says: a third party with a reporting verb, its quotation included."""
        others = list(self._with(hits, "third_party"))
        company: list[Hit | Name] = [*self._with(hits, "company"), *(name for name in names if name.is_company)]
        for start, end in quotations(text, span.start, span.end):
            # "…", a former driver claims.
            if any(0 <= hit.start - end <= SPEAKER_BESIDE for hit in others) and _is_said(text, start, end):
                yield Guarded(start, end, "quoted_other")
        passives = {hit.end + 1 for hit in self._with(hits, "passive")}
        for verb in self._with(hits, "reporting"):
            # What "has been confirmed" is confirmed by nobody who is named.
            if verb.start in passives or not _others_speak(verb, others, company):
                continue
            for start, end in quotations(text, span.start, span.end):
                if _is_said(text, start, end):
                    yield Guarded(start, end, "quoted_other")
            yield Guarded(span.start, span.end, "reported_other")
            return


def _others_speak(verb: Hit, others: Sequence[Hit], company: Sequence[Hit | Name]) -> bool:
    """Whether a third party stands nearer to a reporting verb than the company, or is part of it ("critics say")."""

    def distance(hit: Hit | Name) -> int:
        if hit.end <= verb.start:
            return verb.start - hit.end
        behind = hit.start - verb.end
        return behind if behind <= SPEAKER_BEHIND else FAR

    if any(hit.start < verb.end and verb.start < hit.end for hit in others):
        return True
    nearest = min(map(distance, others))
    return nearest < FAR and all(nearest < distance(hit) for hit in company)


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether a quotation is long enough to be what somebody says."""
    return len(text[start:end].split()) >= QUOTED_WORDS


def is_question(text: str, span: SentenceSpan) -> bool:
    """Whether a sentence ends with a question mark."""
    return text[span.end - 1] in QUESTION_ENDS and text[span.start : span.end].rstrip(" \"')").endswith(("?", "？"))


def _is_beside(span: SentenceSpan, hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether one of some other words stands in the clause of a word."""
    start, end = clause_of(span, hit.start)
    return any(start <= other.start < end for other in others)


def _brackets(text: str, span: SentenceSpan, hit: Hit) -> tuple[int, int] | None:
    """Offsets of the brackets in which a word stands, behind what the sentence says; at the latest they end with it."""
    opens = text.rfind("(", span.start + 1, hit.start)
    if opens < 0 or text.find(")", opens, hit.start) >= 0:
        return None
    closes = text.find(")", hit.end, span.end)
    return opens, closes + 1 if closes >= 0 else span.end
