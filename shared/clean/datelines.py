"""When it was published: the likeliest of the dates around title and body."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log

from shared.clean.boilerplate import is_caption
from shared.clean.dates import Moment
from shared.clean.layout import Layout
from shared.clean.likeliest import likeliest
from shared.clean.sightings import Sighting
from shared.clean.weights import DATES

FEATURES = (
    "any", "timed", "labelled", "share", "sentence", "caption", "long", "under_title", "log_under", "just_under",
    "above_title", "log_above", "untitled", "log_untitled", "inside", "log_inside", "behind", "log_behind", "age",
    "first",
)  # fmt: skip
_WEIGHTS = tuple(DATES.get(name, 0.0) for name in FEATURES)
_ABOVE = 45  # lines above the body, or the title, in which a date may be the story's


@dataclass(frozen=True, slots=True)
class Dateline:
    place: int
    moment: Moment
    updated: bool
    features: tuple[float, ...]


def datelines(layout: Layout) -> list[Dateline]:
    """The dates that may be the story's."""
    first = (layout.start if layout.title is None else min(layout.title, layout.start)) - _ABOVE
    seen = [
        (place, each)
        for place, sightings in layout.dates.items()
        if place >= first and place != layout.title
        for each in sightings
        if place < layout.end or _is_own(place - layout.end, each)
    ]
    latest = max((each.moment.at for _, each in seen), default=None)
    return [
        Dateline(place, each.moment, each.updated, _features(layout, place, each, latest=latest, first=not number))
        for number, (place, each) in enumerate(seen)
    ]


def _is_own(behind: int, seen: Sighting) -> bool:
    """Dates behind the body are other stories' unless they are said to be of publication, or stand right under it."""
    return seen.labelled or seen.updated or (behind <= 1 and seen.moment.timed)


def _features(layout: Layout, place: int, seen: Sighting, *, latest: datetime | None, first: bool) -> tuple[float, ...]:
    line, moment = layout.lines[place], seen.moment
    title, start, end, head = layout.title, layout.start, layout.end, layout.head
    above = title is not None and place < min(title, start)
    under = title is not None and title < place < head
    untitled = title is None and place < start
    inside = head <= place < end
    return (
        1.0,
        float(moment.timed),
        float(seen.labelled),
        (moment.end - moment.start) / len(line.text),
        float(line.ends_sentence and line.weight > 40),
        float(is_caption(line.text)),
        float(line.weight > 80),
        float(under),
        log(1 + place - (title or 0)) / 3 if under else 0.0,
        float(under and place - (title or 0) <= 4),
        float(above),
        log(1 + (title or 0) - place) / 3 if above else 0.0,
        float(untitled),
        log(1 + start - place) / 3 if untitled else 0.0,
        float(inside),
        log(1 + place - head) / 2 if inside else 0.0,
        float(place >= end),
        log(1 + place - end) / 2 if place >= end else 0.0,
        log(1 + (latest - moment.at).days) / 5 if latest else 0.0,
        float(first),
    )


def likeliest_date(candidates: Sequence[Dateline]) -> Dateline | None:
    """The date with the best score above 0, which stands for "none of them is the story's"."""
    return likeliest(candidates, _WEIGHTS)
