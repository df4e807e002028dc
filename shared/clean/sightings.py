# ruff: noqa: E501, RUF001 - lists of words are read by the line, punctuation of other scripts is meant
"""The dates that lines state, each with what it is said to be the date of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.clean.boilerplate import is_ending
from shared.clean.dates import Moment, may_hold_date, moments
from shared.clean.lines import Line

_LONGEST = 200  # characters: beyond it a line is a paragraph
_REACH = 150  # lines above the body in which dates are looked for
INTO = 8  # lines of the body that may be a dateline, a byline or a title the search for the body took along
_BEHIND = 12  # lines behind the body in which the story's own date may be given
_LAST = 6  # lines of the body that may be "Posted by Jane Doe on 4 May 2023. Filed under Harbours"
_FILED = re.compile(
    r"\b(?:posted|published|filed|veröffentlicht|abgelegt|publié|publicado|pubblicato)\b", re.IGNORECASE
)
_LABEL = 30  # characters before a date that may say what it is the date of
_UPDATED = re.compile(
    r"\b(?:(?:last )?updat|modified|last edited|revised|aktualisier|geändert|mis(?:e)? à jour|modifi|actualiza|atualizad|aggiornat|ultima modifica|oppdater|opdater|uppdater|bijgewerkt|gewijzigd|aktualiz|güncelle|päivitetty"
    r"|обновлен|изменен|оновлен)|更新|수정",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:publi|posted|posté|veröffentlicht|erschienen|erstellt|datum|\bdate\b|\bam\b|\bon\b|created|first|pubblicat|gepubliceerd|geplaatst|opublikowan|publikovan|publicerad|publisert|udgivet|yayın|giriş|julkaistu|опубликован|发布|發布|公開|入力|입력|등록)"
    r"[^\d]{0,25}$",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"\b(?:in print on|until|till|expires?|bis|jusqu'?au|hasta|fino al|copyright)\b[^\d]{0,15}$", re.IGNORECASE
)
_ABOUT = ("about", "über", "©", "copyright")  # "About the author": an end, and more about this story


@dataclass(frozen=True, slots=True)
class Sighting:
    """A date in a line; whether it is that of an update; whether it is called that of publication."""

    moment: Moment
    updated: bool
    labelled: bool


def dates_around(lines: Sequence[Line], start: int, end: int, now: datetime) -> Mapping[int, Sequence[Sighting]]:
    """The dates of the lines above the body, in its first lines and right behind it: place -> dates."""
    into = min(start + INTO, end)
    above, behind = range(max(0, start - _REACH), into), range(max(end, into), end_of_story(lines, end, _BEHIND))
    last = (place for place in range(max(into, end - _LAST), end) if lines[place].weight <= _LONGEST)
    filed = (place for place in last if _FILED.search(lines[place].text))
    likely = (place for place in (*above, *filed, *behind) if may_hold_date(lines[place].text))
    return {place: seen for place in likely if (seen := tuple(dates_in(lines[place].text, now)))}


def end_of_story(lines: Sequence[Line], end: int, most: int) -> int:
    """Behind the body, the place of the first line that leads to other stories, `most` lines on at the latest."""
    last = min(len(lines), end + most)
    return next((place for place in range(end, last) if _leads_on(lines[place].text)), last)


def _leads_on(text: str) -> bool:
    return is_ending(text) and not text.casefold().startswith(_ABOUT)


def dates_in(text: str, now: datetime) -> Iterator[Sighting]:
    """The dates of the line, in their order, but for those that it names in passing."""
    if len(text) > _LONGEST:
        return
    last = 0
    for moment in sorted(moments(text, now), key=lambda each: each.start):
        before = text[max(last, moment.start - _LABEL) : moment.start]
        last = moment.end
        if _PASSING.search(before):
            continue
        updated = bool(_UPDATED.search(before))
        yield Sighting(moment, updated, not updated and bool(_PUBLISHED.search(before)))


def told_apart(text: str, now: datetime) -> tuple[Sighting | None, Sighting | None]:
    """Of the dates of the line that of publication, the one that is called so before others; and that of an update."""
    seen = tuple(dates_in(text, now))
    published = [each for each in seen if not each.updated]
    labelled = (each for each in published if each.labelled)
    return next(labelled, published[0] if published else None), next((each for each in seen if each.updated), None)


def is_of_update(said: str) -> bool:
    """Whether what stands before a date says that it is that of an update."""
    return bool(_UPDATED.search(said[-_LABEL:]))


def undated(text: str, now: datetime) -> str:
    """The line without its dates, and without what each is said to be the date of."""
    for seen in reversed(tuple(dates_in(text, now))):
        before = text[max(0, seen.moment.start - _LABEL) : seen.moment.start]
        label = _UPDATED.search(before) or _PUBLISHED.search(before)
        cut = seen.moment.start - (len(before) - label.start() if label else 0)
        text = f"{text[:cut].rstrip()} {text[seen.moment.end :].lstrip()}"
    return text.strip(" ,|·•-–—:")
