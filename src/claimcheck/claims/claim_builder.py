"""A claim with its fields: what the frame of its clause makes of the words in it."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.fields import ClauseView, topic_of
from claimcheck.claims.frames import Frame, Frames, Parts, frame_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.modality import ForceWords, framed_certainty, framed_tense
from claimcheck.claims.sentence_context import Press
from claimcheck.claims.verbs import FINITE
from claimcheck.model.claim import Core
from claimcheck.model.passage import AHEAD, Fact, Hit
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.fragments import heads_of, leads_of
from claimcheck.text.frame_words import FrameRole, FrameWord
from claimcheck.text.quotations import quotations

_DECADE, _CENTURY = 10, 100
# Nobody plans further ahead in words: "within 10,000 years" is no target.
_LONGEST_SPAN = 60
# A verb that looks like a participle may be in the past: "we developed".
_PAST = ("done", "participle")
_STANDING = ("passive", "copula")
_PLANNED, _COMMA = "planned", ","
# Blanks from a verb to the infinitive that completes it: "helps us to".
_OBJECT = 2
# Characters between the head of a subject and its verb: "suppliers in the north have".
_REACH = 40
_BREAKS = ",;:("


class CoreBuilder:
    """Fills the fields of the claims of one language; the frame of a clause is read for its claims alone."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._force = ForceWords(lexicon)
        self._frames = Frames(lexicon)
        self._grammar = grammar

    def parts(self, view: ClauseView) -> Parts:
        """What the clause of a view consists of; read once."""
        if view.parts is None:
            clause, norm = view.clause, view.passages.norm
            assert clause is not None
            hits = clause.hits_any if view.guarded else clause.hits
            view.parts = self._frames.parts(norm.text, norm.lower, clause, view.facts("clause"), hits)
        return view.parts

    def core(
        self, view: ClauseView, kind: ClaimType, start: int, end: int, words: frozenset[int], *, press: Press
    ) -> Core:
        """The claim of a type in a clause.

        ``start`` and ``end`` enclose the words that made the core, ``words`` are their signals; ``press`` tells
        whether the whole text reports what others say.
        """
        clause = view.clause
        assert clause is not None
        facts = view.facts("clause")
        frame = frame_of(self.parts(view), clause.hits, (start, end), words)
        tense = kind.shape.tense or view.first(kind.tenses)
        if tense is None:
            tense = framed_tense(view, frame)
            view.settle("tense", tense)
        due = None
        if tense == "planned":
            today = view.context.as_of.year
            due = _target_year(frame, facts, _facts_around(view), view.reporting_year() or today, today)
        return Core(
            type=kind.id,
            sentence=view.sentence,
            clause=clause,
            start=start,
            end=end,
            topic=self._topic(view, kind, frame, start, end),
            tense=tense,
            certainty=framed_certainty(view, frame, tense),
            target_kind=view.first(kind.target_kind),
            stance=_stance(view, start, end, press=press),
            claimant=claimant(view, frame, tense),
            subject_kind=subject(view, kind, frame),
            block=view.claim_field("block") or "paragraph",
            target_year=due,
            verb="none" if frame.governor is None else frame.governor.kind,
            aside=_is_beside(frame, start, clause.start, view.passages.norm.text, tense=tense),
            subject_of=kind.said > 0 and _is_subject(frame, clause.hits, kind.said),
            force=self._force.of(view, frame, tense),
        )

    def is_purpose(self, view: ClauseView, start: int, end: int, words: frozenset[int], *, result: bool) -> bool:
        """Whether a core is what something is done for, or of a ``result`` goes on for: "we lent to help farmers"."""
        clause = view.clause
        assert clause is not None
        frame = frame_of(self.parts(view), clause.hits, (start, end), words)
        text = view.passages.norm.text
        if _completes(frame, text) or _is_noun_behind(frame, text, clause.start):
            return False
        aim = _is_for_purpose(frame) or (result and _is_what_for(frame, text))
        return aim and framed_tense(view, frame) != _PLANNED

    def opens(self, view: ClauseView, start: int, end: int, words: frozenset[int]) -> bool:
        """Whether the core stands before the verb of its clause: "To help farmers, we lent"."""
        clause = view.clause
        assert clause is not None
        frame = frame_of(self.parts(view), clause.hits, (start, end), words)
        own, governor = frame.own, frame.governor
        return own is not None and governor is not None and own.start < governor.start

    def _topic(self, view: ClauseView, kind: ClaimType, frame: Frame, start: int, end: int) -> str:
        """The topic that the type itself is about, else the one named in the core, the clause, the sentence.

        Words for the environment as a whole name none where a type has a topic of its own.
        """
        if kind.shape.own_topic == "always":
            return kind.shape.topic
        assert view.clause is not None
        hits = view.clause.hits
        topic = topic_of(hits, self._grammar, start, end)
        topic = topic or topic_of(view.hits("sentence", False), self._grammar, start, end)
        if topic is None and kind.shape.own_topic is None:
            topic = self._topic_before(view)
        if topic is None:
            # "No cases of corruption": what is denied is the matter all the same.
            topic = topic_of(view.clause.hits_any, self._grammar, start, end)
        if topic is None or kind.shape.own_topic is None:
            return topic or kind.shape.topic
        broad = {at for word in frame.words if "broad" in word.roles for at in range(word.start, word.end)}
        naming = (hit for hit in hits if self._grammar.topics.get(hit.signal) == topic)
        wide = all(any(at in broad for at in range(hit.start, hit.end)) for hit in naming)
        return kind.shape.topic if wide else topic

    def _topic_before(self, view: ClauseView) -> str | None:
        """The topic of the sentence before in the same block: "The share of women rose. We want to reach 35 %"."""
        index, passages = view.sentence.number, view.passages
        if not index or passages.spans[index - 1].block != passages.spans[index].block:
            return None
        if not passages.mask(index - 1) & self._grammar.topic_mask:
            return None
        before = passages.sentence(index - 1)
        hits = [hit for clause in before.clauses for hit in clause.hits_of(self._grammar.topic_mask)]
        return topic_of(hits, self._grammar, before.end, before.end)


def _stance(view: ClauseView, start: int, end: int, *, press: Press) -> str:
    sentence = view.sentence
    quoted = any(
        opens <= start and end <= closes
        for opens, closes in quotations(view.passages.norm.text, sentence.start, sentence.end)
    )
    if quoted:
        return "quoted"
    stance = view.claim_field("stance") or "asserted"
    return "reported" if stance == "asserted" and press.is_press else stance


def _is_beside(frame: Frame, start: int, opening: int, text: str, *, tense: str) -> bool:
    """Whether the core that begins at an offset is no part of what its clause states, which begins at ``opening``."""
    governor, own = frame.governor, frame.own
    at = own.start if own is not None else start
    if governor is None:
        return False
    if frame.is_aside(at) and not frame.is_aside(governor.start):
        return True
    # "Such as using clean energy" names one of several, and not one's own.
    said = [group.start for group in frame.groups if group.kind in FINITE]
    if any(
        "example" in word.roles and opening < word.start < start and not any(word.start < verb < start for verb in said)
        for word in frame.words
    ):
        return True
    # "To help farmers, we lent": what is done for a purpose is another thing than the purpose.
    return tense != _PLANNED and _is_for_purpose(frame) and not _completes(frame, text)


def _is_subject(frame: Frame, hits: Sequence[Hit], said: int) -> bool:
    """Whether all words that say the claim stand before any verb, and are none: "our sustainability leaders met"."""
    governor, first = frame.governor, next(iter(frame.groups), None)
    # A lone "market" or "use" may be a noun.
    if governor is None or governor is not first or (governor.kind == "present" and not governor.led):
        return False
    ends = [hit.end for hit in hits if said >> hit.signal & 1]
    return bool(ends) and max(ends) <= governor.start


def _is_for_purpose(frame: Frame) -> bool:
    """Whether the core's verb is an infinitive that hangs on another verb, also behind one: "to help reduce"."""
    governor, own = frame.governor, frame.own
    if governor is None or own is None:
        return False
    if own.kind == "infinitive":
        return own is not governor
    before = next((group for group in frame.groups if group.end + 1 == own.start), None)
    return own.kind == "present" and not own.led and before is not None and before.kind == "infinitive"


def _is_what_for(frame: Frame, text: str) -> bool:
    """Whether something goes on for the sake of the core: "are busy with research into cutting waste".

    Behind a comma it is what has come of it, and a deed may be the way to it: "we replaced it, cutting …". A core
    without a verb is the aim of an infinitive right before it: "began to talk of a plan, to set up a recycling scheme".
    """
    governor, own = frame.governor, frame.own
    if governor is None:
        return False
    if own is None:
        # A lone "plants" or "water" may be a noun.
        before = [one for one in frame.groups if one.start < frame.end and (one.led or one.kind != "present")]
        return bool(before) and before[-1].kind == "infinitive" and before[-1].start > governor.start
    if own.kind != "ing" or governor.end >= own.start or _COMMA in text[governor.end : own.start]:
        return False
    # "It focuses on cutting waste" names a matter; "by cutting waste" tells what was done.
    led = [one.roles for one in frame.words if one.end + 1 == own.start and "preposition" in one.roles]
    return governor.kind in _STANDING or (bool(led) and "agent" not in led[0] and governor.kind == "present")


def _is_noun_behind(frame: Frame, text: str, opening: int) -> bool:
    """Whether what seems to govern an infinitive that opens a clause may be a noun behind it: "to fly on fuel"."""
    governor, own = frame.governor, frame.own
    if governor is None or own is None or governor.start <= own.start or own.start > opening:
        return False
    return not governor.led and governor.kind != "done" and _COMMA not in text[own.end : governor.start]


def _completes(frame: Frame, text: str) -> bool:
    """Whether the infinitives of a clause say what its verb is about: "it enables us to reuse more", "seek to cut"."""
    governor = frame.governor
    if governor is None:
        return False
    after = [one for one in frame.groups if one.kind == "infinitive" and one.start >= governor.end]
    return bool(after) and text.count(" ", governor.end, after[0].start) <= _OBJECT


def _facts_around(view: ClauseView) -> Sequence[Fact]:
    """The facts of a sentence; of an entry without a date those of the line or heading over its list, too."""
    facts, passages, number = view.facts("sentence"), view.passages, view.sentence.number
    over = leads_of(passages).get(number, heads_of(passages).get(number))
    return facts if over is None else (*facts, *passages.facts(over))


def _target_year(frame: Frame, facts: Sequence[Fact], around: Sequence[Fact], now: int, today: int) -> int | None:
    """The last year by which a plan is due, counted from ``now`` where words give a span; None where none is named.

    ``facts`` are those of the clause, ``around`` those of its sentence: a date in another clause counts where the
    clause itself has none. So does one over the sentence: "By 2030 we will:".
    """
    due = frozenset(word.end + 1 for word in frame.words if "due" in word.roles)
    years = [year for fact in facts if (year := _due_in(fact, due, now, today)) is not None]
    # "By the middle of the century, in 2045": a year tells more than words for some time.
    years = years or _counted([word for word in frame.words if not _is_of_deed(frame, word)], facts, now)
    if not years:
        years = [
            year
            for fact in around
            if fact.role in AHEAD and (year := _due_in(fact, due, now, today)) is not None and year >= now
        ]
    return max(years, default=None)


def _is_of_deed(frame: Frame, word: FrameWord) -> bool:
    """Whether words for the running year stand before what was done in it: "this year we drew up a plan"."""
    if "this_year" not in word.roles:
        return False
    verb = next((group for group in frame.groups if group.start > word.end), None)
    return verb is not None and verb.kind in _PAST


def _due_in(fact: Fact, due: frozenset[int], now: int, today: int) -> int | None:
    """The year of a date by which something is due: it says so, or it lies ahead, as the running year does in part."""
    if fact.kind not in ("year", "period"):
        return None
    year = fact.end_year or fact.year
    if year is None:
        return None
    said = fact.role in AHEAD or (fact.start in due and fact.role != "base")
    # No base year lies ahead: "from 2031 on".
    return year if said or year > now or (year == now == today and fact.role != "base") else None


def _counted(words: Sequence[FrameWord], facts: Sequence[Fact], now: int) -> list[int]:
    """Years that words give: "next year", "by the end of the decade", "within five years"."""
    decade = ((now - 1) // _DECADE + 1) * _DECADE
    years: list[int] = []
    spans: dict[FrameRole, int] = {
        "this_year": now,
        "next_year": now + 1,
        "decade_end": decade,
        "century_middle": now // _CENTURY * _CENTURY + _CENTURY // 2,
    }
    starts = frozenset(word.end + 1 for word in words if "span_ahead" in word.roles)
    for word in words:
        years += [year for role, year in spans.items() if role in word.roles]
    for fact in facts:
        if fact.start in starts and fact.unit == "a" and fact.value is not None:
            value = fact.high or fact.value
            if value == int(value) and 0 < value <= _LONGEST_SPAN:
                years.append(now + int(value))
    return years


def claimant(view: ClauseView, frame: Frame, tense: str) -> str:
    """The company, unless somebody else is the one who acts: "our suppliers have cut …", "the province plans to …".

    What is done to others, and what others can do, the company does: "our suppliers are audited". What something is
    stays its own where others only attest it: "it is certified as carbon neutral by the government".
    """
    words = view.claim_field("claimant") or "company"
    if not view.names_company() and (_others_act(view, frame) or _checker_acts(view)):
        return "third_party"
    if words == "third_party" and (_stands_apart(view) or (tense == "attribute" and _attests(view, frame))):
        return "company"
    return words


def _others_act(view: ClauseView, frame: Frame) -> bool:
    """Whether others are the subject of the verb: they stand right before it, and the company does not."""
    governor = frame.governor
    if governor is None or governor.kind == "able" or (governor.passive and governor.kind != "plan"):
        return False
    verb, text, around = governor.start, view.passages.norm.text, view.hits("clause", True)
    # Who wants to be something, or wants it done, acts all the same: "the city wants to be carbon neutral".
    wanted = governor.passive and any(hit.start == verb and hit.signal in view.grammar.intentions for hit in around)
    if (governor.passive and not wanted) or frame.is_aside(verb):
        return False
    hits = [hit for hit in around if hit.start < verb]
    others, strangers = view.grammar.third_parties, view.grammar.strangers
    # Others by name; words such as "shareholders" are mostly of those whom something is done for.
    ends = [
        hit.end
        for hit in hits
        if hit.signal in others and hit.end <= verb and view.passages.norm.lower[hit.start : hit.end] not in strangers
    ]
    ends += [word.end for word in frame.words if "other_actor" in word.roles and word.end <= verb]
    ends = sorted(end for end in ends if not _begins_name(text, end, verb))
    if not ends or verb - ends[-1] > _REACH or any(mark in text[ends[-1] : verb] for mark in _BREAKS):
        return False
    owners = {hit.start for hit in hits if hit.signal in view.grammar.possessives}
    # Where the text says "we", "the supplier" is somebody else; elsewhere that may be the company told of.
    apart = set(ends) if view.passages.anywhere & view.grammar.first_person else ()
    # "The operator of lines in nine countries says": who is named before them is the subject.
    return not any(
        hit.signal in view.grammar.companies and hit.start not in owners and hit.end not in apart for hit in hits
    )


def _begins_name(text: str, end: int, verb: int) -> bool:
    """Whether a word only begins the name of what acts: the "Supplier" of "our Supplier Code of Conduct requires"."""
    start = text.rfind(" ", 0, end) + 1
    return text[start].isupper() and end + 1 < verb and text[end] == " " and text[end + 1].isupper()


def _checker_acts(view: ClauseView) -> bool:
    """Whether a promise is only what somebody by name has checked: "Orlo LLP has verified … the target for 2040"."""
    grammar = view.grammar
    if view.claim_field("tense") != "planned" or not view.mask("clause", True) & grammar.check:
        return False
    hits = view.hits("clause", True)
    own = view.passages.names.own
    ends = {hit.end for hit in hits if hit.signal in grammar.checkers}
    ends |= {
        fact.end
        for fact in view.passages.facts(view.sentence.number)
        if fact.kind == "party" and own.isdisjoint(fact.text.lower().split())
    }
    checks = [hit.start for hit in hits if hit.signal in grammar.checking and hit.start - 1 in ends]
    # Of "we will cut …, and Orlo LLP has verified …" the first part is a promise all the same.
    owners = {hit.start for hit in hits if hit.signal in grammar.possessives}
    return bool(checks) and not any(
        hit.start < checks[0]
        for hit in hits
        if hit.signal in grammar.companies and hit.start not in owners and hit.end not in ends
    )


def _attests(view: ClauseView, frame: Frame) -> bool:
    """Whether all others that the clause names stand behind a verb in the passive."""
    governor, others = frame.governor, view.grammar.third_parties
    if governor is None or not governor.passive:
        return False
    return all(hit.start > governor.start for hit in view.hits("clause", True) if hit.signal in others)


def _stands_apart(view: ClauseView) -> bool:
    """Whether all others that the clause names stand before a colon, behind which something else begins."""
    assert view.clause is not None
    colon = view.passages.norm.text.find(":", view.clause.start, view.clause.end)
    others = view.grammar.third_parties
    return all(hit.end <= colon for hit in view.hits("clause", True) if hit.signal in others)


def subject(view: ClauseView, kind: ClaimType, frame: Frame) -> str | None:
    """Product or company: what claims of the type are about by nature, else what stands in the clause.

    A bare phrase in which nobody is named ("No parabens") is about nobody.
    """
    named = view.claim_field("subject_kind")
    if kind.shape.subject is None or (named is None and not frame.groups):
        return named
    return kind.shape.subject
