"""The roles that words of one language have in a sentence, as masks of their signals."""

from __future__ import annotations

from claimcheck.model.passage import signals_in
from claimcheck.rulepack.pack import Lexicon


class Grammar:
    """The grammar roles of one language and the topics, as masks."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles = lexicon.roles
        self.passives = signals_in(roles.get("passive", 0) | roles.get("be", 0))
        self.plan = roles.get("plan", 0) | roles.get("firm_plan", 0)
        self.plans = signals_in(self.plan)
        self.certain = roles.get("firm_plan", 0)
        self.future = roles.get("future", 0)
        self.frames = lexicon.frames
        self.relatives = lexicon.frames.opening("relative")
        self.auxiliaries = self.passives | signals_in(roles.get("perfect", 0))
        self.free_order = lexicon.free_order
        self.perfect = roles.get("perfect", 0)
        self.past = roles.get("past", 0)
        self.presents = signals_in(roles.get("present", 0))
        self.progressive = roles.get("progressive", 0)
        self.deadline = roles.get("deadline", 0)
        self.deadlines = signals_in(self.deadline)
        self.hedge = roles.get("hedge", 0)
        self.hedges = signals_in(self.hedge)
        self.company = roles.get("company", 0) | roles.get("first_person", 0)
        self.companies = signals_in(self.company)
        self.first_person = roles.get("first_person", 0)
        self.third_party = roles.get("third_party", 0)
        self.intentions = signals_in(roles.get("intention", 0))
        self.third_parties = signals_in(self.third_party)
        self.strangers = frozenset(lexicon.role_words.get("third_party", ()))
        self.reader = roles.get("reader", 0)
        self.reporting = roles.get("reporting", 0)
        self.possessives = signals_in(roles.get("possessive", 0))
        self.product_subject = roles.get("product_subject", 0)
        self.products = signals_in(self.product_subject)
        self.company_kinds = signals_in(roles.get("company_subject", 0))
        self.company_words = frozenset(lexicon.role_words.get("company", ()))
        self.company_subject = roles.get("company_subject", 0) | self.company
        self.company_subjects = signals_in(self.company_subject)
        self.subjects = signals_in(self.product_subject | self.company_subject)
        self.check = roles.get("assured_noun", 0) | roles.get("assured_checked", 0)
        self.checkers = signals_in(roles.get("practitioner", 0))
        self.checking = signals_in(roles.get("assured_gave", 0))
        self.topics = dict(lexicon.topics)
        self.topic_mask = lexicon.topic_mask
