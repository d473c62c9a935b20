"""The review page: the document on the left, the card of a claim on the right, and what people decide about it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.decided import row_decision_of
from claimcheck.report.html.marked_text import marked_text
from claimcheck.report.html.page import policy, template, text_of
from claimcheck.report.html.pictures import shade
from claimcheck.report.layout import visible
from claimcheck.report.rows import Row, deciding, fact_of, rows
from claimcheck.report.style import NO_TEXTS, Style, Texts
from claimcheck.report.terms import band_name, type_name
from claimcheck.report.words import place_words, plain, problem_words, reading_words

Changes = Mapping[tuple[str, str, int], tuple[str, str]]
"""What became of a claim since the last version, by path, id and occurrence: a word to pick by, and a sentence."""


class Served(NamedTuple):
    """What a page has that a server stands behind: who reviews, kinds of files to export, and open facts by name."""

    who: str
    exports: tuple[tuple[str, str], ...]
    facts: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    changes: Changes


NOBODY = Served("", (), {}, {}, {})  # of a page that is one file


class Source(NamedTuple):
    """What the page is made of: the report, its documents as read, and what a server adds."""

    report: Report
    texts: Texts = NO_TEXTS
    served: Served = NOBODY

    @property
    def is_live(self) -> bool:
        """Whether a server stands behind the page."""
        return self.served is not NOBODY


def render(report: Report, style: Style) -> str:
    """The page as one file that keeps its decisions until they are saved as a decisions file."""
    return page_of(Source(report, style.texts))


def page_of(source: Source) -> str:
    """The page of a server, or as one file."""
    data = {
        "live": source.is_live,
        "who": source.served.who,
        "day": source.report.context.as_of,
        "exports": source.served.exports,
        "documents": [document_data(source, at) for at in range(len(source.report.documents))],
    }
    policy_ = policy_of(live=source.is_live)
    return template("review.html.j2").render(report=source.report, policy=policy_, data=_embedded(data))


def policy_of(*, live: bool) -> str:
    """What the page may load and run; of a server it may ask for more of the same place."""
    live_only = "connect-src 'self'; " if live else ""
    return policy(text_of("page.css") + text_of("review.css"), text_of("review.js"), live_only)


def _embedded(data: Mapping[str, Any]) -> Markup:
    """Data in a script element, which nothing in it can end."""
    text = json.dumps(data, separators=(",", ":"))
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, code)
    return Markup(text)  # noqa: S704  (no sign of markup is left)


def document_data(source: Source, at: int) -> dict[str, Any]:
    """A document with its text and its cards, as the script takes them."""
    document = source.report.documents[at]
    listing = rows([document])
    row_name = {id(claim): name_of(row) for row in listing for claim in row.claims}
    facts, answers = source.served.facts, source.served.answers.get(document.path, {})
    sheets = {number: sheet for (path, number), sheet in source.texts.sheets.items() if path == document.path}
    text, loose = source.texts.documents.get(document.path), template("loose_finding.html.j2")
    return {
        "path": document.path,
        "file": visible(document.path),
        "sha256": document.sha256,
        "title": visible(document.title or document.path),
        "reading": "not read" if document.status == "unreadable" else reading_words(document),
        "problems": [problem_words(one) for one in document.problems if one.effect != "note"],
        "pages": (document.coverage.pages or 0) if document.format == "pdf" else 0,
        "sheets": {number: sheet.to_dict() for number, sheet in sheets.items()},
        "answers": [{"fact": name, "ask": facts.get(name, name), "answer": said} for name, said in answers.items()],
        "text": marked_text(document, text, lambda claim: row_name[id(document.claims[claim])]),
        "names": [row_name[id(claim)] for claim in document.claims],
        "cards": cards(source, document, listing),
        "loose": [
            {
                "fingerprint": one.fingerprint,
                "html": loose.render(report=source.report, finding=one, served=source.is_live),
            }
            for one in document.findings
        ],
    }


def name_of(row: Row) -> str:
    """What a link to a card ends in, which no other card of the document has."""
    return f"{row.claim.id}-{row.claim.occurrence}"


def cards(source: Source, document: DocumentOut, listing: Sequence[Row]) -> list[dict[str, Any]]:
    """The card of each row: what it is picked by, what was decided, and what it shows."""
    filled = template("card.html.j2")
    changes, facts = source.served.changes, source.served.facts
    made = []
    for row in listing:
        claim, decision = row.claim, row_decision_of(row)
        change = next(
            (found for one in row.claims if (found := changes.get((document.path, one.id, one.occurrence)))), ("", "")
        )
        laws = [law for finding in row.findings for law in finding.laws]
        asked = dict.fromkeys(question for law in laws for question in law.undetermined)
        named = [(fact_of(question), question) for question in asked]
        known = {fact: ask for (fact, ask), _ in reversed(named) if fact in facts}
        made.append(
            {
                "name": name_of(row),
                "claims": [[one.id, one.occurrence] for one in row.claims],
                "words": visible(claim.text),
                "kind": type_name(claim.type),
                "where": place_words(claim.place),
                "page": claim.place.page,
                "start": claim.place.start,
                "rank": claim.rank,
                "score": claim.score,
                "tone": shade(claim.score),
                "band": band_name(claim.band),
                "topic": plain(claim.topic),
                "laws": sorted({plain(one.jurisdiction) for one in laws}),
                "change": change[0],
                "decision": decision and decision.model_dump(),
                "html": filled.render(
                    report=source.report,
                    row=row,
                    claim=claim,
                    document=document,
                    deciding=deciding(row),
                    change=change[1],
                    questions=list(reversed(known.items())),
                    open_questions=[question for (fact, _), question in named if fact not in known],
                    on_page=lambda *_: None,
                ),
            }
        )
    return made
