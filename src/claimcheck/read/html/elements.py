"""What the elements of HTML mean for the text of a page: the sets that the reader looks names up in."""

from __future__ import annotations

from claimcheck.model.document import BlockKind


def names(text: str) -> frozenset[str]:
    """The words of ``text``."""
    return frozenset(text.split())


HEADINGS = {f"h{level}": level for level in range(1, 7)}

VOID = names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
"""Elements without content: they have no end tag."""

SKELETON = names("html head body")
"""Elements that every page has, whose tags may be anywhere or missing."""

RAW = names("script style xmp iframe noembed noframes noscript")
"""Elements whose content is no markup where scripts run."""

TEXT_ONLY = names("title textarea")
"""Elements whose content is text with character references and no tags."""

UNSEEN = names(
    "script style iframe noembed noframes datalist rp rt rtc annotation annotation-xml "
    "defs symbol clippath mask metadata marker lineargradient radialgradient filter ix:header ix:hidden"
)
"""Elements that browsers do not show. Ruby text only repeats how the base is pronounced; the ``ix`` elements hold the
machine's part of a report with inline XBRL."""

APART = names("noscript template")
"""Elements whose text is shown to some readers only, or once a script takes it up: it follows the text of the page."""

STRUCK = names("del s strike")
"""Elements whose text is shown as taken back."""

PAINTED = names("body font table tr td th")
"""Elements with colours in attributes of their own."""

OWN_COLOURS = names("a button input mark select textarea")
"""Elements that browsers give a colour or a ground of their own."""

BLOCKS = names(
    "address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section select summary table tbody td textarea tfoot th thead title tr ul xmp "
    "canvas object video audio"
)
"""Elements whose text is set apart from the text around them."""

CLOSED = names(
    "a article aside b button div em footer form h1 h2 h3 h4 h5 h6 header i main nav ol section span strong table ul"
)
"""Elements that a page which is whole closes."""

MAY_STAY_OPEN = names("dd dt li p td th tr")
"""Elements whose end tags an author may leave out."""

CLOSES_PARAGRAPH = names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary "
    "table ul xmp"
)
"""A start tag of these ends an open ``p``."""

BARRIERS = names("caption table td th template noscript object svg math foreignobject button select")
"""End tags and implied ends do not reach through these."""

TABLE_PARTS = names("table thead tbody tfoot tr td th caption")
ROW_GROUPS = names("thead tbody tfoot")
PARTS_OF_ROLES = {
    "rowgroup": "tbody",
    "row": "tr",
    **dict.fromkeys(names("table grid treegrid"), "table"),
    **dict.fromkeys(names("cell gridcell columnheader rowheader"), "td"),
}
"""The parts of a table that elements of any name may be by their role."""
LISTS = names("ul ol menu dir dl")
PRESERVED = names("pre listing plaintext xmp textarea")
"""Elements in which white space stands as written."""

FOREIGN = names("svg math")
"""Elements with a vocabulary of their own, in which ``/>`` ends an element."""

KINDS: dict[str, BlockKind] = {
    "title": "title",
    "li": "list",
    "dt": "list",
    "dd": "list",
    "figcaption": "caption",
    "caption": "caption",
}
SVG_KINDS: dict[str, BlockKind] = {"text": "alt", "title": "alt", "desc": "alt", "foreignobject": "paragraph"}

PARTS_OF_A_PAGE = names("article aside main section blockquote dialog fieldset figure td th")
"""A ``header`` or ``footer`` inside these belongs to them and not to the page."""

NAVIGATION_ROLES = names("navigation menubar menu doc-toc")
NOTE_ROLES = names("doc-footnote doc-endnote")
MAY_BE_NOTE = names("li dd p div aside tr section blockquote")
"""Elements that a note mark may lead to."""
