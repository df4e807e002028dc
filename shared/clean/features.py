"""What the line model is told of a line: how it looks, what stands about it, and where the draft puts it.

Numbers alone, no word of any page. They are the arguments of `line_trees.margin`, in the order of `NAMES`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from shared.clean.draft import Draft
from shared.clean.score import PARAGRAPH, Sort

_NEAR = 5  # lines: what has no paragraph this near is part of no story
_HEAD = 60  # characters that tell a headline or a row of names from a sentence
_SAMPLE = 600  # characters of a line whose words are compared
_WORD = 5  # letters: shorter words are mostly grammar
_FAR = 60  # lines
_HEAVIEST = 700  # letters: beyond it a paragraph is no surer
_SORTS = {sort: float(number) for number, sort in enumerate(Sort)}
NAMES = (
    "weight", "worth", "ends", "sort", "words", "commas", "capitals", "sentences", "score", "kept",
    "kept_2_before", "kept_1_before", "kept_1_behind", "kept_2_behind", "weight_before", "weight_behind",
    "worth_before", "worth_behind", "paragraph_1_before", "paragraph_2_before", "paragraph_1_behind",
    "paragraph_2_behind", "echo", "echo_in_draft", "paragraphs_near", "kept_near", "short_before", "short_behind",
    "mass_before", "mass_of_10_before", "from_start", "to_end", "mass_to_end", "share_of_draft",
    "endings_since_start", "gaps", "share_drafted", "lines_drafted", "mass",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sums:
    """Running sums over the lines: `of[b] - of[a]` is what stands from line a up to line b."""

    paragraphs: Sequence[float]
    mass: Sequence[float]
    short: Sequence[float]
    endings: Sequence[float]
    kept: Sequence[float]


def features_of(draft: Draft) -> tuple[list[int], list[list[float]]]:
    """The places of the lines that may be in doubt, and for each its numbers in the order of `NAMES`."""
    sums = _sums(draft)
    paragraphs = [place for place, worth in enumerate(draft.worths) if worth > PARAGRAPH]
    places = _places(draft, sums.paragraphs)
    words = {place: _words(draft.lines[place].text) for place in places}
    told = Counter(word for place in paragraphs for word in words[place])
    drafted = Counter(word for place in places if draft.kept[place] for word in words[place])
    page = _page(draft, sums)
    return places, [
        [
            *_own(draft, place),
            *_beside(draft, place),
            *_paragraphs_beside(paragraphs, int(sums.paragraphs[place]), int(sums.paragraphs[place + 1]), place),
            _echo(words[place], told, draft.worths[place] > PARAGRAPH),
            _echo(words[place], drafted, draft.kept[place]),
            *_around(draft, sums, place),
            *page,
        ]
        for place in places
    ]


def _sums(draft: Draft) -> _Sums:
    return _Sums(
        _running(worth > PARAGRAPH for worth in draft.worths),
        _running(max(worth, 0.0) for worth in draft.worths),
        _running(line.weight < 80 and not line.ends_sentence for line in draft.lines),
        _running(sort is Sort.ENDING or sort is Sort.STOP for sort in draft.sorts),
        _running(draft.kept),
    )


def _running(values: Iterable[float]) -> list[float]:
    return [0, *accumulate(values)]


def _within(sums: Sequence[float], first: int, last: int) -> float:
    return sums[min(last, len(sums) - 1)] - sums[max(first, 0)]


def _places(draft: Draft, paragraphs: Sequence[float]) -> list[int]:
    drafted = range(draft.start - 2, draft.end + 2)
    return [
        place
        for place in range(len(draft.lines))
        if place in drafted or _within(paragraphs, place - _NEAR, place + _NEAR + 1)
    ]


def _words(text: str) -> set[str]:
    return {word for word in text[:_SAMPLE].split() if len(word) >= _WORD}


def _own(draft: Draft, place: int) -> tuple[float, ...]:
    line = draft.lines[place]
    head = line.text[:_HEAD]
    return (
        min(line.weight, _HEAVIEST),
        draft.worths[place],
        line.ends_sentence,
        _SORTS[draft.sorts[place]],
        min(line.words, 120),
        min(line.commas, 6),
        sum(map(str.isupper, head)) / len(head),
        line.text.count(". "),
        draft.scores[place],
        draft.kept[place],
    )


def _beside(draft: Draft, place: int) -> tuple[float, ...]:
    """Beyond either end of a page stands nothing: no weight, and no more worth than a link."""
    before, behind = place > 0, place + 1 < len(draft.lines)
    return (
        place > 1 and draft.kept[place - 2],
        before and draft.kept[place - 1],
        behind and draft.kept[place + 1],
        place + 2 < len(draft.lines) and draft.kept[place + 2],
        min(draft.lines[place - 1].weight, _HEAVIEST) if before else 0,
        min(draft.lines[place + 1].weight, _HEAVIEST) if behind else 0,
        draft.worths[place - 1] if before else -0.85,
        draft.worths[place + 1] if behind else -0.85,
    )


def _paragraphs_beside(paragraphs: Sequence[int], before: int, behind: int, place: int) -> tuple[float, ...]:
    """How many lines off the two paragraphs before and the two behind it are."""
    count = len(paragraphs)
    return (
        min(place - paragraphs[before - 1], _FAR) if before > 0 else _FAR,
        min(place - paragraphs[before - 2], _FAR) if before > 1 else _FAR,
        min(paragraphs[behind] - place, _FAR) if behind < count else _FAR,
        min(paragraphs[behind + 1] - place, _FAR) if behind + 1 < count else _FAR,
    )


def _echo(words: Collection[str], told: Mapping[str, int], counted: bool) -> float:
    """The share of its words that other paragraphs use too: a story speaks of one thing, a list of teasers of many."""
    once = 1 if counted else 0
    return sum(told[word] > once for word in words) / (len(words) + 2)


def _around(draft: Draft, sums: _Sums, place: int) -> tuple[float, ...]:
    mass, first, last = sums.mass, sums.mass[draft.start], sums.mass[draft.end]
    return (
        _within(sums.paragraphs, place - 3, place + 4),
        _within(sums.kept, place - 3, place + 4),
        _within(sums.short, place - 20, place),
        _within(sums.short, place + 1, place + 21),
        mass[place] / (mass[-1] or 1.0),
        _within(mass, place - 10, place),
        place - draft.start,
        draft.end - 1 - place,
        last - mass[place + 1],
        (mass[place] - first) / max(last - first, 1e-6),
        max(0, sums.endings[place] - sums.endings[draft.start]),
    )


def _page(draft: Draft, sums: _Sums) -> tuple[float, ...]:
    total = sums.mass[-1] or 1.0
    return (
        sum(line.after_gap for line in draft.lines) / len(draft.lines),
        (sums.mass[draft.end] - sums.mass[draft.start]) / total,
        draft.end - draft.start,
        total,
    )
