"""What the line model is told of a line: how it looks, what stands about it, and where the draft puts it.

Numbers alone, no word of any page. They are the arguments of `line_trees.margin`, in the order of `NAMES`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from shared.clean import looks
from shared.clean.draft import ABOUT, Draft
from shared.clean.score import PARAGRAPH, Sort

_AROUND = 2  # lines either side whose looks are told
_WINDOW = 2 * _AROUND + 1
_PLAIN = 2.0  # worth of a paragraph; between two drafted lines 2,149 of 2,150 such stay, whatever the model says
_FAR = 60  # lines
_HEAVIEST = 700  # letters: beyond it a paragraph is no surer
_SORTS = {sort: number for number, sort in enumerate(Sort)}
NAMES = (
    *(
        name
        for look in ("weight", "worth", "ends", "kept")
        for name in (
            *(f"{look}_{distance}_before" for distance in range(_AROUND, 0, -1)),
            look,
            *(f"{look}_{distance}_behind" for distance in range(1, _AROUND + 1)),
        )
    ),
    *looks.NAMES,
    "capital_words_before", "capital_words", "capital_words_behind", "colon_before", "same_start_before",
    "same_start_behind", "sort", "score", "run_lines", "run_letters", "paragraph_off_2_before",
    "paragraph_off_1_behind", "paragraph_off_2_behind", "short_before", "short_behind", "mass_before",
    "mass_of_10_before", "from_start", "to_end", "mass_to_end", "share_of_draft", "endings_since_start",
    "of_middle_weight", "gaps", "share_drafted", "lines_drafted", "paragraphs_in_draft", "mass",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sums:
    """Running sums over the lines: `of[b] - of[a]` is what stands from line a up to line b."""

    paragraphs: Sequence[int]
    mass: Sequence[float]
    short: Sequence[int]
    endings: Sequence[int]


def features_of(draft: Draft) -> tuple[list[int], list[tuple[float, ...]]]:
    """The places of the lines that may be in doubt, and for each its numbers in the order of `NAMES`.

    Each number is always of one type: the trees compare whole numbers with whole numbers, in two thirds of the time.
    """
    lines, places, sums = draft.lines, _places(draft), _sums(draft)
    paragraphs = [place for place, worth in enumerate(draft.worths) if worth > PARAGRAPH]
    runs, capitals = list(_runs(draft)), _capitals(draft, places)
    weights, worths, ends, kept = _around(draft)
    middle, page = _middle_weight(draft), _page(draft, sums)
    return places, [
        (
            *weights[place : place + _WINDOW],
            *worths[place : place + _WINDOW],
            *ends[place : place + _WINDOW],
            *kept[place : place + _WINDOW],
            *looks.looks_of(lines[place]),
            *_beside(draft, capitals, place),
            _SORTS[draft.sorts[place]],
            draft.scores[place],
            *runs[place],
            *_paragraphs_beside(paragraphs, sums.paragraphs[place], sums.paragraphs[place + 1], place),
            *_near(sums, place, len(lines)),
            *_in_draft(draft, sums, place),
            lines[place].weight / middle,
            *page,
        )
        for place in places
    ]


def _sums(draft: Draft) -> _Sums:
    return _Sums(
        [0, *accumulate([worth > PARAGRAPH for worth in draft.worths])],
        [0.0, *accumulate([worth if worth > 0 else 0.0 for worth in draft.worths])],
        [0, *accumulate([line.weight < 80 and not line.ends_sentence for line in draft.lines])],
        [0, *accumulate([sort is Sort.ENDING or sort is Sort.STOP for sort in draft.sorts])],
    )


def _near(sums: _Sums, place: int, count: int) -> tuple[float, ...]:
    """Sums over the lines about a place: twenty before it and behind, all before, ten before."""
    return (
        sums.short[place] - sums.short[max(0, place - 20)],
        sums.short[min(count, place + 21)] - sums.short[place + 1],
        sums.mass[place] / (sums.mass[-1] or 1.0),
        sums.mass[place] - sums.mass[max(0, place - 10)],
    )


def _places(draft: Draft) -> list[int]:
    """Of the other lines, those far from the draft stay out and paragraphs amid it stay in: no model would say else."""
    first, last, amid = draft.start - ABOUT, draft.end + ABOUT, [True] * 3
    return [
        place
        for place, worth in enumerate(draft.worths)
        if (worth > 0 or first <= place < last) and not (worth > _PLAIN and draft.kept[place - 1 : place + 2] == amid)
    ]


def _runs(draft: Draft) -> Iterator[tuple[int, int]]:
    """For each line the lines and the letters of the run of paragraphs that it stands in; none where it is none."""
    place = 0
    for is_paragraph, run in groupby(draft.worths, lambda worth: worth > PARAGRAPH):
        size = len(list(run))
        letters = sum(line.weight for line in draft.lines[place : place + size]) if is_paragraph else 0
        yield from [(size if is_paragraph else 0, letters)] * size
        place += size


def _middle_weight(draft: Draft) -> int:
    """The weight of the draft's middle line, were they in the order of their weight."""
    weights = sorted(line.weight for line, kept in zip(draft.lines, draft.kept, strict=True) if kept)
    return weights[len(weights) // 2] if weights else 1


def _capitals(draft: Draft, places: Sequence[int]) -> Mapping[int, float]:
    """The share of words with capitals in these lines and in those next to them."""
    asked = {place + step for place in places for step in (-1, 0, 1)}.intersection(range(len(draft.lines)))
    return {place: looks.capital_words(draft.lines[place]) for place in asked}


def _beside(draft: Draft, capitals: Mapping[int, float], place: int) -> tuple[float, ...]:
    """How a line's beginning looks beside those of the lines next to it: lists are alike, captions are not."""
    first = draft.lines[place].text[0]
    before = draft.lines[place - 1].text if place else " "
    behind = draft.lines[place + 1].text if place + 1 < len(draft.lines) else " "
    return (
        capitals.get(place - 1, 0.0),
        capitals[place],
        capitals.get(place + 1, 0.0),
        before[-1] == ":",
        before[0] == first,
        behind[0] == first,
    )


def _around(draft: Draft) -> tuple[list[int], list[float], list[bool], list[bool]]:
    """How each line looks, by look. Beyond either end of a page is nothing: no weight, no more worth than a link."""
    return (
        _padded([min(_HEAVIEST, line.weight) for line in draft.lines], 0),
        _padded(draft.worths, -0.85),
        _padded([line.ends_sentence for line in draft.lines], False),
        _padded(draft.kept, False),
    )


def _padded[Look](values: Sequence[Look], fill: Look) -> list[Look]:
    return [*[fill] * _AROUND, *values, *[fill] * _AROUND]


def _paragraphs_beside(paragraphs: Sequence[int], before: int, behind: int, place: int) -> tuple[float, ...]:
    """How many lines off the second paragraph before it is, and the first and the second behind it."""
    count = len(paragraphs)
    return (
        min(place - paragraphs[before - 2], _FAR) if before > 1 else _FAR,
        min(paragraphs[behind] - place, _FAR) if behind < count else _FAR,
        min(paragraphs[behind + 1] - place, _FAR) if behind + 1 < count else _FAR,
    )


def _in_draft(draft: Draft, sums: _Sums, place: int) -> tuple[float, ...]:
    first, last = sums.mass[draft.start], sums.mass[draft.end]
    return (
        place - draft.start,
        draft.end - 1 - place,
        last - sums.mass[place + 1],
        (sums.mass[place] - first) / max(last - first, 1e-6),
        max(0, sums.endings[place] - sums.endings[draft.start]),
    )


def _page(draft: Draft, sums: _Sums) -> tuple[float, ...]:
    total = sums.mass[-1] or 1.0
    return (
        sum(line.after_gap for line in draft.lines) / len(draft.lines),
        (sums.mass[draft.end] - sums.mass[draft.start]) / total,
        draft.end - draft.start,
        (sums.paragraphs[draft.end] - sums.paragraphs[draft.start]) / max(1, draft.end - draft.start),
        total,
    )
