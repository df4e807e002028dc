"""Receive: queue messages in, the objects that they speak of out. What an event says is only a hint to look."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote_plus

SIDECAR = ".meta.json"  # ends the name of a file that tells of the one whose name is before it
# The sources of the events that we send ourselves: of an object that is in doubt, and for an index that is being built.
REPAIR, REBUILD = "cuttings:repair", "cuttings:rebuild"
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_ARTICLE_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Hint:
    """An object of which something was heard. What it is now, the bucket tells."""

    bucket: str
    key: str
    # Articles of it that the ledger may not know of, met by a write or seen by a reconciliation: no part of what it is.
    strays: tuple[str, ...] = field(default=(), compare=False)
    # A repair found that the index is not what it says itself: no part of what the object is either.
    is_doubted: bool = field(default=False, compare=False)
    # It is to be cleaned again for the index that is being built: no part of what the object is either.
    is_for_rebuild: bool = field(default=False, compare=False)
    # S3's ids of the requests that changed it, which whoever uploaded it was told too. They join our log to theirs.
    requests: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the queue: the objects it speaks of, and why the rest of it was passed over."""

    id: str
    hints: tuple[Hint, ...]
    passed_over: tuple[str, ...] = ()


def main_key(key: str) -> str:
    """The object that a key is about: a sidecar's is the one beside it, so that its events are that one's."""
    return key.removesuffix(SIDECAR)


def join(hints: Iterable[Hint]) -> list[Hint]:
    """One hint for each object, with all that was said of it."""
    joined: dict[Hint, Hint] = {}
    for hint in hints:
        before = joined.setdefault(hint, hint)
        if before is not hint:
            joined[hint] = replace(
                before,
                strays=before.strays + hint.strays,
                is_doubted=before.is_doubted or hint.is_doubted,
                is_for_rebuild=before.is_for_rebuild or hint.is_for_rebuild,
                requests=tuple(dict.fromkeys(before.requests + hint.requests)),
            )
    return list(joined.values())


def receive(records: Sequence[dict[str, Any]], prefix: str) -> list[Message]:
    """The messages of an SQS event. Those that are none of our business carry no hint and are acknowledged.

    `prefix` is the part of the bucket that holds articles.
    """
    return [_message(record["messageId"], record.get("body", ""), prefix) for record in records]


def _message(message_id: str, body: str, prefix: str) -> Message:
    found = list(_notices(body, prefix))
    hints = tuple(join(notice for notice in found if isinstance(notice, Hint)))
    return Message(message_id, hints, tuple(notice for notice in found if isinstance(notice, str)))


def _notices(body: str, prefix: str) -> Iterator[Hint | str]:
    try:
        event = json.loads(body)
    except ValueError:
        yield "not-json"
        return
    if not isinstance(event, dict):
        yield "unknown-shape"
    elif event.get("Event") == "s3:TestEvent":
        yield "test-event"
    elif not isinstance(event.get("Records"), list):
        yield "unknown-shape"
    else:
        yield from (_notice(record, prefix) for record in event["Records"])


def _notice(record: Any, prefix: str) -> Hint | str:
    try:
        name, bucket, key = record["eventName"], record["s3"]["bucket"]["name"], record["s3"]["object"]["key"]
        # Keys come form-encoded: a space is +, a plus is %2B. Decoded here, once, and nowhere else.
        strays, source = _articles(record["s3"]["object"]), record.get("eventSource")
        key = main_key(unquote_plus(key))
        hint = Hint(str(bucket), key, strays, source == REPAIR, source == REBUILD, _requests(record))
    except (KeyError, TypeError, AttributeError):
        return "unknown-shape"
    if not str(name).startswith(("ObjectCreated:", "ObjectRemoved:")):
        return "other-event"
    return hint if hint.key.startswith(prefix) else "other-prefix"


def _articles(told: dict[str, Any]) -> tuple[str, ...]:
    """The ids of articles, and nothing that is none: one that OpenSearch refuses would hold back the whole batch."""
    given = told.get("articles", ())
    return tuple(each for each in given if isinstance(each, str) and _ARTICLE_ID.fullmatch(each))


def _requests(record: dict[str, Any]) -> tuple[str, ...]:
    """The id of the request, unless it is of a shape that nobody promised: it goes into the log as it is."""
    given = (record.get("responseElements") or {}).get("x-amz-request-id", "")
    return (given,) if isinstance(given, str) and _REQUEST_ID.fullmatch(given) else ()
