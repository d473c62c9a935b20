"""The kinds of sections that documents have, as ``sections.yml`` lists them."""

from __future__ import annotations

from typing import Literal

from claimcheck.rulepack.shape import Shape


class SectionKindShape(Shape):
    """A kind of section.

    ``set_aside`` is the reason for which its text makes no claims, ``only`` which of it: all, fragments that are no
    sentences, what others say, where a sentence of the section speaks with the voice of somebody else, or sentences
    that do not name the company; ``cells`` is the reason for which rows and cells of its tables make none, unless they
    name the company. What is done in one that tells ``of_report`` is done for the report, and no deed of the company.
    With ``extent`` page it ends with its page. One that ``yields`` is told only where no other kind holds: it says how
    prominent a text is, and nothing of what is in it.
    """

    id: str
    title: str
    about: str
    set_aside: Literal["definition", "mention", "instruction", "question", "reported_other"] | None = None
    of_report: bool = False
    only: Literal["all", "fragments", "others", "nameless"] = "all"
    cells: Literal["definition", "mention"] | None = None
    extent: Literal["section", "page"] = "section"
    yields: bool = False


class SectionsShape(Shape):
    """``sections.yml``: the kinds of sections that documents have."""

    about: str
    sections: list[SectionKindShape]
