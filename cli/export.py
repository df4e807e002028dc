"""All results of a search as a table, page by page: however many there are, one page of them is held at a time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

from local.errors import Trouble
from shared.search.formats import tables
from shared.search.request import MAX_PAGE_SIZE
from shared.search.results import SHOWABLE, SHOWN

if TYPE_CHECKING:
    from cli.api import Api
    from shared.search.results import Result

# With bodies, a page of 100 would cut each of them at 7,500 characters.
PAGE_SIZE_WITH_BODIES = 10
TRIES = 3


class Table(StrEnum):
    """What the command can stream."""

    CSV = "csv"
    NDJSON = "ndjson"


def export(api: Api, asked: Mapping[str, str], table: Table, most: int | None, tell: Callable[[str], None]) -> int:
    """Write the results to the standard output, and give how many there were; `tell` hears how far it is.

    Raises Trouble with the API's own words.
    """
    written = 0
    results = islice(every(api, asked), most)
    for line in _lines(results, table, _fields(asked.get("show-fields"))):
        sys.stdout.write(line)
        written += 1
        if written % MAX_PAGE_SIZE == 0:
            tell(f"{written:,} written")
    sys.stdout.flush()
    return written - (table is Table.CSV)


def every(api: Api, asked: Mapping[str, str]) -> Iterator[Result]:
    """Each result of a search, by as many requests as it takes."""
    with_bodies = "body" in _fields(asked.get("show-fields"))
    size = PAGE_SIZE_WITH_BODIES if with_bodies else MAX_PAGE_SIZE
    query = {**asked, "page-size": str(size)}
    while True:
        page = _whole(api, query)
        yield from page["results"]
        if page["cursor"] is None:
            return
        query["cursor"] = page["cursor"]


def _whole(api: Api, query: Mapping[str, str]) -> dict[str, Any]:
    """A page that is not partial: of one that is, what follows is not known."""
    for _ in range(TRIES):
        page = api.search(query)
        if not page["partial"]:
            return page
    raise Trouble("The search takes too long to be exported.", "Narrow it down, or try again later.")


def _lines(results: Iterator[Result], table: Table, fields: tuple[str, ...]) -> Iterator[str]:
    return tables.csv_lines(results, fields) if table is Table.CSV else tables.json_lines(results)


def _fields(asked: str | None) -> tuple[str, ...]:
    named = SHOWABLE if asked == "all" else tuple(each.strip() for each in asked.split(",")) if asked else ()
    cut = ("truncated",) if "body" in named else ()
    return tuple(dict.fromkeys((*SHOWN, *named, *cut)))
