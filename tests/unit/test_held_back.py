"""Writes that a swap of indices holds back, or a node without room, and who sends them again."""

import json
from collections.abc import Callable

import pytest

from shared.errors import Unavailable
from shared.index import bulk
from shared.index.bulk import Action, Answer, insist, send
from shared.index.failures import SWAPPING, Result

WRITTEN = {"status": 201}
OVERTAKEN = {"status": 409, "error": {"type": "version_conflict_engine_exception", "reason": "too late"}}
BLOCKED = {"status": 403, "error": {"type": SWAPPING, "reason": "index [articles-v1] blocked"}}
FULL = {"status": 429, "error": {"type": "opensearch_rejected_execution_exception", "reason": "no room"}}


class Node:
    """Answers each item of the first request by the first of its answers, and so on; then all is written."""

    def __init__(self, **answers: list[dict]) -> None:
        self.answers, self.requests = answers, []

    def bulk(self, body: bytes, params: dict) -> dict:
        assert params == {"require_alias": "true"}
        abouts = [json.loads(line)["index"] for line in body.splitlines()[::2]]
        self.requests.append(abouts)
        return {"items": [{"index": {"_id": about["_id"], **self._next(about["_id"])}} for about in abouts]}

    def _next(self, doc_id: str) -> dict:
        left = self.answers.get(doc_id)
        return left.pop(0) if left else WRITTEN

    def ids(self) -> list[str]:
        return ["".join(about["_id"] for about in request) for request in self.requests]


class Clock:
    """Time that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(bulk, "time", clock)
    return clock


def actions(ids: str) -> list[Action]:
    return [Action("articles-write", each, 1, {"id": each}) for each in ids]


def test_what_a_swap_holds_back_is_sent_again_alone_until_it_is_over(clock):
    node = Node(b=[BLOCKED, BLOCKED], c=[OVERTAKEN])

    answers = send(node, actions("abc"))

    assert answers == {
        "a": Answer(Result.WRITTEN),
        "b": Answer(Result.WRITTEN),
        "c": Answer(Result.OVERTAKEN, "too late"),
    }
    assert node.ids() == ["abc", "b", "b"]
    assert clock.now < 1


def test_a_block_that_stays_is_waited_for_within_seconds_and_then_postponed(clock):
    answers = send(Node(a=[BLOCKED] * 99), actions("a"))

    assert answers == {"a": Answer(Result.POSTPONED, "index [articles-v1] blocked", is_held_back=True)}
    assert clock.now <= bulk.SWAP_SECONDS


def test_a_node_without_room_is_for_the_flow_to_wait_for(clock):
    assert send(Node(a=[FULL]), actions("a")) == {"a": Answer(Result.POSTPONED, "no room")}
    assert clock.now == 0


@pytest.mark.parametrize("answers", [[FULL, FULL], [BLOCKED, FULL]], ids=["no room", "a swap, then no room"])
def test_a_command_that_has_no_queue_insists(answers):
    node = Node(b=answers)

    assert insist(node, actions("ab")) == {"a": Answer(Result.WRITTEN), "b": Answer(Result.WRITTEN)}
    assert node.ids() == ["ab", "b", "b"]


def test_and_tells_what_was_not_taken_in_the_end(clock):
    with pytest.raises(Unavailable, match="did not take 1 documents: no room"):
        insist(Node(a=[FULL] * 99), actions("ab"))
    assert clock.now <= bulk.INSIST_SECONDS


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (lambda: Action("articles-write", "a", 7, {}), ("external", True)),
        (lambda: Action("articles-v2", "a", 7, {}, or_equal=True, is_alias=False), ("external_gte", False)),
    ],
    ids=["the flow", "a rebuild"],
)
def test_writers_name_an_alias_and_only_a_rebuild_an_index(action: Callable[[], Action], told):
    node = Node()

    send(node, [action()])

    about = node.requests[0][0]
    assert (about["version"], about["version_type"], about.get("require_alias", True)) == (7, *told)
