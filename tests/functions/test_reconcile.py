"""The function that the clock starts."""

import json
from pathlib import Path

import pytest

from shared.repair.compare import Finding, Kind
from shared.repair.reconcile import Stretch
from tests.functions.test_ingest import Context

EVENT = json.loads((Path(__file__).parents[2] / "events" / "reconcile.json").read_text("utf-8"))


class Neighbours:
    """Two stretches of keys, a queue, and Lambda itself."""

    def __init__(self) -> None:
        self.sent, self.invoked, self.asked = [], [], []
        self.stretches = [
            ("m", [Finding(Kind.MISSING, "articles/a.txt"), Finding(Kind.STALE, "articles/b.txt")]),
            ("", [Finding(Kind.ORPHANED, "articles/z.txt", ("stray",))]),
        ]

    def __call__(self, after: str):
        self.asked.append(after)
        for last, findings in self.stretches:
            yield Stretch(last, len(findings), iter(findings))

    def send_message_batch(self, QueueUrl: str, Entries: list[dict]) -> dict:  # noqa: N803 - boto3's names
        records = [json.loads(each["MessageBody"])["Records"][0]["s3"]["object"] for each in Entries]
        self.sent += [(QueueUrl, record["key"], record["articles"]) for record in records]
        return {}

    def invoke(self, **told: object) -> None:
        self.invoked.append(told)


@pytest.fixture
def neighbours(monkeypatch: pytest.MonkeyPatch) -> Neighbours:
    for name, value in {
        "SEARCH_ENDPOINT": "http://localhost:1",
        "BUCKET": "cuttings-articles",
        "QUEUE_URL": "https://queue",
        "POWERTOOLS_SERVICE_NAME": "cuttings",
        "POWERTOOLS_METRICS_NAMESPACE": "Cuttings",
    }.items():
        monkeypatch.setenv(name, value)
    from functions.reconcile import app
    from shared.settings import Settings

    there = Neighbours()
    monkeypatch.setattr(app, "settings", lambda: Settings("http://localhost:1", "cuttings-articles", "https://queue"))
    monkeypatch.setattr(app, "Reconciliation", lambda *_: type("Both", (), {"stretches": there})())
    for client in ("s3_client", "search_client", "sqs_client", "lambda_client"):
        monkeypatch.setattr(app, client, lambda **_: there)
    return there


def handle(event: dict, milliseconds: int = 800_000) -> dict:
    from functions.reconcile.app import handler

    context = Context(function_name="cuttings-reconcile")
    context.get_remaining_time_in_millis = lambda: milliseconds  # type: ignore[method-assign]
    return handler(event, context)


def test_each_difference_becomes_a_hint_in_the_queue(neighbours):
    assert handle(EVENT) == {"missing": 1, "stale": 1, "orphaned": 1, "whole": True}
    assert neighbours.sent == [
        ("https://queue", "articles/a.txt", []),
        ("https://queue", "articles/b.txt", []),
        ("https://queue", "articles/z.txt", ["stray"]),
    ]
    assert neighbours.invoked == []


def test_out_of_time_it_asks_for_another_that_goes_on_after_the_last_key(neighbours):
    told = handle(EVENT, milliseconds=59_000)

    assert told == {"missing": 1, "stale": 1, "orphaned": 0, "whole": False}
    assert [(each["InvocationType"], json.loads(each["Payload"])) for each in neighbours.invoked] == [
        ("Event", {"after": "m"})
    ]


def test_it_goes_on_where_the_one_before_it_was(neighbours):
    handle({"after": "k"})

    assert neighbours.asked == ["k"]
