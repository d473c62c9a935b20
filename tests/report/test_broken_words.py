"""A word that a line end broke is printed as one word, with the hyphen that belongs to it and no other."""

from __future__ import annotations

from claimcheck import Auditor
from claimcheck.model.document import Block, Document, Page, Piece
from claimcheck.report.reading import whole
from claimcheck.text.compounds import Compounds


def claim_of(*texts: str) -> str:
    source = "\n\n".join(texts)
    blocks, start = [], 0
    for text in texts:
        blocks.append(Block("paragraph", text, (Piece(0, start, len(text)),), page=1))
        start += len(text) + 2
    document = Document("a.pdf", "pdf", "", source, tuple(blocks), (Page(1, 0, len(source)),))
    claims = Auditor(lang="en").document(document).claims
    for claim in claims:
        assert source[claim.place.start : claim.place.end].split()
    return claims[0].text


def test_a_hyphen_that_only_breaks_the_line_goes() -> None:
    assert claim_of("We cut the emis\x02sions of our kilns.") == "We cut the emissions of our kilns."


def test_a_hyphen_that_the_document_writes_elsewhere_stays() -> None:
    text = claim_of("We met our science\x02based target.", "A science-based target is set.")
    assert text == "We met our science-based target."


def test_a_document_that_breaks_no_words_keeps_the_hyphens_at_its_line_ends() -> None:
    told = ["A science-based, long-term plan.", "Our science\x02based and long\x02term plan."]
    compounds = Compounds([*told, "We buy fuel\x02efficient kilns and met the emis\x02sions cap.", "No emissions."])
    assert whole("Fuel\x02efficient kilns", compounds) == "Fuel-efficient kilns"
    assert whole("the emis\x02sions cap", compounds) == "the emissions cap"


def test_a_document_that_breaks_words_does_so_with_those_that_come_once() -> None:
    told = ["A science-based, long-term plan.", "Our science\x02based and long\x02term plan."]
    broken = ["It cuts the emis\x02sions of inven\x02tories.", "Emissions and inventories."]
    compounds = Compounds([*told, *broken, "The reduc\x02tion is large."])
    assert whole("The reduc\x02tion is large.", compounds) == "The reduction is large."


def test_what_was_read_is_shown_with_the_same_hyphens() -> None:
    compounds = Compounds(["A science-based target is set.", "We met our science\x02based target."])
    shown = whole("Our science\x02based emis\x02sions at COVID\x0219 sites and post\x02Kyoto plants.", compounds)
    assert shown == "Our science-based emissions at COVID-19 sites and post-Kyoto plants."


def test_the_rest_of_a_compound_keeps_the_hyphen_before_it() -> None:
    assert claim_of("We cut the whole\x02of-company emissions of our kilns.") == (
        "We cut the whole-of-company emissions of our kilns."
    )
    assert whole("on a day\x02to-day basis", Compounds([])) == "on a day-to-day basis"
