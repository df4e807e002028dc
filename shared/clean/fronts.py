# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""Pages that list stories: section fronts and what a search found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from shared.clean import wall_words
from shared.clean.prose import is_prose, weight

_READS_ON = 520  # letters of sentences in a row: a teaser is cut long before
_ROWS = 5  # teasers at least: fewer stand under many a short story
_ALIKE = 2.2  # times the middle teaser: cut to one length, the longest is not far above it
_MARKED = 0.6  # of the teasers have a date, an age or "Read more" beside them
_NEAR = 2  # lines from a teaser to its mark
_HEADLINES, _FRAME, _MARKS = 8, 3, 4  # lines at least of a list without teasers
_HEADLINE_SIZES = range(20, 170)  # letters
_LIVE = re.compile(
    r"\blive\b|ticker|en direct|en vivo|en directo|minuto a minuto|diretta|ao vivo|liveblog|as it happened|direkt\b|na żywo|онлайн|canlı|直播|速報|ライブ|실시간|مباشر",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences in a row: where they begin, the line behind them, and their letters."""

    start: int
    end: int
    weight: int


def is_front(lines: Sequence[str], titles: Sequence[str], body: Sequence[str]) -> str:
    """The reason "search-results" or "section-front" where nothing on the page reads on, and the rows look like a list's."""
    runs = _runs(lines)
    if max((run.weight for run in runs), default=0) >= _READS_ON:
        return ""
    marked = {place for place, line in enumerate(lines) if wall_words.ROW.fullmatch(line)}
    if any(wall_words.RESULTS.fullmatch(text) for text in (*titles, *lines[:60]) if text):
        return "search-results"
    if any(_LIVE.search(title) for title in titles):
        return ""
    if _lists_teasers(runs, marked) or (_is_bare(body) and _lists_headlines(lines, runs, marked)):
        return "section-front"
    return ""


def _is_bare(body: Sequence[str]) -> bool:
    """The cleaner found no sentences to keep, or took a list along: not so on a page with a brief among headlines."""
    prose = sum(is_prose(text) for text in body)
    return prose == 0 or len(body) - prose >= _HEADLINES


def _runs(lines: Sequence[str]) -> list[Run]:
    runs: list[Run] = []
    for place, line in enumerate(lines):
        if not is_prose(line):
            continue
        if runs and runs[-1].end == place:
            runs[-1] = Run(runs[-1].start, place + 1, runs[-1].weight + weight(line))
        else:
            runs.append(Run(place, place + 1, weight(line)))
    return runs


def _lists_teasers(runs: Sequence[Run], marked: set[int]) -> bool:
    if len(runs) < _ROWS:
        return False
    sizes = [run.weight for run in runs]
    beside = sum(not marked.isdisjoint(range(run.start - _NEAR, run.end + _NEAR)) for run in runs)
    return max(sizes) < _ALIKE * median(sizes) and beside >= _MARKED * len(runs)


def _lists_headlines(lines: Sequence[str], runs: Sequence[Run], marked: set[int]) -> bool:
    if sum(run.weight for run in runs) >= _READS_ON // 2:
        return False
    frame = sum(bool(wall_words.FRAME.fullmatch(line)) for line in lines)
    headlines = sum(
        weight(line) in _HEADLINE_SIZES and place not in marked and not wall_words.FRAME.fullmatch(line)
        for place, line in enumerate(lines)
    )
    return headlines >= _HEADLINES and frame >= _FRAME and (len(marked) >= _MARKS or headlines >= 2 * _HEADLINES)
