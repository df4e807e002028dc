"""Bulk requests: actions in chunks that any node takes, and each answer mapped to its action."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.errors import Unavailable
from shared.index.failures import SWAPPING, Remedy, Result, outages, remedy_of, result_of

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

# The smallest nodes of AWS take requests of at most 10 MiB; half of it is where their advice on bulk size begins.
MAX_REQUEST_BYTES = 5 * 1024 * 1024
MAX_REQUEST_ITEMS = 500
# A swap blocks writes while the last articles are copied, and for good only if it is killed in it: what takes longer,
# the flow waits for, which knows how much time there is.
SWAP_SECONDS = 3.0
# A node without room has it again within seconds, or not for minutes.
INSIST_SECONDS = 8.0
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 2.0


@dataclass(frozen=True, slots=True)
class Action:
    """Write one document at a version, unless one of that version or a higher is there.

    With `or_equal`, it also replaces one of that version. `index` has to be an alias, unless `is_alias` is off: a name
    that is missing would make an index of its own.
    """

    index: str
    id: str
    version: int
    document: Mapping[str, Any]
    or_equal: bool = False
    is_alias: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an action, and OpenSearch's reason where it was not written."""

    result: Result
    reason: str = ""
    is_held_back: bool = False  # by a swap of indices
    is_astray: bool = False  # the alias leads nowhere


def send(client: "OpenSearch", actions: Sequence[Action]) -> dict[str, Answer]:
    """Send the actions, and give the answers by id. One without an answer may or may not have been written.

    What a swap of indices holds back is sent again for a moment, to where the alias then leads.
    """
    return _again(client, actions, SWAP_SECONDS, lambda answer: answer is not None and answer.is_held_back)


def insist(client: "OpenSearch", actions: Sequence[Action]) -> dict[str, Answer]:
    """Send the actions for one who has no queue to hand them back to: what is not settled is sent again for a while.

    Raises Unavailable when some of them then still have no answer or are postponed.
    """
    answers = _again(client, actions, INSIST_SECONDS, _is_open)
    if left := [action.id for action in actions if _is_open(answers.get(action.id))]:
        reason = answers[left[0]].reason if left[0] in answers else "no answer"
        raise Unavailable(f"OpenSearch did not take {len(left)} documents: {reason}")
    return answers


def _is_open(answer: Answer | None) -> bool:
    return answer is None or answer.result is Result.POSTPONED


def _again(
    client: "OpenSearch", actions: Sequence[Action], seconds: float, has_to: Callable[[Answer | None], bool]
) -> dict[str, Answer]:
    answers = _sent(client, actions)
    end, pause = time.monotonic() + seconds, FIRST_PAUSE
    while (left := [each for each in actions if has_to(answers.get(each.id))]) and time.monotonic() + pause < end:
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
        answers |= _sent(client, left)
    return answers


def _sent(client: "OpenSearch", actions: Sequence[Action]) -> dict[str, Answer]:
    """The first chunk that gets no answer ends it: what follows would wait as long, and there is little time."""
    answers: dict[str, Answer] = {}
    for chunk in _chunks(actions):
        try:
            answers |= _in_one(client, chunk)
        except Unavailable:
            break
    return answers


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    raw: bytes


def _in_one(client: "OpenSearch", chunk: Sequence[_Line]) -> dict[str, Answer]:
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
        return _in_one(client, chunk[:middle]) | _in_one(client, chunk[middle:])
    items = answer.get("items", ()) if isinstance(answer, dict) else ()
    return {item["index"]["_id"]: _answer(item["index"]) for item in items}


def _answer(item: Mapping[str, Any]) -> Answer:
    error, status = item.get("error", {}), item["status"]
    kind = error.get("type", "")
    result = result_of(status, kind)
    reason = "" if result is Result.WRITTEN else str(error.get("reason", "refused"))
    return Answer(result, reason, is_held_back=kind == SWAPPING, is_astray=status == 404)


def _chunks(actions: Sequence[Action]) -> Iterator[list[_Line]]:
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
    order = "external_gte" if action.or_equal else "external"
    about: dict[str, Any] = {"_index": action.index, "_id": action.id, "version": action.version, "version_type": order}
    if not action.is_alias:
        about["require_alias"] = False  # as the request as a whole has it otherwise
    return _Line(action.id, b"%b\n%b\n" % (_json({"index": about}), _json(action.document)))


def _json(value: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a key from an event may hold half a surrogate pair, which is no UTF-8
        return json.dumps(value).encode()
