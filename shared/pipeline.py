"""The flow: recall -> look -> parse -> clean -> enrich -> index, for all objects that a batch of messages speaks of."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from shared.article import Article, Failure, Upload, Verdict
from shared.clean import clean
from shared.enrich import enrich
from shared.errors import Rejected, Unavailable
from shared.index.ledger import Known, Plan, State
from shared.index.writer import Result, Writing
from shared.parse import parse
from shared.receive import Hint

# Two writers that meet at a key are apart again after one more look. Whoever loses three times is in a crowd: the
# queue brings the message back when it has gone.
ROUNDS = 3
# A page is cleaned within a second or two and a bulk is answered within ten: what has not begun by then is handed back.
RESERVE_SECONDS = 15

type Outcome = Plan | Exception


class Index(Protocol):
    """The index as the flow sees it."""

    def recall(self, hints: Sequence[Hint], also: Mapping[Hint, tuple[str, ...]]) -> Mapping[Hint, Known]: ...
    def write(self, plans: Sequence[Plan]) -> Sequence[Writing]: ...


@dataclass(frozen=True, slots=True)
class Flow:
    """Ingestion with its two neighbours, the bucket and the index, and the time that it has."""

    look: Callable[[Hint], Upload | None]
    index: Index
    seconds_left: Callable[[], float]

    def ingest(self, hints: Iterable[Hint]) -> dict[Hint, Outcome]:
        """Bring the index to the state of the bucket for these objects: what each became, or why it could not now.

        Looking comes after recalling, and writing only succeeds above what was recalled. So whatever the order and
        number of events, the last write of an object is by one who looked after its last change.
        Raises Unavailable when the index is out of reach.
        """
        outcomes: dict[Hint, Outcome] = {}
        pending = list(dict.fromkeys(hints))
        met = {hint: hint.strays for hint in pending}
        for _ in range(ROUNDS):
            if not pending:
                break
            known = self.index.recall(pending, met)
            planned = {hint: self._plan(hint, known[hint]) for hint in pending}
            outcomes |= planned
            writings = self._write([plan for plan in planned.values() if isinstance(plan, Plan)])
            outcomes |= {writing.plan.hint: _outcome(writing) for writing in writings}
            overtaken = [writing.plan for writing in writings if writing.result is Result.OVERTAKEN]
            pending = [plan.hint for plan in overtaken]
            met = {plan.hint: plan.hint.strays + tuple(article.id for article in plan.articles) for plan in overtaken}
        return outcomes

    def _plan(self, hint: Hint, known: Known) -> Outcome:
        if self.seconds_left() < RESERVE_SECONDS:
            return Unavailable("out of time: handed back to the queue")
        plan = Plan(hint, known, State.DELETED, received_at=datetime.now(UTC))
        try:
            upload = self.look(hint)
            return plan if upload is None else _settle(plan, upload)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not hold back its neighbours
            return error

    def _write(self, plans: Sequence[Plan]) -> Sequence[Writing]:
        if not plans:
            return []
        writings = self.index.write(plans)
        # Rare: the ledger has just said "indexed" of articles that the index refused. One above it says what is true.
        mended = [_without_refused(writing) for writing in writings if writing.result is Result.REFUSED]
        kept = [writing for writing in writings if writing.result is not Result.REFUSED]
        return [*kept, *self.index.write(mended)] if mended else kept


@dataclass(frozen=True, slots=True)
class Taken:
    """An article of an upload, with what was kept and dropped on the way, and the fields that nobody knows."""

    article: Article
    verdicts: tuple[Verdict, ...]
    ignored: tuple[str, ...]


def take(upload: Upload, now: datetime, *, explain: bool = False) -> Iterator[Taken | Failure]:
    """Parse, clean and enrich: the articles of an upload, and those that could not be taken and why.

    Raises Rejected when nothing at all could be read.
    """
    for part in parse(upload):
        if isinstance(part, Failure):
            yield part
            continue
        try:
            cleaned = clean(part, now=now, explain=explain)
            yield Taken(enrich(upload, part, cleaned, now), cleaned.verdicts, part.ignored)
        except Rejected as rejection:
            yield Failure(part.member, rejection.reason, rejection.detail)


def _settle(plan: Plan, upload: Upload) -> Plan:
    plan = replace(plan, state=State.INDEXED, version_id=upload.version_id)
    try:
        parts = list(take(upload, plan.received_at))
    except Rejected as rejection:
        return _rejected(plan, rejection)
    taken = [part for part in parts if isinstance(part, Taken)]
    failures = [part for part in parts if isinstance(part, Failure)]
    ignored = Counter(name for part in taken for name in part.ignored)
    down = plan.known.taken_down
    articles = tuple(part.article for part in taken if part.article.id not in down)
    plan = replace(plan, articles=articles, failures=tuple(failures), ignored_fields=dict(ignored))
    if articles:
        return plan
    if taken:
        return _rejected(plan, Rejected("taken-down", "what is in it was taken down, and stays so"))
    if len(failures) == 1 and not failures[0].member:
        return replace(_rejected(plan, Rejected(failures[0].reason, failures[0].detail)), failures=())
    return _rejected(plan, Rejected("no-articles", f"none of the {len(failures)} articles in it could be taken"))


def _rejected(plan: Plan, rejection: Rejected) -> Plan:
    return replace(plan, state=State.REJECTED, articles=(), reason=rejection.reason, detail=rejection.detail)


def _without_refused(writing: Writing) -> Plan:
    """The plan once more, without the articles that the index will not take, one generation above the first."""
    plan = writing.plan
    everyone = tuple(dict.fromkeys((*plan.known.ids, *(article.id for article in plan.articles))))
    taken = tuple(article for article in plan.articles if article.id not in writing.refused)
    failures = (
        Failure(article.member, "index-refused", writing.refused[article.id])
        for article in plan.articles
        if article.id in writing.refused
    )
    known = replace(plan.known, generation=plan.known.generation + 1, ids=everyone)
    mended = replace(plan, known=known, articles=taken, failures=(*plan.failures, *failures))
    if taken:
        return mended
    return _rejected(mended, Rejected("index-refused", next(iter(writing.refused.values()), "")))


def _outcome(writing: Writing) -> Outcome:
    match writing.result:
        case Result.WRITTEN:
            return writing.plan
        case Result.REFUSED:
            return Unavailable("the index refused its own ledger entry")
        case Result.OVERTAKEN:
            return Unavailable("others were writing this object at the same time")
        case Result.POSTPONED:
            return Unavailable("the index had no room for it now")
