"""The flow: recall -> look -> parse -> clean -> enrich -> index, for all objects that a batch of messages speaks of."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from shared.article import Failure, Upload
from shared.enrich import PIPELINE_VERSION
from shared.errors import Rejected, Unavailable
from shared.identity import content_digest
from shared.index.failures import Result
from shared.index.ledger import Known, Plan, Settled, State
from shared.index.writer import Writing
from shared.receive import Hint, join
from shared.stages import INVALID_SIDECAR, Taken, take

# Two writers that meet at a key are apart again after one more look. Whoever loses three times is in a crowd: the
# queue brings the message back when it has gone.
ROUNDS = 3
# What has not begun by then is handed back: a look takes twice up to 14 seconds, for the object and its sidecar
# (shared/clients.py), a request to the index 10, a swap of indices 3 (shared/index/bulk.py), and telling the queue 3.
RESERVE_SECONDS = 44
# An index that restarts is away for half a minute; asked every eight seconds it is not kept from its work.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 8.0

type Outcome = Plan | Exception


class _NotNow(Unavailable):
    """There is no time for it, or others are at it: nothing that a receipt should tell."""


class _OutOfReach(_NotNow):
    """The index does not take it now: worth waiting for."""


class Index(Protocol):
    """The index as the flow sees it."""

    def recall(self, hints: Sequence[Hint]) -> Mapping[Hint, Known]: ...
    def write(self, plans: Sequence[Plan]) -> Sequence[Writing]: ...


@dataclass(frozen=True, slots=True)
class Flow:
    """Ingestion with its two neighbours, the bucket and the index, and the time that it has."""

    look: Callable[[Hint], Upload | None]
    index: Index
    seconds_left: Callable[[], float]
    sleep: Callable[[float], None] = time.sleep

    def ingest(self, hints: Iterable[Hint]) -> dict[Hint, Outcome]:
        """Bring the index to the state of the bucket for these objects: what each became, or why it could not now.

        Looking comes after recalling, and writing only succeeds above what was recalled. So whatever the order and
        number of events, the last write of an object is by one who looked after its last change.
        While the index is out of reach or has no room, it is waited for as long as there is time.
        """
        outcomes: dict[Hint, Outcome] = {}
        rounds: Counter[Hint] = Counter()
        pending = join(hints)
        pause = FIRST_PAUSE
        while pending:
            tried, writings = self._round(pending)
            outcomes |= tried
            overtaken = [each.plan for each in writings if each.result is Result.OVERTAKEN]
            rounds.update(plan.hint for plan in overtaken)
            again = [_again(plan) for plan in overtaken if rounds[plan.hint] < ROUNDS]
            waiting = [hint for hint, outcome in tried.items() if isinstance(outcome, _OutOfReach)]
            if waiting and self.seconds_left() - pause > RESERVE_SECONDS:
                self.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                again += waiting
            pending = again
        self._tell_of_faults(outcomes)
        return outcomes

    def _round(self, hints: Sequence[Hint]) -> tuple[dict[Hint, Outcome], list[Writing]]:
        """Recall, look and write once. Who was overtaken is in both answers."""
        try:
            known = self.index.recall(hints)
        except Unavailable as error:
            return dict.fromkeys(hints, _OutOfReach(*error.args)), []
        outcomes = {hint: self._plan(hint, known[hint]) for hint in hints}
        plans = [each for each in outcomes.values() if isinstance(each, Plan) and each.state is not State.UNCHANGED]
        writings = self._write(plans)
        return outcomes | {each.plan.hint: _outcome(each) for each in writings}, writings

    def _plan(self, hint: Hint, known: Known) -> Outcome:
        if self.seconds_left() < RESERVE_SECONDS:
            return _NotNow("out of time: handed back to the queue")
        plan = Plan(hint, known, State.DELETED, received_at=datetime.now(UTC))
        try:
            upload = self.look(hint)
            plan = plan if upload is None else _of(plan, upload)
            if _is_as_settled(plan):
                return replace(plan, state=State.UNCHANGED)
            plan = plan if upload is None else _settle(plan, upload)
            return replace(plan, is_aside=_is_for_aside(plan))
        except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not hold back its neighbours
            return error

    def _tell_of_faults(self, outcomes: Mapping[Hint, Outcome]) -> None:
        """Let the receipts of what is handed back say so, and why: it may be on its way to the dead letters."""
        faults = {hint: each for hint, each in outcomes.items() if isinstance(each, Exception)}
        faults = {hint: each for hint, each in faults.items() if not isinstance(each, _NotNow)}
        if faults and self.seconds_left() > RESERVE_SECONDS:
            with suppress(Unavailable):
                known = self.index.recall(list(faults))
                self.index.write([_tried_again(hint, known[hint], error) for hint, error in faults.items()])

    def _write(self, plans: Sequence[Plan]) -> list[Writing]:
        if not plans:
            return []
        writings = self.index.write(plans)
        # Rare: the ledger has just said "indexed" of articles that the index refused. One above it says what is true.
        mended = [_without_refused(writing) for writing in writings if writing.result is Result.REFUSED]
        kept = [writing for writing in writings if writing.result is not Result.REFUSED]
        return [*kept, *self.index.write(mended)] if mended else kept


def _again(plan: Plan) -> Hint:
    """The hint, and all that it led to write: one of these was above it, be it by another writer or by a takedown."""
    return replace(plan.hint, strays=(*plan.hint.strays, *plan.known.ids, *(each.id for each in plan.articles)))


def _of(plan: Plan, upload: Upload) -> Plan:
    """The plan with what can be told of an upload before it is cleaned."""
    beside = json.dumps([dict(upload.sidecar.fields), upload.sidecar.ignored, upload.sidecar.problem], sort_keys=True)
    about = (upload.content_type, *(part for pair in sorted(upload.metadata.items()) for part in pair), beside)
    digest = content_digest(upload.body, *about)
    return replace(
        plan, state=State.INDEXED, version_id=upload.version_id, digest=digest, uploaded_at=upload.modified_at
    )


def _is_as_settled(plan: Plan) -> bool:
    """Whether all of it is in the index already. Nothing need be written then: who looked before us lost or will lose.

    A write succeeds only above what its writer recalled, and whoever recalled what is settled looked after that.
    """
    settled = _as_told(plan)
    if settled is None or plan.hint.is_doubted or settled.pipeline_version != PIPELINE_VERSION:
        return False
    return not (plan.hint.is_for_rebuild and settled.state is State.INDEXED)


def _as_told(plan: Plan) -> Settled | None:
    """What is settled, where that is of the same version of the object and its sidecar."""
    settled = plan.known.settled
    if settled is None or (settled.version_id, settled.digest) != (plan.version_id, plan.digest):
        return None
    return settled if (settled.state is State.DELETED) == (plan.state is State.DELETED) else None


def _is_for_aside(plan: Plan) -> bool:
    """Whether a new index is to have what was cleaned again, at the version that it has, and the one in use is not.

    Only where the receipt would tell the same of it. All else goes the ordinary way, which a build catches up with.
    """
    settled = _as_told(plan)
    if settled is None or not plan.hint.is_for_rebuild or plan.hint.is_doubted or plan.state is not State.INDEXED:
        return False
    failures = [asdict(failure) for failure in plan.failures]
    told = (settled.state, set(settled.ids), settled.failures, settled.ignored_fields)
    return told == (plan.state, {each.id for each in plan.articles}, failures, plan.ignored_fields)


def _twin(plan: Plan) -> str | None:
    """The version before this one, when it gave articles and the same again was uploaded over it."""
    before = plan.known.settled
    if before is None or before.state is not State.INDEXED or before.pipeline_version != PIPELINE_VERSION:
        return None
    return before.version_id if before.digest == plan.digest and before.version_id != plan.version_id else None


def _tried_again(hint: Hint, known: Known, error: Exception) -> Plan:
    detail = str(error) if isinstance(error, Unavailable) else f"a fault of ours: {type(error).__name__}"
    return Plan(hint, known, State.RECEIVED, datetime.now(UTC), reason="tried-again", detail=detail)


def _settle(plan: Plan, upload: Upload) -> Plan:
    try:
        parts = list(take(upload, plan.received_at))
    except Rejected as rejection:
        return _rejected(plan, rejection)
    plan = replace(plan, cleaned_at=datetime.now(UTC))
    taken = [part for part in parts if isinstance(part, Taken)]
    failures = [part for part in parts if isinstance(part, Failure)]
    ignored = Counter(name for part in taken for name in part.ignored)
    down = plan.known.taken_down
    articles = tuple(part.article for part in taken if part.article.id not in down)
    plan = replace(plan, articles=articles, failures=tuple(failures), ignored_fields=dict(ignored))
    if articles:
        return replace(plan, same_as=_twin(plan))
    if taken:
        return _rejected(plan, Rejected("taken-down", "what is in it was taken down, and stays so"))
    of_articles = [failure for failure in failures if failure.reason != INVALID_SIDECAR]
    if len(of_articles) == 1 and not of_articles[0].member:
        return replace(_rejected(plan, Rejected(of_articles[0].reason, of_articles[0].detail)), failures=())
    return _rejected(plan, Rejected("no-articles", f"none of the {len(of_articles)} articles in it could be taken"))


def _rejected(plan: Plan, rejection: Rejected) -> Plan:
    return replace(
        plan, state=State.REJECTED, articles=(), same_as=None, reason=rejection.reason, detail=rejection.detail
    )


def _without_refused(writing: Writing) -> Plan:
    """The plan once more, in the index in use and above the first, without the articles that were not taken."""
    plan = writing.plan
    everyone = tuple(dict.fromkeys((*plan.known.ids, *(article.id for article in plan.articles))))
    taken = tuple(article for article in plan.articles if article.id not in writing.refused)
    failures = (
        Failure(article.member, "index-refused", writing.refused[article.id])
        for article in plan.articles
        if article.id in writing.refused
    )
    written = plan.known.generation + (not plan.is_aside)
    known = replace(plan.known, generation=written, ids=everyone)
    mended = replace(plan, known=known, articles=taken, failures=(*plan.failures, *failures), is_aside=False)
    if taken:
        return mended
    return _rejected(mended, Rejected("index-refused", next(iter(writing.refused.values()), "")))


def _outcome(writing: Writing) -> Outcome:
    match writing.result:
        case Result.WRITTEN:
            return writing.plan
        case Result.REFUSED:
            return _NotNow("the index refused its own ledger entry")
        case Result.OVERTAKEN:
            return _NotNow("others were writing this object at the same time")
        case Result.POSTPONED:
            return _OutOfReach("the index did not take it now")
