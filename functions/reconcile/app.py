"""Trigger: the clock. Where the bucket and the index differ, a hint goes to the queue, and the ordinary flow mends."""

import json
from collections import Counter
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.clients import lambda_client, s3_client, search_client, sqs_client
from shared.index.failures import outages
from shared.repair.compare import Kind
from shared.repair.reconcile import Reconciliation, mend
from shared.settings import settings

# A stretch of keys takes some seconds: what is left then is for the next invocation.
RESERVE_MILLISECONDS = 60_000

logger = Logger()
metrics = Metrics()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Reconcile all keys, or those after the event's `after`, and say what was found. Out of time, it asks for more."""
    found: Counter[str] = Counter()
    after = event.get("after", "")
    with outages():
        for stretch in Reconciliation(s3_client(), search_client(), settings()).stretches(after):
            found.update(finding.kind.value for finding in mend(sqs_client(attempts=3), settings(), stretch.findings))
            after = stretch.last
            if after and context.get_remaining_time_in_millis() < RESERVE_MILLISECONDS:
                _go_on(after, context)
                break
    told = {kind.value: found[kind.value] for kind in Kind}
    logger.info("reconciled", counts=told, whole=not after)
    for kind, number in told.items():
        metrics.add_metric(name=kind.capitalize(), unit=MetricUnit.Count, value=number)
    return {**told, "whole": not after}


def _go_on(after: str, context: LambdaContext) -> None:
    payload = json.dumps({"after": after}).encode()
    lambda_client().invoke(FunctionName=context.invoked_function_arn, InvocationType="Event", Payload=payload)
