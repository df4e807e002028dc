"""Have every object cleaned again by the functions behind the queue, into the index that is being built."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
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

# Articles that may be still to be done when more objects are asked for. An upload that comes meanwhile waits behind
# them: for seconds, not for hours.
AHEAD = 1_000
POLL_SECONDS = 1.0
# With nothing in the queue and nothing done for so long, a message was lost: purged, perhaps, by an operator.
ASK_AGAIN_SECONDS = 60.0
# In a queue that is never empty: longer than the longest of the pauses of docs/decisions/0012, twice.
GIVE_UP_SECONDS = 1_800.0


class Queue(Protocol):
    """What has objects cleaned again."""

    def ask(self, keys: Sequence[str]) -> None: ...
    def are_idle(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Left:
    """How many articles are as they were copied, and the keys of some of them that nobody is at work on."""

    articles: int
    keys: tuple[str, ...]


@dataclass(slots=True)
class Patience:
    """Waits while something is done; asks once more for what was not; then gives up."""

    queue: Queue
    since: float = field(default_factory=time.monotonic)
    fewest: int | None = None
    is_asked_again: bool = False

    def heed(self, left: Left) -> None:
        """Hear how much is left. Raises RepairFailed when that became no less for too long."""
        now = time.monotonic()
        if self.fewest is None or left.articles < self.fewest:
            self.since, self.fewest = now, left.articles
        if now - self.since <= (ASK_AGAIN_SECONDS if self.queue.are_idle() else GIVE_UP_SECONDS):
            return
        if self.is_asked_again:
            raise RepairFailed(
                f"{left.articles} articles were not cleaned again, of {', '.join(left.keys[:3])}: "
                "see their receipts and the dead letters, and whether the functions are of this version"
            )
        self.queue.ask(left.keys)
        self.since, self.is_asked_again = now, True


@dataclass(frozen=True, slots=True)
class Recleaning:
    """A build whose articles were copied, and are now to be replaced by what the functions make of their objects.

    `note` is told the last key that was asked for. Who is killed and goes on after it asks for some twice, which comes
    to the same. `catch_up` copies what was written to the index in use above a sequence number, and gives the next such
    number.
    """

    client: "OpenSearch"
    settings: "Settings"
    queue: Queue
    build: Build
    note: Callable[[str], None]
    catch_up: Callable[[int], int]
    tell: Tell

    def run(self) -> int:
        """Have each article cleaned again, or in the hands of the ordinary flow; the number that is caught up with.

        Objects are asked for a page at a time, each when nearly all before were done, however long the queue is of
        others' messages. Raises RepairFailed when no more is done.
        """
        above, last, patience, settled = self.build.above, self.build.after, Patience(self.queue), self._settled()
        is_all_asked = False
        while True:
            above = self.catch_up(above)
            left = self._left({} if is_all_asked else {"lte": last})
            if is_all_asked and not left.articles:
                return above
            self.tell(f"{left.articles} articles are still to be cleaned again, up to {last}")
            if is_all_asked or left.articles > AHEAD:
                patience.heed(left)
                time.sleep(POLL_SECONDS)
            elif keys := next(settled, None):
                self.queue.ask(keys)
                last, patience = keys[-1], Patience(self.queue)
                self.note(last)
            else:
                is_all_asked = True

    def _settled(self) -> Iterator[list[str]]:
        """The keys of every object that is settled and not deleted, a page at a time."""
        beyond: list[Json] = [{"range": {"key": {"gt": self.build.after}}}] if self.build.after else []
        query = {
            "bool": {"filter": [self._ours(), *beyond], "must_not": [{"terms": {"state": ["deleted", "received"]}}]}
        }
        for page in pages(self.client, self.settings.ledger_alias, query, ["key"], ["key"]):
            yield [hit["_source"]["key"] for hit in page]

    def _left(self, keys: Json) -> Left:
        """What is in the new index as it was copied, of a range of keys.

        But for objects that the flow has begun with in the index in use: those are caught up with, before the swap or
        after it, and their receipts tell of them.
        """
        self.client.indices.refresh(index=self.build.index)
        copied = {"range": {"_seq_no": {"lte": self.build.copied}}}
        otherwise = {"bool": {"must_not": {"term": {"pipeline_version": PIPELINE_VERSION}}}}
        live: Json = {"must_not": {"exists": {"field": "deleted_at"}}}
        here: list[Json] = [self._ours(), *([{"range": {"key": keys}}] if keys else [])]
        query = {"bool": {"filter": [*here, {"bool": {"should": [copied, otherwise]}}], **live}}
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
