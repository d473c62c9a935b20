"""Evaluates the rules of a pack over the claims of a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from claimcheck.judge.admissibility import LongReport, may_be_found, said_beside, told_once
from claimcheck.judge.documents import Document, shown_by
from claimcheck.judge.legal import Decisions, LegalTests
from claimcheck.judge.phrases import closest
from claimcheck.judge.ruling import ActiveRule, Cited, Shifts
from claimcheck.judge.severity import Line, RuleSeverity, keys_of, reading, speaks, verdict
from claimcheck.judge.views import OF_REGISTERS, Claims, ClaimView, ClaimWithEvidence
from claimcheck.judge.wording import Quoted, Slots, Wording, Words, template
from claimcheck.model.assurance import Assurance
from claimcheck.model.claim import SEVERITIES, Citation, Element, Finding, Opposite, Remark, Severity
from claimcheck.model.context import Context
from claimcheck.model.contradiction import Contradiction
from claimcheck.model.passage import ALL_KINDS, Hit, signals_in
from claimcheck.rulepack.condition_terms import HELD, Compiled, may_hold
from claimcheck.rulepack.pack import Check, Lexicon, Pack, Profile
from claimcheck.rulepack.prefilter import Gates
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages, is_long_report

WORLDWIDE = "int"
# What a reader has to act on.
LOUD = ("error", "warning")


class Judge:
    """The enabled rules of a pack in one context; built once, holds no state of a document.

    ``severities`` has, by rule id, what a user says instead of the law's profiles. ``loose`` are the rules that look at
    passages without a claim; see ``PassageRules``.
    """

    def __init__(
        self, pack: Pack, lexicon: Lexicon, context: Context, enabled: Iterable[str],
        severities: Mapping[str, Severity],
    ) -> None:  # fmt: skip
        self._pack, self._lexicon = pack, lexicon
        self._wording = Wording.of(pack, lexicon)
        self._context = context
        self._wanted = severities
        self._profiles = tuple(pack.profiles[name] for name in context.jurisdictions)
        self._lands = pack.lands(context.jurisdictions) | {WORLDWIDE}
        # The signals that a claim of a type may be made of.
        self._own = {kind.id: signals_in(kind.core.positive) for kind in pack.claim_types.values()}
        self._tests = LegalTests(pack, context)
        self._of_line, self._of_verdict = cache(self._behind_line), cache(self._behind_verdict)
        self._by_id: dict[str, ActiveRule] = {}
        of_claims: list[ActiveRule] = []
        # These are silent on documents of which no register holds anything.
        self._of_registers = frozenset({name for name, check in pack.checks.items() if _asks_for_registers(check.when)})
        self._whole: list[ActiveRule] = []
        self._paired: dict[str, ActiveRule] = {}
        self._resorts = frozenset({name for name, check in pack.checks.items() if check.shape.last_resort})
        self._once = {
            name: signals_in(check.marks) if check.shape.once_for_words else None
            for name, check in pack.checks.items()
            if check.shape.once or check.shape.once_for_words
        }
        # Sections that list what stands elsewhere.
        self._lists = frozenset({one.id for one in pack.sections.values() if one.only == "fragments"})
        # The signals and kinds of fact that rules ask for: claims that agree in these have the same chances.
        self._asked = 0
        self.rules: tuple[str, ...] = ()
        self.loose: list[ActiveRule] = []
        running: list[str] = []
        for name in sorted(enabled):
            check = pack.checks[name]
            is_on = speaks(check, pack, context, self._tests.of_passages(name))
            if not is_on and not self._tests.decides(name):
                continue
            running.append(name)
            ruling = self._by_id[name] = ActiveRule.of(check, self._cited(check))
            if check.whole is not None:
                self._whole.append(ruling)
                continue
            if check.comparison is not None:
                self._paired[name] = ruling
                continue
            if check.shape.on != "claim" and is_on:
                self.loose.append(ruling)
            if check.shape.on == "passage":
                continue
            for need in {need for branch in (*check.when.branches, *check.when.around) for need in branch}:
                self._asked |= need
            of_claims.append(ruling)
        self._gates = Gates([(one, one.when.branches) for one in of_claims], lexicon, pack.fact_shift)
        self.rules = tuple(running)
        # Rules that a user has switched off: where they would speak, no rule of last resort does instead.
        off = pack.checks.keys() - pack.disabled - set(running)
        self._off = [pack.checks[name] for name in sorted(off) if pack.checks[name].shape.on == "claim"]

    def claims(
        self,
        judged: Sequence[ClaimWithEvidence],
        passages: Passages,
        assurance: Sequence[Assurance] = (),
        context: Context | None = None,
    ) -> Claims:
        """The claims of a document as rules see them; ``assurance`` are the assurance statements in it.

        ``context`` is the setting with what the document answers itself, None where it answers nothing.
        """
        return Claims(passages, judged, context or self._context, assurance)

    def judge(self, claims: Claims) -> list[tuple[Finding, ...]]:
        """Return the findings of each claim, in order of rule id.

        What one rule says of words that two claims share is said once, of the claim for which it weighs most; a rule of
        last resort speaks where no other one has a warning or an error on a claim of the sentence.
        """
        views = claims.views
        registered = any(view.is_registered for view in views)
        chances: dict[tuple[str, int, int], list[ActiveRule]] = {}
        report = bool(views) and is_long_report(self._context.medium, views[0].passages)
        long_report = LongReport(views[0].passages, self._lexicon) if report else None
        found = [
            self._claim(view, self._chances(view, chances, registered=registered), long_report)
            if may_be_found(view, report=report)
            else ()
            for view in views
        ]
        found = said_beside(self._with_resorts(found, views), views, self._pack.checks, report=report)
        return told_once(found, views, self._once, report=report)

    def judge_document(self, claims: Claims, passages: Passages) -> list[Remark]:
        """Return what rules find in the document as a whole, in order of rule id: each one finding at most."""
        if not self._whole or not claims.views:
            return []
        document = Document(passages, claims, self._context, ALL_KINDS << self._pack.fact_shift, self._lists)
        found: list[Remark] = []
        long = is_long_report(self._context.medium, passages)
        for ruling in self._whole:
            whole = None if long and ruling.check.shape.copy_only else ruling.check.whole
            verdict_here = self.besides(ruling)
            if whole is None or verdict_here is None or not whole.test(document):
                continue
            shown = shown_by(whole, document, ruling.check.marks, self._wording)
            if shown is not None:
                finding = ruling.finding(verdict_here, None, shown.start, shown.end, shown.words)
                found.append(Remark(shown.sentence, finding))
        return found

    def judge_contradictions(self, contradictions: Iterable[Contradiction], passages: Passages) -> Iterator[Remark]:
        """Return a finding for each contradiction whose rule runs, in their order."""
        for one in contradictions:
            ruling = self._paired.get(one.rule)
            found = None if ruling is None else self.besides(ruling)
            if ruling is None or found is None:
                continue
            first, *others = one.sides
            words = Slots(dict(one.words.items()))
            finding = ruling.finding(found, None, first.start, first.end, words)._replace(
                against=tuple(Opposite(side.start, side.end, side.document) for side in others),
                sum=template(ruling.check.shape.sum or "").fill(words),
            )
            yield Remark(passages.sentence(first.sentence), finding)

    def _claim(self, view: ClaimView, chances: Iterable[ActiveRule], report: LongReport | None) -> tuple[Finding, ...]:
        held = [one for one in chances if one.when.test(view)]
        found = self._tests.found(view, [one.check.id for one in held])
        told = [self._by_id[name] for name in found if name in self._by_id]
        firing = [(one, True) for one in held] + [(one, False) for one in told]
        if report is not None:
            firing = [(one, fired) for one, fired in firing if not report.silences(one.check, view)]
        if not firing:
            return ()
        shifts = tuple([_shift(profile, view) for profile in self._profiles])
        verdicts: list[tuple[ActiveRule, RuleSeverity]] = []
        stands = False
        for one, fired in firing:
            decisions = self._tests.decisions(one.check.id, view, fired=fired)
            verdict_here = self._verdict(one, shifts, decisions)
            if verdict_here is not None:
                verdicts.append((one, verdict_here))
            elif fired and decisions and not any(decisions):
                stands = True
        if stands:
            # What the law lets stand by a test of its own is not asked for proof as a last resort.
            verdicts = [(one, found) for one, found in verdicts if one.check.id not in self._resorts]
        return tuple([self._finding(one, found, view) for one, found in verdicts if not _covered(one, found, verdicts)])

    def _with_resorts(self, found: list[tuple[Finding, ...]], views: Sequence[ClaimView]) -> list[tuple[Finding, ...]]:
        """The findings without those of last resort where another rule speaks, and where one has spoken already."""
        spoken = {
            view.sentence.number
            for view, findings in zip(views, found, strict=True)
            if any(self._weighs(one) and one.rule not in self._resorts for one in findings)
        }
        kept: list[tuple[Finding, ...]] = []
        for view, findings in zip(views, found, strict=True):
            number = view.sentence.number
            if any(one.rule in self._resorts for one in findings) and self._is_told_by_one_off(view):
                spoken.add(number)
            kept.append(tuple([one for one in findings if one.rule not in self._resorts or number not in spoken]))
            if any(one.rule in self._resorts for one in kept[-1]):
                spoken.add(number)
        return kept

    def _weighs(self, finding: Finding) -> bool:
        """Whether a reader has to act on a finding, or a user has said how much it weighs."""
        return finding.severity in LOUD or finding.rule in self._wanted

    def _is_told_by_one_off(self, view: ClaimView) -> bool:
        """Whether a rule that is switched off would have a warning or an error on a claim."""
        kind = view.judged.core.type
        for check in self._off:
            if (check.types is None or kind in check.types) and check.when.test(view):
                found = verdict(check, self._pack, self._context, None)
                if found is not None and found.severity in LOUD:
                    return True
        return False

    def shown(self, elements: tuple[Element, ...], passages: Passages) -> tuple[Element, ...]:
        """Elements as a reader is to see them: words that break off are lengthened to the end of the phrase."""
        return tuple([self._finished(one, passages) for one in elements])

    def _finished(self, element: Element, passages: Passages) -> Element:
        start, end = element.start, element.end
        if start is None or end is None or element.fact is not None or element.link is not None:
            return element
        last = passages.spans[passages.at(start)].end
        return element._replace(end=self._wording.phrases.finished(passages.norm.text, start, end, last))

    def covers(self, rule: str) -> frozenset[str]:
        """The rules that say the same gap as one."""
        return self._pack.checks[rule].covers

    def is_off(self, rule: str, view: ClaimView) -> bool:
        """Whether a rule that holds for a claim has no severity there."""
        shifts = tuple([_shift(profile, view) for profile in self._profiles])
        check, wanted = self._pack.checks[rule], self._wanted.get(rule)
        decisions = self._tests.decisions(rule, view, fired=True)
        return verdict(check, self._pack, self._context, wanted, shifts, decisions) is None

    def besides(self, ruling: ActiveRule, view: PassageView | None = None) -> RuleSeverity | None:
        """What the jurisdictions make of a rule where no claim is judged: on a sentence, or at all."""
        return self._verdict(ruling, (), self._tests.of_passages(ruling.check.id, view))

    def _verdict(self, ruling: ActiveRule, shifts: Shifts, decisions: Decisions) -> RuleSeverity | None:
        key = shifts, decisions
        if key not in ruling.verdicts:
            check, wanted = ruling.check, self._wanted.get(ruling.check.id)
            ruling.verdicts[key] = verdict(check, self._pack, self._context, wanted, shifts, decisions)
        return ruling.verdicts[key]

    def _chances(
        self, view: ClaimView, known: dict[tuple[str, int, int], list[ActiveRule]], *, registered: bool
    ) -> list[ActiveRule]:
        """The rules that a claim's type, signals and kinds of fact leave a chance."""
        kind = view.judged.core.type
        counting = view.own & self._asked
        present = (view.passages.mask(view.sentence.number) | view.around) & self._asked
        key = (kind, counting, present)
        found = known.get(key)
        if found is None:
            found = known[key] = [
                one
                for one in self._gates.members(counting)
                if (one.check.types is None or kind in one.check.types)
                and (registered or one.check.id not in self._of_registers)
                and (not one.around or (present & one.gate and may_hold(one.around, present)))
            ]
        return found

    def _finding(self, ruling: ActiveRule, found: RuleSeverity, view: ClaimView) -> Finding:
        check, marks = ruling.check, ruling.marks
        core, between = view.judged.core, view.passages.tokens_between
        own = self._own[core.type]
        made = closest((hit for hit in core.clause.hits if hit.signal in own), core.start, core.end, between)
        start, end = core_words = made
        marked: Sequence[Hit] = ()
        if core.clause.mask & check.marks:
            marked = [hit for hit in core.clause.hits if hit.signal in marks]
        elif core.sentence.mask_any & check.marks:
            # A rule may look at the whole sentence, and at words under a guard; the first of them is quoted.
            marked = [hit for hit in view.hits("sentence", True) if hit.signal in marks][:1]
        if marked:
            widest = min([hit.start for hit in marked]), max([hit.end for hit in marked])
            start, end = closest(marked, *widest, between)
        hits_end = end  # before the words are made whole phrases
        quoted, made = (start, end), self._wording.whole(view, *made)
        start, end = made if quoted == core_words else self._wording.whole(view, *quoted)
        words = Words(self._wording, view, Quoted(made, (start, end), hits_end))
        return ruling.finding(found, view, start, end, words)

    def _cited(self, check: Check) -> Cited:
        """What a rule cites: law in force of the jurisdictions that speak, then standards of all the world."""
        return Cited(partial(self._of_line, check.id), partial(self._of_verdict, check.id))

    def _behind_line(self, name: str, line: Line) -> tuple[Citation, ...]:
        check, profile = self._pack.checks[name], self._pack.profiles[line.jurisdiction]
        found = reading(check, self._pack, profile, self._context)
        keys = keys_of(check, line.test, self._pack, profile, found)
        return self._in_force((*keys, *(key for test in line.beside for key in test.shape.cite)))

    def _behind_verdict(self, name: str, found: RuleSeverity) -> tuple[Citation, ...]:
        cite = self._pack.checks[name].shape.cite
        own = [one.key for line in found.lines for one in self._of_line(name, line)]
        if any(line.test is not None for line in found.lines):
            standards = self._in_force(cite, {WORLDWIDE})
            return self._in_force((*own, *(one.key for one in standards)))
        return self._in_force((*(key for key in own if key not in cite), *cite), self._lands)

    def _in_force(self, keys: Iterable[str], lands: Collection[str] | None = None) -> tuple[Citation, ...]:
        """The passages that have not ended before ``as_of``, of these lands where some are named.

        Towards consumers none that nobody has verified stands beside others.
        """
        day = self._context.as_of
        cited = [self._pack.citations[key].on(day) for key in dict.fromkeys(keys)]
        found = [
            one
            for one in cited
            if (lands is None or one.jurisdiction in lands) and (one.valid_to is None or one.valid_to >= day)
        ]
        if self._context.audience == "consumer":
            found = [one for one in found if one.grade != "unverified"] or found
        return tuple(found)


def _covered(ruling: ActiveRule, own: RuleSeverity, all_of_claim: Iterable[tuple[ActiveRule, RuleSeverity]]) -> bool:
    """Whether another rule says the same gap of the claim, no less severely: a bar by bars of the same laws only.

    Of two rules that cover each other the more severe one speaks, of equals the first.
    """
    check, rank = ruling.check, SEVERITIES.index(own.severity)
    for one, found in all_of_claim:
        if check.id not in one.check.covers or not own.bars <= found.bars:
            continue
        other = SEVERITIES.index(found.severity)
        mutual = one.check.id in check.covers
        if other < rank or (other == rank and not (mutual and check.id < one.check.id)):
            return True
    return False


def _shift(profile: Profile, view: ClaimView) -> int:
    """How many steps the place and the evidence of a claim make a gap heavier in one jurisdiction."""
    heavier = view.judged.core.block in profile.heavier_in
    lighter = bool(profile.lighter_with) and all(view.element_state(name) in HELD for name in profile.lighter_with)
    return heavier - lighter


def _asks_for_registers(when: Compiled) -> bool:
    """Whether a rule is on what a register holds of a claim, and on nothing else."""
    values = when.claim_values
    return any("none" not in values[name] for name in OF_REGISTERS if name in values)
