"""The one reader: a page of a search, in one request, and one more for a point in time, or for words put right."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.search import cursor, query, results, similar, spelling, suggest
from shared.search.request import Likeness, Search
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
        search = replace(search, cursor=replace(search.cursor, moment=_moment(client, settings)))
    asked = query.body(search, synonyms)
    try:
        # A point in time knows its indices.
        answer = _answer(client, asked, "" if "pit" in asked else settings.read_alias)
    except (NotFoundError, RequestError) as error:
        if "pit" in asked or "search_after" in asked:
            raise cursor.expired() from error
        raise
    following = query.following(search, asked, synonyms, answer)
    better = _better(client, settings, search, answer)
    left_out = len(search.cursor.seen) if search.cursor else 0
    return results.page(answer, search.page_size, search.fields, following, better, left_out=left_out)


def _better(client: "OpenSearch", settings: Settings, search: Search, answer: Mapping[str, Any]) -> str | None:
    guessed = spelling.guesses(search.question, answer)
    if not guessed:
        return None
    return spelling.better(search.question, guessed, _answer(client, spelling.counted(guessed), settings.read_alias))


def _moment(client: "OpenSearch", settings: Settings) -> str:
    """A point in time of its own for who turns the page; "" where the node keeps as many as it may.

    The page is then of what there is now, which may show twice what has just moved, and the next tries again.
    """
    from opensearchpy import TransportError  # noqa: PLC0415 - loaded with the client

    try:
        opened = client.create_pit(index=settings.read_alias, params={"keep_alive": cursor.KEPT})
    except TransportError as error:
        if "too many Point In Time contexts" in str(error.info):
            return ""
        raise
    return str(opened["pit_id"])


def suggestions(client: "OpenSearch", settings: Settings, typed: str) -> suggest.Suggestions:
    """Completions of what was typed, in one request. Raises what the client raises."""
    if suggest.is_empty(typed):
        return {"suggestions": []}
    return suggest.told(typed, _answer(client, suggest.body(typed), settings.read_alias))


def article(client: "OpenSearch", settings: Settings, article_id: str) -> dict[str, Any]:
    """One article, whole, by its id and at once: a search would not see what was written within the last second.

    Raises NotFound, TakenDown, or what the client raises.
    """
    return results.whole(client.get(index=settings.read_alias, id=article_id)["_source"])


def like(client: "OpenSearch", settings: Settings, article_id: str, wanted: Likeness) -> results.Similar:
    """The articles that are like one. Raises as `article` does where it is not there: only then it is asked for."""
    found = results.similar(
        _answer(client, similar.body(article_id, wanted), settings.read_alias), wanted.page_size, wanted.fields
    )
    if not found["results"]:
        article(client, settings, article_id)
    return found


def _answer(client: "OpenSearch", body: Mapping[str, Any], alias: str) -> Mapping[str, Any]:
    """What `_search` answers, whole or as much as there was time for: it says so itself."""
    # Before the first upload there is no index yet.
    where = {"index": alias, "ignore_unavailable": True} if alias else {}
    answer: Mapping[str, Any] = client.search(
        **where, body=body, allow_partial_search_results=True, request_timeout=SEARCH_SECONDS
    )
    return answer
