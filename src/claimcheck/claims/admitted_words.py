"""Whether words that own up to something say it as a fact: not denied, not under a condition, not as a rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from claimcheck.claims.admitted_goals import beside
from claimcheck.model.passage import Clause, Hit, Sentence
from claimcheck.rulepack.pack import AdmissionRule, AdmissionRules, Lexicon
from claimcheck.text.passages import Passages

_NEGATED = "negated"
# Forms of a verb that tell nothing that has happened unless something before them says so.
_OPEN = ("base", "s", "ing")
_ADJACENT = 1
"""Words that may stand between a small word and what it belongs to, for an adverb."""


class AdmittedWords:
    """The small words around what is said; built once for a language."""

    __slots__ = (
        "_be",
        "_exception",
        "_hedge",
        "_negation",
        "_open",
        "_perfect",
        "_present",
        "_risks",
        "_speaker",
    )

    def __init__(self, rules: AdmissionRules, lexicon: Lexicon) -> None:
        def mask(*roles: str) -> int:
            return reduce(or_, (lexicon.roles.get(role, 0) for role in roles), 0)

        self._be = mask("be", "passive")
        self._exception = mask("negation_exception")
        self._hedge = mask("hedge")
        self._negation = mask("negation", "negation_phrase")
        self._open = {"ing": self._be, "base": mask("plan", "firm_plan", "future") | rules.settled}
        self._perfect = mask("perfect")
        self._present = mask("present")
        self._risks = rules.risks
        self._speaker = mask("company", "first_person")

    def say(
        self, rule: AdmissionRule, hit: Hit, clause: Clause, sentence: Sentence, passages: Passages
    ) -> bool:
        """Whether a word says it as a fact: denied where that makes it bad and nowhere else, and unconditional."""
        over = [one for one in sentence.guards if one.start <= hit.start and hit.end <= one.end]
        if any(one.reason != _NEGATED for one in over):
            return False
        negations = apart(clause.hits_of(self._negation), hit)
        first = hit
        if rule.denied:
            denial = self._denial(rule, hit, negations, clause, passages)
            if denial is None:
                return False
            first = denial
        elif over and any(one.start < hit.start or passages.free_order for one in negations):
            return False
        risks = [one for part in sentence.clauses for one in part.hits_of(self._risks)]
        if apart(apart(risks, hit), first):
            return False
        if beside(apart(clause.hits_of(self._hedge), first), first, passages, _ADJACENT) is not None:
            return False
        return rule.denied > 0 or self._is_done(hit, clause, passages)

    def _denial(
        self, rule: AdmissionRule, hit: Hit, negations: Iterable[Hit], clause: Clause, passages: Passages
    ) -> Hit | None:
        """What denies a word right before it, from its first word on; nothing where that is denied itself."""
        denials = apart(clause.hits_of(rule.denied), hit)
        denial = beside(denials, hit, passages)
        if denial is None or any(overlap(denial, one) for one in clause.hits_of(self._exception)):
            return None
        if any(denial.start <= one.start < hit.start for one in apart(negations, denial)):
            return None
        return min(one for one in denials if overlap(one, denial))

    def _is_done(self, hit: Hit, clause: Clause, passages: Passages) -> bool:
        """Whether a verb tells what has happened, goes on or is settled, and no rule for all times."""
        if hit.form not in _OPEN or (passages.free_order and hit.form == "s"):
            return True
        # "…, missing our goal": what comes with what is told before.
        if hit.form == "ing" and passages.norm.text[clause.start : hit.start].rstrip().endswith(","):
            return True
        before = clause.hits_of(self._open.get(hit.form, 0))
        return beside(before, hit, passages, _ADJACENT) is not None

    def is_broken(self, hit: Hit, sentence: Sentence) -> bool:
        """Whether a pledge ends with a negation whose verb is left out: "…, and we did not."."""
        negations = sentence.clauses[-1].hits_of(self._negation)
        return any(one.start > hit.end and sentence.end - one.end <= 1 for one in negations)

    def tell_anew(self, hit: Hit, clause: Clause, sentence: Sentence, passages: Passages) -> bool:
        """Whether a verb says that a figure was told anew once, and not that such figures are."""
        if hit.form in _OPEN:
            return False
        if beside(clause.hits_of(self._perfect), hit, passages) is not None:
            return True
        tied = beside(clause.hits_of(self._be), hit, passages)
        if tied is not None:
            return not any(overlap(tied, one) for one in clause.hits_of(self._present))
        if beside(clause.hits_of(self._speaker), hit, passages, _ADJACENT) is not None:
            return True
        # "FY2019 restated for …": a note may leave out who did it, and the auxiliary.
        facts = passages.facts(sentence.number)
        opens = max([sentence.start, *(one.end for one in facts if one.end <= hit.start)])
        return not passages.norm.text[opens : hit.start].strip()


def overlap(one: Hit, other: Hit) -> bool:
    """Whether two words share a letter."""
    return one.start < other.end and other.start < one.end


def apart(hits: Iterable[Hit], from_: Hit) -> list[Hit]:
    """The hits that share no letter with another one."""
    return [one for one in hits if not overlap(one, from_)]
