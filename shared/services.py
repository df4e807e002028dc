"""The composition root of ingestion: the flow's two neighbours, made of the real clients, once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from shared.article import Upload
from shared.bucket import look
from shared.clients import s3_client, search_client
from shared.errors import Unavailable
from shared.index.aliases import prepare
from shared.index.failures import Result, outages
from shared.index.ledger import Known, Plan, recall
from shared.index.takedowns import Takedown, recorded
from shared.index.writer import Writing, write
from shared.receive import Hint
from shared.sandbox import Sandbox
from shared.settings import Settings, settings

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

# Of 1,769 MB the keeper with boto3 takes 150, and a bulk request with its articles 100.
SANDBOX_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class OpenSearchIndex:
    """The index of articles and the ledger beside it, in OpenSearch, made when they are first missing."""

    client: "OpenSearch"
    settings: Settings
    # Asked when an index is made: what was taken down before.
    taken_down: Callable[[], Iterable[Takedown]] = tuple

    def recall(self, hints: Sequence[Hint]) -> dict[Hint, Known]:
        """What is held of these objects. Raises Unavailable when the index does not answer."""
        if not hints:
            return {}
        try:
            with outages():
                _prepared(self.client, self.settings, self.taken_down)
                return recall(self.client, self.settings, hints)
        except Unavailable:
            _prepared.cache_clear()
            raise

    def write(self, plans: Sequence[Plan]) -> list[Writing]:
        """Write the plans. What the index does not answer for is postponed."""
        writings = write(self.client, self.settings, plans, datetime.now(UTC))
        if any(writing.result is Result.POSTPONED for writing in writings):
            _prepared.cache_clear()  # an alias may be missing: see to it before the next try
        return writings


@cache
def _prepared(client: "OpenSearch", settings: Settings, taken_down: Callable[[], Iterable[Takedown]]) -> None:
    prepare(client, settings, taken_down())


@cache
def sandbox() -> Sandbox:
    """The process that reads files. It has most of the function's memory, and leaves the rest to what keeps it."""
    return Sandbox(int(settings().memory * SANDBOX_SHARE))


@cache
def bucket_and_index() -> tuple[Callable[[Hint], Upload | None], OpenSearchIndex]:
    """The two neighbours of the flow. The flow does the waiting, for it knows how long it may: no retries below it."""
    s3 = s3_client()
    taken_down = partial(recorded, s3, settings().bucket)
    return partial(look, s3), OpenSearchIndex(search_client(retries=0), settings(), taken_down)
