# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""What is seen of a line that may be the title: the numbers that the learned weights are for.

FEATURES names them in the order of `features`; a change here wants new weights (bench/cleaning/train_titles.py).
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

from shared.clean.boilerplate import is_caption
from shared.clean.lines import Line

FEATURES = (
    "overlap", "few_shared", "most_shared", "far", "log_far", "inside", "repeated", "quoted_above", "repeated_behind", "byline_below",
    "byline_above", "date_below", "sentence", "question", "caption", "colon_end", "tiny", "short", "long", "very_long", "alone",
    "first_line", "summary_below", "crowd", "kicker_above", "last_headline", "digits", "names", "lower", "shouted",
    "again_below", "name_below", "stems", "topical", "lead", "next_shared", "previous_shared", "dash_start", "names_or_dates_above", "furthest_down",
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{4,}")
_PAIRS = re.compile(r"(?=([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2}))")  # stand for words where none are parted
_SAMPLE = 4_000  # letters of the body whose words a title shares
_TOP = 5  # lines above the body at most where nothing was saved along: the first is the title, if any


@dataclass(frozen=True, slots=True)
class Page:
    """The page as the features see it, worked out once."""

    lines: Sequence[Line]
    start: int
    end: int
    bylines: Collection[int]
    dates: Collection[int]
    names: Collection[int]
    shared: Mapping[int, int]
    sizes: Mapping[int, int]
    most: int
    above: str
    behind: Collection[str]
    below: Mapping[int, int]
    stems: Mapping[int, float]
    topical: Mapping[int, float]
    lead: Mapping[int, float]


def page_of(
    lines: Sequence[Line],
    start: int,
    end: int,
    candidates: Sequence[int],
    *,
    bylines: Collection[int],
    dates: Collection[int],
    names: Collection[int],
) -> Page:
    story = _story(lines[start:end])
    stems = {word[:5] for word in story}
    first = _words(" ".join(line.text[:600] for line in lines[start : min(end, start + 3)]))
    words = {place: _words(lines[place].text) for place in candidates}
    shared = {place: sum(word in story for word in each) for place, each in words.items()}
    return Page(
        lines,
        start,
        end,
        bylines,
        dates,
        names,
        shared,
        {place: len(each) for place, each in words.items()},
        max(shared.values(), default=0),
        "\n".join(line.text for line in lines[: start + 1]),
        frozenset(line.text for line in lines[end:]),
        _most_below(shared, start),
        {place: sum(word[:5] in stems for word in each) / max(3, len(each)) for place, each in words.items()},
        {
            place: sum(min(story.get(word, 0), 5) for word in each) / 5 / max(3, len(each))
            for place, each in words.items()
        },
        {place: len(each & first) / max(3, len(each)) for place, each in words.items()},
    )


def features(page: Page, place: int) -> tuple[float, ...]:
    line, lines, start = page.lines[place], page.lines, page.start
    text, weight = line.text, line.weight
    shared, size = page.shared[place], page.sizes[place]
    far = max(0, start - place)
    question = text.endswith(("?", "!"))
    below = lines[place + 1] if place + 1 < len(lines) else None
    return (
        shared / max(size, 3),
        min(shared, 6) / 6,
        shared / page.most if page.most else 0.0,
        min(far, 60) / 60,
        log(1 + far) / 5,
        float(place >= start),
        float(line.times > 1),
        float(page.above.count(text) > line.times),
        float(text in page.behind),
        float(any(each in page.bylines for each in range(place + 1, place + 6))),
        float(any(each in page.bylines for each in range(place - 3, place))),
        float(any(each in page.dates for each in range(place + 1, place + 9))),
        float(line.ends_sentence and not question),
        float(question),
        float(is_caption(text)),
        float(text.endswith((":", "：", "...", "…"))),
        float(weight < 22),
        float(weight < 38),
        float(weight > 110),
        float(weight > 150),
        float(line.after_gap and below is not None and below.after_gap),
        float(place == 0 and start <= _TOP),
        float(below is not None and below.weight > max(90, weight) and below.ends_sentence),
        _crowd(page, place),
        float(place > 0 and lines[place - 1].weight < 30),
        float(page.below.get(place, 0) < 3),
        float(any(mark.isdigit() for mark in text[:6])),
        float(place in page.names),
        float(text[0].islower()),
        float(text.isupper()),
        float(line.times > 1 and any(lines[each].text == text for each in range(place + 1, start))),
        float(any(each in page.names for each in range(place + 1, place + 7))),
        page.stems[place],
        page.topical[place],
        page.lead[place],
        page.shared.get(place + 1, 0) / page.most if page.most else 0.0,
        page.shared.get(place - 1, 0) / page.most if page.most else 0.0,
        float(text[0] in "-–—:+•»>|"),
        float(any(each in page.names or each in page.dates for each in range(place - 6, place))),
        float(place < start and page.below.get(place, 0) < max(2, 0.6 * shared)),
    )


def _most_below(shared: Mapping[int, int], start: int) -> Mapping[int, int]:
    """For each place the most words that a line between it and the body shares with the body."""
    most, below = 0, {}
    for place in reversed(shared):
        below[place] = most
        if place < start:
            most = max(most, shared[place])
    return below


def _crowd(page: Page, place: int) -> float:
    """The share of headlines among the lines around: a title stands alone, teasers stand in rows."""
    around = page.lines[max(0, place - 4) : min(page.start, place + 5)]
    return (sum(38 <= line.weight <= 130 and not line.ends_sentence for line in around) - 1) / 8


def _words(text: str) -> set[str]:
    words = {word.casefold() for word in _WORDS.findall(text)}
    return words if text.isascii() else words.union(_PAIRS.findall(text))


def _story(body: Sequence[Line]) -> Mapping[str, int]:
    """The words of the body, and in how many of its lines each is."""
    words: Counter[str] = Counter()
    letters = 0
    for line in body:
        words.update(_words(line.text[:_SAMPLE]))
        letters += line.weight
        if letters > _SAMPLE:
            break
    return words
