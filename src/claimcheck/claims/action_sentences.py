"""Claims by the shape of a sentence: the company says what it does, and its words or headings name an ESG matter.

In a report a sentence whose subject is the company, a unit of it or what is its own, and whose verb states something,
tells a deed or a rule of the company, whatever the verb is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimcheck.claims.asserted_content import told
from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.clause_reading import ClauseReading, Subject, is_told_on_page, nouns_of
from claimcheck.claims.fields import ClauseView, topic_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.named_matters import is_of_instrument, is_told_about, matters_of
from claimcheck.claims.sentence_context import Press, Surroundings
from claimcheck.claims.subjects import Subjects
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Sentence
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.frame_words import FrameRole

_NAME, _DENIED, _OTHERS = "proper_name", "negated", "third_party"
# Characters behind a verb in which the word stands that it is told with: "is described", "are publicly available".
_REACH = 20
# Who does it goes without saying; under a heading on risks "Reduced output" is none of them.
_PASSIVE, _RUNNING, _EXTENT = "passive", "paragraph", "extent"
_IMPLIED = ("entry", _PASSIVE)
# Subjects that are the company itself: nobody else claims what they do, whoever else is named.
_ACTING = ("company", "unit")
# What these hang on, in front of a matter, is told, asked or feared of it.
_WORDS: frozenset[FrameRole] = frozenset({"paper", "hazard", "account"})
_BROAD = ("product",)
_ACTORS, _DONE = (*_ACTING, "own", "entry"), "done"
_PAST, _COMMA = "ed", ", "
_MONEY = "money"
_NOTE, _COMPANY, _ASSERTED = "footnote", "company", "asserted"
_PLACES = ("page", "table", "section", "url", "web_page")
_ABLE: frozenset[FrameRole] = frozenset({"ability"})
# A policy that "defines" or "recognises" something lays it down; whoever does so with a mind has done nothing yet.
_UNSTATED: frozenset[FrameRole] = _ABLE | {"attitude", "mind", "duty"}


class Deeds:
    """Makes claims of such clauses, of the type that stands for their topic; holds nothing of a document."""

    def __init__(self, lexicon: Lexicon, types: Iterable[ClaimType], cores: CoreBuilder, grammar: Grammar) -> None:
        self._cores = cores
        self._grammar = grammar
        self._subjects = Subjects(lexicon, grammar)
        types = tuple(types)
        named = {kind.id: kind for kind in types}
        self._counted: Mapping[str, ClaimType] = {
            kind.id: named[kind.shape.deed.counted]
            for kind in types
            if kind.shape.deed is not None and kind.shape.deed.counted is not None
        }
        self._types: Mapping[str, ClaimType] = {
            topic: kind for kind in types if kind.shape.deed is not None for topic in kind.shape.deed.topics
        }

    def of_sentence(self, views: Sequence[ClauseView], around: Surroundings, press: Press) -> Iterator[Core]:
        """The claim of the first clause of a sentence that tells a deed."""
        for view in views:
            passages, clause = view.passages, view.clause
            assert clause is not None
            if passages.is_row(view.sentence.number):
                return
            parts = self._cores.parts(view)
            subject = self._subjects.of(view, parts, passages.names.acting, follows=around.follows, alone=around.alone)
            if subject is None or not self._states(view, subject):
                continue
            own = self._own(view, subject)
            topic = next((one for one in (own, around.headed) if one in self._types), None)
            if topic is None or not self._holds(view, subject, around, own):
                continue
            if around.alone and not self._is_told_alone(view, subject):
                continue
            kind = self._types[topic]
            if not _fits(kind, view, subject):
                continue
            if subject.kind in _IMPLIED and _opens_with_count(view, subject):
                kind = self._counted.get(kind.id, kind)
            core = self._cores.core(view, kind, subject.verb, clause.end, frozenset(), press=press)
            acts = subject.kind in _ACTING or (subject.kind == "own" and _is_done_to(subject))
            # "The company said": somebody tells of it.
            if core.stance != _ASSERTED if acts else core.claimant == _OTHERS:
                continue
            if core.block != _NOTE or subject.kind == _COMPANY:
                claimant = _COMPANY if acts else core.claimant
                yield core._replace(topic=topic, plain=True, claimant=claimant)
                return

    @staticmethod
    def _holds(view: ClauseView, subject: Subject, around: Surroundings, own: str | None) -> bool:
        """Whether a clause tells a deed; ``own`` is the topic that it names itself."""
        if (around.hazards or around.acting) and subject.kind in _IMPLIED:
            return False
        guards = _guards(view.sentence, subject)
        if subject.kind == _EXTENT:
            return not guards or (guards == {_DENIED} and own is not None)
        if own is None:
            return not (guards or _is_state(subject) or _has(subject) or _goes_on(view, subject))
        # It is a deed not to do what the clause itself tells: "we did not cut jobs".
        return not guards or (guards == {_DENIED} and not _is_state(subject) and not _is_planned(subject))

    def _is_told_alone(self, view: ClauseView, subject: Subject) -> bool:
        """Whether a clause tells without others that the company does something in an ESG matter.

        How a thing is, what is not done, and what stands in a paper tell no deed, nor does a matter in a clause inside.
        """
        clause, parts = view.clause, view.parts
        assert clause is not None
        assert parts is not None
        group = subject.group
        acts = subject.kind in _ACTORS
        done = subject.kind == _PASSIVE and group is not None and group.led and group.kind == _DONE
        if not (acts or done) or _is_state(subject) or _has(subject) or _guards(view.sentence, subject):
            return False
        end = subject.verb + 1 if group is None else group.end
        at = {role for word in parts.words if word.start < end and subject.verb < word.end for role in word.roles}
        if "reckoning" in at or (subject.kind != _COMPANY and "telling" in at):
            return False
        reading = ClauseReading(view, clause, parts)
        if not acts and "pronoun" in reading.roles.get(subject.start, ()):
            return False
        heads, kinds = matters_of(reading, self._grammar, self._types, subject.verb, broad=_BROAD)
        matters = [run for run in (*heads, *kinds) if is_of_instrument(reading, *run)]
        past = reading.text.startswith(_PAST, reading.text.find(" ", subject.verb) - len(_PAST))
        present = not past if group is None else group.kind == "present"
        # "Our trucks add to noise"; "river water" is water.
        if subject.kind == _COMPANY or not present:
            matters += [run for run in heads if all(run[1] + 1 != other for other, _ in heads)]
        return any(_is_done(reading, subject, run, present=present) for run in matters)

    def _own(self, view: ClauseView, subject: Subject) -> str | None:
        """The topic that the clause names, but not by its verb or in the name of who acts."""
        clause = view.clause
        assert clause is not None
        end = subject.verb + 1 if subject.group is None else subject.group.end
        start = subject.start if subject.kind == _COMPANY else subject.verb
        return topic_of((hit for hit in clause.hits_any if not start <= hit.start < end), self._grammar)

    def _states(self, view: ClauseView, subject: Subject) -> bool:
        """Whether the verb states something, and not what may be, or what somebody believes."""
        group = subject.group
        if group is not None and (group.kind == "able" or group.doubtful):
            return False
        clause, parts = view.clause, view.parts
        assert clause is not None
        assert parts is not None
        end = subject.verb + 1 if group is None else group.end
        at = [word for word in parts.words if word.start < end and subject.verb < word.end]
        unstated = _ABLE if subject.kind == "unit" else _UNSTATED
        if any(word.roles & unstated for word in at) or subject.verb in nouns_of(parts):
            return False
        if is_told_on_page(view, parts) or self._points(view, subject):
            return False
        runs = told(view.passages.norm.text, clause, parts, ())
        return not any(start <= subject.verb < end for start, end in runs)

    def _points(self, view: ClauseView, subject: Subject) -> bool:
        """Whether the verb says what stands in some paper: "we disclose the fines in our annual report"."""
        parts, group = view.parts, subject.group
        assert parts is not None
        state = group is not None and (group.kind == "copula" or group.passive)
        end = group.end if group is not None else subject.verb
        telling = any(
            "telling" in word.roles
            and (word.start <= subject.verb < word.end or word.end == end or (state and end < word.end <= end + _REACH))
            for word in parts.words
        )
        places = [fact for fact in view.facts("clause") if fact.kind == "reference" and fact.role in _PLACES]
        if places and (state or telling):
            return True
        return telling and any("paper" in word.roles for word in parts.words)


def _opens_with_count(view: ClauseView, subject: Subject) -> bool:
    """Whether how many it was done for stands before the verb: "900 households connected"."""
    return any(
        fact.kind in FIGURES and fact.kind != _MONEY and subject.start <= fact.start < subject.verb
        for fact in view.facts("clause")
    )


def _fits(kind: ClaimType, view: ClauseView, subject: Subject) -> bool:
    """Whether the conditions of a type hold in a clause."""
    if kind.deed is None or not kind.deed.test(view):
        return False
    return kind.state is None or not _is_state(subject) or kind.state.test(view)


def _is_done(reading: ClauseReading, subject: Subject, run: tuple[int, int], *, present: bool) -> bool:
    """Whether something is done about the matter at a run, and not only said: "questions on water"."""
    start, end = run
    # "Shops will close by 2031, and the energy of the team goes elsewhere".
    comma = reading.text.find(_COMMA, subject.verb, start)
    roles = reading.roles.get(reading.lower.rfind(" ", start, end) + 1 or start, frozenset())
    if (
        any(one.reason != _NAME and one.start < end and start < one.end for one in reading.view.sentence.guards)
        or any(word.roles & _WORDS and subject.start <= word.start < start for word in reading.parts.words)
        or (comma >= 0 and any(group.start > comma for group in reading.finite))
        or "broad" in roles
        or (start >= subject.start and is_told_about(reading, start, subject.verb))
    ):
        return False
    if start < subject.verb:
        return not present or subject.kind == "own"
    # "The mill uses river water" as every mill does.
    return not present or "resource" not in roles or is_of_instrument(reading, start, end)


def _is_state(subject: Subject) -> bool:
    """Whether the verb says how something is: what that is about is for its words to say."""
    return subject.group is not None and (subject.group.kind == "copula" or subject.group.state)


def _goes_on(view: ClauseView, subject: Subject) -> bool:
    """Whether running text tells what is done again and again, without saying who does it."""
    group = subject.group
    running = view.claim_field("block") == _RUNNING
    return running and subject.kind == _PASSIVE and group is not None and group.kind == "passive"


def _is_done_to(subject: Subject) -> bool:
    """ "Our results are validated by a third party": what is ours is told of."""
    return subject.group is not None and subject.group.passive


def _is_planned(subject: Subject) -> bool:
    return subject.group is not None and subject.group.kind == "plan"


def _has(subject: Subject) -> bool:
    """Whether a thing only has or was something: "the plan has five parts"."""
    group = subject.group
    return subject.kind != _COMPANY and group is not None and group.kind == "done" and not group.verb


def _guards(sentence: Sentence, subject: Subject) -> frozenset[str]:
    """Whether what the verb says is denied, asked, supposed, defined or said by others: the reasons."""
    verb = subject.verb
    end = verb + 1 if subject.group is None else subject.group.end
    return frozenset(
        run.reason for run in sentence.guards if run.reason != _NAME and run.start < end and verb < run.end
    )
