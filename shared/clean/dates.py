# ruff: noqa: RUF001 - punctuation of other scripts is meant
"""Dates as newsrooms write them. Exact forms first: they cost microseconds, dateparser costs milliseconds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from dateutil import tz

from shared.clean.months import MONTH_NAMES

NO_ZONE = "no zone stated: read as UTC"
DAY_FIRST = "day before month, as it was read, may be month before day"
_EITHER = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])/(\d{1,2})/\d{4}")
_EARLIEST = 1700  # the first daily paper is of 1702: what is older is a subject, not a dateline
_UNSET = datetime(1970, 1, 1, tzinfo=UTC)  # what programs write of a time that nobody gave
_AHEAD = timedelta(days=1)  # clocks and zones differ by so much; what is later is an event to come


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in UTC, where it stood in the text, and what was assumed."""

    at: datetime
    start: int
    end: int
    timed: bool
    note: str = ""


_TIME = r"""
    (?:[\s,|·•–—/-]{0,4}(?:T|at|um|à|a\ las|alle|om|kl\.?|o|г\.?|в|ore|@)?[\s,]*
    (?P<hour>[01]?\d|2[0-3])(?:[:.](?=[0-5]\d)|[hH時时시]\s?|(?=\s?[ap]\.?m\b))(?P<minute>[0-5]\d)?(?:[:.分](?P<second>[0-5]\d)(?:\.\d{1,9})?)?
    \s?(?P<half>[ap]\.?m\b\.?)?(?:\s?(?:Uhr|hrs|h|分|분)\b)?
    (?:\s?\(?(?P<zone>Z\b|[A-Z]{2,5}\b(?:[+-]\d{1,2})?|[+-]\d\d:?\d\d))?)?"""
_DAY = r"(?P<day>[0-3]?\d)"
_WORD = r"[^\s\d.,|()]{3,14}"  # any word: looked up after, as an alternation of all months is ten times slower
_YEAR = r"(?P<year>(?:1[789]|20)\d\d)"
# "30.01.202430. Januar 2024", "03.05.202412:30": pages saved as text run into each other.
_CLOSED = r"(?!\d(?!\d?[.:]))"
_FORMS = tuple(
    re.compile(form + _TIME, re.VERBOSE | re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}(?P<mark>[-/.])\s?(?P<month>[01]?\d)(?P=mark)\s?{_DAY}{_CLOSED}\.?",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?{_DAY}\s?[日일]",
        rf"""(?<!\d){_DAY}(?:st|nd|rd|th|er|\.|º|-an)?[\s-]{{1,2}}(?:of\ |de\ |di\ )?
            (?P<name>{_WORD})\.?,?[\s-]{{1,2}}(?:de\ |del\ )?{_YEAR}""",
        rf"\b(?P<name>{_WORD})\.?\s{_DAY}(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}",
        rf"(?<!\d){_DAY}(?P<mark>[./-])\s?(?P<month>[01]?\d)(?P=mark)\s?{_YEAR}{_CLOSED}",
        rf"(?<!\d)(?P<month>[01]?\d)/{_DAY}/{_YEAR}{_CLOSED}",
        rf"(?<!\d){_YEAR}\.?\s(?P<name>{_WORD})\s{_DAY}(?!\d)\.?",
        rf"(?<![\d.]){_DAY}\.\s?(?P<month>[01]?\d)\.\s?(?P<year>\d\d)(?![\d.]\d|%|\s?€)",
        r"(?<![\d/])(?P<month>[01]?\d)/(?P<day>[0-3]?\d)/(?P<year>\d\d)(?![\d/])",
    )
)
# "4:41 p.m. PDT, July 18, 2024" has it the other way round.
_TIME_BEFORE = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)(?:\s?(?P<half>[ap]\.?m\b\.?))?"
    r"(?:\s(?P<zone>[A-Z]{1,5}))?(?:,|\s|\bon\b|\||·|•|-)*$",
    re.IGNORECASE,
)
# A digit is in every form: lines without one, most of a page, are told apart at once.
_YEAR_SEEN = re.compile(r"\d(?:[0789]\d\d|\.\s?[01]?\d\.\s?\d\d|/[0-3]?\d/\d\d)")
_MONTH_FIRST = re.compile(r"\b(?:E[SD]?T|P[SD]?T|C[SD]T|[ap]\.?m)\b", re.IGNORECASE)
_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "SAST": 120, "CAT": 120, "EAT": 180, "MSK": 180, "TRT": 180, "IST": 330, "PKT": 300,
    "WIB": 420, "ICT": 420, "SGT": 480, "HKT": 480, "MYT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "BRT": -180, "ART": -180,
}  # fmt: skip
_PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


def may_hold_date(line: str) -> bool:
    """A look that costs a microsecond: no other line holds a date."""
    return bool(_YEAR_SEEN.search(line))


def moments(line: str, now: datetime) -> Iterator[Moment]:
    """The dates that a line states, in the order of the forms above."""
    if not may_hold_date(line):
        return
    seen: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(line):
            moment = _moment(match, line, now)
            if moment and not any(start < moment.end and moment.start < end for start, end in seen):
                seen.append((moment.start, moment.end))
                yield moment


def first_moment(line: str, now: datetime) -> Moment | None:
    return min(moments(line, now), key=lambda moment: moment.start, default=None)


def stated_moment(text: str, now: datetime) -> Moment | None:
    """A date that somebody gave as one (a field, a meta tag): ISO 8601, RFC 2822, or any form in any language."""
    text = text.strip()[:100]
    moment = _iso(text, now) or first_moment(text, now) or _rfc(text, now) or _any_language(text, now)
    if moment is None:
        return None
    either = _EITHER.search(text)
    if either and either[1] != either[2] and moment.at.day == int(either[1]) and int(either[2]) <= 12:
        return replace(moment, note="; ".join(filter(None, (moment.note, DAY_FIRST))))
    return moment


def _iso(text: str, now: datetime) -> Moment | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _checked(at, len(text) > 10, 0, len(text), now)


def _rfc(text: str, now: datetime) -> Moment | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - seldom needed

    try:
        return _checked(parsedate_to_datetime(text), True, 0, len(text), now)
    except (ValueError, TypeError, IndexError):
        return None


def _any_language(text: str, now: datetime) -> Moment | None:
    # "5" and "yesterday" are dates to dateparser, of the day it is asked; 5/3/24 is one of May, or of March.
    if not _YEAR_SEEN.search(text) or not any(map(str.isalpha, text)):
        return None
    import dateparser  # noqa: PLC0415 - 150 ms and, a text, milliseconds: the last resort

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    try:
        at = dateparser.parse(text, settings=settings)
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return None
    return _checked(at, True, 0, len(text), now) if at else None


def _moment(match: re.Match[str], line: str, now: datetime) -> Moment | None:
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    if year < 100:  # 25.4.24
        year += now.year // 100 * 100
        if "/" in match[0] and day <= 12 and not _MONTH_FIRST.search(line):
            return None  # 11/12/19 may be either
    # 0 is no month: to the pattern a dotless or a long letter is one of another case, to lower() it is not.
    month = MONTH_NAMES.get(parts["name"].lower(), 0) if parts.get("name") else int(parts["month"])
    if parts.get("mark") and match.start("day") < match.start("year") and not parts.get("name"):
        day, month = _in_order(day, month, parts["mark"], line)
    if parts["hour"] is None and (before := _TIME_BEFORE.search(line, max(0, match.start() - 40), match.start())):
        parts |= before.groupdict()
    timed = parts["hour"] is not None
    try:
        at = datetime(year, month, day, _hour(parts), int(parts["minute"] or 0), int(parts["second"] or 0))  # noqa: DTZ001
        zone = _zone(parts["zone"])
    except ValueError:
        return None
    end = match.start("zone") if zone is None and match["zone"] else match.end()  # "08:30 By Ann Lee": a word, no zone
    return _checked(at.replace(tzinfo=zone), timed, match.start(), end, now)


def _in_order(day: int, month: int, mark: str, line: str) -> tuple[int, int]:
    """1/2/2024 is the first of February but where clocks say a.m. and ET."""
    if month > 12 or (mark == "/" and day <= 12 and _MONTH_FIRST.search(line)):
        return month, day
    return day, month


def _hour(parts: dict[str, str | None]) -> int:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if half and hour <= 12:
        return hour % 12 + (12 if half.startswith("p") else 0)
    return hour


def _zone(name: str | None) -> tzinfo | None:
    name = (name or "").upper()
    if name in _OFFSETS:
        return timezone(timedelta(minutes=_OFFSETS[name]))
    if name in _PLACES:
        place: tzinfo | None = tz.gettz(_PLACES[name])  # carries its own zones: Lambda's image has none
        return place
    offset = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?", name)
    if offset is None:
        return None
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))


def _checked(at: datetime, timed: bool, start: int, end: int, now: datetime) -> Moment | None:
    note = "" if at.tzinfo else NO_ZONE
    try:
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    if at.year < _EARLIEST or at > now + _AHEAD or (timed and at == _UNSET):
        return None
    return Moment(at, start, end, timed, note)
