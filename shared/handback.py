"""Hand back: messages that could not be settled now are seen again soon, and later each time."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# The sums are in docs/decisions/0012: ten tries are spread over an hour.
FIRST_SECONDS = 15
LONGEST_SECONDS = 730  # the queue's own visibility timeout: what nobody handed back is seen again after that
_MOST_AT_ONCE = 10  # entries of one request to SQS


def pause_after(receives: int) -> int:
    """Seconds until a message that was received so many times, and never settled, is seen again."""
    return min(FIRST_SECONDS << min(receives - 1, 10), LONGEST_SECONDS)


def hand_back(sqs: "SQSClient", queue_url: str, records: Sequence[Mapping[str, Any]]) -> int:
    """Make the messages visible again after their pause. How many SQS would not: they wait for the queue's timeout."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - loaded with the client

    left = 0
    for start in range(0, len(records), _MOST_AT_ONCE):
        entries = [_entry(record) for record in records[start : start + _MOST_AT_ONCE]]
        try:
            answer = sqs.change_message_visibility_batch(QueueUrl=queue_url, Entries=entries)  # type: ignore[arg-type]
        except (BotoCoreError, ClientError):
            left += len(entries)
        else:
            left += len(answer.get("Failed", ()))
    return left


def _entry(record: Mapping[str, Any]) -> dict[str, Any]:
    receives = int(record.get("attributes", {}).get("ApproximateReceiveCount", 1))
    return {
        "Id": record["messageId"],
        "ReceiptHandle": record["receiptHandle"],
        "VisibilityTimeout": pause_after(receives),
    }
