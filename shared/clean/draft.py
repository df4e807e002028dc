"""The body as the rules would have it: the span of lines that scores best, less the boxes in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.clean.lines import Line
from shared.clean.prune import BODY, reasons_inside
from shared.clean.score import Sort, score, with_short_captions, worth_alone
from shared.clean.span import best_span

# Lines about the draft that are looked at as closely: a heading or a short sentence further off is no story's.
ABOUT = 2
_BEFORE, _BEHIND = "before the body", "behind the body"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules saw of each line, and what they would keep. Nothing is kept where nothing reads like sentences."""

    lines: Sequence[Line]
    sorts: Sequence[Sort]
    worths: Sequence[float]
    scores: Sequence[float]
    start: int
    end: int
    reasons: Sequence[str]
    kept: Sequence[bool]


def draft_of(lines: Sequence[Line], sorts: Sequence[Sort]) -> Draft:
    worths = [worth_alone(line, sort) for line, sort in zip(lines, sorts, strict=True)]
    scores = score(worths)
    start, end = best_span(scores)
    sorts = with_short_captions(lines, sorts, range(max(0, start - ABOUT), min(len(lines), end + ABOUT)))
    inside = reasons_inside(lines[start:end], sorts[start:end])
    reasons = [_BEFORE] * start + inside + [_BEHIND] * (len(lines) - end)
    return Draft(lines, sorts, worths, scores, start, end, reasons, [reason == BODY for reason in reasons])
