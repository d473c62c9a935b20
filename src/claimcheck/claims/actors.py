"""Who claims something, and what a claim is about: read off what stands before the verb."""

from __future__ import annotations

from claimcheck.claims.fields import ClauseView
from claimcheck.claims.frames import Frame
from claimcheck.rulepack.pack import ClaimType

# Characters between the head of a subject and its verb: "suppliers in the north have".
_REACH = 40
_BREAKS = ",;:("


def claimant(view: ClauseView, frame: Frame, tense: str) -> str:
    """The company, unless somebody else is the one who acts: "our suppliers have cut …", "the province plans to …".

    What is done to others, and what others can do, the company does: "our suppliers are audited". What something is
    stays its own where others only attest it: "it is certified as carbon neutral by the government".
    """
    words = view.claim_field("claimant") or "company"
    if not view.names_company() and (_others_act(view, frame) or _checker_acts(view)):
        return "third_party"
    if words == "third_party" and (_stands_apart(view) or (tense == "attribute" and _attests(view, frame))):
        return "company"
    return words


def _others_act(view: ClauseView, frame: Frame) -> bool:
    """Whether others are the subject of the verb: they stand right before it, and the company does not."""
    governor = frame.governor
    if governor is None or governor.passive or governor.kind == "able" or frame.is_aside(governor.start):
        return False
    verb = governor.start
    text = view.passages.norm.text
    hits = [hit for hit in view.hits("clause", True) if hit.start < verb]
    others, strangers = view.grammar.third_parties, view.grammar.strangers
    # Others by name; words such as "shareholders" are mostly of those whom something is done for.
    ends = [
        hit.end
        for hit in hits
        if hit.signal in others
        and hit.end <= verb
        and view.passages.norm.lower[hit.start : hit.end] not in strangers
    ]
    ends += [word.end for word in frame.words if "other_actor" in word.roles and word.end <= verb]
    ends = sorted(end for end in ends if not _begins_name(text, end, verb))
    if not ends or verb - ends[-1] > _REACH or any(mark in text[ends[-1] : verb] for mark in _BREAKS):
        return False
    owners = {hit.start for hit in hits if hit.signal in view.grammar.possessives}
    # Where the text says "we", "the supplier" is somebody else; elsewhere that may be the company told of.
    apart = set(ends) if view.passages.anywhere & view.grammar.first_person else ()
    # "The operator of lines in nine countries says": who is named before them is the subject.
    return not any(
        hit.signal in view.grammar.companies and hit.start not in owners and hit.end not in apart
        for hit in hits
    )


def _begins_name(text: str, end: int, verb: int) -> bool:
    """Whether a word only begins the name of what acts: the "Supplier" of "our Supplier Code of Conduct requires"."""
    start = text.rfind(" ", 0, end) + 1
    return text[start].isupper() and end + 1 < verb and text[end] == " " and text[end + 1].isupper()


def _checker_acts(view: ClauseView) -> bool:
    """Whether a promise is only what somebody by name has checked: "Orlo LLP has verified … the target for 2040"."""
    grammar = view.grammar
    if view.claim_field("tense") != "planned" or not view.mask("clause", True) & grammar.check:
        return False
    hits = view.hits("clause", True)
    own = view.passages.names.own
    ends = {hit.end for hit in hits if hit.signal in grammar.checkers}
    ends |= {
        fact.end
        for fact in view.passages.facts(view.sentence.number)
        if fact.kind == "party" and own.isdisjoint(fact.text.lower().split())
    }
    checks = [hit.start for hit in hits if hit.signal in grammar.checking and hit.start - 1 in ends]
    # Of "we will cut …, and Orlo LLP has verified …" the first part is a promise all the same.
    owners = {hit.start for hit in hits if hit.signal in grammar.possessives}
    return bool(checks) and not any(
        hit.start < checks[0]
        for hit in hits
        if hit.signal in grammar.companies and hit.start not in owners and hit.end not in ends
    )


def _attests(view: ClauseView, frame: Frame) -> bool:
    """Whether all others that the clause names stand behind a verb in the passive."""
    governor, others = frame.governor, view.grammar.third_parties
    if governor is None or not governor.passive:
        return False
    return all(hit.start > governor.start for hit in view.hits("clause", True) if hit.signal in others)


def _stands_apart(view: ClauseView) -> bool:
    """Whether all others that the clause names stand before a colon, behind which something else begins."""
    assert view.clause is not None
    colon = view.passages.norm.text.find(":", view.clause.start, view.clause.end)
    others = view.grammar.third_parties
    return all(hit.end <= colon for hit in view.hits("clause", True) if hit.signal in others)


def subject(view: ClauseView, kind: ClaimType, frame: Frame) -> str | None:
    """Product or company: what claims of the type are about by nature, else what stands in the clause.

    A bare phrase in which nobody is named ("No parabens") is about nobody.
    """
    named = view.claim_field("subject_kind")
    if kind.shape.subject is None or (named is None and not frame.groups):
        return named
    return kind.shape.subject
