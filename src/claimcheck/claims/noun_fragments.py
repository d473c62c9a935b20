"""Phrases that name a matter in a report - a topic of a list, a row, an entry - and say nothing of it.

What has many pages is built as a report, whoever reads it: neither packs nor adverts are that long.
"""

from __future__ import annotations

from claimcheck.claims.frames import Frames, Parts
from claimcheck.claims.verbs import Group
from claimcheck.model.context import Context
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages, is_built_as_report

# A year or a figure says something of what is named ("Net zero by 2050", "30 % less waste").
SAYING = ("quantity", "share", "money", "year", "period")
MEASURED = ("share", "money")
PAGE = "page"
LEADS_ON = ":"
# A full stop makes a statement of a phrase in running text; entries of lists may have one for looks.
STOPS = ".!?"
# What may end a sentence in any script.
SENTENCE_ENDS = ".!?\"')。！？"
ENTRIES = ("list", "table")
# Without an auxiliary these may be nouns ("use", "offsets") or part of one ("recycling"), but for the first word.
LOOSE = frozenset({"participle", "bare", "present", "ing"})


class Fragments:
    """Tells phrases without a verb, a figure or anybody who speaks, in what is built as a report.

    A phrase with an opening of the grammar role ``quality_opener`` says how a thing is. What a pack or an advert says
    in a phrase is a claim, and so is a line that is all there is. A language without frame words has no such phrases.
    """

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        roles = lexicon.roles
        self._frames = Frames(lexicon)
        self._known = bool(lexicon.frames.phrases)
        self._medium = context.medium
        self._qualities = roles.get("quality_opener", 0)
        self._speaks = 0
        for role in ("first_person", "company", "possessive", "product_subject", "firm_plan"):
            self._speaks |= roles.get(role, 0)

    def covers(self, passages: Passages, index: int) -> bool:
        """Whether the sentence is such a phrase. Linear in the sentence."""
        if not self._known or not is_built_as_report(self._medium, passages):
            return False
        if len(passages.spans) == 1 or passages.mask(index) & self._speaks:
            return False
        norm = passages.norm
        facts = passages.facts(index)
        last = norm.text[passages.spans[index].end - 1]
        page = next((fact.start for fact in facts if fact.kind == "reference" and fact.role == PAGE), None)
        if page is not None or last == LEADS_ON:
            # The title of another text with its pages, or of the list below, whatever year is in it.
            said = any(fact.kind in MEASURED or fact.unit is not None for fact in facts)
        else:
            said = any(fact.kind in SAYING for fact in facts) or (
                last in STOPS and passages.block(index).kind not in ENTRIES
            )
        if said:
            return False
        sentence = passages.sentence(index)
        if any(
            self._qualities >> hit.signal & 1 and hit.start == sentence.start for hit in sentence.clauses[0].hits_any
        ):
            return False
        title = last not in STOPS
        return not any(
            (page is None or group.start < page)
            and (_is_verb(group, clause.start) or _behind_adverb(group, parts))
            and not (title and _hangs_on_noun(group, clause.start, parts, leads=last == LEADS_ON))
            for clause in sentence.clauses
            for parts in (self._frames.parts(norm.text, norm.lower, clause, facts),)
            for group in parts.groups
        )


def _is_verb(group: Group, start: int) -> bool:
    """Whether a group of a clause beginning at ``start`` is surely a verb; an auxiliary alone is one ("is in line")."""
    return group.led or (group.verb and (group.start == start or group.kind not in LOOSE))


def _behind_adverb(group: Group, parts: Parts) -> bool:
    """Whether a form that may be a noun is a verb by the adverb right before it: "all vans now run on biogas"."""
    return group.verb and any(
        word.end + 1 == group.start and "adverb" in word.roles and "determiner" not in word.roles
        for word in parts.words
    )


def _hangs_on_noun(group: Group, start: int, parts: Parts, *, leads: bool) -> bool:
    """Whether a verb of a line without a stop belongs to a noun in front of it: "Measures taken to save water".

    ``leads`` says that the line leads on to others: "To save water:" says nothing yet.
    """
    if group.start == start:
        # "Measures taken", "Steps implemented": the first word is no verb.
        noun = any(other.start == group.end + 1 and other.kind == "participle" for other in parts.groups)
        return noun if group.kind == "present" else leads and group.kind == "infinitive"
    if group.kind == "infinitive":
        return True
    if any("relative" in word.roles and word.start < group.start for word in parts.words):
        return True
    behind = [word.roles for word in parts.words if word.start == group.end + 1]
    return group.kind == "done" and not group.led and any(roles & {"preposition", "infinitive"} for roles in behind)


def is_whole_sentence(passages: Passages, index: int) -> bool:
    """Whether this is a sentence of running text, and not an entry or a row of a table.

    It may go on in the entries of its block: "We back three schemes, including: • …".
    """
    span, following = passages.spans[index], passages.spans[index + 1 : index + 2]
    last = passages.norm.text[span.end - 1]
    goes_on = last == LEADS_ON and any(one.block == span.block for one in following)
    in_text = span.in_cell or passages.block(index).kind != "table"
    return in_text and (goes_on or last in SENTENCE_ENDS)
