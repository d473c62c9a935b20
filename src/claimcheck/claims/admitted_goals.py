"""Whether words that own up to something say it as a fact, of a goal, and of one that is the company's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

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

    def say(self, rule: AdmissionRule, hit: Hit, clause: Clause, sentence: Sentence, passages: Passages) -> bool:
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
        # Regulators act on a company in fact where they did something to it.
        if rule.shape.of != "suffered" and apart(apart(risks, hit), first):
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


OBJECT_REACH, SUBJECT_REACH, FREE_REACH = 8, 16, 14
"""Words that may stand between what is said and the goal: behind it, before it, and where the order is free."""
BESIDE = 3
"""Words that may stand between an auxiliary, or what denies a word, and that word."""
_ACTIVE = ("base", "s", "ing")
_WORD = re.compile(r"[\w%€$£'’-]+")


class GoalGrammar:
    """Ties words to goals and goals to their owners; built once for a language."""

    def __init__(self, rules: AdmissionRules, lexicon: Lexicon) -> None:
        roles = lexicon.roles
        self._breaks = lexicon.phrase_ends
        self._free = lexicon.free_order
        self._prepositions = lexicon.frames.opening("preposition")
        self._relatives = lexicon.frames.opening("relative")
        self._infinitives = lexicon.frames.opening("infinitive")
        determiners = lexicon.frames.opening("determiner")
        self._articles = determiners - self._breaks
        # "This target" may be an object, though a clause may open with "this".
        self._ends = self._breaks - determiners
        self._numbers = frozenset(lexicon.facts.numbers)
        self._owners = tuple(lexicon.metrics.possessive)
        self._relatives = lexicon.frames.opening("relative")
        self._pronouns = roles.get("object_pronoun", 0) | roles.get("demonstrative", 0) | roles.get("anaphor", 0)
        self._rules = rules
        self._topics = lexicon.topic_mask
        self._company = roles.get("company", 0) | roles.get("first_person", 0)
        self._possessive = roles.get("possessive", 0)
        self._auxiliary = roles.get("be", 0) | roles.get("perfect", 0) | roles.get("passive", 0)
        self._being = roles.get("be", 0) | roles.get("passive", 0)
        self._coordinator = roles.get("coordinator", 0)
        self._telling = roles.get("reporting", 0) | roles.get("report_noun", 0)

    def of_goal(self, hit: Hit, sentence: Sentence, passages: Passages, wanted: int, *, denied: bool) -> Hit | None:
        """The goal that a word is said of, in its clause: what it does something to, or what the clause is about.

        ``wanted`` are the signals of goals, ``denied`` says that the word is denied.
        """
        clause = next(one for one in sentence.clauses if one.start <= hit.start < one.end)
        goals = [one for one in clause.hits_of(wanted) if not (one.start < hit.end and hit.start < one.end)]
        near = sorted(goals, key=lambda one: abs(one.start - hit.start))
        if self._free:
            return next((one for one in near if self._is_near(one, hit, clause, passages)), None)
        for goal in near:
            if goal.start >= hit.end:
                if self._is_object(hit, goal, clause, passages):
                    return goal
            elif self._is_subject(goal, hit, clause, passages, denied):
                return goal
        return None

    def of_pronoun(self, hit: Hit, sentence: Sentence, passages: Passages) -> tuple[Hit, Sentence] | None:
        """The goal that a pronoun stands for, with its sentence: "we set a goal … and did not reach it".

        The pronoun is what a word does something to or what its clause opens with; the goal is the last one before it
        in the sentence, or else in the one before.
        """
        clause = next(one for one in sentence.clauses if one.start <= hit.start < one.end)
        if not any(self._stands_for(one, hit, clause, passages) for one in clause.hits_of(self._pronouns)):
            return None
        before = sentence.number - 1
        block = passages.of_block(sentence.block)
        for one in (sentence, *((passages.sentence(before),) if before in block else ())):
            goals = [goal for part in one.clauses for goal in part.hits_of(self._rules.goals) if goal.end <= hit.start]
            if goals:
                return max(goals, key=lambda goal: goal.start), one
        return None

    def is_told_by_company(self, hit: Hit, sentence: Sentence, told: Sentence, passages: Passages) -> bool:
        """Whether the company names its goal in the one sentence, and acts in the other if that has an object."""
        named = bool(told.mask_any & self._company) or self._names_company(told, passages)
        acts = any(one.start > hit.end for part in sentence.clauses for one in part.hits_of(self._pronouns))
        return named and (not acts or self.speaks(hit, sentence, passages))

    def _stands_for(self, one: Hit, hit: Hit, clause: Clause, passages: Passages) -> bool:
        """Whether a pronoun is the object right behind a word, or opens the clause before its auxiliary."""
        after = _WORD.match(passages.norm.lower, one.end + 1, clause.end)
        alone = after is None or after[0] in self._breaks or passages.norm.text[one.end] in ",.;:"
        if one.start >= hit.end:
            return alone and passages.tokens_between(hit.end, one.start) == 0
        opens = passages.tokens_between(clause.start, one.start) == 0
        return opens and alone and any(one.end <= each.start <= hit.start for each in clause.hits_of(self._auxiliary))

    def _is_near(self, goal: Hit, hit: Hit, clause: Clause, passages: Passages) -> bool:
        """Whether a goal stands near enough where the order is free, and not in what is joined on or set behind."""
        start, end = _between(goal, hit)
        joined = any(start <= one.start < end for one in clause.hits_of(self._coordinator))
        behind = goal.start >= hit.end and passages.norm.text.find(",", start, end) >= 0
        return not (joined or behind) and passages.tokens_between(start, end) <= FREE_REACH

    def of_state(self, hit: Hit, clause: Clause, passages: Passages) -> Hit | None:
        """The aim behind a word with nothing between but the small words of a state: "will not be net zero"."""
        for aim in clause.hits_of(self._rules.zero):
            words = _WORD.findall(passages.norm.lower, hit.end, aim.start) if aim.start >= hit.end else None
            if words is not None and len(words) <= BESIDE and all(word in self._breaks for word in words):
                return aim
        return None

    def _is_object(self, hit: Hit, goal: Hit, clause: Clause, passages: Passages) -> bool:
        """Whether nothing but a noun phrase stands from a word to the goal: "missed all three of our 2024 goals"."""
        text = passages.norm.lower
        words = list(_WORD.finditer(text, hit.end, goal.start))
        # "That goal": right before its noun it opens no clause.
        if len(words) == 1 and words[0][0] in self._relatives and words[0].end() + 1 == goal.start:
            words.pop()
        counted = clause.hits_of(self._rules.counted)
        if passages.norm.text.find(",", hit.end, goal.start) >= 0:
            return False
        # "The target emissions": another noun than the goal.
        if any(one.start == goal.end + 1 for one in clause.hits_of(self._topics)):
            return False
        return len(words) <= OBJECT_REACH and not any(
            word[0] in self._ends and not any(one.start <= word.start() < one.end for one in counted) for word in words
        )

    def _actors(self, clause: Clause) -> list[Hit]:
        """Where the company stands, and not as the owner of something."""
        owners = {one.start for one in clause.hits_of(self._possessive)}
        return [one for one in clause.hits_of(self._company) if one.start not in owners]

    def _is_subject(self, goal: Hit, hit: Hit, clause: Clause, passages: Passages, denied: bool) -> bool:
        """Whether a clause is about the goal, and an auxiliary stands before the word: "the goal … was not met"."""
        # "The objective is to lower costs": what is still to be done is done to something else.
        if hit.form in _ACTIVE or passages.tokens_between(goal.end, hit.start) > SUBJECT_REACH:
            return False
        tied = [one for one in clause.hits_of(self._auxiliary) if goal.end <= one.start < hit.start]
        if not tied or passages.tokens_between(min(tied[-1].end, hit.start), hit.start) > BESIDE:
            return False
        # "The target weight": another noun than the goal.
        word = _WORD.match(passages.norm.lower, goal.end + 1)
        if word is not None and word[0].isalpha() and word[0] not in self._breaks:
            return False
        # "The goal is for waste to be reduced": what is still to be done is no news of the goal.
        before = next(self._back(tied[-1].start, goal.end, passages), None)
        if before is not None and before[0] in self._infinitives and not denied:
            return False
        return not self._hangs(goal, clause, passages)

    def _hangs(self, goal: Hit, clause: Clause, passages: Passages) -> bool:
        """Whether a goal only limits another noun: "the meeting on our goal"."""
        counted = clause.hits_of(self._rules.counted)
        number = False
        for word in self._back(goal.start, clause.start, passages):
            if word[0] in self._articles:
                continue
            if word[0] in self._breaks:
                inside = any(one.start <= word.start() < one.end for one in counted)
                return word[0] in self._prepositions and not (inside or number)
            # "Two of six goals": a part of them.
            number = word[0].isdigit() or word[0] in self._numbers
        return False

    @staticmethod
    def _back(end: int, start: int, passages: Passages) -> Iterator[re.Match[str]]:
        """The words before an offset, nearest first, up to a comma."""
        comma = passages.norm.text.rfind(",", start, end)
        yield from reversed(list(_WORD.finditer(passages.norm.lower, max(comma, start), end)))

    def is_own(self, goal: Hit, sentence: Sentence, passages: Passages, *, acted: bool = False) -> bool:
        """Whether the goal is the company's: by who has it, else by who acts, else because nobody else is named.

        ``acted`` says that somebody does something to it: then the company has to be named.
        """
        clause = next(one for one in sentence.clauses if one.start <= goal.start < one.end)
        mask = sentence.mask_any
        speaks = bool(mask & self._company) or self._names_company(sentence, passages)
        owner = self._owner(goal, clause, passages)
        if owner is not None:
            return bool(owner & self._company) or (bool(owner) and speaks and not mask & self._rules.others)
        if mask & self._rules.others:
            return False
        return speaks or not (acted or mask & self._telling)

    def _owner(self, goal: Hit, clause: Clause, passages: Passages) -> int | None:
        """The signals of who has the goal by the words right before it: 0 for a noun, None where nobody is named."""
        owners = clause.hits_of(self._possessive | self._company)
        for word in self._back(goal.end, clause.start, passages):
            at = word.start()
            mask = 0
            for one in owners:
                mask |= (one.start <= at < one.end) << one.signal
            if mask:
                return mask
            if self._owners and word[0].endswith(self._owners) and at < goal.start:
                return 0
            if word[0] in self._breaks:
                return None
        return None

    @staticmethod
    def _names_company(sentence: Sentence, passages: Passages) -> bool:
        own = passages.names.own
        words = _WORD.findall(passages.norm.lower[sentence.start : sentence.end]) if own else ()
        return any(word in own for word in words)

    def speaks(self, hit: Hit, sentence: Sentence, passages: Passages) -> bool:
        """Whether the company is who acts, or speaks of itself and of nobody else."""
        clause = next(one for one in sentence.clauses if one.start <= hit.start < one.end)
        if any(one.start <= hit.start for one in self._actors(clause)):
            return True
        named = bool(sentence.mask_any & self._company) or self._names_company(sentence, passages)
        return named and not sentence.mask_any & self._rules.others

    def owns_up(self, rule: AdmissionRule, hit: Hit, clause: Clause, sentence: Sentence, passages: Passages) -> bool:
        """Whether a word tells what the company did, what was done to it, or what happened to its people or sites."""
        if rule.shape.of == "event":
            # "Our people were injured", but a rate of injuries is told of itself.
            concerned = clause.hits_of(self._rules.concerned)
            told = concerned if rule.says & self._rules.concerned else apart(concerned, hit)
            return bool(told) and not sentence.mask_any & self._rules.others
        others = clause.hits_of(self._rules.others)
        acts = any(one.start < hit.start and not self._is_said(one, clause, passages) for one in self._actors(clause))
        passive = hit.form not in _ACTIVE and beside(clause.hits_of(self._being), hit, passages) is not None
        if any(one.start < hit.start for one in others) and (passive or not acts):
            return passive is False and rule.shape.of == "suffered" and self._suffers(hit, clause, others, passages)
        if rule.shape.of == "deed":
            return acts and not passive
        if passive:
            return any(one.start < hit.start for one in clause.hits_of(self._company))
        return not acts and self._suffers(hit, clause, others, passages)

    def _is_said(self, actor: Hit, clause: Clause, passages: Passages) -> bool:
        """Whether what the company does is what somebody says of it: "the claim that we …"."""
        before = next(self._back(actor.start, clause.start, passages), None)
        return before is not None and before[0] in self._relatives

    def _suffers(self, hit: Hit, clause: Clause, others: Sequence[Hit], passages: Passages) -> bool:
        """Whether the company is the object right behind a word: "fined us", "revoked our licence"."""
        for one in clause.hits_of(self._company):
            if one.start >= hit.end and passages.tokens_between(hit.end, one.start) <= 1:
                return not any(one.end <= other.start <= one.end + 1 for other in others)
        return False


def _between(one: Hit, other: Hit) -> tuple[int, int]:
    first, second = sorted((one, other))
    return first.end, max(first.end, second.start)


def beside(first: Sequence[Hit], hit: Hit, passages: Passages, reach: int = BESIDE) -> Hit | None:
    """The last of some hits that ends so few words before another one."""
    for one in reversed(first):
        if one.end <= hit.start and passages.tokens_between(one.end, hit.start) <= reach:
            return one
    return None
