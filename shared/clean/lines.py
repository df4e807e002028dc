# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""A text as lines, each with what is seen of it at once: length, words, how it ends, how often it occurs."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from shared.clean.prose import IDEOGRAPHS, ends_sentence, ideographs

_EMPTY_LINES = re.compile(r"\n{3,}")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class Line(NamedTuple):
    """A line that is not empty. `weight` is its length, counted in letters of an alphabet.

    A tuple, as there are hundreds to a page: a frozen dataclass takes three times as long to make.
    """

    text: str
    weight: int
    words: int
    ends_sentence: bool
    after_gap: bool
    times: int
    commas: int


def lines_of(text: str, most: int) -> tuple[list[Line], bool]:
    """The lines that hold something, hard-wrapped paragraphs joined, and whether there were more than `most`."""
    text = _EMPTY_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text))
    joined = unwrapped([" ".join(line.split()) for line in text.split("\n")])
    times = Counter(joined)
    signs = IDEOGRAPHS.search(text) is not None  # looked for once: most pages have none, and need no count a line
    lines: list[Line] = []
    gap = False
    for line in joined:
        if not line:
            gap = True
            continue
        if len(lines) == most:
            return lines, True
        lines.append(_line(line, gap, times[line], signs=signs))
        gap = False
    return lines, False


def _line(text: str, gap: bool, times: int, *, signs: bool) -> Line:
    """`signs`: the page has characters that are words, or half of one, in themselves."""
    size, words, commas = len(text), text.count(" ") + 1, text.count(",")
    if signs and not text.isascii():
        count = ideographs(text)
        size, words, commas = size + count * 3 // 2, words + count // 2, commas + text.count("，") + text.count("、")
    return Line(text, size, words, ends_sentence(text), gap, times, commas)


_NARROWEST, _WIDEST = 50, 100  # characters: editors and mail programs wrap at 64 to 80
_WRAPPED_SHARE = 0.85  # of the line ends that had no room for the next word


def unwrapped(raw: Sequence[str]) -> list[str]:
    """Lines of one width between empty lines are paragraphs: joined. Anything else stays as it is."""
    width = max(map(len, raw), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return list(raw)
    pairs = [(one, other) for one, other in pairwise(raw) if one and other]
    full = sum(len(one) + 1 + len(other.split(" ", 1)[0]) > width for one, other in pairs)
    if len(pairs) < 3 or full < _WRAPPED_SHARE * len(pairs):
        return list(raw)
    joined: list[list[str]] = [[]]
    for line in raw:
        if line:
            joined[-1].append(line)
        elif joined[-1]:
            joined += [[], []]
    return [" ".join(block) for block in joined]
