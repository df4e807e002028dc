"""Redrive: dead letters back to the queue. Killed in between, one may go twice, which is no harm to anybody."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.errors import Unavailable
from shared.identity import object_id
from shared.receive import receive
from shared.repair.notices import BATCH, send

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from opensearchpy import OpenSearch

    from shared.settings import Settings

# Long enough to pass a batch on, or to page through ten thousand; whoever is killed leaves them hidden no longer.
HIDDEN_SECONDS = 60
# With a wait of at least a second SQS asks all of its servers: an empty answer means that there is none.
WAIT_SECONDS = 1
LOOKED_UP = 500


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that could not be dealt with. `keys` are the objects it speaks of, `odd` what else was in it."""

    body: str
    handle: str
    keys: tuple[str, ...]
    odd: tuple[str, ...]
    receives: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """The queue of dead letters, and the one that they came from."""

    sqs: "SQSClient"
    url: str
    queue_url: str
    prefix: str

    def count(self) -> tuple[int, int]:
        """About how many there are, and how many of those somebody is just looking at, who hides them for a minute."""
        told = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["All"])["Attributes"]
        hidden = int(told["ApproximateNumberOfMessagesNotVisible"])
        waiting = int(told["ApproximateNumberOfMessages"])
        return waiting + hidden, hidden

    def look(self) -> Iterator[DeadLetter]:
        """Every dead letter, put back as it was once all were seen."""
        with self._put_back() as seen:
            for batch in self._batches():
                seen.extend(batch)
                yield from batch

    def redrive(self) -> Iterator[DeadLetter]:
        """Every dead letter, back in its queue. Sent before it is deleted, so none is ever in neither."""
        for batch in self._batches():
            send(self.sqs, self.queue_url, [each.body for each in batch])
            entries: Any = [{"Id": str(n), "ReceiptHandle": each.handle} for n, each in enumerate(batch)]
            failed = self.sqs.delete_message_batch(QueueUrl=self.url, Entries=entries).get("Failed", [])
            if failed:
                raise Unavailable(f"{len(failed)} dead letters were sent and could not be deleted: they will go twice")
            yield from batch

    def _batches(self) -> Iterator[list[DeadLetter]]:
        while messages := self.sqs.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=BATCH,
            VisibilityTimeout=HIDDEN_SECONDS,
            WaitTimeSeconds=WAIT_SECONDS,
            MessageSystemAttributeNames=["ApproximateReceiveCount", "SentTimestamp"],
        ).get("Messages", []):
            yield [self._letter(message) for message in messages]

    def _letter(self, message: Any) -> DeadLetter:
        told = receive([{"messageId": message["MessageId"], "body": message["Body"]}], self.prefix)[0]
        about = message.get("Attributes", {})
        return DeadLetter(
            body=message["Body"],
            handle=message["ReceiptHandle"],
            keys=tuple(hint.key for hint in told.hints),
            odd=told.passed_over,
            receives=int(about.get("ApproximateReceiveCount", 0)),
            sent_at=datetime.fromtimestamp(int(about.get("SentTimestamp", 0)) / 1000, UTC),
        )

    @contextmanager
    def _put_back(self) -> Iterator[list[DeadLetter]]:
        seen: list[DeadLetter] = []
        try:
            yield seen
        finally:
            for start in range(0, len(seen), BATCH):
                some = seen[start : start + BATCH]
                entries: Any = [
                    {"Id": str(n), "ReceiptHandle": each.handle, "VisibilityTimeout": 0} for n, each in enumerate(some)
                ]
                self.sqs.change_message_visibility_batch(QueueUrl=self.url, Entries=entries)


def states(client: "OpenSearch", settings: "Settings", keys: Iterable[str]) -> dict[str, str]:
    """What the ledger tells of objects, as far as it does: `rejected: binary`, say."""
    found: dict[str, str] = {}
    for some in batched(keys, LOOKED_UP, strict=False):
        ids = [object_id(settings.bucket, key) for key in some]
        docs = client.mget(index=settings.ledger_alias, body={"ids": ids})["docs"]
        for key, entry in ((key, doc["_source"]) for key, doc in zip(some, docs, strict=True) if doc.get("found")):
            found[key] = ": ".join(filter(None, (entry["state"], entry.get("reason"))))
    return found
