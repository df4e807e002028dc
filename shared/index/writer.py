"""The one writer: what objects are to become, in one bulk request, and what came of each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from shared.errors import Unavailable
from shared.identity import article_id, object_id
from shared.index import documents
from shared.index.bulk import Action, send
from shared.index.ledger import Plan, State
from shared.settings import Settings

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


class Result(IntEnum):
    """What came of writing an item, the graver the higher."""

    WRITTEN = 0
    REFUSED = 1  # OpenSearch will never take it
    OVERTAKEN = 2  # somebody wrote since the recall: look again
    POSTPONED = 3  # it would not take it now


@dataclass(frozen=True, slots=True)
class Writing:
    """The result for one plan, the gravest of its items. `refused` maps article ids to OpenSearch's reason."""

    plan: Plan
    result: Result
    refused: dict[str, str] = field(default_factory=dict)


def write(client: "OpenSearch", settings: Settings, plans: Sequence[Plan], now: datetime) -> list[Writing]:
    """Write each plan one generation above what was known of its object, all in one request of at most 5 MiB.

    Raises Unavailable when the index as a whole does not answer: nothing is known then of any plan.
    """
    actions = [(plan, action) for plan in plans for action in _actions(plan, settings, now)]
    with outages():
        items = send(client, [action for _, action in actions])
    return [_writing(plan, [items[a["_id"]] for owner, a in actions if owner is plan]) for plan in plans]


def _actions(plan: Plan, settings: Settings, now: datetime) -> Iterator[Action]:
    version = {"_op_type": "index", "version": plan.known.generation + 1, "version_type": "external"}
    articles = {**version, "_index": settings.write_alias}
    for article in plan.articles:
        yield {**articles, "_id": article.id, "_source": documents.of_article(article)}
    for gone in dropped(plan):
        yield {**articles, "_id": gone, "_source": documents.of_tombstone(gone, plan.hint, now)}
    ledger = {**version, "_index": settings.ledger_alias, "_id": object_id(plan.hint.bucket, plan.hint.key)}
    yield {**ledger, "_source": documents.of_plan(plan, now)}


def dropped(plan: Plan) -> list[str]:
    """The articles that were known of an object and are none of it any more."""
    kept = {*plan.known.taken_down, *(article.id for article in plan.articles)}
    # A deleted object leaves a tombstone even where no article was known: one may be on its way, from an older look.
    unseen = (article_id(plan.hint.bucket, plan.hint.key),) if plan.state is State.DELETED else ()
    return [each for each in dict.fromkeys((*plan.known.ids, *unseen)) if each not in kept]


def _writing(plan: Plan, items: Sequence[Action]) -> Writing:
    results = [_result(item["status"]) for item in items]
    refused = {
        item["_id"]: str(item.get("error", {}).get("reason", "refused"))
        for item, result in zip(items, results, strict=True)
        if result is Result.REFUSED
    }
    return Writing(plan, max(results), refused)


def _result(status: int) -> Result:
    """The table of docs/architecture.md: 409 is a version that is not above what is there."""
    if status in {200, 201}:
        return Result.WRITTEN
    if status == 409:
        return Result.OVERTAKEN
    # 403 is a block on the index or a lack of rights: no article's fault, and mended by others.
    return Result.POSTPONED if status in {403, 429} or status >= 500 else Result.REFUSED


@contextmanager
def outages() -> Iterator[None]:
    """Turn the client's ways of saying that the index is out of reach into Unavailable."""
    from opensearchpy.exceptions import ConnectionError as Unreachable  # noqa: PLC0415 - loaded with the client
    from opensearchpy.exceptions import TransportError  # noqa: PLC0415

    try:
        yield
    except Unreachable as error:
        raise Unavailable(f"OpenSearch did not answer: {type(error).__name__}") from error
    except TransportError as error:
        raise Unavailable(f"OpenSearch answered {error.status_code}: {error.error}") from error
