"""Bulk requests: actions in chunks that any node takes, and each answer mapped to its action."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.errors import Unavailable
from shared.index.failures import Remedy, Result, outages, remedy_of, result_of

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

# The smallest nodes of AWS take requests of at most 10 MiB; half of it is where their advice on bulk size begins.
MAX_REQUEST_BYTES = 5 * 1024 * 1024
MAX_REQUEST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Action:
    """Write one document at a version, unless one of that version or a higher is there."""

    index: str
    id: str
    version: int
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an action, and OpenSearch's reason where it was not written."""

    result: Result
    reason: str = ""


def send(client: "OpenSearch", actions: Iterable[Action]) -> dict[str, Answer]:
    """Send the actions, and give the answers by id. One without an answer may or may not have been written.

    The first chunk that gets no answer ends it: what follows would wait as long, and there is little time.
    """
    answers: dict[str, Answer] = {}
    for chunk in _chunks(actions):
        try:
            answers |= _sent(client, chunk)
        except Unavailable:
            break
    return answers


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    raw: bytes


def _sent(client: "OpenSearch", chunk: Sequence[_Line]) -> dict[str, Answer]:
    from opensearchpy.exceptions import TransportError  # noqa: PLC0415 - loaded with the client

    try:
        with outages():
            answer = client.bulk(body=b"".join(line.raw for line in chunk), params={"require_alias": "true"})
    except Unavailable as error:
        refusal = error.__cause__
        if not isinstance(refusal, TransportError) or remedy_of(refusal.status_code) is not Remedy.HALVE:
            raise
        if len(chunk) == 1:
            return {chunk[0].id: Answer(Result.REFUSED, f"OpenSearch answered {refusal.status_code}")}
        middle = len(chunk) // 2
        return _sent(client, chunk[:middle]) | _sent(client, chunk[middle:])
    items = answer.get("items", ()) if isinstance(answer, dict) else ()
    return {item["index"]["_id"]: _answer(item["index"]) for item in items}


def _answer(item: Mapping[str, Any]) -> Answer:
    result = result_of(item["status"])
    return Answer(result, "" if result is Result.WRITTEN else str(item.get("error", {}).get("reason", "refused")))


def _chunks(actions: Iterable[Action]) -> Iterator[list[_Line]]:
    chunk: list[_Line] = []
    size = 0
    for line in map(_line, actions):
        if chunk and (len(chunk) == MAX_REQUEST_ITEMS or size + len(line.raw) > MAX_REQUEST_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += len(line.raw)
    if chunk:
        yield chunk


def _line(action: Action) -> _Line:
    about = {"_index": action.index, "_id": action.id, "version": action.version, "version_type": "external"}
    return _Line(action.id, b"%b\n%b\n" % (_json({"index": about}), _json(action.document)))


def _json(value: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a key from an event may hold half a surrogate pair, which is no UTF-8
        return json.dumps(value).encode()
