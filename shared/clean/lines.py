# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""A text as lines, each with what is seen of it at once: length, words, how it ends, how often it occurs."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from shared.clean.prose import IDEOGRAPHS, ends_sentence, ideographs, weight

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SOME_END = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")  # looked for first: hardly any page has one


class Line(NamedTuple):
    """A line that is not empty. `weight` is its length, counted in letters of an alphabet.

    A tuple, as there are hundreds to a page: a frozen dataclass takes three times as long to make. What only the few
    that may be paragraphs are asked for is counted when it is asked for.
    """

    text: str
    weight: int
    ends_sentence: bool
    after_gap: bool
    times: int

    @property
    def words(self) -> int:
        """Two characters of a script that parts no words count as one."""
        return self.text.count(" ") + 1 + self._ideographs() // 2

    @property
    def commas(self) -> int:
        count = self.text.count(",")
        return count + self.text.count("，") + self.text.count("、") if self._ideographs() else count

    def _ideographs(self) -> int:
        return ideographs(self.text) if self.weight > len(self.text) else 0


def lines_of(text: str, most: int) -> tuple[list[Line], bool]:
    """The lines that hold something, hard-wrapped paragraphs joined, and whether there were more than `most`."""
    if any(map(text.__contains__, _SOME_END)):
        text = _LINE_ENDS.sub("\n", text)
    while "\n\n\n" in text:  # a file may be of nothing but empty lines
        text = text.replace("\n\n\n", "\n\n")
    joined = unwrapped([" ".join(line.split()) for line in text.split("\n")])
    times = Counter(joined)
    # A page without a character that is a word, or half of one, in itself is most pages, and needs no count a line.
    size = len if IDEOGRAPHS.search(text) is None else weight
    told = ((line, not before) for before, line in zip(("-", *joined), joined, strict=False) if line)
    lines = [Line(line, size(line), ends_sentence(line), gap, times[line]) for line, gap in islice(told, most)]
    return lines, next(told, None) is not None


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
