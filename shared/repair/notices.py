"""Hints of our own: messages in the shape of S3's, so that the ordinary flow mends what a repair has found."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from shared.errors import Unavailable
from shared.receive import REBUILD, REPAIR

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from shared.settings import Settings

# SQS' own limit for a batch. One object a message: one that fails must not bring its neighbours back with it.
BATCH = 10
TRIES = 3
# A message may have 256 KiB, in which an id takes 36. More strays than that of one object wait for the next run.
STRAYS = 5_000


def notice(bucket: str, key: str, strays: tuple[str, ...] = (), source: str = REPAIR) -> str:
    """A message that says: look at this object. `strays` are articles of it that the ledger does not know of."""
    record = {
        "eventVersion": "2.1",
        "eventSource": source,
        "eventTime": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "eventName": "ObjectCreated:Repair",
        "s3": {"bucket": {"name": bucket}, "object": {"key": quote_plus(key, safe="/"), "articles": strays[:STRAYS]}},
    }
    return json.dumps({"Records": [record]})


def send(sqs: "SQSClient", queue_url: str, bodies: Sequence[str]) -> None:
    """Put up to BATCH messages into the queue. Raises Unavailable when it will not take one of them."""
    left: list[Any] = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
    for _ in range(TRIES):
        failed = {each["Id"] for each in sqs.send_message_batch(QueueUrl=queue_url, Entries=left).get("Failed", [])}
        left = [entry for entry in left if entry["Id"] in failed]
        if not left:
            return
    raise Unavailable(f"the queue did not take {len(left)} messages")


@dataclass(frozen=True, slots=True)
class Functions:
    """The functions behind the queue, as a rebuild has them at work."""

    sqs: "SQSClient"
    settings: "Settings"

    def ask(self, keys: Iterable[str]) -> None:
        """Have objects of the bucket cleaned again for the index that is being built."""
        for some in batched(keys, BATCH, strict=False):
            bodies = [notice(self.settings.bucket, key, source=REBUILD) for key in some]
            send(self.sqs, self.settings.queue_url, bodies)

    def are_idle(self) -> bool:
        """Whether the queue is empty, nothing is being worked at, and nothing waits to be tried again."""
        names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        told = self.sqs.get_queue_attributes(QueueUrl=self.settings.queue_url, AttributeNames=names)["Attributes"]
        return not sum(int(told[name]) for name in names)
