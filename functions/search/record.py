"""What is told of each request: outcomes, counts and durations. Never what was looked for, nor an article's words."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.search import problems
from shared.errors import places

logger = Logger()
metrics = Metrics(namespace="Cuttings")


@contextmanager
def recorded() -> Iterator[dict[str, int]]:
    """One line and one count for the search within. What it puts into the dict is logged beside the outcome."""
    told: dict[str, int] = {}
    started, outcome = time.perf_counter(), "answered"
    try:
        yield told
    except Exception as error:
        outcome = problems.kind(error).code
        raise
    finally:
        milliseconds = (time.perf_counter() - started) * 1000
        logger.info("search", extra={"outcome": outcome, "duration_ms": round(milliseconds), **told})
        metrics.add_dimension("outcome", outcome)
        metrics.add_metric("SearchCount", MetricUnit.Count, 1)
        metrics.add_metric("SearchLatency", MetricUnit.Milliseconds, milliseconds)
        metrics.flush_metrics()


def failed(error: Exception) -> None:
    """An error that nobody foresaw: its type and place without its words, since OpenSearch's repeat the query."""
    logger.error("failed", extra={"error": type(error).__name__, "at": places(error)})
