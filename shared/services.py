"""The composition root of ingestion: the flow's two neighbours, made of the real clients, once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from shared.article import Upload
from shared.bucket import look
from shared.clients import s3_client, search_client
from shared.index.aliases import prepare
from shared.index.ledger import Known, Plan, recall
from shared.index.takedowns import recorded
from shared.index.writer import Writing, outages, write
from shared.receive import Hint
from shared.settings import Settings, settings

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


@dataclass(frozen=True, slots=True)
class OpenSearchIndex:
    """The index of articles and the ledger beside it, in OpenSearch."""

    client: "OpenSearch"
    settings: Settings

    def recall(self, hints: Sequence[Hint], also: Mapping[Hint, tuple[str, ...]]) -> dict[Hint, Known]:
        """What is held of these objects. Raises Unavailable when the index does not answer."""
        if not hints:
            return {}
        with outages():
            return recall(self.client, self.settings, hints, also)

    def write(self, plans: Sequence[Plan]) -> list[Writing]:
        """Write the plans. Raises Unavailable when the index does not answer."""
        return write(self.client, self.settings, plans, datetime.now(UTC))


@cache
def bucket_and_index() -> tuple[Callable[[Hint], Upload | None], OpenSearchIndex]:
    """The two neighbours of the flow. Raises Unavailable when the index cannot be made ready."""
    client = search_client()
    with outages():
        prepare(client, settings(), recorded(s3_client(), settings().bucket))
    return partial(look, s3_client()), OpenSearchIndex(client, settings())
