"""The ledger: for each object of the bucket, what became of it. Receipts are read from it, writes are ordered by it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Required, TypedDict, cast

from shared.article import Article, Failure
from shared.identity import article_id, object_id
from shared.receive import Hint
from shared.settings import Settings

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


class State(StrEnum):
    """How an upload ended. `indexed` with failures is an object of which some articles could be taken."""

    INDEXED = "indexed"
    REJECTED = "rejected"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Known:
    """What the index held of an object before it was looked at.

    `generation` is the highest version of any of its documents. Who writes, writes one above it, and a version that is
    not above what is there is refused. So of two that looked at once, the one that looked first cannot overwrite.
    """

    generation: int = 0
    ids: tuple[str, ...] = ()
    # Articles that were taken down. Their tombstones are above every generation and count for none.
    taken_down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an object is to become in the index, and what its receipt will say."""

    hint: Hint
    known: Known
    state: State
    received_at: datetime
    version_id: str = ""
    articles: tuple[Article, ...] = ()
    reason: str | None = None
    detail: str | None = None
    failures: tuple[Failure, ...] = ()
    ignored_fields: Mapping[str, int] = field(default_factory=dict)


def recall(
    client: "OpenSearch", settings: Settings, hints: Sequence[Hint], also: Mapping[Hint, tuple[str, ...]]
) -> dict[Hint, Known]:
    """What the index holds of these objects, in one realtime request.

    `also` names articles, by object, that an earlier round found in its way.
    """
    wanted = [place for hint in hints for place in _places(hint, settings, also.get(hint, ()))]
    answer = client.mget(body={"docs": [doc for _, doc in wanted]})
    known = dict.fromkeys(hints, Known())
    for (hint, _), doc in zip(wanted, answer["docs"], strict=True):
        if doc.get("found"):
            known[hint] = learn(known[hint], doc["_id"], doc["_version"], doc["_source"])
    return known


def learn(before: Known, found_id: str, version: int, source: Mapping[str, Any]) -> Known:
    """What is known of an object once another of its documents was found, be it an article or its ledger entry."""
    down = source.get("taken_down", [])
    if down is True:
        return replace(before, taken_down=_union(before.taken_down, [found_id]))
    ids = _union(before.ids, source.get("ids", [found_id]))
    return Known(max(before.generation, version), ids, _union(before.taken_down, down))


def _union(some: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _places(hint: Hint, settings: Settings, also: tuple[str, ...]) -> Iterator[tuple[Hint, dict[str, Any]]]:
    entry = object_id(hint.bucket, hint.key)
    yield hint, {"_index": settings.ledger_alias, "_id": entry, "_source": ["ids", "taken_down"]}
    for each in dict.fromkeys((article_id(hint.bucket, hint.key), *also)):
        yield hint, {"_index": settings.write_alias, "_id": each, "_source": ["taken_down"]}


class Receipt(TypedDict, total=False):
    """What became of an upload, as it is answered."""

    bucket: Required[str]
    key: Required[str]
    state: Required[str]
    ids: Required[list[str]]
    received_at: Required[str]
    settled_at: Required[str]
    pipeline_version: Required[str]
    searchable: Required[bool]
    version_id: str
    reason: str
    detail: str
    failures: list[dict[str, str]]
    taken_down: list[str]
    ignored_fields: dict[str, int]


def receipt(client: "OpenSearch", settings: Settings, key: str) -> Receipt | None:
    """What became of the upload at a key, or None when nothing was heard of it yet.

    `searchable` is true once every article that it gave is found by readers, and for anything else but articles.
    """
    from opensearchpy import NotFoundError  # noqa: PLC0415 - loaded with the client

    try:
        entry = client.get(index=settings.ledger_alias, id=object_id(settings.bucket, key))["_source"]
    except NotFoundError:
        return None
    ids = entry["ids"]
    searchable = not ids or _visible(client, settings, ids, entry["version_id"]) == len(ids)
    return cast("Receipt", {**entry, "searchable": searchable})


def _visible(client: "OpenSearch", settings: Settings, ids: list[str], version_id: str) -> int:
    fresh = {"bool": {"filter": [{"terms": {"id": ids}}, {"term": {"version_id": version_id}}]}}
    body = {"query": fresh, "size": 0, "track_total_hits": len(ids) + 1}
    found = client.search(index=settings.read_alias, body=body)
    return int(found["hits"]["total"]["value"])
