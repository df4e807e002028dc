"""What the line model is told of a line: how it looks, what stands about it, and where the draft puts it.

Numbers alone, no word of any page. They are the arguments of `line_trees.margin`, in the order of `NAMES`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, chain

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
    "weight", "worth", "ends", "sort", "words", "commas", "capitals", "sentences", "score", "kept", "kept_before",
    "kept_behind", "weight_before", "weight_behind", "worth_before", "worth_behind", "paragraph_2_before",
    "paragraph_1_behind", "paragraph_2_behind", "echo", "echo_in_draft", "paragraphs_near", "kept_near",
    "short_before", "short_behind", "mass_before", "mass_of_10_before", "from_start", "to_end", "mass_to_end",
    "share_of_draft", "endings_since_start", "gaps", "share_drafted", "lines_drafted", "mass",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sums:
    """Running sums over the lines: `of[b] - of[a]` is what stands from line a up to line b."""

    paragraphs: Sequence[float]
    mass: Sequence[float]
    short: Sequence[float]
    endings: Sequence[float]
    kept: Sequence[float]


def features_of(draft: Draft) -> tuple[list[int], list[tuple[float, ...]]]:
    """The places of the lines that may be in doubt, and for each its numbers in the order of `NAMES`."""
    sums = _sums(draft)
    paragraphs = [place for place, worth in enumerate(draft.worths) if worth > PARAGRAPH]
    places = _places(draft, sums.paragraphs)
    words = {place: _words(draft.lines[place].text) for place in places}
    told = _Told.by(words[place] for place in paragraphs)
    drafted = _Told.by(words[place] for place in places if draft.kept[place])
    windows = _windows(sums)
    page = _page(draft, sums)
    return places, [
        (
            *_own(draft, place),
            *_beside(draft, place),
            *_paragraphs_beside(paragraphs, int(sums.paragraphs[place]), int(sums.paragraphs[place + 1]), place),
            told.echo(words[place], draft.worths[place] > PARAGRAPH),
            drafted.echo(words[place], draft.kept[place]),
            *windows[place],
            *_in_draft(draft, sums, place),
            *page,
        )
        for place in places
    ]


def _sums(draft: Draft) -> _Sums:
    return _Sums(
        _running(worth > PARAGRAPH for worth in draft.worths),
        _running(worth if worth > 0 else 0.0 for worth in draft.worths),
        _running(line.weight < 80 and not line.ends_sentence for line in draft.lines),
        _running(sort is Sort.ENDING or sort is Sort.STOP for sort in draft.sorts),
        _running(draft.kept),
    )


def _running(values: Iterable[float]) -> list[float]:
    return [0, *accumulate(values)]


def _window(sums: Sequence[float], before: int, behind: int) -> list[float]:
    """For each line, the sum from `before` lines ahead of it up to the line `behind` lines after it, less that one."""
    first = [*(sums[0],) * before, *sums] if before > 0 else sums[-before:]
    last = [*sums[behind:], *(sums[-1],) * behind]
    return [to - since for since, to in zip([*first, *(sums[-1],) * -before], last, strict=False)][: len(sums) - 1]


def _windows(sums: _Sums) -> list[tuple[float, ...]]:
    total = sums.mass[-1] or 1.0
    return list(
        zip(
            _window(sums.paragraphs, 3, 4),
            _window(sums.kept, 3, 4),
            _window(sums.short, 20, 0),
            _window(sums.short, -1, 21),
            [mass / total for mass in sums.mass],
            _window(sums.mass, 10, 0),
            strict=False,  # the sums have one number more than there are lines
        )
    )


def _places(draft: Draft, paragraphs: Sequence[float]) -> list[int]:
    near = _window(paragraphs, _NEAR, _NEAR + 1)
    first, last = draft.start - 2, draft.end + 2
    return [place for place, company in enumerate(near) if company or first <= place < last]


def _words(text: str) -> set[str]:
    return {word for word in text[:_SAMPLE].split() if len(word) >= _WORD}


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of some lines, and those of them that more than one line uses."""

    once: AbstractSet[str]
    again: AbstractSet[str]

    @classmethod
    def by(cls, lines: Iterable[set[str]]) -> "_Told":
        counts = Counter(chain.from_iterable(lines))
        return cls(counts.keys(), {word for word, count in counts.items() if count > 1})

    def echo(self, words: set[str], counted: bool) -> float:
        """The share of its words that other lines use too: a story speaks of one thing, a list of teasers of many."""
        return len(words & (self.again if counted else self.once)) / (len(words) + 2)


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
        before and draft.kept[place - 1],
        behind and draft.kept[place + 1],
        min(draft.lines[place - 1].weight, _HEAVIEST) if before else 0,
        min(draft.lines[place + 1].weight, _HEAVIEST) if behind else 0,
        draft.worths[place - 1] if before else -0.85,
        draft.worths[place + 1] if behind else -0.85,
    )


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
