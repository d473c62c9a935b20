"""The words of assurance statements: who, by which standard, how deep, of which years, marked by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from claimcheck.evidence.assurance.words import Words
from claimcheck.model.assurance import Level, Outcome, Quoted, Subject
from claimcheck.model.passage import Fact, Hit, Sentence
from claimcheck.text.name_runs import CAPITALS
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import late_pattern
from claimcheck.text.tokens import WORD

LONGEST_MARK = 24
"""Characters of a mark in quotation marks."""
LONGEST_LINE = 100
"""Characters of a line that is a signature."""
LEAST_NAME = 4  # characters of a name that is told by its place alone
MOST_BETWEEN = 4
"""Words between those of a check and the name of who made it ("verified by a third party, …")."""
MOST_BEFORE = 48
"""Characters before a name in which these words stand."""
MOST_DATES = 20
"""Places of the day on which a year ended that are looked at for what the document calls that year."""
MOST_SIGNING = 5  # words before the name in the line of a signature
MOST_BEHIND = 16
"""Characters behind a name in which a word for a department of the company stands."""

_NAME_GOES_ON = late_pattern(rf"(?: (?:& )?(?:[{CAPITALS}](?:\.[\w]{{1,2}})+\.?|[{CAPITALS}][\w&-]*)){{0,5}}")
# Short words at the beginning ("The", "Our", "We") are none of a name.
_NAME = late_pattern(rf"(?:[{CAPITALS}][\w-]{{3,}}|[{CAPITALS}]{{2,}})(?: (?:& )?[{CAPITALS}][\w.-]*){{1,4}}")
_SIGNED = late_pattern(rf"([{CAPITALS}][\w.-]+(?: (?:& )?[{CAPITALS}][\w.-]*){{1,5}}), ")
_FORM_BEHIND = late_pattern(rf"(?:\.| & [{CAPITALS}]\w{{1,2}}\.)? ([\w./]*\w)")
_APPOSED = late_pattern(r"(?:, [^,;]{2,80},| \([^()]{2,60}\)|,)? ")
_FIRM = late_pattern(rf"(?:[{CAPITALS}][\w-]+ (?:& )?){{1,4}}[{CAPITALS}]{{2,4}}\b")
_NUMBER_OF_STANDARD = late_pattern(r"(?: ?\([\w ]{2,20}\))? ?-? ?[0-9]{1,5}(?:[-:][0-9]{1,4})*")
_EDITION = late_pattern(rf"(?::[0-9]{{4}})?(?: ?\([{CAPITALS}][\w ]{{2,14}}\)| v[0-9](?:\.[0-9])?)?")
_HAS_NUMBER = late_pattern(r"[0-9]")
_SIGN = r"[^\w\s.,;:\"'()&/%+=<>\[\]-]{1,2}"
_MARK = late_pattern(rf"[\"']([^\"']{{1,{LONGEST_MARK}}})[\"']|([(\[]\w{{1,{LONGEST_MARK}}}[)\]])|({_SIGN})")
_LETTER_MARK = late_pattern(rf"[(\[]([{CAPITALS}]{{1,3}})[)\]]")
_ALONE = late_pattern(r"(?<=[\s(\[\"'])([^\w\s])(?=[\s)\]\"',;.])")
_SIGNS = "SkSo"  # Unicode's kinds of characters that mark and mean nothing else
_LEGEND = late_pattern(rf"({_SIGN}|[(\[]\w{{1,3}}[)\]])\s*[:=-]?\s*(?=\w)")


class Parts:
    """Reads the parts of statements in the sentences of one document."""

    def __init__(self, passages: Passages, words: Words) -> None:
        self._passages, self._words = passages, words
        self._roles = words.roles
        self._agents = words.agents

    def quoted(self, start: int, end: int) -> Quoted:
        """A run of the text."""
        return Quoted(start, end, self._passages.norm.text[start:end])

    def _named(self, start: int, end: int, until: int) -> Quoted:
        """A name with the company forms behind it: one may follow another, as with "… GmbH & Co. KG"."""
        text = self._passages.norm.text
        while (behind := _FORM_BEHIND.match(text, end, until)) is not None:
            if behind[1].lower() not in self._words.forms:
                break
            end = behind.end()
        return self.quoted(start, end)

    def short(self, name: Quoted) -> str:
        """A name without its company form."""
        first, _, last = name.text.rpartition(" ")
        return first if first and last.lower().rstrip(".") in self._words.forms else name.text

    def levels(self, subject: Sequence[Sentence], covered: Sequence[Subject]) -> Iterator[tuple[Level, Quoted]]:
        """Each level once, where it is first named; a further one only beside the figures that it is for."""
        told: dict[Level, Quoted] = {}
        for one in subject:
            # Where a sentence tells of one level what it is of, it gives the others as well.
            own = one.mask_any & (self._roles["assured_clean"] | self._roles["assured_mark"]) or any(
                part.level for part in covered if one.start <= part.start < one.end
            )
            hits = sorted((hit.start, hit.end, level) for level, hit in self._words.levels_in(one))
            for start, end, level in hits:
                if not told or own:
                    told.setdefault(level, self.quoted(start, end))
        yield from sorted(told.items(), key=lambda item: item[1].start)

    def only_level(self, sentences: Sequence[Sentence]) -> tuple[tuple[Level, Quoted], ...]:
        """The level that a statement names anywhere, where it names but one."""
        hits = [each for one in sentences for each in self._words.levels_in(one)]
        found = {level: self.quoted(hit.start, hit.end) for level, hit in reversed(hits)}
        return tuple(found.items()) if len(found) == 1 else ()

    def standards(self, sentences: Sequence[Sentence]) -> Iterator[Quoted]:
        """The standards of the check with number and edition, each once; a name without a number is none."""
        seen: set[str] = set()
        for one in sentences:
            until = -1
            for hit in sorted(one.hits_of(self._roles["assured_by_standard"]), key=lambda hit: (hit.start, -hit.end)):
                if hit.start < until:
                    continue
                until = self._end_of_standard(hit)
                told = self.quoted(hit.start, until)
                if _HAS_NUMBER.search(told.text) and told.text not in seen:
                    seen.add(told.text)
                    yield told

    def _end_of_standard(self, hit: Hit) -> int:
        text, end = self._passages.norm.text, hit.end
        if not _HAS_NUMBER.search(text, hit.start, end):
            number = _NUMBER_OF_STANDARD.match(text, end)
            end = number.end() if number else end
        edition = _EDITION.match(text, end)
        return edition.end() if edition else end

    def practitioner(self, sentences: Sequence[Sentence], *, voiced: bool = False) -> Quoted | None:
        """Who checked: the known name that stands most often, else the organisation that the company names."""
        text = self._passages.norm.text
        known: Counter[str] = Counter()
        first: dict[str, Quoted] = {}
        for one in sentences:
            if not voiced and one.mask_any & self._roles["assured_other"]:
                # Whoever audits the accounts has not checked the rest.
                continue
            for hit in one.hits_of(self._roles["practitioner"]):
                goes_on = _NAME_GOES_ON.match(text, hit.end, one.end)
                name = self._named(hit.start, goes_on.end() if goes_on else hit.end, one.end)
                known[name.text.lower()] += 1
                first.setdefault(name.text.lower(), name)
        if known:
            # "KPMG" alone is short for the firm whose name stands beside it.
            full = {name: count for name, count in known.items() if " " in name} or known
            return first[max(full, key=lambda name: (known[name], -first[name].start))]
        if voiced:
            # Its own text names its client as well: whoever opens a sentence on the check is the practitioner.
            checks = [one for one in sentences if one.mask_any & self._words.checked]
            named = (self.opening_name(one) for one in checks)
            return next((found for found in named if found is not None), None)
        return next((found for one in sentences if (found := self.party(one)) is not None), None)

    def signature(self, sentences: Iterable[Sentence]) -> Quoted | None:
        """The organisation in a short line with a date, or that such a line is the name of: who signs.

        A name that ends in an abbreviation in capitals has its legal form there.
        """
        text = self._passages.norm.text
        for one in sentences:
            opens = WORD.match(self._passages.norm.lower, one.start)
            # A letter opens with whom it is to.
            addressed = opens is not None and opens.group() in self._words.addressing
            if addressed or one.end - one.start > LONGEST_LINE:
                continue
            facts = self._passages.facts(one.number)
            dated = any(fact.year is not None for fact in facts)
            names = [self._named(fact.start, fact.end, one.end) for fact in facts if fact.kind == "party"]
            names += [self.quoted(*match.span()) for match in _FIRM.finditer(text, one.start, one.end)]
            if dated and (opening := _SIGNED.match(text, one.start, one.end)) is not None:
                names.append(self.quoted(*opening.span(1)))
            for name in names:
                # "For and on behalf of …" stands before the name of whoever signs.
                before, behind = text[one.start : name.start].split(), text[name.end : one.end].split()
                alone = len(before) <= MOST_SIGNING and all(word.islower() for word in before[1:])
                # Its town or its second trade may stand behind it.
                alone = alone and all(word[0].isupper() or not word[0].isalnum() for word in behind)
                if (dated or alone) and not self._is_own(name, one):
                    return name
        return None

    def party(self, sentence: Sentence) -> Quoted | None:
        """The organisation that a sentence names right behind the words of a check, or opens with."""
        roles = self._roles
        hits = list(sentence.hits_of(roles["assured_checked"] | roles["assured_told"] | roles["assured_gave"]))
        for fact in self._passages.facts(sentence.number):
            if fact.kind == "party" and self._has_checked(fact, hits, sentence):
                found = self.quoted(fact.start, fact.end)
                if not self._is_own(found, sentence):
                    return found
        return self.opening_name(sentence)

    def _has_checked(self, fact: Fact, hits: Sequence[Hit], sentence: Sentence) -> bool:
        """Whether an organisation stands where whoever checked stands."""
        opens = fact.start == sentence.start and any(hit.start >= fact.end for hit in hits)
        return opens or self._is_agent(fact.start, hits)

    def opening_name(self, sentence: Sentence) -> Quoted | None:
        """The capitalised words right before a word for making a check; an apposition may stand between.

        A name inside a clause has no word that the document writes in lower case; one that opens it may.
        """
        text, is_new = self._passages.norm.text, self._passages.names.is_new
        hits = list(sentence.hits_of(self._roles["assured_gave"]))
        opening = {sentence.start, *(clause.start for clause in sentence.clauses)}
        others = self.is_of_others(sentence)
        for name in _NAME.finditer(text, sentence.start, sentence.end) if hits else ():
            found, words = self.quoted(name.start(), name.end()), name.group().split()
            known = is_new(words[0]) if name.start() in opening else all(map(is_new, words)) and not others
            if not known or len(name.group()) <= LEAST_NAME or self._is_own(found, sentence):
                continue
            if any(_APPOSED.fullmatch(text, name.end(), hit.start) for hit in hits if hit.start > name.end()):
                return found
        return None

    def is_of_others(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a name that is not the company's: it is about the figures of that one."""
        first = _NAME.match(self._passages.norm.text, sentence.start, sentence.end)
        return first is not None and all(map(self._passages.names.is_new, first.group().split()))

    def _is_agent(self, at: int, hits: Sequence[Hit]) -> bool:
        """Whether a name stands behind a word like "by", and the words of a check before that."""
        before = self._passages.norm.lower[max(at - MOST_BEFORE, 0) : at].split()[-MOST_BETWEEN:]
        for place in range(len(before) - 1, -1, -1):
            if before[place] in self._agents:
                return any(hit.start <= at for hit in hits)
            if before[place][-1:] in ",;:.":
                return False
        return False

    def _is_own(self, name: Quoted, sentence: Sentence) -> bool:
        """Whether a name is that of the company or of a department in it: neither is independent."""
        first, title = name.text.split()[0].lower(), (self._passages.document.title or "").lower()
        if first in self._passages.names.own or first in WORD.findall(title):
            return True
        # "Independent Auditors" is no name: the document writes these words in lower case too.
        long = [word for word in WORD.findall(name.text) if len(word) >= LEAST_NAME]
        if long and not any(map(self._passages.names.is_new, long)):
            return True
        return any(hit.end + 1 == name.start for hit in sentence.hits_of(self._roles["company"])) or any(
            hit.start < name.end + MOST_BEHIND and name.start < hit.end
            for hit in sentence.hits_of(self._roles["internal_checker"])
        )

    def years(self, subject: Sequence[Sentence]) -> frozenset[int]:
        """The years of the figures: of the first words that tell a period, else those that stand by themselves."""
        bare: frozenset[int] = frozenset()
        for one in subject:
            facts = [fact for fact in self._passages.facts(one.number) if fact.year is not None]
            periods = [fact for fact in facts if fact.role == "period"]
            if periods:
                return frozenset(year for fact in periods for year in (*_years_of(fact), *self._called(fact)))
            bare = bare or frozenset(
                fact.year for fact in facts if fact.year and fact.role is None and fact.text.isdigit()
            )
        return bare

    def _called(self, ended: Fact) -> Iterator[int]:
        """The year before the one in which a financial year ended, where the document calls it by that one.

        It says so beside both of its days: "1 February 2024 to 31 January 2025 (2024)".
        """
        norm = self._passages.norm
        first, at = (ended.year or 0) - 1, -1
        for _ in range(MOST_DATES if self._has_month(ended) else 0):
            at = norm.text.find(ended.text, at + 1)
            if at < 0:
                return
            told = self._passages.facts(self._passages.at(at))
            bare = {one.year for one in told if one.year and not self._has_month(one)}
            begins = any(str(first) in one.text for one in told if self._has_month(one))
            if begins and first in bare and ended.year not in bare:
                yield first
                return

    def _has_month(self, fact: Fact) -> bool:
        """Whether a date names a month."""
        return not self._words.facts.month_numbers.keys().isdisjoint(WORD.findall(fact.text.lower()))

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome | None:
        """Whether the conclusion is qualified; None where no words of a conclusion stand."""
        if any(one.mask_any & self._roles["assured_qualified"] for one in sentences):
            return "qualified"
        return "unmodified" if any(one.mask_any & self._roles["assured_clean"] for one in sentences) else None

    def mark(self, sentence: Sentence) -> str | None:
        """What marks the figures that were checked: words in quotation marks or brackets, or a sign.

        It stands behind a word for marking, or opens the sentence as that of a legend.
        """
        norm = self._passages.norm
        for hit in sentence.hits_of(self._roles["assured_mark"]):
            until = min(sentence.end, hit.end + 2 * LONGEST_MARK)
            found = _MARK.search(norm.text, hit.end, until)
            if found:
                return next(group for group in found.groups() if group).strip(" ,.") or None
            raised = next((one.label for one in norm.marks if hit.end <= one.at <= until), None)
            if raised is not None:
                return raised
        opens = _LEGEND.match(norm.text, sentence.start, sentence.end)
        return opens.group(1) if opens else self._sign(sentence)

    def _sign(self, sentence: Sentence) -> str | None:
        """A sign that stands alone in a sentence and elsewhere in the document too ("the figures with a tick (✓)").

        Letters in brackets are one where they are raised as marks elsewhere.
        """
        text = self._passages.norm.text
        raised = {one.label for one in self._passages.norm.marks}
        for match in _LETTER_MARK.finditer(text, sentence.start, sentence.end) if raised else ():
            if match[1] in raised:
                return match[0]
        for match in _ALONE.finditer(text, sentence.start, sentence.end):
            sign = match.group(1)
            if category(sign) in _SIGNS and (
                text.find(sign, 0, sentence.start) >= 0 or text.find(sign, sentence.end) >= 0
            ):
                return sign
        return None


def _years_of(fact: Fact) -> tuple[int, ...]:
    """The years of a period: from one spring to the next it may be called by either."""
    first, last = fact.year, fact.end_year or fact.year
    if first is None or last is None:
        return ()
    return (first, last) if last - first == 1 else (last,)
