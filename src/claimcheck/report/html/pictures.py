"""Pictures as inline SVG that print well and can be read aloud: each has a title and says its figures in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from claimcheck.report.layout import listed
from claimcheck.report.terms import element_name
from claimcheck.report.words import band_words, count

WIDTH, HEIGHT = 560, 190
MOST_GAPS = 12
_BINS = 10
_ROW = 24
_LABEL = 200
_COUNT = 125
_BASE, _HEAD = 24, 18


_BAR = Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"/>')
_WORDS = Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>')
_PICTURE = Markup('<svg role="img" viewBox="0 0 {} {}" text-anchor="{}"><title>{}</title><desc>{}</desc>{}</svg>')


def scores_picture(bands: Sequence[str], scores: Sequence[int]) -> Markup:
    """How many claims score how much, ten points a column; nothing without claims."""
    if not scores:
        return Markup("")
    counts = [0] * _BINS
    for score in scores:
        counts[min(score // 10, _BINS - 1)] += 1
    step, room = WIDTH / _BINS, HEIGHT - _BASE - _HEAD
    parts = []
    for place, number in enumerate(counts):
        height = room * number / max(counts)
        x, y = place * step, HEIGHT - _BASE - height
        middle, last = x + step / 2, place * 10 + (10 if place == _BINS - 1 else 9)
        parts.append(_BAR.format(f"t-{shade(place * 10)}", x + 3, y, step - 6, height))
        if number:
            parts.append(_WORDS.format("", middle, y - 5, f"{number:,}"))
        parts.append(_WORDS.format("axis", middle, HEIGHT - 7, f"{place * 10}–{last}"))
    words = f"{count(len(scores), 'claim')} by score: {band_words(Counter(bands))}."
    return _PICTURE.format(WIDTH, HEIGHT, "middle", "Scores", words, Markup("").join(parts))


def gaps_picture(gaps: Mapping[str, int], claims: int) -> Markup:
    """What is missing most often, a bar an element; nothing where nothing is missing."""
    shown = sorted(gaps.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_GAPS]
    if not shown or not claims:
        return Markup("")
    room = WIDTH - _LABEL - _COUNT
    parts = []
    for place, (element, number) in enumerate(shown):
        y, share = place * _ROW, number / claims
        parts.append(_WORDS.format("", 0, y + 16, element_name(element)))
        parts.append(_BAR.format("track", _LABEL, y + 5, room, 14))
        parts.append(_BAR.format("t-a", _LABEL, y + 5, room * share, 14))
        parts.append(_WORDS.format("", _LABEL + room + 8, y + 16, f"{number:,} ({share:.0%})"))
    told = listed(f"{element_name(element)} in {number:,}" for element, number in gaps.items())
    words = f"Of {count(claims, 'claim')}: {told}."
    return _PICTURE.format(WIDTH, _ROW * len(shown), "start", "Evidence that is missing", words, Markup("").join(parts))


def shade(score: int) -> str:
    """Which of the five shades of the page a score has."""
    return "abcde"[min(score // 20, 4)]
