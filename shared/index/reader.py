"""The one reader: a page of a search, in one request, and one more where a point in time has to be opened."""

from dataclasses import replace
from typing import TYPE_CHECKING

from shared.search import cursor, query, results, spelling, suggest
from shared.search.request import Search
from shared.search.synonyms import NONE, Synonyms
from shared.settings import Settings

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

# Above the two seconds that OpenSearch gives a search itself, so that it is the one to say that time is up.
SEARCH_SECONDS = 5


def page(client: "OpenSearch", settings: Settings, search: Search, synonyms: Synonyms = NONE) -> results.Page:
    """The page that a search asks for.

    Raises InvalidQuery for a cursor of another search or of a point in time that is gone, and what the client raises.
    """
    from opensearchpy import NotFoundError, RequestError  # noqa: PLC0415 - loaded with the client

    if search.cursor and search.cursor.wants_moment:
        opened = client.create_pit(index=settings.read_alias, params={"keep_alive": cursor.KEPT})
        search = replace(search, cursor=replace(search.cursor, moment=opened["pit_id"]))
    asked = query.body(search, synonyms)
    # A point in time knows its indices. Before the first upload there is none yet.
    where = {} if "pit" in asked else {"index": settings.read_alias, "ignore_unavailable": True}
    try:
        answer = client.search(
            **where,
            body=asked,
            allow_partial_search_results=False,  # half an answer would pass for a whole one
            request_timeout=SEARCH_SECONDS,
        )
    except (NotFoundError, RequestError) as error:
        if "pit" in asked or "search_after" in asked:
            raise cursor.expired() from error
        raise
    following, better = query.following(search, asked, answer), spelling.better(search.question, answer)
    return results.page(answer, search.page_size, search.fields, following, better)


def suggestions(client: "OpenSearch", settings: Settings, typed: str) -> suggest.Suggestions:
    """Completions of what was typed, in one request. Raises what the client raises."""
    if suggest.is_empty(typed):
        return {"suggestions": []}
    answer = client.search(
        index=settings.read_alias,
        ignore_unavailable=True,
        body=suggest.body(typed),
        request_timeout=SEARCH_SECONDS,
    )
    return suggest.told(typed, answer)
