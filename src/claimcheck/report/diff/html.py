"""What changed, as a page that needs no network, runs nothing, and escapes whatever was read."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files

from jinja2 import Template

from claimcheck.model.diff_out import Diff
from claimcheck.report.diff import words
from claimcheck.report.html.page import environment
from claimcheck.report.layout import visible
from claimcheck.report.style import Style

POLICY = "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
"""What the page may load: its own style, known by its hash, and nothing else."""


def render(diff: Diff, style: Style) -> str:
    """The page; all entries are in it unless ``style.limit`` says how many of a section."""
    digest = hashlib.sha256(_text("page.css").encode()).digest()
    return _template().render(
        diff=diff,
        limit=style.limit or None,
        policy=POLICY.format(style=base64.b64encode(digest).decode("ascii")),
        reports=(("OLD", diff.old), ("NEW", diff.new)),
        by_name={"OLD": diff.old, "NEW": diff.new},
    )


@lru_cache(maxsize=2)
def _text(name: str) -> str:
    return (files("claimcheck.report.diff") / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    made = environment(_text)
    made.filters["visible"] = visible
    made.globals.update(
        verdict=words.verdict,
        sections=words.sections,
        side_words=words.side_words,
        problem_words=words.problem_words,
        change_words=words.change_words,
        notes=words.notes,
        sides=words.sides,
        other_name=words.other_name,
        where=words.where,
        aside_words=words.aside_words,
    )
    return made.get_template("page.html.j2")
