"""The commands that make good what went wrong, on the deployed stack, and the function that the clock starts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from shared.clients import connect
from shared.repair.notices import notice
from tests.e2e.test_articles import story
from tests.integration.waiting import eventually


@pytest.fixture
def cuttings(cloud, stack):
    """A command of ours, and the JSON that it answered."""
    from cli.main import app

    def run(*words: str) -> Any:
        done = CliRunner().invoke(app, [*words, "--json", "--name", cloud.name], catch_exceptions=False)
        return json.loads(done.stdout)

    return run


def lose(newsroom, article: str) -> None:
    """Take an article out of the index, behind the back of all."""
    settings = newsroom.stack.settings()
    connect(settings).delete(index=settings.write_alias, id=article, refresh=True)


def test_an_article_that_was_taken_down_is_gone_for_good_and_the_others_of_its_file_stay(newsroom, word, cuttings):
    def lines(*members: str) -> str:
        return "\n".join(json.dumps({"id": each, "title": f"{word} {each}", "body": f"Of {each}."}) for each in members)

    down, kept = newsroom.publish("wire.jsonl", lines("one", "two"))["ids"]

    assert cuttings("takedown", down)["key"] == newsroom.key("wire.jsonl")
    assert newsroom.titles(word) == [f"{word} two"]
    status, problem = newsroom.get(f"/articles/{down}")
    assert (status, problem["code"]) == (410, "article-taken-down")

    receipt = newsroom.publish("wire.jsonl", lines("one", "two") + "\n")
    assert (receipt["ids"], receipt["taken_down"]) == ([kept], [down])
    assert cuttings("reindex")["former"]
    assert newsroom.titles(word) == [f"{word} two"]
    assert newsroom.get(f"/articles/{down}")[0] == 410


def test_a_rebuild_from_the_bucket_is_done_by_the_functions(newsroom, word, cuttings):
    """Each article has the version that it had, and was made anew since."""
    (whole,), (first, second) = (
        newsroom.publish(name, body)["ids"]
        for name, body in (("one.txt", story(word)), ("two.jsonl", lines("first", "second", title=word)))
    )
    before = {each: document(newsroom, each) for each in (whole, first, second)}
    receipts = [newsroom.api.receipt(newsroom.key(name)) for name in ("one.txt", "two.jsonl")]

    told = cuttings("reindex", "--from-bucket")

    after = {each: document(newsroom, each) for each in before}
    assert {each: found["_version"] for each, found in after.items()} == {
        each: found["_version"] for each, found in before.items()
    }
    assert {found["_index"] for found in after.values()} == {told["index"]}
    for each, found in after.items():
        assert found["_source"]["ingested_at"] > before[each]["_source"]["ingested_at"]
    assert [newsroom.api.receipt(newsroom.key(name)) for name in ("one.txt", "two.jsonl")] == receipts


def lines(*members: str, title: str) -> str:
    return "\n".join(json.dumps({"id": each, "title": f"{title} {each}", "body": f"Of {each}."}) for each in members)


def document(newsroom, article: str) -> dict[str, Any]:
    settings = newsroom.stack.settings()
    found = connect(settings).get(index=settings.write_alias, id=article)
    return {name: found[name] for name in ("_index", "_version", "_source")}


def test_the_function_that_the_clock_starts_has_a_lost_article_indexed_again(newsroom, word, aws):
    (lost,) = newsroom.publish("lost.txt", story(word))["ids"]
    lose(newsroom, lost)
    assert newsroom.titles(word) == []

    answer = aws("lambda").invoke(FunctionName="cuttings-reconcile", Payload=b"{}")

    told = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, told
    assert told["missing"] >= 1
    assert told["whole"] is True
    eventually(lambda: newsroom.titles(word), within=45)


def test_a_dead_letter_that_is_put_back_is_dealt_with(newsroom, word, cuttings):
    (lost,) = newsroom.publish("dead.txt", story(word))["ids"]
    lose(newsroom, lost)
    key = newsroom.key("dead.txt")
    newsroom.sqs.send_message(QueueUrl=newsroom.stack.dlq_url, MessageBody=notice(newsroom.stack.bucket, key))

    shown, put_back = cuttings("redrive", "--dry-run"), cuttings("redrive")

    about = {"key": key, "receipt": "indexed"}
    assert about in [each for letter in shown["letters"] for each in letter["objects"]]
    assert about in [each for letter in put_back["letters"] for each in letter["objects"]]
    eventually(lambda: newsroom.titles(word), within=45)
