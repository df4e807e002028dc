"""The filters of a search: `Business|World` any of, a comma between groups that must all hold, `-Sports` none of.

A value that holds one of these signs stands in quotes, and a quote in it twice, as in CSV: `"Arts, Books"`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from shared.errors import InvalidQuery

MAX_VALUES = 50
LIST_TAKES = (
    'values of at most 256 characters: a,b for all of, a|b for any of, -a for none of; "a,b" for one with a comma'
)
DATES_TAKE = "a date (2019-03-31) or a date-time (2019-03-31T11:06:57Z) as of RFC 3339"

# fromisoformat reads much more than RFC 3339: week dates, dates without dashes, a comma before the fraction.
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# A plus sign that was not percent-encoded in the URL arrives as a space.
DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|[+ -]\d{2}:\d{2})?",
    re.ASCII,
)


# A value and the sign behind it. Quotes that do not go around all of it are its own: "Zeit" Magazin.
VALUE = re.compile(r'\s*(?P<minus>-?)\s*(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<bare>[^,|]*?))\s*(?P<then>[,|]|$)')


@dataclass(frozen=True, slots=True)
class Group:
    """Values of one field: any of them must hold or, when `negated`, none of them."""

    field: str
    values: tuple[str, ...]
    negated: bool = False


def groups(parameter: str, text: str) -> tuple[Group, ...]:
    """The groups in a filter's value. Raises InvalidQuery naming the parameter."""
    found: list[Group] = []
    values: list[str] = []
    negated = False
    for match in _matches(text):
        if values and match["minus"]:
            raise _refused(parameter)  # a|-b says neither
        negated = negated or bool(match["minus"])
        values.append(_value(parameter, match))
        if match["then"] != "|":
            found.append(Group(parameter, tuple(values), negated))
            values, negated = [], False
    if sum(len(group.values) for group in found) > MAX_VALUES:
        raise InvalidQuery(parameter, f"{parameter} takes at most {MAX_VALUES} values.")
    return tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := VALUE.match(text, at):
        yield match
        if not match["then"]:
            return
        at = match.end()


def _value(parameter: str, match: re.Match[str]) -> str:
    quoted, bare = match["quoted"], match["bare"]
    value = quoted.replace('""', '"').strip() if quoted else bare
    if not (0 < len(value) <= 256 and value.isprintable()) or (not quoted and value.startswith("-")):
        raise _refused(parameter)
    return value


def _refused(parameter: str) -> InvalidQuery:
    return InvalidQuery(parameter, f"{parameter} takes {LIST_TAKES}.")


def earliest(parameter: str, text: str) -> datetime:
    """The first moment of a date, or a date-time; UTC where it names no zone."""
    return _moment(parameter, text, time.min)


def latest(parameter: str, text: str) -> datetime:
    """The last moment of a date, or a date-time; UTC where it names no zone."""
    return _moment(parameter, text, time.max)


def _moment(parameter: str, text: str, of_day: time) -> datetime:
    try:
        if DATE.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), of_day, UTC)
        if match := DATE_TIME.fullmatch(text):
            day, clock, zone = match.groups(default="Z")
            return datetime.fromisoformat(f"{day}T{clock}{zone.upper().replace(' ', '+')}").astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # the 30th of February, or the first hours of the year 1 east of Greenwich
    raise InvalidQuery(parameter, f"{parameter} takes {DATES_TAKE}.")
