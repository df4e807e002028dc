"""The flow: whatever the order of events, the index ends in the state of the bucket."""

import json
from dataclasses import replace

import pytest

from shared.errors import Unavailable
from shared.identity import article_id
from shared.index.ledger import Plan, State
from shared.index.writer import carry_out
from shared.pipeline import Flow
from shared.receive import Hint
from tests.fakes import SETTINGS, FakeBucket, FakeIndex

PROSE = """The harbour opens again

The old harbour of Lund opened again on Tuesday after two years of repairs, the town said in a statement.

Fishing boats came back first, and a ferry to the islands is to follow in the spring, said the harbour master.
"""


@pytest.fixture
def bucket() -> FakeBucket:
    return FakeBucket()


@pytest.fixture
def index() -> FakeIndex:
    return FakeIndex()


def flow(bucket: FakeBucket, index: FakeIndex, seconds_left: float = 100) -> Flow:
    return Flow(bucket.look, index, lambda: seconds_left)


def lines(*members: str) -> str:
    return "\n".join(json.dumps({"id": each, "title": f"Title {each}", "body": f"Body of {each}."}) for each in members)


def titles(index: FakeIndex) -> list[str]:
    return sorted(document["title"] for document in index.live().values())


def test_an_upload_becomes_an_article_and_an_entry_in_the_ledger(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)

    outcome = flow(bucket, index).ingest([hint])[hint]

    assert isinstance(outcome, Plan)
    assert titles(index) == ["The harbour opens again"]
    entry = index.entry(hint)
    assert (entry["state"], entry["version_id"], entry["ids"]) == ("indexed", "v1", [article_id("bucket", hint.key)])


def test_the_same_event_again_changes_nothing_that_readers_see(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])
    before = {key: {**value, "ingested_at": None} for key, value in index.live().items()}

    flow(bucket, index).ingest([hint, hint])

    assert {key: {**value, "ingested_at": None} for key, value in index.live().items()} == before


def test_an_overwritten_object_is_an_edit(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])

    bucket.put("articles/harbour.txt", PROSE.replace("opens", "closes"))
    flow(bucket, index).ingest([hint])

    assert titles(index) == ["The harbour closes again"]


def test_a_deleted_object_is_a_retraction_and_leaves_none_of_its_text(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])

    flow(bucket, index).ingest([bucket.delete("articles/harbour.txt")])

    assert index.live() == {}
    assert "harbour of Lund" not in str(index.documents)
    assert index.entry(hint)["state"] == "deleted"


def test_a_late_event_of_a_deleted_object_does_not_bring_it_back(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])
    bucket.delete("articles/harbour.txt")

    for _ in range(3):
        flow(bucket, index).ingest([hint])

    assert index.live() == {}


def test_an_edit_that_leaves_an_article_out_takes_it_away(bucket, index):
    hint = bucket.put("articles/three.jsonl", lines("a", "b", "c"))
    flow(bucket, index).ingest([hint])
    assert titles(index) == ["Title a", "Title b", "Title c"]

    bucket.put("articles/three.jsonl", lines("b", "d"))
    flow(bucket, index).ingest([hint])

    assert titles(index) == ["Title b", "Title d"]


def test_an_edit_that_spoils_a_file_takes_its_articles_away_and_says_why(bucket, index):
    hint = bucket.put("articles/three.jsonl", lines("a", "b"))
    flow(bucket, index).ingest([hint])

    bucket.put("articles/three.jsonl", "")
    flow(bucket, index).ingest([hint])

    assert index.live() == {}
    entry = index.entry(hint)
    assert (entry["state"], entry["reason"], entry["version_id"], entry["ids"]) == ("rejected", "empty", "v2", [])


def test_a_bad_line_does_not_hold_back_its_neighbours(bucket, index):
    hint = bucket.put("articles/lines.jsonl", lines("a") + "\nnot json\n" + lines("c"))

    flow(bucket, index).ingest([hint])

    assert titles(index) == ["Title a", "Title c"]
    entry = index.entry(hint)
    assert entry["state"] == "indexed"
    assert [(failure["member"], failure["reason"]) for failure in entry["failures"]] == [("2", "invalid-json")]


def test_a_poison_file_does_not_hold_back_the_others_of_its_batch(bucket, index):
    good = [bucket.put(f"articles/{n}.txt", PROSE) for n in range(3)]
    poison = bucket.put("articles/poison.bin", bytes(range(256)) * 4)

    outcomes = flow(bucket, index).ingest([*good, poison])

    assert len(index.live()) == 3
    assert [outcomes[hint].state for hint in good] == [State.INDEXED] * 3
    assert (outcomes[poison].state, outcomes[poison].reason) == (State.REJECTED, "binary")


def test_a_fault_of_ours_in_one_article_is_handed_back_alone(bucket, index, monkeypatch):
    good, bad = bucket.put("articles/good.txt", PROSE), bucket.put("articles/bad.txt", PROSE)
    looked = bucket.look
    monkeypatch.setattr(bucket, "look", lambda hint: looked(hint) if hint == good else 1 / 0)

    outcomes = flow(bucket, index).ingest([good, bad])

    assert isinstance(outcomes[good], Plan)
    assert isinstance(outcomes[bad], ZeroDivisionError)
    assert len(index.live()) == 1


def test_who_looked_first_does_not_overwrite_who_looked_last(bucket, index):
    """A slow function that has read the old text is overtaken by one that has read the new: it looks again."""
    hint = bucket.put("articles/harbour.txt", PROSE)

    def overtake() -> None:
        index.before_write = lambda: None
        bucket.put("articles/harbour.txt", PROSE.replace("opens", "closes"))
        flow(bucket, index).ingest([hint])

    index.before_write = overtake
    outcome = flow(bucket, index).ingest([hint])[hint]

    assert outcome.version_id == "v2"
    assert titles(index) == ["The harbour closes again"]


def test_an_article_that_was_deleted_while_it_was_being_cleaned_stays_deleted(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)

    def overtake() -> None:
        index.before_write = lambda: None
        bucket.delete("articles/harbour.txt")
        flow(bucket, index).ingest([hint])

    index.before_write = overtake
    flow(bucket, index).ingest([hint])

    assert index.live() == {}
    assert index.entry(hint)["state"] == "deleted"


def test_articles_of_a_slow_look_that_are_in_the_way_are_cleared_on_the_next(bucket, index):
    hint = bucket.put("articles/three.jsonl", lines("a", "b"))

    def overtake() -> None:
        index.before_write = lambda: None
        bucket.put("articles/three.jsonl", lines("a"))
        flow(bucket, index).ingest([hint])

    index.before_write = overtake
    flow(bucket, index).ingest([hint])

    assert titles(index) == ["Title a"]


def test_an_article_that_the_index_refuses_is_told_and_the_others_are_kept(bucket, index):
    index.refuses = lambda document: "too strange" if document.get("title") == "Title b" else None
    hint = bucket.put("articles/three.jsonl", lines("a", "b"))

    outcome = flow(bucket, index).ingest([hint])[hint]

    assert isinstance(outcome, Plan)
    assert titles(index) == ["Title a"]
    assert index.entry(hint)["failures"] == [{"member": "b", "reason": "index-refused", "detail": "too strange"}]


def test_what_cannot_be_begun_in_time_is_handed_back(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)

    outcome = flow(bucket, index, seconds_left=29).ingest([hint])[hint]

    assert isinstance(outcome, Unavailable)
    assert index.documents == {}


def test_an_object_that_others_never_stop_writing_is_handed_back(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)

    def overtake() -> None:
        known = index.documents.get(next(iter(index.documents), ""), (0, {}))[0]
        plan = Plan(hint, replace(index.recall([hint], {})[hint], generation=known), State.DELETED, received_at=NOW)
        carry_out(index.send, SETTINGS, [plan], NOW)

    from datetime import UTC, datetime

    NOW = datetime(2026, 1, 1, tzinfo=UTC)  # noqa: N806
    index.before_write = overtake

    assert isinstance(flow(bucket, index).ingest([hint])[hint], Unavailable)


def test_nothing_to_do_asks_nothing_of_the_index(bucket):
    assert flow(bucket, None).ingest([]) == {}  # type: ignore[arg-type]


def test_keys_with_spaces_plus_and_chinese_are_kept_as_they_are(bucket, index):
    hint = bucket.put("articles/a b+c 中文.txt", PROSE)

    flow(bucket, index).ingest([hint])

    assert [document["key"] for document in index.live().values()] == ["articles/a b+c 中文.txt"]
    assert hint == Hint("bucket", "articles/a b+c 中文.txt")
