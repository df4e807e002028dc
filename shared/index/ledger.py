"""The ledger: for each object of the bucket, what became of it. Receipts are read from it, writes are ordered by it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Required, TypedDict, cast

from shared.article import Article, Failure
from shared.errors import Unavailable
from shared.identity import article_id, object_id
from shared.receive import Hint
from shared.settings import Settings

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


class State(StrEnum):
    """How far an upload has come. `indexed` with failures is an object of which some articles could be taken."""

    RECEIVED = "received"  # heard of, and not done with: on its way, or being tried again
    INDEXED = "indexed"
    UNCHANGED = "unchanged"  # the same again, so that nothing was written
    REJECTED = "rejected"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Settled:
    """What an object was when it was last written whole: its ledger entry and all of its articles, by one writer."""

    state: State
    version_id: str
    digest: str
    pipeline_version: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the index held of an object before it was looked at.

    `generation` is the version of its ledger entry. Who writes, writes one above it, and a version that is not above
    what is there is refused. So of two that looked at once, the one that looked first cannot overwrite.
    """

    generation: int = 0
    ids: tuple[str, ...] = ()
    settled: Settled | None = field(default=None, compare=False)


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
    digest: str = ""  # of all that cleaning saw of it
    uploaded_at: datetime | None = None
    cleaned_at: datetime | None = None
    same_as: str | None = None  # the earlier version whose content it has


def recall(client: "OpenSearch", settings: Settings, hints: Sequence[Hint]) -> dict[Hint, Known]:
    """What the index holds of these objects, in one realtime request.

    Raises Unavailable when some of it cannot be told: what is not known would be forgotten by the next write.
    """
    wanted = [place for hint in hints for place in _places(hint, settings)]
    docs = client.mget(body={"docs": wanted})["docs"]
    return {hint: _known(hint, *pair) for hint, *pair in zip(hints, docs[::2], docs[1::2], strict=True)}


def _places(hint: Hint, settings: Settings) -> Iterator[dict[str, Any]]:
    """Of an object its ledger entry, and the article at its own id."""
    entry, own = object_id(hint.bucket, hint.key), article_id(hint.bucket, hint.key)
    yield {"_index": settings.ledger_alias, "_id": entry, "_source": ["ids", *_SETTLED]}
    yield {"_index": settings.write_alias, "_id": own, "_source": ["version_id", "pipeline_version", "deleted_at"]}


_SETTLED = ("state", "version_id", "digest", "pipeline_version")


def _known(hint: Hint, entry: Mapping[str, Any], own: Mapping[str, Any]) -> Known:
    if failed := entry.get("error") or own.get("error"):
        raise Unavailable(f"OpenSearch could not tell what it holds: {failed.get('type', failed)}")
    version, its_own = (doc["_version"] if doc.get("found") else 0 for doc in (entry, own))
    # An article is at most one above its ledger entry: written, and the entry not yet. One that is further above tells
    # of a ledger that was lost, or restored from an older copy.
    generation = version if its_own <= version + 1 else its_own
    ids = (*(entry["_source"]["ids"] if version else ()), *((own["_id"],) if its_own else ()))
    return Known(generation, tuple(dict.fromkeys(ids)), _settled(hint, entry, own) if version == its_own else None)


def _settled(hint: Hint, entry: Mapping[str, Any], own: Mapping[str, Any]) -> Settled | None:
    """The entry's word, if the article at the object's own id agrees.

    Two that write at once may win one of these each: both were told so and look again, unless they were killed.
    """
    if not entry.get("found"):
        return None
    told, article = entry["_source"], own["_source"]
    if article_id(hint.bucket, hint.key) in told["ids"]:
        agrees = all(article.get(name) == told.get(name) for name in ("version_id", "pipeline_version"))
    else:
        agrees = "deleted_at" in article
    if told["state"] == State.RECEIVED or not agrees:
        return None
    return Settled(State(told["state"]), *(told.get(name, "") for name in _SETTLED[1:]))


class Receipt(TypedDict, total=False):
    """What became of an upload, as it is answered."""

    bucket: Required[str]
    key: Required[str]
    state: Required[str]
    ids: Required[list[str]]
    received_at: Required[str]
    pipeline_version: Required[str]
    searchable: Required[bool]
    version_id: str
    digest: str
    same_as: str
    uploaded_at: str
    cleaned_at: str
    settled_at: str
    reason: str
    detail: str
    failures: list[dict[str, str]]
    ignored_fields: dict[str, int]


def receipt(client: "OpenSearch", settings: Settings, key: str) -> Receipt | None:
    """What became of the upload at a key, or None when nothing was heard of it yet.

    `searchable` is true once every article that it gave is found by readers, and for what is done and gave none.
    """
    from opensearchpy import NotFoundError  # noqa: PLC0415 - loaded with the client

    try:
        entry = client.get(index=settings.ledger_alias, id=object_id(settings.bucket, key))["_source"]
    except NotFoundError:
        return None
    ids = entry["ids"]
    searchable = not ids or _visible(client, settings, ids, entry.get("version_id", "")) == len(ids)
    state = State.UNCHANGED if entry.get("same_as") else entry["state"]
    return cast("Receipt", {**entry, "state": state, "searchable": searchable and state != State.RECEIVED})


def _visible(client: "OpenSearch", settings: Settings, ids: list[str], version_id: str) -> int:
    fresh = {"bool": {"filter": [{"terms": {"id": ids}}, {"term": {"version_id": version_id}}]}}
    body = {"query": fresh, "size": 0, "track_total_hits": len(ids) + 1}
    found = client.search(index=settings.read_alias, body=body)
    return int(found["hits"]["total"]["value"])
