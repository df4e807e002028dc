"""Have every object cleaned again by the functions behind the queue, into the index that is being built."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from shared.enrich import PIPELINE_VERSION
from shared.errors import RepairFailed
from shared.identity import object_id
from shared.repair.builds import Build
from shared.repair.copying import Tell
from shared.repair.pages import PAGE, pages

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

    from shared.settings import Settings

type Json = dict[str, Any]

# Messages that wait before more are sent. An upload that comes meanwhile waits behind them: for seconds, not for hours.
AHEAD = 1_000
POLL_SECONDS = 1.0
# With nothing in the queue and nothing done for so long, a message was lost: purged, perhaps, by an operator.
ASK_AGAIN_SECONDS = 60.0
# In a queue that is never empty: longer than the longest of the pauses of docs/decisions/0012, twice.
GIVE_UP_SECONDS = 1_800.0


class Queue(Protocol):
    """What has objects cleaned again."""

    def ask(self, keys: Sequence[str]) -> None: ...
    def backlog(self) -> int: ...
    def are_idle(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Left:
    """How many articles are as they were copied, and the keys of some of them that nobody is at work on."""

    articles: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recleaning:
    """A build whose articles were copied, and are now to be replaced by what the functions make of their objects."""

    client: "OpenSearch"
    settings: "Settings"
    queue: Queue
    build: Build
    tell: Tell

    def ask(self) -> Iterator[str]:
        """Ask for every object that is settled and not deleted, a page at a time: the last key of each page.

        Who is killed and goes on after the last key that was noted asks some twice, which comes to the same.
        """
        beyond: list[Json] = [{"range": {"key": {"gt": self.build.after}}}] if self.build.after else []
        query = {
            "bool": {"filter": [self._ours(), *beyond], "must_not": [{"terms": {"state": ["deleted", "received"]}}]}
        }
        asked = 0
        for page in pages(self.client, self.settings.ledger_alias, query, ["key"], ["key"]):
            while (waiting := self.queue.backlog()) > AHEAD:
                self.tell(f"{asked} objects asked for, {waiting} of them in the queue")
                time.sleep(POLL_SECONDS)
            keys = [hit["_source"]["key"] for hit in page]
            self.queue.ask(keys)
            asked += len(keys)
            self.tell(f"{asked} objects asked for, up to {keys[-1]}")
            yield keys[-1]

    def wait(self, above: int, catch_up: Callable[[int], int]) -> int:
        """Wait until each article was cleaned again or is in the hands of the ordinary flow.

        `catch_up` copies what was written to the index in use above a sequence number, and gives the next such number,
        as `wait` does in the end. Raises RepairFailed when no more is done.
        """
        since, fewest, is_asked_again = time.monotonic(), None, False
        while True:
            above = catch_up(above)
            left = self._left()
            if not left.articles:
                return above
            self.tell(f"{left.articles} articles are still to be cleaned again")
            if fewest is None or left.articles < fewest:
                since, fewest = time.monotonic(), left.articles
            stalled = time.monotonic() - since
            if stalled > (ASK_AGAIN_SECONDS if self.queue.are_idle() else GIVE_UP_SECONDS):
                if is_asked_again:
                    raise RepairFailed(
                        f"{left.articles} articles were not cleaned again, of {', '.join(left.keys[:3])}: "
                        "see their receipts and the dead letters, and whether the functions are of this version"
                    )
                self.queue.ask(left.keys)
                since, is_asked_again = time.monotonic(), True
            time.sleep(POLL_SECONDS)

    def _left(self) -> Left:
        """What is in the new index as it was copied, but for objects that the flow has begun with in the one in use.

        Those are caught up with, before the swap or after it, and their receipts tell of them.
        """
        self.client.indices.refresh(index=self.build.index)
        copied = {"range": {"_seq_no": {"lte": self.build.copied}}}
        otherwise = {"bool": {"must_not": {"term": {"pipeline_version": PIPELINE_VERSION}}}}
        live: Json = {"must_not": {"exists": {"field": "deleted_at"}}}
        query = {"bool": {"filter": [self._ours(), {"bool": {"should": [copied, otherwise]}}], **live}}
        body = {"query": query, "size": PAGE, "_source": ["key"], "version": True, "track_total_hits": True}
        found = self.client.search(index=self.build.index, body=body)["hits"]
        total, hits = int(found["total"]["value"]), found["hits"]
        if total > len(hits):
            return Left(total, tuple(dict.fromkeys(hit["_source"]["key"] for hit in hits)))
        begun = self._versions({hit["_source"]["key"] for hit in hits})
        left = [hit["_source"]["key"] for hit in hits if begun.get(hit["_source"]["key"], 0) <= hit["_version"]]
        return Left(len(left), tuple(dict.fromkeys(left)))

    def _versions(self, keys: set[str]) -> dict[str, int]:
        """The generations of objects, as the ledger has them this moment."""
        if not keys:
            return {}
        ids = {object_id(self.settings.bucket, key): key for key in keys}
        docs = self.client.mget(index=self.settings.ledger_alias, body={"ids": list(ids)}, _source=False)["docs"]
        return {ids[doc["_id"]]: doc["_version"] for doc in docs if doc.get("found")}

    def _ours(self) -> Json:
        return {"term": {"bucket": self.settings.bucket}}
