"""The parameters of a search: what each is called, what it takes, and how it is read. The API's description is made
of the same table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from shared.errors import InvalidQuery
from shared.search import cursor, facets, filters
from shared.search.cursor import Cursor
from shared.search.filters import Group
from shared.search.formats import FEEDS, SAID_IN_FEEDS, Format
from shared.search.language import MAX_CHARACTERS, Question, understand
from shared.search.matching import TEXTS
from shared.search.results import SHOWABLE, SHOWN

MAX_PAGE_SIZE = 100
DEFAULT_PAGE_SIZE = 10


class Order(StrEnum):
    """Which results come first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Dated(StrEnum):
    """Which date of an article counts, for filters and order."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    INGESTED = "ingested"

    @property
    def field(self) -> str:
        """Its name in the index."""
        return f"{self}_at"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and how it is to be shown. Without a question: everything."""

    question: Question | None = None
    query_fields: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    dated: Dated = Dated.PUBLISHED
    order: Order = Order.NEWEST
    facets: tuple[str, ...] = ()
    fields: tuple[str, ...] = SHOWN
    page_size: int = DEFAULT_PAGE_SIZE
    highlight: bool = True
    cursor: Cursor | None = None
    format: Format = Format.JSON


@dataclass(frozen=True, slots=True)
class Likeness:
    """How articles that are like one are to be shown."""

    fields: tuple[str, ...] = SHOWN
    page_size: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the API's description tells of it."""

    about: str
    schema: Mapping[str, Any]


LISTED = (
    "`Business|World`: any of. `a,b`: all of. `-Sports`: none of. A value with one of these signs in quotes: "
    '`"Arts, Books"`. Case and accents do not matter.'
)
DATED = "RFC 3339, a date or a date-time; UTC where it names no zone."
PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {
        "q": Parameter(
            'Words, "phrases", `-not`, `OR`, `+must`, `prefix*`, and `field:value` for section, source, publisher, '
            "author, tag, lang and domain. Without it: everything.",
            {"type": "string", "maxLength": MAX_CHARACTERS},
        ),
        "query-fields": Parameter(
            f"Where to look for `q`, with commas: {', '.join(TEXTS)}. Else everywhere.",
            {"type": "string"},
        ),
        "section": Parameter(f"The sections to look in. {LISTED}", {"type": "string"}),
        "source": Parameter(f"The agencies credited. {LISTED}", {"type": "string"}),
        "publisher": Parameter(f"The papers and sites. {LISTED}", {"type": "string"}),
        "author": Parameter(f"The people who wrote it, by their whole names. {LISTED}", {"type": "string"}),
        "tag": Parameter(f"The tags. {LISTED}", {"type": "string"}),
        "lang": Parameter(f"The languages, as BCP 47 has them. {LISTED}", {"type": "string"}),
        "domain": Parameter(f"The host names of the addresses. {LISTED}", {"type": "string"}),
        "from-date": Parameter(f"Of that moment or later. {DATED}", {"type": "string"}),
        "to-date": Parameter(f"Of that moment or earlier; a date means its whole day. {DATED}", {"type": "string"}),
        "use-date": Parameter(
            "The date that filters and order go by.",
            {"type": "string", "enum": list(Dated), "default": Dated.PUBLISHED},
        ),
        "order-by": Parameter(
            "Default: relevance with `q`, newest without, and newest in feeds.",
            {"type": "string", "enum": list(Order)},
        ),
        "facet": Parameter(
            f"Fields whose values are counted, with commas: {', '.join(facets.FIELDS)}. Each ignores its own filter.",
            {"type": "string"},
        ),
        "show-fields": Parameter(
            f"What to show of each result besides, with commas: {', '.join(SHOWABLE)}; or `all`.",
            {"type": "string"},
        ),
        "page-size": Parameter(
            "How many results to answer.",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
        ),
        "cursor": Parameter("The `cursor` of the page before: what follows it.", {"type": "string"}),
        "highlight": Parameter(
            "Show where the words were found, in `<em>`; the rest is escaped as HTML.",
            {"type": "boolean", "default": True},
        ),
        "format": Parameter(
            "How to answer: feeds (atom, rss, jsonfeed) with an ETag; tables (csv, ndjson) with the next page's "
            "address in the header Link. Facets are in json alone.",
            {"type": "string", "enum": list(Format), "default": Format.JSON},
        ),
    },
)
SIMILAR = MappingProxyType({name: PARAMETERS[name] for name in ("page-size", "show-fields")})
"""The parameters of a search for similar articles."""


def read(values: Mapping[str, Sequence[str]]) -> Search:
    """The search that the parameters of a URL ask for. Raises InvalidQuery naming the first that will not do."""
    given = only_known(values, PARAMETERS)
    question = understand(given.get("q", ""))
    form = Format(_one_of("format", Format, given.get("format", Format.JSON)))
    since = filters.earliest("from-date", given["from-date"]) if "from-date" in given else None
    until = filters.latest("to-date", given["to-date"]) if "to-date" in given else None
    if since and until and since > until:
        raise InvalidQuery("from-date", "from-date takes a date that is not after to-date.")
    return Search(
        question=question,
        query_fields=_several("query-fields", given["query-fields"], TEXTS) if "query-fields" in given else (),
        groups=tuple(g for name in facets.FIELDS if name in given for g in filters.groups(name, given[name])),
        since=since,
        until=until,
        dated=Dated(_one_of("use-date", Dated, given.get("use-date", Dated.PUBLISHED))),
        order=_order(given.get("order-by"), asked=question is not None, by_date=form in FEEDS),
        facets=_facets(given.get("facet"), form),
        fields=_fields(given.get("show-fields"), SAID_IN_FEEDS if form in FEEDS else ()),
        page_size=_page_size(given),
        # Feeds and tables have no place for marks.
        highlight=_truth("highlight", given.get("highlight", "true")) and form in {Format.JSON, Format.NDJSON},
        cursor=cursor.read(given["cursor"]) if "cursor" in given else None,
        format=form,
    )


def read_likeness(values: Mapping[str, Sequence[str]]) -> Likeness:
    """How similar articles are to be shown. Raises InvalidQuery as `read` does."""
    given = only_known(values, SIMILAR)
    return Likeness(_fields(given.get("show-fields")), _page_size(given))


def only_known(values: Mapping[str, Sequence[str]], known: Mapping[str, object]) -> Mapping[str, str]:
    """Each parameter's one value. Raises InvalidQuery for a parameter that is not known or is given twice."""
    for name, given in values.items():
        if name not in known:
            takes = f"It takes {', '.join(known)}." if known else "It takes none."
            raise InvalidQuery(name[:64], f"There is no parameter {name[:64]} here. {takes}")
        if len(given) != 1:
            raise InvalidQuery(name, f"{name} takes one value; it was given {len(given)} times.")
    return {name: given[0] for name, given in values.items()}


def _order(text: str | None, *, asked: bool, by_date: bool) -> Order:
    if text is not None:
        _one_of("order-by", Order, text)
    if not asked and text != Order.OLDEST:
        return Order.NEWEST  # without a question everything is equally relevant
    return Order(text or (Order.NEWEST if by_date else Order.RELEVANCE))


def _facets(text: str | None, form: Format) -> tuple[str, ...]:
    named = _several("facet", text, facets.FIELDS) if text is not None else ()
    return named if form is Format.JSON else ()


def _fields(text: str | None, besides: Sequence[str] = ()) -> tuple[str, ...]:
    asked: Sequence[str] = ()
    if text is not None:
        asked = SHOWABLE if text == "all" else _several("show-fields", text, SHOWABLE)
    cut = ("truncated",) if "body" in asked else ()  # many bodies do not fit whole
    return tuple(dict.fromkeys((*SHOWN, *asked, *cut, *besides)))


def _several(parameter: str, text: str, known: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_one_of(parameter, known, each.strip()) for each in text.split(",")))


def _one_of(parameter: str, known: Iterable[str], text: str) -> str:
    if text not in set(known):
        raise InvalidQuery(parameter, f"{parameter} takes {', '.join(known)}.")
    return text


def _page_size(given: Mapping[str, str]) -> int:
    text = given.get("page-size", str(DEFAULT_PAGE_SIZE))
    # isdecimal is true of other scripts' digits, and int reads them.
    if text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= MAX_PAGE_SIZE:
        return int(text)
    raise InvalidQuery("page-size", f"page-size takes a whole number from 1 to {MAX_PAGE_SIZE}.")


def _truth(parameter: str, text: str) -> bool:
    if text not in {"true", "false"}:
        raise InvalidQuery(parameter, f"{parameter} takes true or false.")
    return text == "true"
