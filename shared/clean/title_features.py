# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""What is seen of a line that may be the title: the numbers that the learned weights are for.

FEATURES names them in the order of `features`; a change here wants new weights (bench/cleaning/train_titles.py).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain, islice
from math import log

from shared.clean.boilerplate import is_caption, is_picture_credit
from shared.clean.layout import Layout
from shared.clean.lines import Line

FEATURES = (
    "overlap", "few_shared", "most_shared", "far", "log_far", "inside", "repeated", "quoted_above",
    "repeated_behind", "byline_below", "byline_above", "date_below", "sentence", "question", "caption", "colon_end",
    "tiny", "short", "long", "very_long", "alone", "first_line", "summary_below", "crowd", "kicker_above",
    "last_headline", "digits", "names", "lower", "shouted", "again_below", "name_below", "stems", "topical", "lead",
    "next_shared", "previous_shared", "dash_start", "names_or_dates_above", "furthest_down",
    "under_headline", "above_summary", "credit_below", "just_under_date", "fuller",
    "part_of", "section",
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4,}")
_UNPARTED = re.compile(r"[\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Two characters stand for a word where words are not parted, have endings glued to them or signs that \w leaves out.
_PAIRS = re.compile(r"(?=([\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
_SAMPLE = 4_000  # letters of the body whose words a title shares
_STEM = 5  # letters: enough to know a word again whose ending has changed
_FIRST, _LEAD = 3, 600  # paragraphs of the body, and letters of each
_NOTHING = Line("", 0, ends_sentence=False, after_gap=False, times=0)  # behind the last line
_TOP = 5  # lines above the body at most where nothing was saved along: the first is the title, if any


@dataclass(frozen=True, slots=True)
class Page:
    """The page as the features see it, worked out once. `above_…` are the places above one of those within reach.

    `pairs` are lines that end in another one, with that one.
    """

    lines: Sequence[Line]
    start: int
    places: Sequence[int]
    bylines: Collection[int]
    dates: Collection[int]
    names: Collection[int]
    words: Mapping[int, AbstractSet[str]]
    story: Mapping[str, int]
    stems: Collection[str]
    lead: AbstractSet[str]
    shared: Mapping[int, int]
    above: str
    behind: Collection[str]
    most: int
    below: Mapping[int, int]
    above_byline: Collection[int]
    above_date: Collection[int]
    above_name: Collection[int]
    under_name_or_date: Collection[int]
    marks: AbstractSet[int]
    texts: Collection[str]
    pairs: Sequence[tuple[str, str]]

    def only(self, places: Sequence[int]) -> "Page":
        """The page with these candidates left."""
        shared = {place: self.shared[place] for place in places}
        most, below = max(shared.values(), default=0), _most_below(shared, self.start)
        return replace(self, places=places, shared=shared, most=most, below=below)


def page_of(layout: Layout, places: Sequence[int], bylines: Collection[int], names: Collection[int]) -> Page:
    lines, start, end, dates = layout.lines, layout.start, layout.end, layout.dates
    texts = {lines[place].text for place in places}
    told = _told(lines[start:end])
    story = Counter(chain.from_iterable(told))
    words = {place: _words(lines[place].text) for place in places}
    shared = {place: len(each & story.keys()) for place, each in words.items()}
    return Page(
        lines=lines,
        start=start,
        places=places,
        bylines=bylines,
        dates=dates,
        names=names,
        words=words,
        story=story,
        stems={word[:_STEM] for word in story},
        lead=_lead(lines[start:end], told),
        shared=shared,
        above="\n".join(line.text for line in lines[: start + 1]),
        behind={line.text for line in lines[end:]},
        most=0,
        below={},
        above_byline=_beside(bylines, range(-5, 0)),
        above_date=_beside(dates, range(-8, 0)),
        above_name=_beside(names, range(-6, 0)),
        under_name_or_date=_beside((*names, *dates), range(1, 7)),
        marks={*bylines, *dates, *names},
        texts=texts,
        pairs=_pairs(texts),
    )


def _beside(places: Iterable[int], steps: range) -> set[int]:
    return {place + step for place in places for step in steps}


def features(page: Page, place: int) -> tuple[float, ...]:
    """What is seen of the line, in the order of FEATURES."""
    lines, start = page.lines, page.start
    line, words, shared = lines[place], page.words[place], page.shared[place]
    text, weight = line.text, line.weight
    size, most = max(len(words), 3), page.most or 1
    far = max(0, start - place)
    question = text.endswith(("?", "!"))
    below = lines[place + 1] if place + 1 < len(lines) else _NOTHING
    return (
        shared / size,
        min(shared, 6) / 6,
        shared / most,
        min(far, 60) / 60,
        log(1 + far) / 5,
        place >= start,
        line.times > 1,
        page.above.count(text) > line.times,
        text in page.behind,
        place in page.above_byline,
        place - 1 in page.bylines or place - 2 in page.bylines or place - 3 in page.bylines,
        place in page.above_date,
        line.ends_sentence and not question,
        question,
        is_caption(text),
        text.endswith((":", "：", "...", "…")),
        weight < 22,
        weight < 38,
        weight > 110,
        weight > 150,
        line.after_gap and below.after_gap,
        place == 0 and start <= _TOP,
        below.weight > max(90, weight) and below.ends_sentence,
        _crowd(page, place),
        place > 0 and lines[place - 1].weight < 30,
        page.below[place] < 3,
        any(map(str.isdigit, text[:6])),
        place in page.names,
        text[0].islower(),
        text.isupper(),
        line.times > 1 and any(lines[each].text == text for each in range(place + 1, start)),
        place in page.above_name,
        sum(word[:_STEM] in page.stems for word in words) / size,
        sum(min(page.story.get(word, 0), 5) for word in words) / 5 / size,
        len(words & page.lead) / size,
        page.shared.get(place + 1, 0) / most,
        page.shared.get(place - 1, 0) / most,
        text[0] in "-–—:+•»>|",
        place in page.under_name_or_date,
        place < start and page.below[place] < max(2, 0.6 * shared),
        _is_headline(page, place - 1) and weight > lines[place - 1].weight,
        place + 1 in page.shared and below.weight > weight + 20 and _is_headline(page, place),
        is_picture_credit(below.text),
        place - 1 in page.dates,
        any(longer == text and is_fuller(longer, shorter) for longer, shorter in page.pairs),
        any(shorter == text for _, shorter in page.pairs),
        line.times > 1 and weight < 25,
    )


def _pairs(texts: Collection[str]) -> list[tuple[str, str]]:
    """The lines that end in another one, each with that one."""
    ends = tuple(texts)
    longer = [text for text in texts if text[1:].endswith(ends)]  # most pages have none: told in one call a line
    return [(text, other) for text in longer for other in texts if text[1:].endswith(other)]


def is_fuller(longer: str, shorter: str) -> bool:
    """Whether it is "Port news: Harbour closes" beside "Harbour closes"."""
    return longer.endswith(f": {shorter}")


def _most_below(shared: Mapping[int, int], start: int) -> Mapping[int, int]:
    """For each place the most words that a line between it and the body shares with the body."""
    most, below = 0, {}
    for place in reversed(shared):
        below[place] = most
        if place < start:
            most = max(most, shared[place])
    return below


def _is_headline(page: Page, place: int) -> bool:
    if page.shared.get(place, 0) < 1:
        return False
    line = page.lines[place]
    return 25 <= line.weight <= 115 and not line.text.endswith((".", ":"))


def _crowd(page: Page, place: int) -> float:
    """The share of headlines among the lines around: a title stands alone, teasers stand in rows."""
    around = page.lines[max(0, place - 4) : min(page.start, place + 5)]
    return (sum(38 <= line.weight <= 130 and not line.ends_sentence for line in around) - 1) / 8


def _words(text: str) -> set[str]:
    words = set(_WORDS.findall(text.casefold()))
    if text.isascii() or not _UNPARTED.search(text):
        return words
    return words.union(_PAIRS.findall(text))


def _told(body: Sequence[Line]) -> list[set[str]]:
    """The words of the first lines of the body."""
    told: list[set[str]] = []
    letters = 0
    for line in body:
        told.append(_words(line.text[:_SAMPLE]))
        letters += line.weight
        if letters > _SAMPLE:
            break
    return told


def _lead(body: Sequence[Line], told: Sequence[set[str]]) -> set[str]:
    """The words that the body begins with."""
    first = zip(body, told, strict=False)
    return set().union(
        *(words if len(line.text) <= _LEAD else _words(line.text[:_LEAD]) for line, words in islice(first, _FIRST))
    )
