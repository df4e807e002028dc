# ruff: noqa: RUF001 - a colon of Chinese is meant
"""Lists in a story: of short items each alone looks like a menu's, so they are told together, by where they stand."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.clean.page.blocks import Block, Box
from shared.clean.page.glance import wording_evidence

_LISTS = frozenset(("ul", "ol"))
_PARTS = frozenset(("h2", "h3", "h4", "h5", "p"))  # of a section with a list in it
_ASIDE = frozenset(("nav", "aside", "footer", "header", "figure", "form"))
_LINKED = 0.1  # of its letters are links, in a list that leads nowhere
# Log odds at least of the mean item. Of the gold's lists that the judge drops between paragraphs the surest has -0.9,
# of boxes of other matter -1.9.
_LEAST = -1.8
_ANNOUNCED = -2.5  # the same, where a heading or a colon above the list is kept: it would stand there for nothing
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))


def with_lists(blocks: Sequence[Block], found: Sequence[float], kept: Sequence[bool]) -> list[bool]:
    """With the lists that lead nowhere and stand between kept blocks, or have one among them; `found`: log odds."""
    chosen = list(kept)
    for run in _doubtful(blocks, kept):
        odds = [found[place] for place in run]
        if run and sum(odds) >= _least(blocks, run[0]) * len(run) and _is_of_story([blocks[place] for place in run]):
            for place in run:
                chosen[place] = True
    return chosen


def _doubtful(blocks: Sequence[Block], kept: Sequence[bool]) -> Iterator[list[int]]:
    """What is dropped between two kept blocks, and the items above the first of them where that is one of a list."""
    places = [place for place, keep in enumerate(kept) if keep]
    if places and (box := _list_of(blocks[places[0]])):
        yield [place for place in range(max(box.first, 0), places[0]) if not blocks[place].left_out]
    for one, other in pairwise(places):
        if other - one > 1:
            yield [place for place in range(one + 1, other) if not blocks[place].left_out]


def _least(blocks: Sequence[Block], first: int) -> float:
    above = blocks[first - 1] if first else None
    announced = (
        above and (above.box.tag in _HEADINGS or above.text.endswith((":", "："))) and _LISTS & blocks[first].box.within
    )
    return _ANNOUNCED if announced else _LEAST


def _is_of_story(run: Sequence[Block]) -> bool:
    """Nothing but lists and their headings, none of which leads elsewhere."""
    listed = [bool(_LISTS & block.box.within) for block in run]
    if not any(listed) or any(not (one or block.box.tag in _PARTS) for one, block in zip(listed, run, strict=True)):
        return False
    letters = sum(len(block.text) for block in run)
    if sum(block.linked for block in run) > _LINKED * letters or any(_ASIDE & block.box.within for block in run):
        return False
    return not any(any(wording_evidence(block.text)) for block in run)


def _list_of(block: Block) -> Box | None:
    box: Box | None = block.box
    while box and box.tag not in _LISTS:
        box = box.parent
    return box
