"""Read a whole index in order, a page at a time."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

type Json = dict[str, Any]

PAGE = 1_000


def pages(
    client: "OpenSearch", index: str, query: Json, order: Sequence[str], fields: Sequence[str]
) -> Iterator[list[Json]]:
    """All hits, by the page, in an order that no two of them share.

    No point in time: each page goes on after the last one's key, so writes meanwhile and even a swap of the alias
    neither repeat nor skip what was there all along. And there is nothing to expire, to clean up, or to be allowed.
    """
    asked: Json = {
        "query": query,
        "sort": [{field: "asc"} for field in order],
        "size": PAGE,
        "_source": list(fields),
        "version": True,
        "track_total_hits": False,
    }
    after: Json = {}
    while hits := client.search(index=index, body=asked | after, ignore_unavailable=True)["hits"]["hits"]:
        yield hits
        if len(hits) < PAGE:
            return
        after = {"search_after": hits[-1]["sort"]}
