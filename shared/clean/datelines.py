# ruff: noqa: E501, RUF001 - punctuation of other scripts is meant
"""When it was published: the dates around title and body, and the likeliest of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log

from shared.clean.boilerplate import is_caption, is_ending
from shared.clean.dates import Moment, may_hold_date, moments
from shared.clean.likeliest import likeliest
from shared.clean.lines import Line
from shared.clean.weights import DATES

FEATURES = (
    "any", "timed", "labelled", "share", "sentence", "caption", "long", "under_title", "log_under", "just_under", "above_title", "log_above",
    "untitled", "log_untitled", "inside", "log_inside", "behind", "log_behind", "age", "first",
)  # fmt: skip
_WEIGHTS = tuple(DATES.get(name, 0.0) for name in FEATURES)
_LONGEST = 200  # characters: beyond it a line is a paragraph
_ABOVE = 45  # lines above the body, or the title, in which a date may be the story's
_REACH = 150  # lines above the body in which dates are looked for
_INTO = 8  # lines of the body that may be a dateline the search for the body took along
_BEHIND = 12  # lines behind the body in which the story's own date may be given
_UPDATED = re.compile(
    r"\b(?:(?:last )?updat|modified|last edited|revised|aktualisier|mis(?:e)? à jour|modifi|actualiza|atualizad|aggiornat|ultima modifica|oppdater|opdater|uppdater|bijgewerkt|gewijzigd|aktualiz|güncelle|päivitetty"
    r"|обновлен|изменен|оновлен)|更新|수정",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:publi|posted|posté|veröffentlicht|erschienen|erstellt|datum|\bdate\b|\bam\b|\bon\b|created|first|pubblicat|gepubliceerd|geplaatst|opublikowan|publikovan|publicerad|publisert|udgivet|yayın|giriş|julkaistu|опубликован|发布|發布|公開|入力|입력|등록)"
    r"[^\d]{0,25}$",
    re.IGNORECASE,
)
_ABOUT = ("about", "über", "©", "copyright")  # "About the author": an end, and more about this story
_LABEL = 30  # characters before a date that may say what it is the date of


_PASSING = re.compile(r"\b(?:until|till|expires?|bis|jusqu'?au|hasta|fino al|copyright)\b[^\d]{0,15}$", re.IGNORECASE)
Sighting = tuple[
    Moment, bool, bool
]  # a date, whether it is that of an update, and whether it is called that of publication


@dataclass(frozen=True, slots=True)
class Dateline:
    place: int
    moment: Moment
    updated: bool
    features: tuple[float, ...]


def dates_around(lines: Sequence[Line], start: int, end: int, now: datetime) -> Mapping[int, Sequence[Sighting]]:
    """The dates of the lines above the body, in its first lines and right behind it: place -> dates."""
    into = min(start + _INTO, end)
    places = (*range(max(0, start - _REACH), into), *range(max(end, into), end_of_story(lines, end, _BEHIND)))
    likely = (place for place in places if may_hold_date(lines[place].text))
    return {place: seen for place in likely if (seen := tuple(dates_in(lines[place].text, now)))}


def end_of_story(lines: Sequence[Line], end: int, most: int) -> int:
    """Behind the body, the place of the first line that leads to other stories, `most` lines on at the latest."""
    last = min(len(lines), end + most)
    return next((place for place in range(end, last) if _leads_on(lines[place].text)), last)


def _leads_on(text: str) -> bool:
    return is_ending(text) and not text.casefold().startswith(_ABOUT)


def datelines(
    lines: Sequence[Line], dates: Mapping[int, Sequence[Sighting]], title: int | None, start: int, end: int
) -> list[Dateline]:
    first = (start if title is None else min(title, start)) - _ABOVE
    seen = [
        (place, *each)
        for place, sightings in dates.items()
        if place >= first and place != title
        for each in sightings
        if place < end or _is_own(place - end, *each)
    ]
    latest = max((moment.at for _, moment, _, _ in seen), default=None)
    return [
        Dateline(
            place,
            moment,
            updated,
            _features(
                lines, place, moment, labelled, title=title, start=start, end=end, latest=latest, first=not number
            ),
        )
        for number, (place, moment, updated, labelled) in enumerate(seen)
    ]


def dates_in(text: str, now: datetime) -> Iterator[Sighting]:
    """The dates of the line; of each, whether it is an update's, and whether it is said to be that of publication."""
    if len(text) > _LONGEST:
        return
    last = 0
    for moment in sorted(moments(text, now), key=lambda each: each.start):
        before = text[max(last, moment.start - _LABEL) : moment.start]
        last = moment.end
        if _PASSING.search(before):
            continue
        updated = bool(_UPDATED.search(before))
        yield moment, updated, not updated and bool(_PUBLISHED.search(before))


def _is_own(behind: int, moment: Moment, updated: bool, labelled: bool) -> bool:
    """Dates behind the body are other stories' unless they are said to be of publication, or stand right under it."""
    return labelled or updated or (behind <= 1 and moment.timed)


def _features(
    lines: Sequence[Line],
    place: int,
    moment: Moment,
    labelled: bool,
    *,
    title: int | None,
    start: int,
    end: int,
    latest: datetime | None,
    first: bool,
) -> tuple[float, ...]:
    line = lines[place]
    above = title is not None and place < min(title, start)
    head = start if title is None or title < start else start + _INTO  # a title in the body takes its byline with it
    under = title is not None and title < place < head
    untitled = title is None and place < start
    inside = head <= place < end
    return (
        1.0,
        float(moment.timed),
        float(labelled),
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
