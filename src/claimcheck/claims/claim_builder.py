"""A claim with its fields: what the frame of its clause makes of the words in it."""

from __future__ import annotations

from claimcheck.claims.actors import claimant, subject
from claimcheck.claims.adjuncts import is_beside
from claimcheck.claims.due_years import target_year
from claimcheck.claims.fields import ClauseView, Grammar, topic_of
from claimcheck.claims.frames import Frame, Frames, Parts, frame_of
from claimcheck.claims.modality import framed_certainty, framed_tense
from claimcheck.claims.press_reports import Press
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.document import Document
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.quotations import quotations
from claimcheck.text.reporting_year import reporting_year


class CoreBuilder:
    """Fills the fields of the claims of one language; the frame of a clause is read for its claims alone."""

    __slots__ = ("_context", "_frames", "_grammar", "_year")

    def __init__(self, lexicon: Lexicon, grammar: Grammar, context: Context) -> None:
        self._context = context
        self._frames = Frames(lexicon)
        self._grammar = grammar
        self._year: tuple[Document, int] | None = None

    def parts(self, view: ClauseView) -> Parts:
        """What the clause of a view consists of; read once."""
        if view.parts is None:
            clause, norm = view.clause, view.passages.norm
            assert clause is not None
            view.parts = self._frames.parts(norm.text, norm.lower, clause, view.facts("clause"))
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
            due = target_year(
                frame, facts, view.facts("sentence"), self._counted_from(view.passages.document)
            )
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
            claimant=claimant(view, frame),
            subject_kind=subject(view, kind, frame),
            block=view.claim_field("block") or "paragraph",
            target_year=due,
            verb="none" if frame.governor is None else frame.governor.kind,
            aside=is_beside(frame, start, tense=tense),
        )

    def _counted_from(self, document: Document) -> int:
        known = self._year
        if known is None or known[0] is not document:
            known = self._year = document, reporting_year(document, self._context)
        return known[1]

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
