"""What is told of each batch: outcomes, formats and the time of each stage. Never a key, nor an article's words."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from shared.errors import Fault, Unavailable, places
from shared.identity import object_id
from shared.index.ledger import Known, Plan
from shared.index.writer import Writing
from shared.pipeline import Index, Outcome
from shared.receive import Hint

logger = Logger()


@dataclass(slots=True)
class Batch:
    """One batch: watches what its flow calls, and is told what came of each object.

    Parsing, cleaning and enriching are one stage here, `clean`: they run in a process of their own.
    """

    milliseconds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)

    def timed[**P, R](self, stage: str, call: Callable[P, R]) -> Callable[P, R]:
        def watched(*args: P.args, **kwargs: P.kwargs) -> R:
            before = time.perf_counter()
            try:
                return call(*args, **kwargs)
            finally:
                self.milliseconds[stage] += (time.perf_counter() - before) * 1000  # type: ignore[assignment]

        return watched

    def tell(self, hint: Hint, outcome: Outcome) -> None:
        """One line an object. Ids, never keys: what people call their files is not for logs."""
        about: dict[str, Any] = {"upload": object_id(hint.bucket, hint.key), "requests": hint.requests}
        if isinstance(outcome, Plan):
            name = "rebuilt" if outcome.is_aside else outcome.state.value
            counts = {"articles": len(outcome.articles), "failures": len(outcome.failures)}
            logger.info(name, version_id=outcome.version_id, counts=counts, reason=outcome.reason, **about)
            self.formats.update(outcome.formats)
        else:
            name = "postponed"
            logger.warning(name, error=type(outcome).__name__, at=_places(outcome), **about)
        self.outcomes[name] += 1

    def pass_over(self, message_id: str, reason: str) -> None:
        logger.info("passed over", message_id=message_id, reason=reason)
        self.outcomes["passed-over"] += 1

    def count(self) -> None:
        """Send the metrics: a few lines a batch, however many objects it has."""
        for outcome, number in self.outcomes.items():
            _count("Objects", "outcome", outcome, number, MetricUnit.Count)
        for name, number in self.formats.items():
            _count("Articles", "format", name, number, MetricUnit.Count)
        for stage, milliseconds in self.milliseconds.items():
            _count("StageTime", "stage", stage, milliseconds, MetricUnit.Milliseconds)


@dataclass(frozen=True, slots=True)
class WatchedIndex:
    """The index, with the time that it takes."""

    index: Index
    batch: Batch

    def recall(self, hints: Sequence[Hint]) -> Mapping[Hint, Known]:
        return self.batch.timed("recall", self.index.recall)(hints)

    def write(self, plans: Sequence[Plan]) -> Sequence[Writing]:
        return self.batch.timed("index", self.index.write)(plans)


def _places(failed: Exception) -> list[str]:
    if isinstance(failed, Unavailable):
        return []
    return list(failed.places) if isinstance(failed, Fault) else places(failed)


def _count(metric: str, dimension: str, value: str, number: float, unit: MetricUnit) -> None:
    one = EphemeralMetrics()
    one.add_dimension(dimension, value)
    one.add_metric(metric, unit, number)
    one.flush_metrics()
