"""A page of results in the format that was asked for."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from shared.search.formats import Format, Place, feeds, tables
from shared.search.results import Page

_FEEDS: Mapping[Format, Callable[[Page, Place], str]] = MappingProxyType(
    {Format.ATOM: feeds.atom, Format.RSS: feeds.rss, Format.JSONFEED: feeds.jsonfeed}
)


def text(form: Format, page: Page, place: Place, fields: Sequence[str]) -> str:
    """The page as a feed or a table; a table shows these fields."""
    if form in _FEEDS:
        return _FEEDS[form](page, place)
    if form is Format.CSV:
        return "".join(tables.csv_lines(page["results"], fields))
    return "".join(tables.json_lines(page["results"]))
