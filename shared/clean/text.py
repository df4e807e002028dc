"""A page saved as text -> the article in it."""

from collections.abc import Sequence
from datetime import datetime

from shared.article import Cleaned, Document, Verdict
from shared.clean.header import Header, header_of
from shared.clean.lines import Line, lines_of
from shared.clean.prune import BODY, reasons_inside
from shared.clean.score import Sort, score, sort_of
from shared.clean.span import best_span
from shared.errors import Rejected

MAX_LINES = 50_000  # a second's work; the longest of 227 pages has 3,000
_BEFORE, _BEHIND = "before the body", "behind the body"
_PROSE = 0.85  # of the letters stand in sentences where nobody's menus were saved along
_BARE = 0.34  # of the lines at most are headings, names and dates in such a text
_SURE = 500  # letters of sentences: below it a body may be a teaser


def clean_text(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    lines, cut = lines_of(document.text, MAX_LINES)
    sorts = [sort_of(line) for line in lines]
    header, reasons = _read(lines, sorts, now)
    for place, reason in header.places.items():
        reasons[place] = reason
    kept = [line for line, reason in zip(lines, reasons, strict=True) if reason == BODY]
    if not kept:
        raise Rejected("no-body", "no line of the text reads like an article")
    body = "\n\n".join(line.text for line in kept)
    verdicts = _verdicts(lines, reasons) if explain else ()
    return Cleaned(body, _quality(kept), header.found, verdicts, truncated=cut)


def _read(lines: Sequence[Line], sorts: Sequence[Sort], now: datetime) -> tuple[Header, list[str]]:
    """What was found around the body, and for each line why it is dropped, or BODY."""
    start = _prose_start(lines, sorts)
    if start is not None:
        return header_of(lines, start, len(lines), now), [BODY] * len(lines)
    start, end = best_span(score(lines, sorts))
    if start == end:  # a list, a poem: nothing reads like sentences, so nothing tells what to drop
        start, end = 0, len(lines)
        return header_of(lines, start, end, now), [BODY] * len(lines)
    reasons = [_BEFORE] * start + reasons_inside(lines[start:end], sorts[start:end]) + [_BEHIND] * (len(lines) - end)
    return header_of(lines, start, end, now), reasons


def _prose_start(lines: Sequence[Line], sorts: Sequence[Sort]) -> int | None:
    """Where the first sentence stands in a text of hardly anything but prose: all of it is the article's."""
    if any(sort is not Sort.STORY and line.weight < 80 for line, sort in zip(lines, sorts, strict=True)):
        return None
    sentences = sum(line.weight for line in lines if line.ends_sentence)
    bare = sum(not line.ends_sentence for line in lines)
    if sentences < _PROSE * sum(line.weight for line in lines) or bare > max(2, _BARE * len(lines)):
        return None
    return next((place for place, line in enumerate(lines) if line.ends_sentence), None)


def _verdicts(lines: Sequence[Line], reasons: Sequence[str]) -> tuple[Verdict, ...]:
    return tuple(Verdict(line.text, reason == BODY, reason) for line, reason in zip(lines, reasons, strict=True))


def _quality(kept: Sequence[Line]) -> float:
    """The share of sentences in the body, less for a short one: a menu has none, a story little else."""
    letters = sum(line.weight for line in kept)
    sentences = sum(line.weight for line in kept if line.ends_sentence)
    return round(sentences / letters * min(1.0, 0.3 + 0.7 * sentences / _SURE), 2)
