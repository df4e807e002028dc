"""The ledger: for each object of the bucket, what became of it. Receipts are read from it, writes are ordered by it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Required, TypedDict, cast

from shared.article import Article, Failure
from shared.errors import Unavailable
from shared.identity import article_id, object_id
from shared.receive import Hint, main_key
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
    """What an object was when it was last written whole: its ledger entry and all of its articles, by one writer.

    `failures` and `ignored_fields` are as the ledger stores them.
    """

    state: State
    version_id: str
    digest: str
    pipeline_version: str
    ids: tuple[str, ...]
    failures: Sequence[Mapping[str, str]]
    ignored_fields: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What the index held of an object before it was looked at.

    `generation` is the version of its ledger entry. Who writes, writes one above it, and a version that is not above
    what is there is refused. So of two that looked at once, the one that looked first cannot overwrite.
    """

    generation: int = 0
    ids: tuple[str, ...] = ()
    settled: Settled | None = field(default=None, compare=False)
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
    digest: str = ""  # of all that cleaning saw of it
    uploaded_at: datetime | None = None
    cleaned_at: datetime | None = None
    same_as: str | None = None  # the earlier version whose content it has
    # Only its articles, at the version that they have, and only into the index that is being built.
    is_aside: bool = False


def recall(client: "OpenSearch", settings: Settings, hints: Sequence[Hint]) -> dict[Hint, Known]:
    """What the index holds of these objects, in one realtime request.

    Articles that the hints name are looked at too.
    Raises Unavailable when some of it cannot be told: what is not known would be forgotten by the next write.
    """
    wanted = [list(_places(hint, settings)) for hint in hints]
    docs = iter(client.mget(body={"docs": [place for places in wanted for place in places]})["docs"])
    return {hint: _known(hint, *(next(docs) for _ in places)) for hint, places in zip(hints, wanted, strict=True)}


def _places(hint: Hint, settings: Settings) -> Iterator[dict[str, Any]]:
    """Of an object its ledger entry, the article at its own id, and those that its hint names."""
    entry, own = object_id(hint.bucket, hint.key), article_id(hint.bucket, hint.key)
    yield {"_index": settings.ledger_alias, "_id": entry, "_source": [*_OF_ENTRY]}
    for each in dict.fromkeys((own, *hint.strays)):
        yield {"_index": settings.write_alias, "_id": each, "_source": list(_OF_ARTICLE)}


_SETTLED = ("state", "version_id", "digest", "pipeline_version")
_OF_ENTRY = (*_SETTLED, "ids", "taken_down", "failures", "ignored_fields")
_OF_ARTICLE = ("version_id", "pipeline_version", "deleted_at", "taken_down")


def _known(hint: Hint, entry: Mapping[str, Any], *articles: Mapping[str, Any]) -> Known:
    if failed := next((doc["error"] for doc in (entry, *articles) if "error" in doc), None):
        raise Unavailable(f"OpenSearch could not tell what it holds: {failed.get('type', failed)}")
    told = entry["_source"] if entry.get("found") else {}
    there = {doc["_id"]: doc["_version"] for doc in articles if doc.get("found") and not _is_taken_down(doc)}
    down = (doc["_id"] for doc in articles if doc.get("found") and _is_taken_down(doc))
    version, highest = entry["_version"] if told else 0, max(there.values(), default=0)
    # An article is at most one above its ledger entry: written, and the entry not yet. One that is further above tells
    # of a ledger that was lost, or restored from an older copy.
    generation = version if highest <= version + 1 else highest
    return Known(
        generation,
        ids=tuple(dict.fromkeys((*told.get("ids", ()), *there))),
        settled=_settled(hint, entry, articles[0]) if told else None,
        taken_down=tuple(dict.fromkeys((*told.get("taken_down", ()), *down))),
    )


def _is_taken_down(doc: Mapping[str, Any]) -> bool:
    return bool(doc["_source"].get("taken_down"))


def _settled(hint: Hint, entry: Mapping[str, Any], own: Mapping[str, Any]) -> Settled | None:
    """The entry's word, if the article at the object's own id agrees.

    Two that write at once may win one of these each: both were told so and look again, unless they were killed.
    """
    told, single = entry["_source"], article_id(hint.bucket, hint.key)
    if told["state"] == State.RECEIVED or not own.get("found"):
        return None
    article = own["_source"]
    if _is_taken_down(own):  # above every writer: it agrees with whoever has heard of it
        agrees = single in told.get("taken_down", ())
    elif own["_version"] != entry["_version"]:
        agrees = False
    elif single in told["ids"]:
        agrees = all(article.get(name) == told.get(name) for name in ("version_id", "pipeline_version"))
    else:
        agrees = "deleted_at" in article
    if not agrees:
        return None
    version_id, digest, pipeline_version = (str(told.get(name, "")) for name in _SETTLED[1:])
    failures, ignored_fields = told.get("failures", []), told.get("ignored_fields", {})
    about = (version_id, digest, pipeline_version, tuple(told["ids"]), failures, ignored_fields)
    return Settled(State(told["state"]), *about)


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
    taken_down: list[str]
    ignored_fields: dict[str, int]


def receipt(client: "OpenSearch", settings: Settings, key: str) -> Receipt | None:
    """What became of the upload at a key, or None when nothing was heard of it yet.

    A sidecar has no receipt of its own: that of the object which it tells of is answered.
    `searchable` is true once every article that it gave is found by readers, and for what is done and gave none.
    """
    from opensearchpy import NotFoundError  # noqa: PLC0415 - loaded with the client

    try:
        entry = client.get(index=settings.ledger_alias, id=object_id(settings.bucket, main_key(key)))["_source"]
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
