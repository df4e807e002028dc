"""Articles, tombstones and ledger entries as the documents that the index stores."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

from shared.article import Article
from shared.enrich import PIPELINE_VERSION
from shared.index.ledger import Plan, State
from shared.receive import Hint

Document = dict[str, Any]
# A sidecar may come before its object, or somebody has called an article as only sidecars are.
_NEVER_THERE = (
    "no-object",
    "nothing is at this key, nor was: a file whose name ends in .meta.json tells of one beside it, named without that",
)


def of_article(article: Article) -> Document:
    """An article without its empty fields: absent is what "not known" looks like in the index."""
    # Not asdict: it copies deep, and a body may be a megabyte.
    values = ((field.name, getattr(article, field.name)) for field in dataclasses.fields(article))
    return {name: _plain(value) for name, value in values if value not in (None, "", (), {})}


def of_tombstone(article_id: str, hint: Hint, now: datetime) -> Document:
    """What stays of an article that is gone: enough to keep a late write of it out, and none of its text."""
    return {"id": article_id, "bucket": hint.bucket, "key": hint.key, "deleted_at": _plain(now)}


def of_takedown(article_id: str, bucket: str, now: datetime) -> Document:
    """A tombstone that says 410 and not 404. Whose article it was, the bucket's record of it tells."""
    return {"id": article_id, "bucket": bucket, "deleted_at": _plain(now), "taken_down": True}


def of_plan(plan: Plan, now: datetime) -> Document:
    """The ledger's entry for an object. While it is on its way, all that it may have in the index are its ids."""
    is_on_its_way = plan.state is State.RECEIVED
    was_never = plan.state is State.DELETED and not plan.known.generation
    reason, detail = _NEVER_THERE if was_never else (plan.reason, plan.detail)
    entry = {
        "bucket": plan.hint.bucket,
        "key": plan.hint.key,
        "version_id": plan.version_id,
        "state": plan.state,
        "reason": reason,
        "detail": detail,
        "digest": plan.digest,
        "same_as": plan.same_as,
        "ids": list(plan.known.ids) if is_on_its_way else [article.id for article in plan.articles],
        "taken_down": list(plan.known.taken_down),
        "failures": [dataclasses.asdict(failure) for failure in plan.failures],
        "ignored_fields": dict(plan.ignored_fields),
        "uploaded_at": _plain(plan.uploaded_at),
        "received_at": _plain(plan.received_at),
        "cleaned_at": _plain(plan.cleaned_at),
        "settled_at": None if is_on_its_way else _plain(now),
        "pipeline_version": PIPELINE_VERSION,
    }
    return {
        name: value for name, value in entry.items() if value not in (None, "", {}) and (value != [] or name == "ids")
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return list(value) if isinstance(value, tuple) else value
