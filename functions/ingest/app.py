"""Trigger: a batch of S3 notifications from the queue. What fails for now is handed back, item by item."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.clients import sqs_client
from shared.handback import hand_back
from shared.identity import object_id
from shared.index.ledger import Plan
from shared.pipeline import Flow, Outcome
from shared.receive import Hint, Message, receive
from shared.services import bucket_and_index
from shared.settings import settings

logger = Logger()
metrics = Metrics()
tracer = Tracer()
processor = BatchProcessor(event_type=EventType.SQS)


@logger.inject_lambda_context
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Bring the index up to date with every object that the batch speaks of, then settle message by message."""
    messages = {message.id: message for message in receive(event["Records"], settings().prefix)}
    look, index = bucket_and_index()
    flow = Flow(look, index, lambda: context.get_remaining_time_in_millis() / 1000)
    outcomes = flow.ingest(hint for message in messages.values() for hint in message.hints)
    for hint, outcome in outcomes.items():
        _tell(hint, outcome)
    _hand_back([each for each in event["Records"] if _failure(messages[each["messageId"]], outcomes)])

    def settle(record: SQSRecord) -> None:
        _settle(messages[record.message_id], outcomes)

    # When every message failed this raises, so that the invocation fails and polling slows down.
    return process_partial_response(event=event, record_handler=settle, processor=processor, context=context)


def _hand_back(records: list[dict[str, Any]]) -> None:
    if records and (left := hand_back(sqs_client(), settings().queue_url, records)):
        logger.warning("not handed back", messages=left)


def _failure(message: Message, outcomes: dict[Hint, Outcome]) -> Exception | None:
    return next((failed for hint in message.hints if isinstance(failed := outcomes[hint], Exception)), None)


def _settle(message: Message, outcomes: dict[Hint, Outcome]) -> None:
    for reason in message.passed_over:
        logger.info("passed over", message_id=message.id, reason=reason)
        metrics.add_metric(name="PassedOver", unit=MetricUnit.Count, value=1)
    if failed := _failure(message, outcomes):
        raise failed


def _tell(hint: Hint, outcome: Outcome) -> None:
    """One line and one count an object. Ids, never keys: what people call their files is not for logs."""
    upload = object_id(hint.bucket, hint.key)
    if isinstance(outcome, Plan):
        name = "rebuilt" if outcome.is_aside else outcome.state.value
        counts = {"articles": len(outcome.articles), "failures": len(outcome.failures)}
        logger.info(name, upload=upload, version_id=outcome.version_id, counts=counts, reason=outcome.reason)
    else:
        name = "postponed"
        logger.warning(name, upload=upload, error=type(outcome).__name__)
    metrics.add_metric(name=name.capitalize(), unit=MetricUnit.Count, value=1)
