"""The lexicon of each language: literals for the automaton, guards, roles, topics and the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, get_args

from msgspec import convert

from claimcheck.errors import shown
from claimcheck.rulepack.collect import Collected, Entered, Entry, Key, Language
from claimcheck.rulepack.inflect import ACTION, GAP, Inflector
from claimcheck.rulepack.lexicon_shapes import GrammarShape, SignalShape, WordLists
from claimcheck.rulepack.literals import MAX_LITERALS, bounded, rules_of, signal_forms
from claimcheck.rulepack.metrics import metric_grammar
from claimcheck.rulepack.pack import Lexicon
from claimcheck.rulepack.words import LiteralGroup, Words, expanded
from claimcheck.text.facts import FactGrammar
from claimcheck.text.frame_words import FrameRole, FrameWords, PredicateWords
from claimcheck.text.matcher import spaced
from claimcheck.text.structure_words import HeadingWords, TableWords
from claimcheck.text.terms import TermWords

MAX_CHAIN = 8

_Pairs = tuple[tuple[int, str], ...]
_Literals = dict[Key, _Pairs]


def signal_numbers(found: Collected) -> dict[str, int]:
    """A stable number for every signal name of any language, in order of name, those that users add behind ours."""
    names = {name for language in found.languages.values() for name in language.signals}
    own = found.own_signals
    return {name: number for number, name in enumerate((*sorted(names - own), *sorted(names & own)))}


def build_lexicons(
    found: Collected, numbers: Mapping[str, int], *, thorough: bool, kept: Mapping[str, Words]
) -> tuple[dict[str, Lexicon], dict[str, Words]]:
    """Compile every language, and return its words as well; faults go to the log of the files.

    ``thorough`` adds what costs time and holds for the built-in rules by test: how deep literals nest. ``kept`` has
    the words of the languages as they were compiled before, from the same files.
    """
    _kinds_agree(found)
    languages = sorted(found.languages.items())
    words = {name: kept.get(name) or words_of(language, numbers, thorough=thorough) for name, language in languages}
    faultless = {name for name, language in languages if name in kept and _is_ours(name, language, found)}
    lexicons = {
        name: _lexicon(name, language, found, numbers, words[name], thorough=thorough and name not in faultless)
        for name, language in languages
    }
    return lexicons, words


def _is_ours(name: str, language: Language, found: Collected) -> bool:
    """Whether no user has a part in the words of metrics and figures."""
    told: tuple[Entry[Any], ...] = (*language.metrics.values(), *language.figures, *language.tables)
    return name not in found.own_grammar and all(entry.source.builtin for entry in told)


def _kinds_agree(found: Collected) -> None:
    """One signal is one thing in every language."""
    first: dict[str, Entry[SignalShape]] = {}
    for _, language in sorted(found.languages.items()):
        for name, entry in language.signals.items():
            known = first.setdefault(name, entry)
            for key in ("kind", "role", "topic"):
                there = getattr(known.value, key)
                if there != getattr(entry.value, key):
                    told = f"signal {name} has another {key} in {known.file.path}"
                    entry.fault((key,), told, "signal-disagrees", f"there it is {there or 'left out'}")


def _lexicon(
    name: str, language: Language, found: Collected, numbers: Mapping[str, int], words: Words, *, thorough: bool
) -> Lexicon:
    """Put together what was compiled of a language; guards, roles and topics are read here."""
    not_in: dict[int, int] = {}
    roles: dict[str, int] = {}
    topics: dict[int, str] = {}
    asides: dict[int, tuple[str, str | None]] = {}
    for signal, entry in sorted(language.signals.items()):
        number, shape = numbers[signal], entry.value
        if shape.role is not None:
            roles[shape.role] = roles.get(shape.role, 0) | 1 << number
        if shape.aside is not None:
            asides[number] = (shape.aside, shape.topic)
        elif shape.topic is not None:
            topics[number] = shape.topic
        if guards := _guards(entry, language, numbers, found):
            not_in[number] = guards
        _consistent(entry, signal)
    for closed in language.closed:
        known = language.signals.keys() | language.lists.keys()
        if closed.value not in known and "lexicon" not in found.broken:
            closed.unknown((), "signal or list", closed.value, known)
    return Lexicon(
        language=name,
        words=words,
        not_in=MappingProxyType(not_in),
        roles=MappingProxyType(roles),
        topics=MappingProxyType(topics),
        facts=_fact_grammar(language, found),
        tables=_table_words(language),
        headings=_heading_words(language, found),
        asides=MappingProxyType(asides),
        free_order=language.grammar.word_order == "free",
        noun_capitals=language.grammar.noun_capitals,
        phrase_ends=frozenset(word.lower() for word in language.grammar.phrase_ends),
        participles=tuple(language.grammar.participles),
        terms=_term_words(language.grammar),
        signals=sum(1 << numbers[signal] for signal in language.signals),
        topic_mask=sum(1 << number for number in topics),
        fact_shift=len(numbers),
        frames=_frame_words(language),
        predicates=_predicate_words(language),
        metrics=metric_grammar(language, found, thorough=thorough),
    )


def words_of(language: Language, numbers: Mapping[str, int], *, thorough: bool) -> Words:
    """Expand the words of a language; faults go to the log of the files."""
    literals: _Literals = {}
    words: dict[str, set[str]] = {}
    for signal, entry in sorted(language.signals.items()):
        entered = _entered(signal, entry, language)
        _enter(entered, numbers[signal], literals)
        if entry.value.role is not None:
            words.setdefault(entry.value.role, set()).update(key[0] for key, _ in entered.literals)
        if len(literals) > MAX_LITERALS:
            told = f"with signal {signal} the language has more than {MAX_LITERALS:,} literals"
            entry.fault((), told, "too-many-forms", "shorten the longest lists", key=True)
            break
    if thorough:
        _chains(literals, language, list(numbers))
    made = expanded(_grouped(literals), {role: tuple(sorted(texts)) for role, texts in words.items()})
    return Words(lambda: made)


def _grouped(literals: _Literals) -> tuple[LiteralGroup, ...]:
    """The literals by everything but their texts, sorted, so that an automaton of them is built more quickly."""
    found: dict[tuple[bool, bool, bool, str, bool, bool, _Pairs], tuple[list[str], list[str], list[str]]] = {}
    for (text, left, right, exact, tail, blanks), pairs in sorted(literals.items(), key=_text):
        alike = (left, right, exact is not None, tail, blanks != text, " " in blanks, pairs)
        lines, texts, spellings = found.setdefault(alike, ([], [], []))
        lines.append(f"{' ' * left}{blanks}{' ' * right}")
        texts.append(text)
        if exact is not None:
            spellings.append(exact)
    return tuple(
        LiteralGroup(
            lines="\n".join(lines),
            size=len(texts),
            left=left,
            right=right,
            exact=tuple(spellings) if cased else None,
            tail=tail,
            signed=tuple(texts) if signs else None,
            phrases=phrases,
            signals=pairs,
        )
        for (left, right, cased, tail, signs, phrases, pairs), (lines, texts, spellings) in found.items()
    )


def _text(literal: tuple[Key, _Pairs]) -> str:
    return literal[0][0]


def _entered(name: str, entry: Entry[SignalShape], language: Language) -> Entered:
    """The literals of a signal, written out once for all packs in which it is what it is here."""
    known, shape = language.entered.get(name), entry.value
    if known is not None and known.shape is shape:
        return known
    left, right = shape.mode in ("word", "prefix"), shape.mode in ("word", "suffix")
    exact = shape.case_sensitive
    literals: list[tuple[Key, str]] = []
    for text, form in signal_forms(entry, language):
        low, _, tail = text.lower().partition(GAP)
        spelling = text if exact else None
        # A letter alone is a word: "E-Auto" is no part of "unsere Autos".
        whole = not low[1:2].isalnum() or (left and form != ACTION)
        ends = whole and bounded(low[0]), right and bounded(low[-1])
        literals.append(((low, *ends, spelling, tail, spaced(low)), form))
    made = language.entered[name] = Entered(shape, literals)
    return made


def _enter(entered: Entered, number: int, literals: _Literals) -> None:
    """Enter all literals of a signal."""
    # Thousands of literals share these pairs.
    alone: dict[str, tuple[tuple[int, str], ...]] = {}
    for key, form in entered.literals:
        pair = alone.get(form)
        if pair is None:
            pair = alone[form] = ((number, form),)
        pairs = literals.get(key)
        if pairs is None:
            literals[key] = pair
        elif pair[0] not in pairs:
            literals[key] = pairs + pair


def _guards(entry: Entry[SignalShape], language: Language, numbers: Mapping[str, int], found: Collected) -> int:
    """The signals that silence one; what a broken file would have defined is not reported as unknown."""
    mask = 0
    for place, name in enumerate(entry.value.not_in):
        if name in language.signals:
            mask |= 1 << numbers[name]
        elif "lexicon" not in found.broken:
            entry.unknown(("not_in", place), "signal", name, language.signals)
    return mask


def _consistent(entry: Entry[SignalShape], name: str) -> None:
    """What a kind of signal needs and what only it may have."""
    shape = entry.value
    if shape.kind == "topic" and shape.topic is None:
        entry.fault((), f"topic signal {name} names no topic", "missing-key", "add topic: …", key=True)
    if shape.role is not None and shape.kind != "grammar":
        entry.fault(("role",), f"only grammar signals have a role, {name} is {shape.kind}", "wrong-kind")
    if shape.aside is not None and shape.kind != "guard":
        entry.fault(("aside",), f"only guard signals set aside, {name} is {shape.kind}", "wrong-kind")
    if (shape.aside == "mention") != (shape.topic is not None) and shape.kind == "guard":
        told = f"guard {name} names a topic where it makes a mention, and only there"
        entry.fault((), told, "missing-key", "add topic: … beside aside: mention", key=True)
    if not shape.words and not shape.patterns and not shape.forms:
        entry.fault((), f"signal {name} has no words", "missing-key", "add words: […]", key=True)


def _chains(literals: _Literals, language: Language, names: Sequence[str]) -> None:
    """Refuse literals that end in one another more than ``MAX_CHAIN`` deep: each costs a hit at one place."""
    owners = {key[0]: pairs[0][0] for key, pairs in literals.items()}
    chain: list[str] = []
    for reverse in sorted(text[::-1] for text in owners):
        while chain and not reverse.startswith(chain[-1]):
            chain.pop()
        chain.append(reverse)
        if len(chain) > MAX_CHAIN:
            text = reverse[::-1]
            told = f"{shown(text)} ends in {len(chain) - 1} other literals, at most {MAX_CHAIN - 1} are allowed"
            hint = f"among them {', '.join(one[::-1] for one in chain[:3])}"
            language.signals[names[owners[text]]].fault((), told, "suffix-chain", hint, key=True)


def _fact_grammar(language: Language, found: Collected) -> FactGrammar:
    """Build the grammar; a word for a unit that ``units.yml`` does not have is a fault."""
    # "/" marks the words that divide one unit by another.
    known = {*found.units, *found.currencies, "/"}
    for entry in language.facts:
        for word, unit in entry.value.get("unit_words", {}).items():
            if unit not in known and "units" not in found.broken:
                entry.unknown(("unit_words", word), "unit", unit, known)
    return FactGrammar.build(
        {**_merged(language.facts), "noun_capitals": language.grammar.noun_capitals},
        [entry.value.model_dump() for entry in found.units.values()],
        {code: entry.value for code, entry in found.currencies.items()},
    )


def _merged(entries: Iterable[Entry[WordLists]]) -> WordLists:
    """The words of several files as those of one: a later file adds to lists and overrides single keys."""
    values: WordLists = {}
    for entry in entries:
        for name, new in entry.value.items():
            old = values.get(name)
            if isinstance(new, list) and isinstance(old, list):
                new = list(dict.fromkeys([*old, *new]))
            elif isinstance(new, dict) and isinstance(old, dict):
                new = {**old, **new}
            values[name] = new
    return values


def _table_words(language: Language) -> TableWords:
    """All table words of a language."""
    words = _merged(language.tables)
    as_written = {name: words[name] for name in ("count_signs", "unit_prefixes") if name in words}
    signs = {sign.lower(): value for sign, value in words.get("scale_signs", {}).items()}
    return convert({**_lowered(words), **as_written, "scale_signs": signs}, TableWords)


def _frame_words(language: Language) -> FrameWords:
    """All frame words of a language; a later file adds to a role."""
    return FrameWords.of(
        (role, word) for each in language.frames for role in get_args(FrameRole) for word in each.value.get(role, ())
    )


def _predicate_words(language: Language) -> PredicateWords:
    """How clauses of a further predicate begin; a later file adds to every list."""
    told: dict[str, None] = {}
    before_object: dict[str, None] = {}
    starts: set[str] = set()
    sharing: set[str] = set()
    for entry in language.predicates:
        shape = entry.value
        told.update(dict.fromkeys(_joined(shape.joiners, shape.told)))
        before_object.update(dict.fromkeys(_joined(shape.joiners, shape.before_object)))
        starts.update(_lowered(shape.object_starts))
        rules = shape.inflect and rules_of(shape.inflect, entry, ("inflect",), language)
        inflector = Inflector(rules or (), shape.forms, verb=True)
        sharing.update(form.lower() for verb in shape.sharing for form, _ in inflector.phrase(verb))
        sharing.update(form.lower() for forms in shape.forms.values() for form in forms)
    return PredicateWords(tuple(told), tuple(before_object), frozenset(starts), frozenset(sharing))


def _joined(joiners: Iterable[str], verbs: Sequence[str]) -> Iterator[str]:
    return (f"{joiner} {verb}".lower() for joiner in joiners for verb in verbs)


def _heading_words(language: Language, found: Collected) -> Mapping[str, HeadingWords]:
    """The heading words of each kind of section; a kind that ``sections.yml`` does not have is a fault."""
    for kind, entry in language.headings.items():
        if kind not in found.sections and "sections" not in found.broken:
            entry.unknown((), "kind of section", kind, found.sections, key=True)
    return MappingProxyType(
        {kind: convert(_lowered(entry.value), HeadingWords) for kind, entry in sorted(language.headings.items())}
    )


def _lowered(words: Any) -> Any:
    """Words in lower case, in whatever lists and under whatever names they stand."""
    if isinstance(words, dict):
        return {name: _lowered(inner) for name, inner in words.items()}
    if isinstance(words, list):
        return [_lowered(word) for word in words]
    return words.lower() if isinstance(words, str) else words


_KINDS = ("openers", "divided", "every", "none", "least", "most", "better", "less", "more", "again")


def _term_words(grammar: GrammarShape) -> TermWords:
    """What a language knows about terms; a word that no phrase goes on with is none."""
    told = grammar.terms
    low = _lowered(told)
    silent = (grammar.phrase_ends, told.get("forms", ()), *(told.get(kind, ()) for kind in _KINDS))
    made = {
        "endings": sorted(told.get("endings", ()), key=lambda ending: (-len(ending), ending)),
        "forms": {word.lower() for words in silent for word in words},
        "same": {word: group[0] for group in low.get("same", ()) for word in group},
    }
    return convert({**low, **made}, TermWords)
