"""Which sentences of a paragraph go on with a claim: they are read as a note on it is, whatever words they take."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice, pairwise
from typing import Literal

from claimcheck.evidence.compatibility import FINITE, Agreement
from claimcheck.evidence.entity_key import Identities
from claimcheck.evidence.search_scopes import PARAGRAPH_REACH
from claimcheck.model.claim import Core
from claimcheck.model.passage import Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by
from claimcheck.text.tokens import WORD

SUBJECT = 8
"""Words of a sentence among which its subject stands."""
FIRST = 14
"""Words of a sentence among which it points back to a noun by "this" or "these"."""
OBJECT = 5
"""Words of a sentence among which the object of a short clause stands: "Nord Cert checks them"."""
ALIKE = 6
"""Letters that a noun and the verb it is made of have in common: "certified", "the certificates"."""
HEAD = 60
"""Characters of a sentence in which a part stands that all of it is about; further on it may be where something is."""
NAMING = ("party", "reference")
"""Kinds of fact that name a checker or a paper."""
Opening = Literal["named", "bare", "name"]
_COUNTED = re.compile(r"[0-9]+ ([^\W\d_]+) ([^\W\d_]+) [0-9]+(?=(?: ([^\W\d_]+))?)")
_STOP = re.compile(r"[,;:()]")


class ContinuationWords:
    """The words of a language by which a sentence goes on with what was said.

    ``capitals`` says that a capital tells a name, ``articles`` begin phrases that point back ("the", not "our"),
    ``ends`` end a phrase. What ``empty`` words stand before or for is new, or everywhere the same; what stands behind
    ``untold`` ones ("this year", "this report") is nothing that was told before.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        words, terms, self.ends = lexicon.role_words, lexicon.terms, lexicon.phrase_ends
        self.capitals, self.stem = not lexicon.noun_capitals, terms.stem
        self.articles = terms.openers & {phrase.split()[0] for phrase in words.get("definite", ())}
        self.empty = self.ends | terms.openers | frozenset(words.get("first_person", ()))
        self.genitives = lexicon.frames.opening("genitive")
        # What is called so is the figure of the sentence before.
        self.accounts = lexicon.frames.opening("account")
        self.untold = terms.forms | lexicon.frames.opening("paper") | self.ends
        self.demonstratives, self.pronouns, self.several = (
            frozenset(words.get(role, ())) for role in ("demonstrative", "object_pronoun", "several")
        )


class Continuing:
    """Follows claims through their paragraphs, in one document; each sentence with claims once."""

    def __init__(
        self, words: ContinuationWords, passages: Passages, identities: Identities, agreement: Agreement
    ) -> None:
        self._words, self._passages, self._identities = words, passages, identities
        self._agreement = agreement

    @remembered_by(lambda core: core.sentence.number)
    def of(self, core: Core) -> frozenset[int]:
        """The numbers of the sentences behind a claim's that go on with it.

        Their subject is missing, points back, is a bare noun with "the", takes up what was named before, or names
        a checker or a paper. One that names another part or metric does not go on, nor does one that
        points back to such a sentence.
        """
        mine = core.sentence
        block = self._passages.of_block(mine.block)
        named, follows, going = self._named(mine), True, list[int]()
        for number in range(mine.number + 1, min(block.stop, mine.number + 1 + PARAGRAPH_REACH)):
            other = self._passages.sentence(number)
            if self._is_of_several(mine, other):
                follows = True
            elif not (follows and self._leads_back(mine, other)):
                opening = self._opening(other, named)
                follows = opening is not None and not self._turns(core, other, opening)
            if follows:
                going.append(number)
                named |= self._named(other)
        return frozenset(going)

    @remembered_by(lambda core: core.sentence.number)
    def named(self, core: Core) -> frozenset[int]:
        """The sentences behind a claim's that open with the name of somebody else, up to one on something else.

        Whoever has checked is told at the end of a paragraph: "… The licence runs to 2026. Nord Cert audits us."
        """
        mine, found = core.sentence, list[int]()
        block, is_new = self._passages.of_block(mine.block), self._passages.names.is_new
        for number in range(mine.number + 1, min(block.stop, mine.number + 1 + PARAGRAPH_REACH)):
            other = self._passages.sentence(number)
            words = [*islice(WORD.finditer(self._passages.norm.text, other.start, other.end), 2)]
            if all(word.group()[0].isupper() and is_new(word.group()) for word in words):
                found.append(number)
            elif self._turns(core, other, "named"):
                break
        return frozenset(found)

    def _is_of_several(self, claim: Sentence, sentence: Sentence) -> bool:
        """Whether a sentence takes up a claim with the one between them: "Both targets were approved"."""
        if sentence.number != claim.number + 2:
            return False
        first = WORD.search(self._passages.norm.lower, sentence.start, sentence.end)
        return first is not None and first.group() in self._words.several

    def _named(self, sentence: Sentence) -> set[str]:
        words = WORD.findall(self._passages.norm.lower, sentence.start, sentence.end)
        return {self._words.stem(word) for word in words if word not in self._words.empty}

    def _leads_back(self, claim: Sentence, sentence: Sentence) -> bool:
        """Whether a sentence has no subject or points back, other than for a part that it opens with.

        "At the yard it was 7" tells of the yard, "For this we bought" of what was told.
        """
        if self._agreement.goes_on(claim, sentence, self._passages):
            return True
        words = list(islice(WORD.finditer(self._passages.norm.lower, sentence.start, sentence.end), FIRST))
        if self._takes_up(sentence, words):
            return True
        if not self._agreement.points_back(sentence):
            return False
        pointing = any(self._agreement.is_pointer(sentence, word.start()) for word in words[:2])
        return pointing or (bool(words) and words[0].group() not in self._words.ends)

    def _takes_up(self, sentence: Sentence, words: Sequence[re.Match[str]]) -> bool:
        """Whether a noun that was told before stands in the subject, is the object, or is left out.

        "The oil burnt on this route was …", "Nord Cert checks them", "40 of the 52 passed".
        """
        verbs, clause = self._verbs(sentence), sentence.clauses[0]
        helpers = self._agreement.helpers(sentence)
        # "Oil for this route" may be any, "the oil for this route" is all of it.
        definite = bool(words) and words[0].group() in self._words.articles
        for word, noun in pairwise(words if definite else ()):
            if word.start() in helpers:
                break
            if word.group() in self._words.demonstratives and sentence.start < word.start() < clause.end:
                return noun.group() not in self._words.untold and noun.start() not in verbs
        if (
            any(word.group() in self._words.pronouns for word in words[2:OBJECT])
            and words[0].group() not in self._words.ends
        ):
            return True
        counted = _COUNTED.search(self._passages.norm.lower, sentence.start, min(sentence.start + HEAD, sentence.end))
        if counted is None or counted[1] not in self._words.genitives or counted[2] not in self._words.articles:
            return False
        return counted[3] is None or counted[3] in self._words.ends

    @staticmethod
    def _verbs(sentence: Sentence) -> set[int]:
        """Where finite verbs stand that we know."""
        return {hit.start for hit in sentence.hits_any if hit.form in FINITE}

    @staticmethod
    def _is_named(stem: str, named: Collection[str]) -> bool:
        alike = len(stem) >= ALIKE and any(one[:ALIKE] == stem[:ALIKE] for one in named)
        return stem in named or alike

    def _turns(self, core: Core, other: Sentence, opening: Opening) -> bool:
        """Whether a sentence names another part or metric than the claim, or its metric without the claim's part.

        Words that were named before ("The audits follow …") are no other metric, whatever else they may mean.
        """
        mine, theirs = self._identities.of(core.sentence), self._identities.of(other)
        head = self._passages.norm.lower[other.start : other.start + HEAD]
        names = [fact.text.lower() for fact in self._passages.facts(other.number) if fact.kind in NAMING]
        if any(part in head and not any(part in name for name in names) for part in theirs.parts - mine.parts):
            return True
        if mine.scopes and theirs.scopes and mine.scopes.isdisjoint(theirs.scopes):
            return True
        if not theirs.metrics.isdisjoint(mine.metrics):
            return bool(mine.parts - theirs.parts)
        same_topic = not mine.metrics and not mine.topics.isdisjoint(theirs.topics)
        # "Food waste has halved" tells nothing of the food companies before it.
        return opening != "name" and bool(self._identities.opening(other.number)) and not same_topic

    def _opening(self, sentence: Sentence, named: Collection[str]) -> Opening | None:
        """What a sentence opens with: what was ``named`` before, a bare noun with "the", or a name.

        Of a checker or a numbered paper, which measures nothing itself, the claim is what it is about.
        """
        names = [fact for fact in self._passages.facts(sentence.number) if fact.kind in NAMING]
        text = self._passages.norm.text
        words = list(islice(WORD.finditer(text, sentence.start, sentence.end), SUBJECT))
        low = [word.group().lower() for word in words]
        definite = bool(low) and low[0] in self._words.articles
        if definite and low[1:2] and low[1] in self._words.accounts:
            return "bare"
        verbs = self._verbs(sentence)
        subject = list[str]()
        for at in range(definite, len(words)):
            if any(fact.start <= words[at].start() < fact.end for fact in names):
                return None if self._identities.of(sentence).metrics else "name"
            stopped = bool(subject) and _STOP.search(text, words[at - 1].end(), words[at].start())
            if stopped or low[at] in self._words.empty or (subject and words[at].start() in verbs):
                if low[at] in self._words.genitives and low[at + 1 : at + 2] and low[at + 1] in self._words.articles:
                    # "The lid of the other jar".
                    owner = {self._words.stem(word) for word in low[at + 2 : at + 3]}
                    return "named" if subject and owner & set(named) else None
                break
            if at and self._words.capitals and words[at].group()[0].isupper():
                return None
            subject.append(self._words.stem(low[at]))
        # A verb that no lexicon has stands there too: "The trees stand in …".
        if subject and self._is_named(subject[0], named):
            return "named"
        if not definite or len(subject) != 1 or len(words) < 3:
            return None
        # Of a thing that nobody knows something is told for its own sake: "The canteen serves soup".
        known = any(hit.start == words[1].start() for hit in sentence.clauses[0].hits_any)
        return "bare" if known or low[2] in self._words.ends else None
