"""The body of a page: which of its blocks are the story, how sure that is, and why the others are not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import lxml.html

from shared.article import Verdict
from shared.clean.boilerplate import is_caption, is_ending, is_fine_print, is_furniture, is_stop
from shared.clean.byline import credits_in
from shared.clean.dates import may_hold_date
from shared.clean.page.blocks import Block, blocks_of
from shared.clean.page.evidence import evidence
from shared.clean.page.glance import folded
from shared.clean.page.judge import odds, verdicts
from shared.clean.page.lists import with_lists
from shared.clean.postscript import MAKING, is_postscript
from shared.clean.prose import ends_sentence
from shared.clean.sightings import dates_in, undated
from shared.clean.signature import is_byline, is_led, is_of_list

_REPEATED = 60  # letters: what is shorter may be said twice in one story
_ENOUGH = 500  # letters of body: below it the judge may have taken a teaser for the story
_AROUND = 4  # blocks over and under the story in which it may be signed and dated
_OPENING = 3  # blocks among which the title may be said again
_CLOSING = 10  # blocks among which the story's makers are told of
_CREDIT = 80  # characters of a name and a date
_CREDITS = 120  # characters of a date with agency, editor and author


_ANY = datetime(9000, 1, 1, tzinfo=UTC)  # whether a line has a date is asked, and no day is too late for that


def _is_dateline(text: str) -> bool:
    """Whether the line says when the story came out, and from whom, and nothing else."""
    if len(text) > _CREDITS or not may_hold_date(text):
        return False
    dates = tuple(dates_in(text, _ANY))
    bare = dates and not any(map(str.isalpha, undated(text, _ANY)))
    return bool(bare or (dates and not ends_sentence(text) and credits_in(text, dates)))


def _is_credit(text: str) -> bool:
    """Whether the line says who wrote the story, and perhaps when, and nothing else."""
    return is_byline(text) or (
        len(text) <= _CREDIT and not text.endswith((".", "!", "?", "…")) and may_hold_date(text) and is_led(text)
    )


_WORDINGS = (
    (is_stop, "readers' comments"),
    (is_fine_print, "fine print"),
    (is_furniture, "page furniture"),
    (is_ending, "leads on to other stories"),
    (is_caption, "caption"),
    (_is_credit, "byline"),
    (is_postscript, MAKING),
)
_PLACES = (
    ("nav", "navigation"),
    ("footer", "in the page's foot"),
    ("aside", "beside the story"),
    ("figure", "belongs to a picture"),
    ("header", "in the page's head"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """Paragraphs in their order; `certainty` 0..1 is the judge's, of what it kept; `over` and `under` is what
    stands around it, with its first or last paragraph.
    """

    paragraphs: tuple[str, ...]
    certainty: float
    verdicts: tuple[Verdict, ...] = ()
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()

    @property
    def quality(self) -> float:
        size = sum(map(len, self.paragraphs))
        return round(self.certainty * min(1.0, 0.4 + 0.6 * size / _ENOUGH), 2)


def story_of(tree: lxml.html.HtmlElement, titles: Sequence[str], *, explain: bool = False) -> Story:
    """`titles` are what the page calls itself: they are no paragraphs of it."""
    blocks = blocks_of(tree)
    found = odds(evidence(blocks, titles[0] if titles else ""))
    kept = _chosen(blocks, with_lists(blocks, found, verdicts(blocks, found)), titles)
    paragraphs = tuple(block.text for block, keep in zip(blocks, kept, strict=True) if keep)
    reasons: tuple[Verdict, ...] = ()
    if explain:
        reasons = tuple(
            Verdict(block.text, kept=keep, reason=_reason(block, value, kept=keep))
            for block, value, keep in zip(blocks, found, kept, strict=True)
        )
    over, under = _around(blocks, kept)
    return Story(paragraphs, _certainty(blocks, found, kept), reasons, over, under)


def _around(blocks: Sequence[Block], kept: Sequence[bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    places = [place for place, keep in enumerate(kept) if keep]
    if not places:
        return (), ()
    first, last = max(0, places[0] - _AROUND), places[-1]
    near = [block.text for block in blocks[first : last + 1]]
    over, under = blocks[first : places[0] + 1], blocks[last : last + _AROUND + 1]
    return (
        tuple(each.text for each in over if not (each.left_out or is_of_list(each.text, near))),
        tuple(each.text for each in under if not each.left_out),
    )


def _chosen(blocks: Sequence[Block], kept: Sequence[bool], titles: Sequence[str]) -> list[bool]:
    news = iter(_news([block.text for block, keep in zip(blocks, kept, strict=True) if keep], titles))
    return [keep and next(news) for keep in kept]


def once(paragraphs: Sequence[str], titles: Sequence[str]) -> tuple[str, ...]:
    """Without the title on top of the story, its credits, and what it says twice (pull quotes, copies for print)."""
    return tuple(text for text, new in zip(paragraphs, _news(paragraphs, titles), strict=True) if new)


def _news(paragraphs: Sequence[str], titles: Sequence[str]) -> list[bool]:
    names, each_once = {folded(title) for title in titles}, dict.fromkeys(paragraphs)
    said: set[str] = set()
    found = []
    for place, text in enumerate(paragraphs):
        key = folded(text)
        told = key in said or (place < _OPENING and (key in names or _is_dateline(text)))
        credited = _is_credit(text) and not is_of_list(text, each_once)
        made = place >= len(paragraphs) - _CLOSING and is_postscript(text)
        found.append(not (told or credited or made))
        if len(text) >= _REPEATED:
            said.add(key)
    return found


def _certainty(blocks: Sequence[Block], found: Sequence[float], kept: Sequence[bool]) -> float:
    sure = total = 0.0
    for block, value, keep in zip(blocks, found, kept, strict=True):
        chance = _chance(value)
        if keep or chance > 0.2:  # what was left with a doubt counts as much as what was kept with one
            sure += len(block.text) * (chance if keep else 1 - chance)
            total += len(block.text)
    return sure / total if total else 0.0


def _reason(block: Block, value: float, *, kept: bool) -> str:
    chance = f"{_chance(value):.0%} sure to be of the story"
    if kept:
        return f"body: {chance}"
    if block.left_out:
        return "never shown to readers"
    wording = next((name for is_one, name in _WORDINGS if is_one(block.text)), "")
    if wording:
        return f"{wording}: {chance}"
    if block.linked > 0.5 * len(block.text):
        return f"mostly links: {chance}"
    place = next((name for tag, name in _PLACES if tag in block.box.within), "unlike the story's paragraphs")
    return f"{place}: {chance}"


def _chance(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(value, 30.0))))
