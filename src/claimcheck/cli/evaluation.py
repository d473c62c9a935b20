"""A measurement as tables, for the terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from tabulate import tabulate

from claimcheck.gold.evaluation import Balance, Estimate, Evaluation, Example, Share
from claimcheck.report.layout import shorten, visible, wrap
from claimcheck.report.style import Style
from claimcheck.report.words import count, plain

TableFormat = Literal["text", "markdown"]
CONFUSIONS = 10  # how many pairs of types are shown

_STYLES = {"text": "simple", "markdown": "pipe"}
_UNKNOWN = "-"


class Table(Struct, frozen=True):
    """A table: the first column holds words, the others figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def drawn(self, format_: TableFormat) -> str:
        """The lines of the table."""
        aligned, style = ("left", *("right" for _ in self.header[1:])), _STYLES[format_]
        return tabulate(self.rows, self.header, tablefmt=style, colalign=aligned, disable_numparse=True)


def text(evaluation: Evaluation, style: Style, errors: int | None) -> str:
    """All tables, and with ``errors`` (a number of texts a class) the classes of errors."""
    parts = ["\n".join(wrap(about(evaluation), style.width))]
    for table in tables(evaluation):
        parts.append(f"{style.paint(table.title, 'head')}\n{table.drawn('text')}")
        if table.note:
            note = "\n".join(wrap(table.note, style.width))
            parts[-1] += f"\n{style.paint(note, 'dim')}"
    if errors is not None:
        lines = [style.paint("Errors, what weighs most first", "head")]
        for mistakes in evaluation.mistakes:
            lines.append(f"{mistakes.count:>5}  {mistakes.group}: {visible(mistakes.name)}")
            for one in mistakes.examples:
                words = style.quoted(shorten(visible(one.text), style.width - 11))
                lines += [f"       {_place(one)}: {visible(one.told)}", f"         {words}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def markdown(evaluation: Evaluation, errors: int | None) -> str:
    """The same in Markdown."""
    parts = ["# Rules on a gold set", about(evaluation)]
    for table in tables(evaluation):
        parts += [f"## {table.title}", table.drawn("markdown")]
        if table.note:
            parts.append(table.note)
    if errors is not None:
        lines: list[str] = []
        for mistakes in evaluation.mistakes:
            lines.append(f"- {mistakes.count} {mistakes.group}: {_safe(mistakes.name)}")
            lines += (f"  - {_safe(_place(one))}: {_safe(one.text)} ({_safe(one.told)})" for one in mistakes.examples)
        parts += ["## Errors, what weighs most first", "\n".join(lines) or "None."]
    return "\n\n".join(parts) + "\n"


def about(evaluation: Evaluation) -> str:
    """What was measured on what, in a sentence."""
    pack = evaluation.tool.rulepack
    rules = f"rules {visible(pack.name)} {visible(pack.version)} ({pack.sha256[:12]})"
    number = evaluation.gold.incomplete
    unread = f" {count(number, 'text')} could not be read whole: is there a lexicon for it?" if number else ""
    return f"{visible(evaluation.gold.path)}: {_size(evaluation)}; {rules}.{unread}"


def summary(evaluation: Evaluation) -> str:
    """The figures in short, in Markdown, with what they were counted on; it changes with the figures alone."""
    return f"{_size(evaluation)}:\n\n{headline(evaluation).drawn('markdown')}"


def _size(evaluation: Evaluation) -> str:
    gold = evaluation.gold
    return (
        f"{count(gold.sentences, 'sentence')} and {count(gold.documents, 'document')} with "
        f"{count(gold.claims, 'claim')} and {count(gold.ordinary, 'passage')} that claim nothing"
    )


def headline(evaluation: Evaluation) -> Table:
    """The figures that say how good the whole is."""
    elements, aside = evaluation.elements, evaluation.aside
    rows = [
        _row("claims: precision", evaluation.claims.precision),
        _row("claims: recall", evaluation.claims.recall),
        _row("claims: F1", evaluation.claims.f1),
        _row("passages that claim nothing, flagged", evaluation.ordinary.flagged),
        _row("of these without any ESG matter", evaluation.ordinary.unrelated),
        *(_row(f"of these {plain(name)}", aside[name].flagged) for name in ("off_topic",) if name in aside),
        _row("types right", evaluation.types.right),
        *(_row(f"{plain(name)} right", share) for name, share in evaluation.fields.items()),
        _row("evidence held: precision", elements.precision),
        _row("evidence held: recall", elements.recall),
        _row("evidence missing: named", elements.missing),
    ]
    note = "claims on the same words count once; their type is right where the labelled one is among theirs"
    return Table("In short", ("figure", "value", "95 % interval", "of"), tuple(rows), note)


def tables(evaluation: Evaluation) -> Iterator[Table]:
    """All tables, in order."""
    yield headline(evaluation)
    yield _aside(evaluation)
    yield _types(evaluation)
    if evaluation.types.confusions:
        yield _confusions(evaluation)
    yield _elements(evaluation)


def _aside(evaluation: Evaluation) -> Table:
    rows = [
        (
            *(plain(name), f"{one.recall.of:,}", _number(one.flagged.value)),
            *(_number(one.recall.value), _interval(one.recall)),
            *(_number(one.precision.value), _interval(one.precision), f"{one.claims_lost:,}"),
        )
        for name, one in evaluation.aside.items()
    ]
    header = ("reason", "of", "flagged", "recall", "95 % interval", "precision", "95 % interval", "lost")
    note = "flagged: a claim was found there; recall: this reason was given; lost: claims set aside for this reason"
    return Table("Set aside", header, tuple(rows), note)


def _types(evaluation: Evaluation) -> Table:
    types = evaluation.types
    rows = [*(_balance(plain(name), one) for name, one in types.by_type.items()), _balance("all", types.all)]
    header = ("type", "labelled", "found", "precision", "recall", "F1")
    return Table("Types, over all claims", header, tuple(rows))


def _confusions(evaluation: Evaluation) -> Table:
    shown = evaluation.types.confusions[:CONFUSIONS]
    rows = [(plain(one.labelled), plain(one.found), f"{one.count:,}") for one in shown]
    rest = sum(one.count for one in evaluation.types.confusions[CONFUSIONS:])
    note = f"{count(rest, 'further claim')} in other pairs" if rest else ""
    return Table("Types taken for others", ("labelled", "found", "claims"), tuple(rows), note)


def _elements(evaluation: Evaluation) -> Table:
    rows = [
        (*_balance(plain(name), one.present), f"{one.missing.of:,}", _number(one.missing.value))
        for name, one in evaluation.elements.by_element.items()
    ]
    header = ("element", "held", "found", "precision", "recall", "F1", "missing", "named")
    return Table("Evidence, over the claims that were found", header, tuple(rows))


def _row(name: str, figure: Share | Estimate) -> tuple[str, ...]:
    of = f"{figure.of:,}" if isinstance(figure, Share) else ""
    return (name, _number(figure.value), _interval(figure), of)


def _balance(name: str, one: Balance) -> tuple[str, ...]:
    figures = (_number(value) for value in (one.precision, one.recall, one.f1))
    return (name, f"{one.labelled:,}", f"{one.found:,}", *figures)


def _number(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{value:.3f}"


def _interval(figure: Share | Estimate) -> str:
    if figure.low is None or figure.high is None:
        return _UNKNOWN
    return f"{figure.low:.3f} to {figure.high:.3f}"


def _place(one: Example) -> str:
    return f"{visible(one.path)}:{one.line}" + (f" {visible(one.id)}" if one.id else "")


def _safe(words: str) -> str:
    """Words in which Markdown sees no markup."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|&" else char for char in visible(words))


def below(evaluation: Evaluation, floors: Iterable[tuple[str, float]]) -> Sequence[str]:
    """The figures that do not reach their floor, a line each; one that nothing was counted for does not."""
    figures = evaluation.figures()
    return [
        f"{name} is {_number(figures[name])}, less than {least:g}"
        for name, least in floors
        if (value := figures[name]) is None or value < least
    ]
