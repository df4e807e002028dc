"""Hints of our own: messages in the shape of S3's, so that the ordinary flow mends what a repair has found."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from shared.errors import Unavailable
from shared.receive import REPAIR

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from shared.settings import Settings

# SQS' own limit for a batch. One object a message: one that fails must not bring its neighbours back with it.
BATCH = 10
TRIES = 3
# A message may have 256 KiB, in which an id takes 36. More strays than that of one object wait for the next run.
STRAYS = 5_000


def notice(bucket: str, key: str, strays: tuple[str, ...] = ()) -> str:
    """A message that says: look at this object. `strays` are articles of it that the ledger does not know of."""
    record = {
        "eventVersion": "2.1",
        "eventSource": REPAIR,
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


def hint_all(sqs: "SQSClient", settings: "Settings", keys: Iterable[str]) -> None:
    """Have some objects of the bucket looked at again."""
    for some in batched(keys, BATCH, strict=False):
        send(sqs, settings.queue_url, [notice(settings.bucket, key) for key in some])
