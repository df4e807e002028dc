"""The flow and what was taken down: it stays so, whatever is uploaded."""

from dataclasses import replace
from datetime import UTC, datetime

from shared.identity import article_id
from shared.index import documents
from shared.index.ledger import Plan, State
from shared.index.takedowns import FOREVER
from shared.pipeline import Flow
from tests.fakes import FakeBucket, FakeIndex
from tests.unit.test_pipeline import PROSE, lines, titles


def ingest(bucket: FakeBucket, index: FakeIndex, hint) -> Plan:
    outcome = Flow(bucket.look, index, lambda: 100).ingest([hint])[hint]
    assert isinstance(outcome, Plan), outcome
    return outcome


def take_down(index: FakeIndex, article: str) -> None:
    index.documents[article] = (FOREVER, documents.of_takedown(article, "bucket", datetime.now(UTC)))


def test_an_article_that_was_taken_down_does_not_come_back_and_its_upload_is_rejected(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)
    ingest(bucket, index, hint)
    take_down(index, article_id("bucket", hint.key))

    for _ in range(2):
        outcome = ingest(bucket, index, bucket.put("articles/harbour.txt", PROSE))

        assert (outcome.state, outcome.reason) == (State.REJECTED, "taken-down")
        assert titles(index) == []
        assert index.entry(hint)["taken_down"] == [article_id("bucket", hint.key)]


def test_the_other_articles_of_its_object_stay_and_can_be_edited(bucket, index):
    hint = bucket.put("articles/three.jsonl", lines("a", "b", "c"))
    ingest(bucket, index, hint)
    down = article_id("bucket", hint.key, "b")
    take_down(index, down)

    ingest(bucket, index, hint)
    assert titles(index) == ["Title a", "Title c"]

    bucket.put("articles/three.jsonl", lines("b", "c", "d"))
    ingest(bucket, index, hint)
    assert titles(index) == ["Title c", "Title d"]
    entry = index.entry(hint)
    assert entry["ids"] == [article_id("bucket", hint.key, each) for each in "cd"]
    assert entry["taken_down"] == [down]


def test_its_object_can_be_deleted_and_uploaded_again(bucket, index):
    hint = bucket.put("articles/three.jsonl", lines("a", "b"))
    ingest(bucket, index, hint)
    take_down(index, article_id("bucket", hint.key, "b"))

    assert ingest(bucket, index, bucket.delete(hint.key)).state is State.DELETED
    assert titles(index) == []

    ingest(bucket, index, bucket.put("articles/three.jsonl", lines("a", "b")))
    assert titles(index) == ["Title a"]


def test_a_takedown_that_the_ledger_has_forgotten_is_met_and_kept(bucket, index):
    """As after the loss of the index: the tombstone was there before the first upload came again."""
    take_down(index, article_id("bucket", "articles/three.jsonl", "b"))

    hint = bucket.put("articles/three.jsonl", lines("a", "b"))
    ingest(bucket, index, hint)

    assert titles(index) == ["Title a"]


def test_strays_that_a_reconciliation_saw_are_cleared(bucket, index):
    hint = bucket.put("articles/two.jsonl", lines("a"))
    ingest(bucket, index, hint)
    stray = article_id("bucket", hint.key, "stray")
    index.documents[stray] = (7, {"id": stray, "key": hint.key, "title": "Title stray"})

    ingest(bucket, index, replace(hint, strays=(stray,), is_doubted=True))

    assert titles(index) == ["Title a"]


def test_an_event_of_what_is_settled_writes_nothing_but_the_hint_of_a_takedown_does(bucket, index):
    hint = bucket.put("articles/three.jsonl", lines("a", "b"))
    ingest(bucket, index, hint)
    take_down(index, article_id("bucket", hint.key, "b"))

    assert ingest(bucket, index, hint).state is State.UNCHANGED
    assert "taken_down" not in index.entry(hint)

    ingest(bucket, index, replace(hint, is_doubted=True))
    assert index.entry(hint)["taken_down"] == [article_id("bucket", hint.key, "b")]
    assert ingest(bucket, index, hint).state is State.UNCHANGED


def test_an_object_whose_only_article_was_taken_down_settles_too(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)
    ingest(bucket, index, hint)
    take_down(index, article_id("bucket", hint.key))

    states = [ingest(bucket, index, hint).state for _ in range(2)]

    assert states == [State.REJECTED, State.UNCHANGED]


def test_an_article_that_was_lost_behind_the_ledgers_back_is_written_again_where_a_repair_doubts_it(bucket, index):
    hint = bucket.put("articles/two.jsonl", lines("a", "b"))
    ingest(bucket, index, hint)
    del index.documents[article_id("bucket", hint.key, "b")]

    ingest(bucket, index, hint)
    assert titles(index) == ["Title a"]

    ingest(bucket, index, replace(hint, is_doubted=True))
    assert titles(index) == ["Title a", "Title b"]
