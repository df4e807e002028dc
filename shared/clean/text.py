"""A page saved as text -> the article in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shared.article import Cleaned, Document, Verdict
from shared.clean.draft import draft_of
from shared.clean.header import header_of
from shared.clean.line_model import Revised, revised
from shared.clean.lines import Line, lines_of
from shared.clean.prune import BODY
from shared.clean.score import Sort, sorts_of, with_short_captions
from shared.errors import Rejected

MAX_LINES = 50_000  # a second's work; the longest of 227 pages has 3,000
_PROSE = 0.85  # of the letters stand in sentences where nobody's menus were saved along
_BARE = 0.34  # of the lines at most are headings, names and dates in such a text
_SURE = 500  # letters of sentences: below it a body may be a teaser


def clean_text(document: Document, now: datetime, *, explain: bool = False) -> Cleaned:
    lines, cut = lines_of(document.text, MAX_LINES)
    judged, start, end = judged_lines(lines)
    header = header_of(lines, start, end, now)
    judged = _without(judged, header.places)
    if not any(judged.kept):
        raise Rejected("no-body", "no line of the text reads like an article")
    body = "\n\n".join(line.text for line, kept in zip(lines, judged.kept, strict=True) if kept)
    verdicts = _verdicts(lines, judged) if explain else ()
    return Cleaned(body, _quality(lines, judged), header.found, verdicts, truncated=cut)


def judged_lines(lines: Sequence[Line]) -> tuple[Revised, int, int]:
    """Which lines are the story's, and between which two places it stands."""
    judged, start = _judged(lines)
    return (
        judged,
        start,
        len(lines) - next((back for back, kept in enumerate(reversed(judged.kept)) if kept), len(lines)),
    )


def _judged(lines: Sequence[Line]) -> tuple[Revised, int]:
    sorts = sorts_of(lines)
    start = _prose_start(lines, sorts)
    if start is not None:
        return _whole(lines), start
    draft = draft_of(lines, sorts)
    if draft.start == draft.end:  # a list, a poem: nothing reads like sentences, so nothing tells what to drop
        return _whole(lines), 0
    judged = revised(draft)
    return judged, next((place for place, kept in enumerate(judged.kept) if kept), 0)


def _whole(lines: Sequence[Line]) -> Revised:
    """All of a text without menus: as sure as it is made of sentences."""
    return Revised([True] * len(lines), [BODY] * len(lines), [float(line.ends_sentence) for line in lines])


def _without(judged: Revised, places: Mapping[int, str]) -> Revised:
    kept, reasons = list(judged.kept), list(judged.reasons)
    for place, reason in places.items():
        kept[place], reasons[place] = False, reason
    return replace(judged, kept=kept, reasons=reasons)


def _prose_start(lines: Sequence[Line], sorts: Sequence[Sort]) -> int | None:
    """Where the first sentence stands in a text of hardly anything but prose: all of it is the article's."""
    if _is_interrupted(lines, sorts):
        return None
    sentences = sum(line.weight for line in lines if line.ends_sentence)
    bare = sum(not line.ends_sentence for line in lines)
    if sentences < _PROSE * sum(line.weight for line in lines) or bare > max(2, _BARE * len(lines)):
        return None
    if _is_interrupted(lines, with_short_captions(lines, sorts, range(len(lines)))):
        return None
    return next((place for place, line in enumerate(lines) if line.ends_sentence), None)


def _is_interrupted(lines: Sequence[Line], sorts: Sequence[Sort]) -> bool:
    """Whether a short line is of the page and not of the story."""
    return any(sort is not Sort.STORY and line.weight < 80 for line, sort in zip(lines, sorts, strict=True))


def _verdicts(lines: Sequence[Line], judged: Revised) -> tuple[Verdict, ...]:
    of_lines = zip(lines, judged.kept, judged.reasons, strict=True)
    return tuple(Verdict(line.text, kept, reason) for line, kept, reason in of_lines)


def _quality(lines: Sequence[Line], judged: Revised) -> float:
    """How likely a letter of the body is the story's, less for a short one: it may be a teaser."""
    kept = [(line, chance) for line, keep, chance in zip(lines, judged.kept, judged.chances, strict=True) if keep]
    letters = sum(line.weight for line, _ in kept)
    sentences = sum(line.weight for line, _ in kept if line.ends_sentence)
    likely = sum(line.weight * chance for line, chance in kept) / letters
    return round(likely * min(1.0, 0.3 + 0.7 * sentences / _SURE), 2)
