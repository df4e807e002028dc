"""The filters of a search: `Business|World` any of, a comma between groups that must all hold, `-Sports` none of."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from shared.errors import InvalidQuery

MAX_VALUES = 50
LIST_TAKES = "values of at most 256 characters: a,b for all of, a|b for any of, -a for none of"
DATES_TAKE = "a date (2019-03-31) or a date-time (2019-03-31T11:06:57Z) as of RFC 3339"

# fromisoformat reads much more than RFC 3339: week dates, dates without dashes, a comma before the fraction.
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# A plus sign that was not percent-encoded in the URL arrives as a space.
DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|[+ -]\d{2}:\d{2})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Values of one field: any of them must hold or, when `negated`, none of them."""

    field: str
    values: tuple[str, ...]
    negated: bool = False


def groups(parameter: str, text: str) -> tuple[Group, ...]:
    """The groups in a filter's value. Raises InvalidQuery naming the parameter."""
    found = tuple(_group(parameter, part) for part in text.split(","))
    if sum(len(group.values) for group in found) > MAX_VALUES:
        raise InvalidQuery(parameter, f"{parameter} takes at most {MAX_VALUES} values.")
    return found


def _group(parameter: str, text: str) -> Group:
    negated = text.strip().startswith("-")
    values = tuple(value.strip() for value in text.strip().removeprefix("-").split("|"))
    if not all(_is_value(value) for value in values):
        raise InvalidQuery(parameter, f"{parameter} takes {LIST_TAKES}.")
    return Group(parameter, values, negated)


def _is_value(value: str) -> bool:
    return 0 < len(value) <= 256 and value.isprintable() and not value.startswith("-")


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
