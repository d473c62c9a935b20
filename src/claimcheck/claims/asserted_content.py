"""What of a clause states something: a claim has to hold without the words that are only told of, or part of a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from claimcheck.claims.fields import ClauseView
from claimcheck.claims.frames import Parts
from claimcheck.claims.verbs import FINITE, Group
from claimcheck.model.passage import FIGURES, Clause, Hit
from claimcheck.rulepack.names import is_in_name
from claimcheck.rulepack.pack import ClaimType
from claimcheck.text.frame_words import FrameWord
from claimcheck.text.name_runs import NameRuns

# Characters between the name of a text and its verb: "the annual report of the bank for 2024 describes".
_REACH = 60
_COMMA = ","

Run = tuple[int, int]


def told(text: str, clause: Clause, parts: Parts, actors: Sequence[int]) -> tuple[Run, ...]:
    """Runs of a clause that are the content of an attitude or of a text, as half-open offsets.

    ``actors`` are the offsets at which the company itself is named. Linear in the clause.
    """
    words = _longest(parts.words)
    runs = [
        (word.end, _end(text, clause, parts, word.end, actors))
        for word in words
        if "attitude" in word.roles and not _is_wanted(word, words)
    ]
    runs.extend((word.end, _end(text, clause, parts, word.end, actors)) for word in _tellings(words, parts, actors))
    return tuple(run for run in runs if run[0] < run[1])


def _longest(words: Sequence[FrameWord]) -> list[FrameWord]:
    """The longest word at each place: "believe in" and not "believe"."""
    found: dict[int, FrameWord] = {}
    for word in words:
        known = found.get(word.start)
        if known is None or word.end > known.end:
            found[word.start] = word
    return [found[start] for start in sorted(found)]


def _is_wanted(word: FrameWord, words: Sequence[FrameWord]) -> bool:
    """Whether to know something is what is aimed at: "to understand the needs of …"."""
    return any("infinitive" in other.roles and other.end + 1 == word.start for other in words)


def _end(text: str, clause: Clause, parts: Parts, start: int, actors: Sequence[int]) -> int:
    """Where what is believed ends: where the company acts, or the one who believes does something as well."""
    ends = [clause.end, *(actor for actor in actors if actor > start)]
    joined = [word for word in parts.words if word.start >= start and "coordinator" in word.roles]
    # ", and have set …", "and will …"
    ends.extend(word.start for word in joined for group in parts.groups if group.start == word.end + 1 and _acts(group))
    # ", has set …", ", making …"
    ends.extend(
        group.start
        for group in parts.groups
        if group.start > start
        and text[group.start - 2] == _COMMA
        and (group.kind == "ing" or (group.led and group.kind in FINITE))
    )
    return min(ends)


def _acts(group: Group) -> bool:
    """Whether a verb that is joined on is one of those who act: content goes on with verbs of the present."""
    return group.kind == "plan" or (group.led and group.kind in ("done", "doing"))


def _tellings(words: Sequence[FrameWord], parts: Parts, actors: Sequence[int]) -> Iterator[FrameWord]:
    """Verbs of telling whose subject is a text."""
    paper: FrameWord | None = None
    lead: FrameWord | None = None
    for word in words:
        if "preposition" in word.roles:
            lead = word
        if "paper" in word.roles and not ("telling" in word.roles and paper is not None):
            if paper is None or word.start - paper.end > _REACH:
                paper = None if _hangs(lead, word, words) else word
        elif (
            "telling" in word.roles
            and paper is not None
            and not _asserts(word, words)
            and _is_said_by(paper, word, parts, actors)
        ):
            yield word


def _asserts(verb: FrameWord, words: Sequence[FrameWord]) -> bool:
    """ "The report shows that we have …": that is said to be so."""
    return any(word.start == verb.end + 1 and "relative" in word.roles for word in words)


def _hangs(lead: FrameWord | None, paper: FrameWord, words: Sequence[FrameWord]) -> bool:
    """ "In this report": whether a preposition stands right before a text or its determiner."""
    if lead is None:
        return False
    between = [word for word in words if lead.end <= word.start < paper.start]
    return lead.end + 1 == paper.start or (
        bool(between) and between[0].start == lead.end + 1 and "determiner" in between[0].roles
    )


def _is_said_by(paper: FrameWord, verb: FrameWord, parts: Parts, actors: Sequence[int]) -> bool:
    """Whether a verb follows a text and nobody and nothing else acts between."""
    if verb.start - paper.end > _REACH or any(paper.end <= actor < verb.start for actor in actors):
        return False
    return not any(paper.end <= group.start and group.end <= verb.start and group.led for group in parts.groups)


_STOPS = frozenset(",.;)")


def stated(view: ClauseView, kinds: Sequence[ClaimType], *, report: bool, names: NameRuns) -> list[ClaimType]:
    """Those of the claim types found in a clause that hold by what it states.

    ``view.parts`` are known. ``report`` says that the text is built as a report, in which a word inside a name ("Solar
    Power Plant", "Leadership in Energy and Environmental Design") is a name; elsewhere that is how goods are called.
    """
    inside = _inside(view, names) if report else {}
    kinds = [kind for kind in kinds if _holds(kind, view, _dropped(kind, inside))]
    # A figure tells a result, whoever believes it and wherever it is described.
    if not kinds or any(fact.kind in FIGURES for fact in view.facts("clause")):
        return kinds
    content = _content(view) | _without_object(view)
    named = _named(view) if report and any(kind.shape.names == "silent" for kind in kinds) else frozenset()
    if not content and not named:
        return kinds
    return [
        kind
        for kind in kinds
        if _holds(
            kind, view, content | _dropped(kind, inside) | (named if kind.shape.names == "silent" else frozenset())
        )
    ]


def without_bodies(view: ClauseView, kinds: Sequence[ClaimType], names: NameRuns) -> list[ClaimType]:
    """Those of the claim types that hold without the words in names of bodies outside of the company.

    Copy calls its goods by names, and no goods are called "Sustainable Packaging Coalition". One of which the company
    is told behind its name ("which we own", "certified our chair") may be its own, and is left as it is.
    """
    norm, sentence, grammar = view.passages.norm, view.sentence, view.grammar
    runs = [*names.bodies(norm.text, sentence.start, sentence.end)] if kinds else []
    if not runs:
        return list(kinds)
    own = grammar.companies | frozenset(grammar.possessives)
    last = max((hit.start for hit in view.hits("sentence", True) if hit.signal in own), default=-1)
    runs = [(start, end) for start, end in runs if last < end]
    dropped = frozenset(
        hit for hit in view.hits("clause", True) if any(start <= hit.start < end for start, end in runs)
    )
    return [kind for kind in kinds if _holds(kind, view, dropped)]


def _dropped(kind: ClaimType, inside: Mapping[Hit, bool]) -> frozenset[Hit]:
    """The words inside names that say nothing for a type; of some types the company's own papers are what is told."""
    if not inside or kind.shape.names == "claim":
        return frozenset()
    return frozenset(hit for hit, own in inside.items() if not (own and kind.shape.names == "own"))


def _holds(kind: ClaimType, view: ClauseView, dropped: frozenset[Hit]) -> bool:
    return not dropped or kind.core.test(view.without(dropped))


def _content(view: ClauseView) -> frozenset[Hit]:
    """The words that are the content of an attitude or of a text."""
    clause, parts = view.clause, view.parts
    assert clause is not None
    assert parts is not None
    if not any(word.roles & {"attitude", "telling"} for word in parts.words):
        return frozenset()
    owners = _owners(view)
    runs = told(view.passages.norm.text, clause, parts, _actors(view, owners))
    # "The page shows our carbon neutral coffee": what one calls one's own is said of it, whatever the text is about.
    owned = {hit.end + 1 for hit in owners}
    return frozenset(
        hit
        for hit in clause.hits_any
        if hit.start not in owned and any(start <= hit.start < end for start, end in runs)
    )


def _without_object(view: ClauseView) -> frozenset[Hit]:
    """Words that could be verbs and are nouns: "we respect our customers, partners and neighbours".

    Nothing is done with anything by them, and the clause has a verb before them.
    """
    clause, parts = view.clause, view.parts
    assert clause is not None
    assert parts is not None
    if view.grammar.free_order:
        return frozenset()
    text = view.passages.norm.text
    said = min((group.end for group in parts.groups if group.kind in FINITE), default=clause.end)
    linked = {word.end + 1 for word in parts.words if word.roles & {"relative", "adverb"}}
    return frozenset(
        hit
        for hit in clause.hits_any
        if hit.form == "s" and hit.start > said and hit.start not in linked and text[hit.end : hit.end + 1] in _STOPS
    )


def _owners(view: ClauseView) -> list[Hit]:
    return [hit for hit in view.hits("clause", True) if hit.signal in view.grammar.possessives]


def _actors(view: ClauseView, owners: Iterable[Hit]) -> list[int]:
    """Where the company itself stands, and not what is "ours"."""
    companies, taken = view.grammar.companies, {hit.start for hit in owners}
    return [hit.start for hit in view.hits("clause", True) if hit.signal in companies and hit.start not in taken]


def _inside(view: ClauseView, names: NameRuns) -> Mapping[Hit, bool]:
    """The words inside longer names, and whether a name is that of a paper or a body of the company.

    What is all of a name may be a scheme or a goal.
    """
    text = view.passages.norm.text
    found: dict[Hit, bool] = {}
    for start, end in names.find(text, view.sentence.start, view.sentence.end):
        own = names.is_instrument(text[start:end])
        for hit in view.hits("clause", True):
            if start <= hit.start and hit.end <= end and (hit.start, hit.end) != (start, end):
                found[hit] = own
    return found


def _named(view: ClauseView) -> frozenset[Hit]:
    """The words that are part of a name."""
    norm, sentence = view.passages.norm, view.sentence
    first, end = sentence.start + 1, sentence.end
    if norm.text[first:end] == norm.lower[first:end]:
        return frozenset()
    return frozenset(hit for hit in view.hits("clause", True) if is_in_name(norm.text, sentence, hit))


def without_aside(view: ClauseView, relatives: Collection[str]) -> ClauseView | None:
    """The clause without what it adds at its end: ", which …" limits what was said, and does not unsay it."""
    clause, text = view.clause, view.passages.norm.lower
    assert clause is not None
    comma = text.find(", ", clause.start, clause.end)
    if comma < 0 or text[comma + 2 : clause.end].partition(" ")[0] not in relatives:
        return None
    if text.find(", ", comma + 2, clause.end) >= 0:
        return None
    return ClauseView(view.passages, view.sentence, clause.until(comma), view.context, view.grammar)
