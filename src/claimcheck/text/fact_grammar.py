"""What a language and the table of units know about figures, laid out for fast look-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

SuffixKind = Literal["percent", "point", "scale", "unit", "currency", "per"]
Phrases = Mapping[str, tuple[tuple[str, str], ...]]

PAIR = "…"
_MONTHS, _SHORT = 12, 3
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_SIGN = 3
"""Letters of a sign for a multiple, beyond which it is a word ("mln", "million")."""
_PER = "/"
_OF_YEAR = ("time", 8_766.0)
"""A year in hours, the unit of time."""
CUE, PLACE = "cued", "place"
"""What a word before a name makes of it."""
UNIT_HEAD = re.compile(r"[^\s|,;:()\[\]\"?!]+")
"""The first token of what may follow a number."""


class Suffix(NamedTuple):
    """What may stand behind a number; ``exact`` spellings mind the case."""

    text: str
    kind: SuffixKind
    unit: str
    unit_class: str
    factor: float
    exact: bool


@dataclass(frozen=True, slots=True)
class FactGrammar:
    """The words and symbols around figures; every spelling in lower case, but those of ``symbols``.

    ``units`` holds words and ``symbols`` the signs of units as written, both as (unit id, unit class, factor).
    ``numbers`` below 1 are shares; a number word that is a unit word too ("doubled") is a figure of its own.
    ``range_words`` join two numbers; "between … and" joins them only behind its opener.
    ``party_cues`` stand before a name; "… of …" may stand inside one.
    ``reference_words`` give the number behind them a role; with ``standard`` it is a standard, with ``other`` no
    figure at all. ``year_before`` and ``year_after`` hold, for each role of a year, the words that touch it;
    where an ellipsis ends such words, one of ``year_articles`` may stand before the year ("from our 2019 level"),
    and ``year_titles`` belong to the year that they stand before ("since fiscal 2019"); a
    figure behind one of ``earlier`` is of an earlier year ("after 14 t in 2019"), and the first year in a clause behind
    one of ``since`` is a base. One of ``subordinators`` begins a clause with a time of its own; one of ``year_parts``
    before a year makes it a part of one, and one of ``compared_after`` a share before it that of another figure ("half
    as fast").
    Before one of ``ordinal_heads`` a part is an order ("a third party"), before one of ``multiple_heads`` a multiple is
    a kind ("double glazing"). Between ``span_before`` and ``span_after`` a time tells how far or how often, and so do
    multiples before ``rhythm_after``. A name before one of ``party_verbs`` is that of whoever does it, one behind
    ``place_cues`` that of a place.
    ``ratio_words`` between two numbers make a share of them ("eight in ten"), where ``single_words`` are one; before
    one of ``ratio_verbs`` what is counted may stand between the numbers ("one supplier in three was").
    An amount in its unit behind one of ``amount_before`` is how far something moved, and begins no range ("by 20 t to
    90 t"). A number before one of ``whole_words`` and what is counted counts that ("112 of the sites").
    ``number_joiners`` stand between the parts of one number ("a hundred and twenty"), ``part_of`` between a part and
    what it is one of ("half a per cent"); ``measured_parts`` are figures only before a unit.
    ``noun_capitals`` says that one word with a capital makes no name.
    """

    decimal: str
    scales: Mapping[str, float]
    numbers: Mapping[str, float]
    units: Mapping[str, tuple[str, str, float]]
    currencies: Mapping[str, str]
    percent_words: tuple[str, ...]
    point_words: tuple[str, ...]
    range_words: tuple[str, ...]
    scope_words: tuple[str, ...]
    months: tuple[str, ...]
    fiscal_prefixes: tuple[str, ...]
    party_suffixes: tuple[str, ...]
    party_cues: tuple[str, ...]
    reference_words: Mapping[str, str]
    year_before: Mapping[str, tuple[str, ...]]
    year_after: Mapping[str, tuple[str, ...]]
    symbols: Mapping[str, tuple[str, str, float]] = field(default_factory=dict)
    ordinal_heads: tuple[str, ...] = ()
    span_before: tuple[str, ...] = ()
    span_after: tuple[str, ...] = ()
    rhythm_after: tuple[str, ...] = ()
    party_verbs: tuple[str, ...] = ()
    place_cues: tuple[str, ...] = ()
    multiple_heads: tuple[str, ...] = ()
    ratio_words: tuple[str, ...] = ()
    ratio_verbs: tuple[str, ...] = ()
    single_words: tuple[str, ...] = ()
    number_joiners: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    measured_parts: tuple[str, ...] = ()
    whole_words: tuple[str, ...] = ()
    year_articles: tuple[str, ...] = ()
    year_titles: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    subordinators: tuple[str, ...] = ()
    year_parts: tuple[str, ...] = ()
    compared_after: tuple[str, ...] = ()
    amount_before: tuple[str, ...] = ()
    noun_capitals: bool = False
    _index: list[FactIndex] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def index(self) -> FactIndex:
        """The same for looking up, made when a text of the language is first read."""
        if not self._index:
            self._index.append(FactIndex(self))
        return self._index[0]

    @classmethod
    def build(
        cls, words: Mapping[str, Any], units: Iterable[Mapping[str, Any]], currencies: Mapping[str, Iterable[str]]
    ) -> FactGrammar:
        """Build from plain values: the fact words of a lexicon, the units and the currencies of ``units.yml``.

        A key of ``words`` that is left out is empty. A unit word names a unit or a currency code; an unknown
        one is passed over (loading the rule files reports it).
        """
        symbols: dict[str, tuple[str, str, float]] = {}
        by_id: dict[str, tuple[str, str, float]] = {}
        for unit in units:
            entry = (str(unit["id"]), str(unit["unit_class"]), float(unit["factor"]))
            by_id[entry[0]] = entry
            symbols.update((str(symbol), entry) for symbol in unit["symbols"])
        money = {str(symbol).lower(): code for code, listed in currencies.items() for symbol in listed}
        unit_words: dict[str, tuple[str, str, float]] = {}
        for word, unit_id in words.get("unit_words", {}).items():
            if unit_id in by_id:
                unit_words[word.lower()] = by_id[unit_id]
            elif unit_id in currencies:
                money[word.lower()] = unit_id
            elif unit_id == "/":
                unit_words[word.lower()] = ("/", "", 0.0)
        return cls(
            decimal=str(words.get("decimal", ".")),
            scales=_floats(words.get("scale_words", {})),
            numbers=_numbers(words),
            units=unit_words,
            currencies=money,
            reference_words={word.lower(): role for word, role in words.get("reference_words", {}).items()},
            year_before={role: _lowered(some) for role, some in words.get("year_before", {}).items()},
            year_after={role: _lowered(some) for role, some in words.get("year_after", {}).items()},
            symbols=symbols,
            party_suffixes=tuple(words.get("party_suffixes", ())),
            noun_capitals=bool(words.get("noun_capitals")),
            **{name: _lowered(words.get(name, ())) for name in _LISTED},
        )


def _lowered(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _compounds(numbers: Mapping[str, float], plain: Mapping[int, str], joiner: str) -> Mapping[str, float]:
    """Number words with the compounds that a language makes of its ``plain`` ones: "zweihundertfünfundzwanzig".

    ``joiner`` joins ones and tens. Above a thousand only round ones are made.
    """
    ones = {value: word for value, word in plain.items() if value < _TEN}
    tens = [value for value in plain if value % _TEN == 0 and _TEN < value < _HUNDRED]
    below = {word: value for value, word in plain.items() if value < _HUNDRED}
    below |= {word + joiner + plain[ten]: ten + one for ten in tens for one, word in ones.items()}
    hundreds = {word + plain[_HUNDRED]: one * _HUNDRED for one, word in ((1, ""), *ones.items())}
    made = {**below, **hundreds}
    made |= {left + right: more + value for left, more in hundreds.items() for right, value in below.items()}
    thousands = {word + plain[_THOUSAND]: _THOUSAND * value for word, value in ({"": 1} | below | hundreds).items()}
    rests = {"": 0} | hundreds
    made |= {left + right: more + value for left, more in thousands.items() for right, value in rests.items()}
    return {**{word: value for word, value in made.items() if value > 1}, **numbers}


def _numbers(words: Mapping[str, Any]) -> Mapping[str, float]:
    """The number words of a lexicon, with the compounds of them where it has what joins these."""
    numbers, joiner = _floats(words.get("number_words", {})), words.get("compound_joiner")
    if joiner is None:
        return numbers
    units, single = words.get("unit_words", {}), next(iter(words.get("single_words", ())))
    plain = {
        int(value): word
        for word, value in numbers.items()
        if value == int(value) > 1 and " " not in word and word not in units
    }
    return _compounds(numbers, {1: single, **plain}, joiner)


def _floats(words: Mapping[str, float]) -> dict[str, float]:
    return {word.lower(): float(value) for word, value in words.items()}


_LISTED = (
    "percent_words", "point_words", "range_words", "scope_words", "months", "fiscal_prefixes", "party_cues",
    "ordinal_heads", "span_before", "span_after", "rhythm_after", "party_verbs", "place_cues", "multiple_heads",
    "ratio_words", "ratio_verbs", "single_words", "whole_words", "year_articles", "year_titles", "earlier", "since",
    "subordinators", "year_parts", "compared_after", "amount_before", "number_joiners", "part_of", "measured_parts",
)  # fmt: skip
"""The fields that a lexicon lists words for, in any case."""

# Marks that may touch a word for a figure.
_BEFORE, _BEHIND = "(\"'", ",.;:)\"'?!"
_OPENS, _ENDS = frozenset(_BEFORE), frozenset(_BEHIND)

_NO_MEASURES = ("count", "time", "")


class FactIndex:
    """The grammar by first or last token, so that a look-up costs one hash, whatever the length of the lists."""

    def __init__(self, grammar: FactGrammar) -> None:
        self.decimal, self.noun_capitals = grammar.decimal, grammar.noun_capitals
        self.lower_heads, self.symbol_heads = _suffix_heads(grammar)
        self.currency_heads = grammar.currencies
        self.fiscal = frozenset(grammar.fiscal_prefixes)
        self.fiscal_tails = _by_last((prefix, "") for prefix in grammar.fiscal_prefixes)
        self.years = frozenset(word for word, (_, *of) in grammar.units.items() if tuple(of) == _OF_YEAR)
        self.unit_words = _words_of_units(grammar)
        self.per_words = tuple([word for word, (unit, _, _) in grammar.units.items() if unit == _PER])
        self.months, self.scopes = frozenset(grammar.months), frozenset(grammar.scope_words)
        self.month_pattern = _alternation(grammar.months)
        self.scope_pattern = _alternation(grammar.scope_words)
        before = [(word, role) for role, words in grammar.year_before.items() for word in words]
        self.before = _by_last((word.removesuffix(PAIR).rstrip(), role) for word, role in before)
        self.before_article = _by_last(
            (word.removesuffix(PAIR).rstrip(), role) for word, role in before if word.endswith(PAIR)
        )
        self.earlier = _by_last((word, "base") for word in grammar.earlier)
        self.since, self.subordinators = frozenset(grammar.since), frozenset(grammar.subordinators)
        self.year_titles = _by_last((word, "period") for word in grammar.year_titles)
        self.year_parts = _by_last((word, "period") for word in grammar.year_parts)
        self.amount_before, self.parts_of_time = frozenset(grammar.amount_before), _timed(grammar.year_parts)
        self.compared_after, self.month_numbers = frozenset(grammar.compared_after), _numbered(grammar.months)
        self.after = _by_first((word, role) for role, words in grammar.year_after.items() for word in words)
        self.references = _by_last(grammar.reference_words.items())
        # The last words of all that changes what the number behind it means.
        self.prefixes = frozenset((*self.references, *self.scopes, *self.fiscal_tails, *grammar.currencies))
        plain = [word for word in grammar.range_words if PAIR not in word]
        pairs = [_halves(word) for word in grammar.range_words if PAIR in word]
        self.joiners = frozenset(plain)
        self.openers = {opener: frozenset(joiner for other, joiner in pairs if other == opener) for opener, _ in pairs}
        self._read_number_words(grammar)
        self.ordinal_heads = frozenset(grammar.ordinal_heads)
        self.span_before = _by_last((word, "") for word in grammar.span_before)
        self.span_after = _by_first((word, "") for word in grammar.span_after)
        self.rhythm_after = _by_first((word, "") for word in grammar.rhythm_after)
        self.party_verbs = _by_first((word, "") for word in grammar.party_verbs)
        self.multiple_heads = frozenset(grammar.multiple_heads)
        self.ratio_words, self.ratio_verbs = grammar.ratio_words, frozenset(grammar.ratio_verbs)
        self.wholes = _by_first((word, "") for word in grammar.whole_words)
        self.year_articles, self.singles = frozenset(grammar.year_articles), frozenset(grammar.single_words)
        # What is written for units, numbers and months and names nothing that is measured.
        self.signs = self.singles.union(self.symbol_heads, grammar.numbers, map(str.capitalize, grammar.months))
        cues = [cue for cue in grammar.party_cues if PAIR not in cue]
        places = [(cue, PLACE) for cue in grammar.place_cues]
        self.cues = _by_last([*((cue, CUE) for cue in cues), *places])
        self.particles = frozenset(_halves(cue.strip(PAIR))[0] for cue in grammar.party_cues if PAIR in cue)
        self.particle_pattern = _alternation(self.particles)
        self.party_suffixes = frozenset(suffix.rstrip(".") for suffix in grammar.party_suffixes)
        self.small_forms = frozenset(one.lower() for one in self.party_suffixes if one[:1].islower())
        self._triggers = _triggers(grammar)
        self._bare = frozenset(word.strip(_BEFORE + _BEHIND) for word in self._triggers)

    def _read_number_words(self, grammar: FactGrammar) -> None:
        """Lay out the numbers in words and what stands in and behind them."""
        self.numbers = {word.replace("-", " "): value for word, value in grammar.numbers.items()}
        self.number_tails = _by_last((word, word) for word in self.numbers)
        self.number_heads = _by_first((word, word) for word in self.numbers)
        self.number_joiners = _by_first((word, "") for word in grammar.number_joiners)
        self.part_of = _by_first((word, "") for word in grammar.part_of)
        self.measured_parts = frozenset(grammar.measured_parts)
        self.word_scales = {word: factor for word, factor in grammar.scales.items() if len(word) > _SIGN}
        self.own_units = {
            word.replace("-", " "): grammar.units[word] for word in grammar.numbers if word in grammar.units
        }

    def is_trigger(self, token: str) -> bool:
        """Whether a token without a digit may be a figure, with a mark that may touch it on either side."""
        words, opens, ends = self._triggers, token[:1] in _OPENS, token[-1:] in _ENDS
        if not (opens or ends):
            return token in words
        return (
            token in words
            or (opens and token[1:] in words)
            or (ends and token[:-1] in words)
            or (opens and ends and token[1:-1] in words)
        )

    def has_trigger(self, tokens: Sequence[str]) -> bool:
        """Whether one of some tokens is a trigger."""
        bare = [token.strip(_BEFORE + _BEHIND) for token in tokens]
        return not self._bare.isdisjoint(bare) and any(map(self.is_trigger, tokens))


def _halves(words: str) -> tuple[str, str]:
    opener, _, joiner = words.partition(PAIR)
    return opener.strip(), joiner.strip()


def _numbered(months: Sequence[str]) -> Mapping[str, int]:
    """The place of each name of a month in the year: full names come first, abbreviations share their letters."""
    known = {name[:_SHORT]: number for number, name in enumerate(months[:_MONTHS])}
    return {name.rstrip("."): known[name[:_SHORT]] for name in months if name[:_SHORT] in known}


def _alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; one that never matches where there are none."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in longest_first) or "(?!)"


def _timed(parts: Iterable[str]) -> frozenset[str]:
    """Words for a part of a year without the last one ("first half"): the fraction in them counts nothing."""
    return frozenset(part.rpartition(" ")[0] for part in parts if " " in part)


def _by_last(pairs: Iterable[tuple[str, str]]) -> Phrases:
    return _longest_first((phrase.rsplit(" ", 1)[-1], (phrase, value)) for phrase, value in pairs)


def _by_first(pairs: Iterable[tuple[str, str]]) -> Phrases:
    return _longest_first((phrase.split(" ", 1)[0], (phrase, value)) for phrase, value in pairs)


def _longest_first(keyed: Iterable[tuple[str, tuple[str, str]]]) -> Phrases:
    table: dict[str, list[tuple[str, str]]] = {}
    for key, pair in keyed:
        table.setdefault(key, []).append(pair)
    return {key: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for key, pairs in table.items()}


def _words_of_units(grammar: FactGrammar) -> frozenset[str]:
    """Each word of what measures; what is counted ("employees") or a time ("each year") measures nothing."""
    measures = [word for word, (_, known, _) in grammar.units.items() if known not in _NO_MEASURES]
    return frozenset(part for word in measures for part in word.replace("-", " ").split())


def _suffix_heads(grammar: FactGrammar) -> tuple[dict[str, tuple[Suffix, ...]], dict[str, tuple[Suffix, ...]]]:
    """What may follow a number, by its first token: in lower case, and as written."""
    lower = [Suffix(word, "percent", "%", "share", 1.0, False) for word in {"%", *grammar.percent_words}]
    lower += [Suffix(word, "point", "pp", "share", 1.0, False) for word in grammar.point_words]
    lower += [Suffix(word, "scale", "", "", value, False) for word, value in grammar.scales.items()]
    lower += [Suffix(word, "currency", code, "", 1.0, False) for word, code in grammar.currencies.items()]
    for word, (unit, unit_class, factor) in grammar.units.items():
        lower.append(Suffix(word, "per" if unit == "/" else "unit", unit, unit_class, factor, False))
    exact = [Suffix(sign, "unit", *entry, True) for sign, entry in grammar.symbols.items()]
    # A symbol in the wrong case still counts where that cannot be another unit ("mwh", but not "ML").
    ids: dict[str, set[str]] = {}
    for sign, entry in grammar.symbols.items():
        ids.setdefault(sign.lower(), set()).add(entry[0])
    for sign, entry in grammar.symbols.items():
        if len(ids[sign.lower()]) == 1 and len(sign) > 2 and sign.lower() not in grammar.units:
            lower.append(Suffix(sign.lower(), "unit", *entry, False))
    return _heads(lower), _heads(exact)


def _heads(suffixes: Iterable[Suffix]) -> dict[str, tuple[Suffix, ...]]:
    table: dict[str, dict[str, Suffix]] = {}
    for suffix in suffixes:
        head = UNIT_HEAD.match(suffix.text)
        if head:
            table.setdefault(head.group(), {}).setdefault(suffix.text, suffix)
    return {head: tuple(sorted(some.values(), key=lambda one: -len(one.text))) for head, some in table.items()}


def _triggers(grammar: FactGrammar) -> frozenset[str]:
    """Words without a digit that may be a figure or point somewhere."""
    words = {word.rsplit(" ", 1)[-1] for word in grammar.numbers}
    words |= {word.rsplit("-", 1)[-1] for word in words}
    words |= {
        word.rsplit(" ", 1)[-1] for word, role in grammar.reference_words.items() if role not in ("other", "standard")
    }
    tens = [word for word, value in grammar.numbers.items() if 20 <= value < 100 and value % 10 == 0]
    ones = [word for word, value in grammar.numbers.items() if 1 <= value < 10]
    parts = [word for word, value in grammar.numbers.items() if value < 1]
    words |= {f"{left}-{right}" for left in tens for right in (*ones, *grammar.single_words)}
    words |= {f"{left}-{right}" for left in ones for right in parts}
    joined = [f"{word} {part}".replace(" ", "-") for word in grammar.number_joiners for part in parts if " " in part]
    words |= {f"{left}-{right}" for left in ones for right in joined}
    return frozenset(words | {phrase.replace(" ", "-") for phrase in grammar.numbers})
