"""The parameters of a search: what each is called, what it takes, and how it is read. The API's description is made
of the same table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from shared.errors import InvalidQuery
from shared.search import filters
from shared.search.filters import Group
from shared.search.language import MAX_CHARACTERS, Question, understand

MAX_PAGE_SIZE = 100
DEFAULT_PAGE_SIZE = 10


class Order(StrEnum):
    """Which results come first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and how it is to be shown. Without a question: everything."""

    question: Question | None = None
    groups: tuple[Group, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    order: Order = Order.NEWEST
    page_size: int = DEFAULT_PAGE_SIZE
    highlight: bool = True


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the API's description tells of it."""

    about: str
    schema: Mapping[str, Any]


LISTED = "`Business|World`: any of. `a,b`: all of. `-Sports`: none of. Case and accents do not matter."
DATED = "RFC 3339, a date or a date-time; UTC where it names no zone."
PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {
        "q": Parameter(
            'Words, "phrases", `-not`, `OR`, `+must`, `prefix*`, and `field:value` for section, source, publisher, '
            "author, tag, lang and domain. Without it: everything.",
            {"type": "string", "maxLength": MAX_CHARACTERS},
        ),
        "section": Parameter(f"The sections to look in. {LISTED}", {"type": "string"}),
        "source": Parameter(f"The agencies credited. {LISTED}", {"type": "string"}),
        "from-date": Parameter(f"Published then or later. {DATED}", {"type": "string"}),
        "to-date": Parameter(f"Published then or earlier; a date means its whole day. {DATED}", {"type": "string"}),
        "order-by": Parameter(
            "Default: relevance with `q`, newest without.",
            {"type": "string", "enum": list(Order)},
        ),
        "page-size": Parameter(
            "How many results to answer.",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
        ),
        "highlight": Parameter(
            "Show where the words were found, in `<em>`; the rest is escaped as HTML.",
            {"type": "boolean", "default": True},
        ),
    },
)


def read(values: Mapping[str, Sequence[str]]) -> Search:
    """The search that the parameters of a URL ask for. Raises InvalidQuery naming the first that will not do."""
    given = only_known(values, PARAMETERS)
    question = understand(given.get("q", ""))
    since = filters.earliest("from-date", given["from-date"]) if "from-date" in given else None
    until = filters.latest("to-date", given["to-date"]) if "to-date" in given else None
    if since and until and since > until:
        raise InvalidQuery("from-date", "from-date takes a date that is not after to-date.")
    return Search(
        question=question,
        groups=tuple(g for name in ("section", "source") if name in given for g in filters.groups(name, given[name])),
        since=since,
        until=until,
        order=_order(given.get("order-by"), asked=question is not None),
        page_size=_page_size(given.get("page-size", str(DEFAULT_PAGE_SIZE))),
        highlight=_truth("highlight", given.get("highlight", "true")),
    )


def only_known(values: Mapping[str, Sequence[str]], known: Mapping[str, object]) -> Mapping[str, str]:
    """Each parameter's one value. Raises InvalidQuery for a parameter that is not known or is given twice."""
    for name, given in values.items():
        if name not in known:
            takes = f"It takes {', '.join(known)}." if known else "It takes none."
            raise InvalidQuery(name[:64], f"There is no parameter {name[:64]} here. {takes}")
        if len(given) != 1:
            raise InvalidQuery(name, f"{name} takes one value; it was given {len(given)} times.")
    return {name: given[0] for name, given in values.items()}


def _order(text: str | None, *, asked: bool) -> Order:
    if text is not None and text not in set(Order):
        raise InvalidQuery("order-by", f"order-by takes {', '.join(Order)}.")
    if not asked and text != Order.OLDEST:
        return Order.NEWEST  # without a question everything is equally relevant
    return Order(text or Order.RELEVANCE)


def _page_size(text: str) -> int:
    # isdecimal is true of other scripts' digits, and int reads them.
    if text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= MAX_PAGE_SIZE:
        return int(text)
    raise InvalidQuery("page-size", f"page-size takes a whole number from 1 to {MAX_PAGE_SIZE}.")


def _truth(parameter: str, text: str) -> bool:
    if text not in {"true", "false"}:
        raise InvalidQuery(parameter, f"{parameter} takes true or false.")
    return text == "true"
