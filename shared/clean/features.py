"""What the line model is told of a line: how it looks, what stands about it, and where the draft puts it.

Numbers alone, no word of any page. They are the arguments of `line_trees.margin`, in the order of `NAMES`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from shared.clean.draft import ABOUT, Draft
from shared.clean.score import PARAGRAPH, Sort

_AROUND = 2  # lines either side whose looks are told
_WINDOW = 2 * _AROUND + 1
_PLAIN = 2.0  # worth of a paragraph; between two drafted lines 2,149 of 2,150 such stay, whatever the model says
_HEAD = 30  # characters that tell a headline or a row of names from a sentence
_SAMPLE = 300  # characters of a line whose words are compared
_WORD = 5  # letters: shorter words are mostly grammar
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
    "sort", "words", "commas", "capitals", "sentences", "score", "paragraph_off_2_before", "paragraph_off_1_behind",
    "paragraph_off_2_behind", "echo", "short_before", "short_behind", "mass_before", "mass_of_10_before", "from_start",
    "to_end", "mass_to_end", "share_of_draft", "endings_since_start", "gaps", "share_drafted", "lines_drafted", "mass",
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
    places, sums = _places(draft), _sums(draft)
    paragraphs = [place for place, worth in enumerate(draft.worths) if worth > PARAGRAPH]
    echoes = _echoes(draft, places)
    weights, worths, ends, kept = _looks(draft)
    page = _page(draft, sums)
    return places, [
        (
            *weights[place : place + _WINDOW],
            *worths[place : place + _WINDOW],
            *ends[place : place + _WINDOW],
            *kept[place : place + _WINDOW],
            *_own(draft, place),
            *_paragraphs_beside(paragraphs, sums.paragraphs[place], sums.paragraphs[place + 1], place),
            echo,
            *_near(sums, place, len(draft.lines)),
            *_in_draft(draft, sums, place),
            *page,
        )
        for place, echo in zip(places, echoes, strict=True)
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


def _echoes(draft: Draft, places: Sequence[int]) -> list[float]:
    """The share of each line's words that other lines of the draft use too.

    A story speaks of one thing, a list of teasers of many.
    """
    told = {
        place: _words(line.text) for place, (line, kept) in enumerate(zip(draft.lines, draft.kept, strict=True)) if kept
    }
    counts = Counter(chain.from_iterable(told.values()))
    again = {word for word, count in counts.items() if count > 1}
    echoes: list[float] = []
    for place in places:
        words = told[place] if place in told else _words(draft.lines[place].text)
        echoes.append(len(words & (again if place in told else counts.keys())) / (len(words) + 2))
    return echoes


def _words(text: str) -> set[str]:
    return {word for word in text[:_SAMPLE].split() if len(word) >= _WORD}


def _own(draft: Draft, place: int) -> tuple[float, ...]:
    line = draft.lines[place]
    head = line.text[:_HEAD]
    return (
        _SORTS[draft.sorts[place]],
        min(line.words, 120),
        min(line.commas, 6),
        sum(map(str.isupper, head)) / len(head),
        line.text.count(". "),
        draft.scores[place],
    )


def _looks(draft: Draft) -> tuple[list[int], list[float], list[bool], list[bool]]:
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
        total,
    )
