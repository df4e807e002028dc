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


def test_an_event_of_what_is_settled_is_unchanged_and_writes_nothing(bucket, index):
    hints = [bucket.put("articles/one.txt", PROSE), bucket.put("articles/bad.txt", ""), bucket.delete("articles/no")]
    hints.append(bucket.put("articles/three.jsonl", lines("a", "b")))
    flow(bucket, index).ingest(hints)
    before = dict(index.documents)
    index.refuses = lambda _: pytest.fail("something was written")

    outcomes = flow(bucket, index).ingest(hints)

    assert [outcomes[hint].state for hint in hints] == [State.UNCHANGED] * 4
    assert index.documents == before


def test_the_same_content_as_a_new_version_is_indexed_as_that_and_says_over_which(bucket, index):
    hint = bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])

    bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])

    assert [article["version_id"] for article in index.live().values()] == ["v2"]
    assert (index.entry(hint)["version_id"], index.entry(hint)["same_as"]) == ("v2", "v1")


def test_what_an_older_pipeline_settled_is_done_again(bucket, index, monkeypatch):
    hint = bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])
    version = index.documents[article_id("bucket", hint.key)][0]

    monkeypatch.setattr("shared.pipeline.PIPELINE_VERSION", "a newer one")

    assert flow(bucket, index).ingest([hint])[hint].state == State.INDEXED
    assert index.documents[article_id("bucket", hint.key)][0] == version + 1


def test_an_entry_and_an_article_of_two_writers_do_not_count_as_settled(bucket, index):
    """Both were told that they lost, and both were killed before they could look again."""
    hint = bucket.put("articles/harbour.txt", PROSE)
    flow(bucket, index).ingest([hint])
    bucket.put("articles/harbour.txt", PROSE.replace("opens", "closes"))
    place = article_id("bucket", hint.key)
    stale = index.documents[place]
    flow(bucket, index).ingest([hint])
    index.documents[place] = (index.documents[place][0], stale[1])

    flow(bucket, index).ingest([hint])

    assert titles(index) == ["The harbour closes again"]


def test_an_index_that_is_away_is_waited_for(bucket, index, monkeypatch):
    hint = bucket.put("articles/harbour.txt", PROSE)
    slept: list[float] = []

    def recall(*asked):
        if len(slept) < 5:
            raise Unavailable("OpenSearch did not answer")
        return FakeIndex.recall(index, *asked)

    monkeypatch.setattr(index, "recall", recall)

    outcomes = Flow(bucket.look, index, lambda: 100 - sum(slept), slept.append).ingest([hint])

    assert slept == [1, 2, 4, 8, 8]
    assert outcomes[hint].state == State.INDEXED


def test_waiting_ends_in_time_to_hand_back_the_rest(bucket, index, monkeypatch):
    hint = bucket.put("articles/harbour.txt", PROSE)
    slept: list[float] = []
    monkeypatch.setattr(index, "recall", lambda *_: (_ for _ in ()).throw(Unavailable("OpenSearch did not answer")))

    outcomes = Flow(bucket.look, index, lambda: 84 - sum(slept), slept.append).ingest([hint])

    assert isinstance(outcomes[hint], Unavailable)
    assert slept == [1, 2, 4, 8, 8]


def test_the_receipt_of_what_is_handed_back_says_why(bucket, index, monkeypatch):
    bad, slow = bucket.put("articles/bad.txt", PROSE), bucket.put("articles/slow.txt", PROSE)

    def look(hint):
        if hint == bad:
            raise ZeroDivisionError
        raise Unavailable("S3 answered SlowDown")

    Flow(look, index, lambda: 100).ingest([bad, slow])

    told = [(index.entry(hint)["state"], index.entry(hint)["detail"]) for hint in (bad, slow)]
    assert told == [("received", "a fault of ours: ZeroDivisionError"), ("received", "S3 answered SlowDown")]


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
        plan = Plan(hint, replace(index.recall([hint])[hint], generation=known), State.DELETED, received_at=NOW)
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
