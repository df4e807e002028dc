"""Lines with their places on pages -> paragraphs, as a reader's eye joins them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# In parts of the usual distance between lines, of the height of letters, and of the width of the column.
_GAP = 1.35
_OTHER_SIZE = 1.15
_INDENT = 0.8
_SHORT = 0.85
_HYPHENS = ("\ufffe", "\x02", "\xad")  # PDFium's and Unicode's marks of a word that goes on
_ENDS = (".", "!", "?", ":", "\u3002", "\uff01", "\uff1f", "\u2026")
_CLOSERS = "\"'\u201d\u2019\u00bb)]\u300d"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in points from its lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


def joined_paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of a text, over the ends of pages and columns where a sentence goes on."""
    joined: list[str] = []
    before: Line | None = None
    for page in pages:
        pitch, right = _pitch(page), max((line.right for line in page), default=0.0)
        new_page = True
        for line in page:
            if before is None or _begins(line, before, pitch, right, new_page=new_page):
                joined.append(line.text)
            else:
                joined[-1] = _with(joined[-1], line.text)
            before, new_page = line, False
    return [" ".join(text.strip("".join(_HYPHENS)).split()) for text in joined]


def _begins(line: Line, before: Line, pitch: float, right: float, *, new_page: bool) -> bool:
    sizes = sorted((line.height, before.height))
    if sizes[1] > _OTHER_SIZE * max(sizes[0], 0.1):
        return True
    down = before.bottom - line.bottom
    if new_page or down <= 0:  # the next page or column
        return _ends_sentence(before.text)
    width = right - min(line.left, before.left)
    short = before.right < right - (1 - _SHORT) * width
    if down > _GAP * pitch or (short and _ends_sentence(before.text)):
        return True
    return line.left - before.left > _INDENT * line.height and not short


def _pitch(page: Sequence[Line]) -> float:
    """The usual distance from line to line: the lower median, since headings and paragraphs stand further apart."""
    down = [a.bottom - b.bottom for a, b in pairwise(page) if a.bottom > b.bottom]
    close = [each for each in down if each < 3 * min(down)] if down else []
    return statistics.median_low(close) if close else 0.0


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def _with(text: str, more: str) -> str:
    if text.endswith(_HYPHENS):
        return text.rstrip("".join(_HYPHENS)) + more
    if text.endswith("-") and more[:1].islower():
        return text[:-1] + more
    wide = "\u2e80" <= text[-1:] <= "\uff60" and "\u2e80" <= more[:1] <= "\uff60"
    return text + more if wide else f"{text} {more}"
