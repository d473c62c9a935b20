"""Claims by the shape of a sentence: the company says what it does, and its words or headings name an ESG matter.

In a report a sentence whose subject is the company, a unit of it or what is its own, and whose verb states something,
tells a deed or a rule of the company, whatever the verb is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimcheck.claims.cores import CoreBuilder
from claimcheck.claims.fields import ClauseView, Grammar
from claimcheck.claims.press import Press
from claimcheck.claims.subjects import Subject, Subjects
from claimcheck.claims.surroundings import Surroundings
from claimcheck.claims.told import told
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import Sentence
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.frame_words import FrameRole
from claimcheck.text.passages import Passages

_NAME, _OTHERS = "proper_name", "third_party"
# Characters behind a verb in which the word stands that it is told with: "is described", "are publicly available".
_REACH = 20
# Who does it goes without saying; under a heading on risks "Reduced output" is none of them.
_IMPLIED = ("entry", "passive")
_NOTE, _COMPANY = "footnote", "company"
_PLACES = ("page", "table", "section", "url")
_UNSTATED: frozenset[FrameRole] = frozenset({"attitude", "mind", "duty", "ability"})


class Deeds:
    """Makes claims of such clauses, of the type that stands for their topic; holds nothing of a document."""

    __slots__ = ("_context", "_cores", "_grammar", "_subjects", "_types")

    def __init__(
        self,
        lexicon: Lexicon,
        types: Iterable[ClaimType],
        cores: CoreBuilder,
        grammar: Grammar,
        context: Context,
    ) -> None:
        self._context = context
        self._cores = cores
        self._grammar = grammar
        self._subjects = Subjects(lexicon, grammar)
        self._types: Mapping[str, ClaimType] = {
            topic: kind for kind in types if kind.shape.deed is not None for topic in kind.shape.deed.topics
        }

    def of_sentence(
        self, passages: Passages, sentence: Sentence, around: Surroundings, press: Press
    ) -> Iterator[Core]:
        """The claim of the first clause that tells a deed."""
        if passages.is_row(sentence.number):
            return
        for clause in sentence.clauses:
            view = ClauseView(passages, sentence, clause, self._context, self._grammar)
            parts = self._cores.parts(view)
            subject = self._subjects.of(view, parts, passages.names.acting, follows=around.follows)
            if subject is None or not self._states(view, subject) or _is_guarded(sentence, subject.verb):
                continue
            if (around.own is None and _is_state(subject)) or (around.hazards and subject.kind in _IMPLIED):
                continue
            kind = next(
                (
                    self._types[topic]
                    for topic in (around.own or "", around.headed or "")
                    if topic in self._types
                ),
                None,
            )
            if kind is None or not _holds(kind, view, subject):
                continue
            core = self._cores.core(view, kind, subject.verb, clause.end, frozenset(), press=press)
            if core.claimant != _OTHERS and not (core.block == _NOTE and subject.kind != _COMPANY):
                yield core._replace(topic=around.topic or core.topic, plain=True)
                return

    def _states(self, view: ClauseView, subject: Subject) -> bool:
        """Whether the verb states something, and not what may be, or what somebody believes."""
        group = subject.group
        if group is not None and (group.kind == "able" or group.doubtful):
            return False
        clause, parts = view.clause, view.parts
        assert clause is not None
        assert parts is not None
        at = [word for word in parts.words if word.start <= subject.verb < word.end]
        if any(word.roles & _UNSTATED for word in at) or self._points(view, subject):
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
            and (
                word.start <= subject.verb < word.end
                or word.end == end
                or (state and end < word.end <= end + _REACH)
            )
            for word in parts.words
        )
        places = [fact for fact in view.facts("clause") if fact.kind == "reference" and fact.role in _PLACES]
        if places and (state or telling):
            return True
        return telling and any("paper" in word.roles for word in parts.words)


def _holds(kind: ClaimType, view: ClauseView, subject: Subject) -> bool:
    """Whether the conditions of a type hold in a clause."""
    if kind.deed is None or not kind.deed.test(view):
        return False
    return kind.state is None or not _is_state(subject) or kind.state.test(view)


def _is_state(subject: Subject) -> bool:
    """Whether the verb says how something is: what that is about is for its words to say."""
    return subject.group is not None and (subject.group.kind == "copula" or subject.group.state)


def _is_guarded(sentence: Sentence, verb: int) -> bool:
    """Whether what the verb says is denied, asked, supposed, defined or said by others."""
    return any(run.reason != _NAME and run.start <= verb < run.end for run in sentence.guards)
