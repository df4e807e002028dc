"""Which lines of a page saved as text are the gold body's: what the line model learns from."""

import re
from collections import Counter
from collections.abc import Sequence

from shared.clean.lines import Line

BODY, OTHER, OPTIONAL = 1, 0, 2
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONG = 6  # words: a shorter line is the body's only where it is a whole paragraph of it
_COST = 40  # words of another line count against a span no more than this


def labels(lines: Sequence[Line], body: str, optional: str = "") -> list[int]:
    """BODY, OTHER or OPTIONAL (a summary that is neither asked for nor wrong) for each line."""
    split = _splitter(body)
    told, extra = _triples(split(body)), _triples(split(optional))
    paragraphs = {" ".join(split(each)) for each in body.split("\n")}
    summaries = {" ".join(split(each)) for each in optional.split("\n")} - paragraphs
    found = [_label(split(line.text), told, extra, paragraphs, summaries) for line in lines]
    return _in_one_place(found, [split(line.text) for line in lines])


def _splitter(body: str):  # noqa: ANN202 - str -> list of words, or of characters where words are not parted
    if len(_IDEOGRAPHS.findall(body)) > 0.2 * max(1, len(body)):
        return lambda text: [each for each in text if each.isalnum()]
    return re.compile(r"\w+").findall


def _triples(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[place : place + 3]) for place in range(len(words) - 2))


def _label(
    words: Sequence[str],
    told: Counter[tuple[str, ...]],
    extra: Counter[tuple[str, ...]],
    paragraphs: set[str],
    summaries: set[str],
) -> int:
    joined = " ".join(words)
    if not words or joined in summaries:
        return OPTIONAL if words else OTHER
    if len(words) < _LONG:
        return BODY if joined in paragraphs else OTHER
    triples = _triples(words)
    if sum(each in extra and each not in told for each in triples) > len(triples) / 2:
        return OPTIONAL
    return BODY if sum(each in told for each in triples) > len(triples) / 2 else OTHER


def _in_one_place(found: list[int], words: Sequence[Sequence[str]]) -> list[int]:
    """Short lines far from the others, and a second copy of what stands among them, are not the body's."""
    start, end = _span(found, [len(each) for each in words])
    inside = {" ".join(words[place])[:60] for place in range(start, end) if found[place] == BODY}
    return [
        OTHER
        if label == BODY
        and not start <= place < end
        and (len(words[place]) < _LONG or " ".join(words[place])[:60] in inside)
        else label
        for place, label in enumerate(found)
    ]


def _span(found: Sequence[int], sizes: Sequence[int]) -> tuple[int, int]:
    best, span, total, start = 0.0, (0, 0), 0.0, 0
    for place, (label, size) in enumerate(zip(found, sizes, strict=True)):
        if total <= 0:
            total, start = 0.0, place
        total += {BODY: size, OPTIONAL: 0, OTHER: -0.4 * min(size, _COST)}[label]
        if total > best:
            best, span = total, (start, place + 1)
    return span
