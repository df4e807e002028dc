"""Bulk requests: what is sent in one, and what each answer means."""

import json
from collections.abc import Callable

import pytest
from opensearchpy.exceptions import ConnectionError as Unreachable
from opensearchpy.exceptions import ConnectionTimeout, SerializationError, TransportError

from shared.index.bulk import MAX_REQUEST_BYTES, MAX_REQUEST_ITEMS, Action, Answer, send
from shared.index.failures import Result

WRITTEN = Answer(Result.WRITTEN)


def action(number: int, text: str = "") -> Action:
    return Action("articles-write", f"id-{number}", number, {"text": text})


class Client:
    """Answers each request by the ids in it, and remembers them."""

    def __init__(self, answer: Callable[[list[str]], dict] | None = None) -> None:
        self.answer = answer or (lambda ids: items(dict.fromkeys(ids, 201)))
        self.requests: list[list[str]] = []
        self.bodies: list[bytes] = []

    def bulk(self, body: bytes, params: dict) -> dict:
        assert params == {"require_alias": "true"}
        self.bodies.append(body)
        self.requests.append([json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]])
        return self.answer(self.requests[-1])


def items(statuses: dict[str, int]) -> dict:
    return {"items": [{"index": {"_id": each, "status": status}} for each, status in statuses.items()]}


def test_an_action_is_two_lines_with_an_external_version():
    client = Client()

    send(client, [action(7, "中文")])

    about = {"_index": "articles-write", "_id": "id-7", "version": 7, "version_type": "external"}
    assert [json.loads(line) for line in client.bodies[0].splitlines()] == [{"index": about}, {"text": "中文"}]


def test_requests_are_of_at_most_so_many_items_and_bytes():
    client = Client()
    large = [action(n, "x" * (MAX_REQUEST_BYTES // 2 - 200)) for n in range(3)]

    answers = send(client, [*large, *(action(n) for n in range(10, 11 + MAX_REQUEST_ITEMS))])

    assert [len(request) for request in client.requests] == [2, MAX_REQUEST_ITEMS, 2]
    assert all(len(body) <= MAX_REQUEST_BYTES for body in client.bodies)
    assert set(answers.values()) == {WRITTEN}


def test_an_article_larger_than_a_request_goes_alone():
    client = Client()

    send(client, [action(1), action(2, "x" * MAX_REQUEST_BYTES), action(3)])

    assert client.requests == [["id-1"], ["id-2"], ["id-3"]]


@pytest.mark.parametrize(
    ("status", "result"),
    {
        200: Result.WRITTEN, 201: Result.WRITTEN, 400: Result.REFUSED, 401: Result.POSTPONED, 403: Result.POSTPONED,
        404: Result.POSTPONED, 409: Result.OVERTAKEN, 413: Result.REFUSED, 418: Result.POSTPONED,
        429: Result.POSTPONED, 500: Result.POSTPONED, 502: Result.POSTPONED, 503: Result.POSTPONED,
        504: Result.POSTPONED,
    }.items(),
)  # fmt: skip
def test_an_item_is_judged_by_its_status_whatever_its_neighbours_are(status, result):
    answers = send(Client(lambda ids: items({ids[0]: 201, ids[1]: status})), [action(1), action(2)])

    assert [answers["id-1"].result, answers["id-2"].result] == [Result.WRITTEN, result]


@pytest.mark.parametrize("status", [400, 413])
def test_a_request_that_is_refused_as_a_whole_is_halved_down_to_the_culprit(status):
    def answer(ids: list[str]) -> dict:
        if "id-3" in ids:
            raise TransportError(status, "refused", {})
        return items(dict.fromkeys(ids, 201))

    client = Client(answer)

    answers = send(client, [action(n) for n in range(1, 6)])

    refused = Answer(Result.REFUSED, f"OpenSearch answered {status}")
    assert answers == {f"id-{n}": refused if n == 3 else WRITTEN for n in range(1, 6)}


@pytest.mark.parametrize(
    "error",
    [
        *(TransportError(status, "away", {}) for status in (401, 403, 404, 429, 500, 502, 503, 504)),
        ConnectionTimeout("TIMEOUT", "read timed out", TimeoutError()),
        Unreachable("N/A", "reset", ConnectionResetError()),
        SerializationError('{"items": [', ValueError()),
    ],
    ids=str,
)
def test_an_outage_leaves_without_an_answer_what_was_not_answered(error):
    client = Client()
    client.answer = lambda ids: items(dict.fromkeys(ids, 201)) if len(client.requests) == 1 else raising(error)

    answers = send(client, [action(n) for n in range(3 * MAX_REQUEST_ITEMS)])

    assert answers == {f"id-{n}": WRITTEN for n in range(MAX_REQUEST_ITEMS)}
    assert len(client.requests) == 2, "what follows an outage is not tried"


def raising(error: Exception) -> dict:
    raise error


def test_an_item_that_the_answer_leaves_out_has_no_answer():
    assert send(Client(lambda ids: items({ids[0]: 201})), [action(1), action(2)]) == {"id-1": WRITTEN}


def test_half_a_surrogate_pair_in_a_key_does_not_hold_back_the_request():
    client = Client()

    assert send(client, [action(1, "\ud800"), action(2)]) == {"id-1": WRITTEN, "id-2": WRITTEN}
