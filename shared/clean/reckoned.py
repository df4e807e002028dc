# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""A day that is told as "3 hours ago" or "Vandaag om 20:07": reckoned from the day the page was saved, if it tells it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from shared.clean.dates import may_hold_date, moments
from shared.clean.lines import Line

_LONGEST = 80  # letters of a line that says when the story came out
_SEEN = 3_000  # lines: half a second's work at most; the longest of 227 pages has as many
_OFTEN = 3  # lines must bear the newest day: a page that lists the day's stories was saved on it
_HOURS = re.compile(
    r"\d+\s?(?:seconds?|secs?|min(?:ute)?s?|hours?|hrs?|h)\s+ago|(?:a|an|one) (?:minute|hour) ago|just now"
    r"|vor (?:\d+|einer|wenigen) (?:sekunden?|minuten?|stunden?)|il y a (?:\d+|une|quelques) (?:secondes?|minutes?|min|heures?|h)\b"
    r"|hace (?:\d+|una?) (?:segundos?|minutos?|horas?)|\d+ (?:minuti|or[ae]) fa|há \d+ (?:minutos?|horas?)|\d+ (?:minuten|uur) geleden"
    r"|för \d+ (?:minuter|timm\w+) sedan|for \d+ (?:minutter|timer) siden|\d+ (?:minutter|timer) siden|\d+ (?:minut\w*|godzin\w*) temu|\d+ (?:dakika|saat) önce"
    r"|\d+ (?:минут\w*|час\w*) назад|\b(?:today|heute|aujourd['’]hui|hoy|oggi|hoje|vandaag|i ?dag|tänään|dnes|dziś|dzisiaj|bugün|сегодня)\b|今日|今天|오늘",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"(?P<en>\d+) days? ago|vor (?P<de>\d+) tag|il y a (?P<fr>\d+) jour|hace (?P<es>\d+) día|(?P<it>\d+) giorn[io] fa|há (?P<pt>\d+) dia|(?P<nl>\d+) dag(?:en)? geleden"
    r"|\b(?:yesterday|gestern|hier|ayer|ieri|ontem|gisteren|i ?går|eilen|včera|wczoraj|dün|вчера)\b|昨日|昨天|어제",
    re.IGNORECASE,
)


def reckoned_day(lines: Sequence[Line], places: Iterable[int], now: datetime) -> tuple[int, date] | None:
    """The first of the places whose line says how long ago it was, and the day. None where the page tells no day."""
    for place in places:
        text = lines[place].text
        if len(text) <= _LONGEST and (past := _HOURS.search(text) or _DAYS.search(text)):
            saved = _day_saved(lines, now)
            return (place, saved - timedelta(days=_days(past))) if saved else None
    return None


def _days(past: re.Match[str]) -> int:
    if past.re is _HOURS:
        return 0
    return int(next(filter(None, past.groups()), "1"))


def _day_saved(lines: Sequence[Line], now: datetime) -> date | None:
    """The newest day on the page, where several lines bear it."""
    seen = Counter(
        day
        for line in lines[:_SEEN]
        if len(line.text) <= _LONGEST and may_hold_date(line.text)
        for day in {moment.at.date() for moment in moments(line.text, now)}
    )
    newest = max(seen, default=None)
    return newest if newest and seen[newest] >= _OFTEN else None
