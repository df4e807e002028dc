"""Trigger: a batch of S3 notifications from the queue. What fails for now is handed back, item by item."""

import time
from collections.abc import Iterable
from typing import Any

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.ingest.record import Batch, WatchedIndex, logger
from shared.clients import sqs_client
from shared.handback import hand_back
from shared.pipeline import Flow, Outcome
from shared.receive import Hint, Message, receive
from shared.services import bucket_and_index, sandbox
from shared.settings import settings

tracer = Tracer()
processor = BatchProcessor(event_type=EventType.SQS)


class _NotSettledError(Exception):
    """A message that goes back to the queue. The failure's own words stay inside: Lambda prints what fails a batch."""


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Bring the index up to date with every object that the batch speaks of, then settle message by message."""
    messages = {message.id: message for message in receive(event["Records"], settings().prefix)}
    sandbox().start()  # it imports while the clients are made
    look, index = bucket_and_index()
    batch = Batch()
    flow = Flow(
        batch.timed("look", look),
        WatchedIndex(index, batch),
        lambda: context.get_remaining_time_in_millis() / 1000,
        batch.timed("wait", time.sleep),
        batch.timed("clean", sandbox().take),
    )
    outcomes = flow.ingest(hint for message in messages.values() for hint in message.hints)
    _tell(batch, messages.values(), outcomes)
    _hand_back([each for each in event["Records"] if _failure(messages[each["messageId"]], outcomes)])

    def settle(record: SQSRecord) -> None:
        if failed := _failure(messages[record.message_id], outcomes):
            raise _NotSettledError(type(failed).__name__)

    # When every message failed this raises, so that the invocation fails and polling slows down.
    return process_partial_response(event=event, record_handler=settle, processor=processor, context=context)


def _hand_back(records: list[dict[str, Any]]) -> None:
    if records and (left := hand_back(sqs_client(), settings().queue_url, records)):
        logger.warning("not handed back", messages=left)


def _failure(message: Message, outcomes: dict[Hint, Outcome]) -> Exception | None:
    return next((failed for hint in message.hints if isinstance(failed := outcomes[hint], Exception)), None)


def _tell(batch: Batch, messages: Iterable[Message], outcomes: dict[Hint, Outcome]) -> None:
    for hint, outcome in outcomes.items():
        batch.tell(hint, outcome)
    for message in messages:
        for reason in message.passed_over:
            batch.pass_over(message.id, reason)
    batch.count()
