"""Repair on the real OpenSearch and LocalStack's S3 and SQS, with the flow itself called in this process."""

from __future__ import annotations

import json
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from shared.bucket import look
from shared.enrich import PIPELINE_VERSION
from shared.errors import RepairFailed, Unavailable
from shared.identity import article_id
from shared.index.aliases import prepare
from shared.index.failures import Result
from shared.index.ledger import Plan, State, receipt
from shared.index.mapping import ARTICLES
from shared.index.takedowns import FOREVER, recorded
from shared.pipeline import RESERVE_SECONDS, Flow
from shared.receive import Hint, receive
from shared.repair.builds import Builds, Way
from shared.repair.notices import Functions, notice
from shared.repair.rebuild import Rebuild
from shared.repair.reconcile import Reconciliation, mend
from shared.repair.redrive import DeadLetters, states
from shared.repair.takedown import Neighbours, take_down
from shared.services import OpenSearchIndex
from shared.settings import Settings
from shared.stages import take_all
from tests.integration.waiting import eventually
from tests.unit.test_pipeline import PROSE, lines


class Killed(BaseException):
    """What SIGKILL would be: nothing in the code under test stops it."""


@dataclass
class Place:
    """A bucket, its queue, its dead letters and an index of its own."""

    s3: Any
    sqs: Any
    client: Any
    settings: Settings
    dead_url: str
    told: list[str] = field(default_factory=list)

    @property
    def index(self) -> OpenSearchIndex:
        return OpenSearchIndex(self.client, self.settings)

    def put(self, name: str, body: str = PROSE) -> Hint:
        self.s3.put_object(Bucket=self.settings.bucket, Key=f"articles/{name}", Body=body.encode())
        return Hint(self.settings.bucket, f"articles/{name}")

    def delete(self, name: str) -> Hint:
        self.s3.delete_object(Bucket=self.settings.bucket, Key=f"articles/{name}")
        return Hint(self.settings.bucket, f"articles/{name}")

    def ingest(self, *hints: Hint) -> None:
        outcomes = Flow(partial(look, self.s3), self.index, lambda: 100).ingest(hints)
        assert [each for each in outcomes.values() if not isinstance(each, Plan)] == []

    def drain(self) -> int:
        """Do what the ingest function does with the messages of the queue; how many."""
        done = 0
        while messages := self.sqs.receive_message(QueueUrl=self.settings.queue_url, MaxNumberOfMessages=10).get(
            "Messages", []
        ):
            records = [{"messageId": each["MessageId"], "body": each["Body"]} for each in messages]
            self.ingest(*(hint for message in receive(records, "articles/") for hint in message.hints))
            for each in messages:
                self.sqs.delete_message(QueueUrl=self.settings.queue_url, ReceiptHandle=each["ReceiptHandle"])
            done += len(messages)
        self.refresh()
        return done

    def refresh(self) -> None:
        self.client.indices.refresh(index=f"{self.settings.read_alias}-v*,{self.settings.ledger_alias}")

    def titles(self) -> list[str]:
        body = {"query": {"match_all": {}}, "size": 1000, "sort": ["key", "id"]}
        hits = self.client.search(index=self.settings.read_alias, body=body)["hits"]["hits"]
        return sorted(hit["_source"]["title"] for hit in hits)

    def versions(self) -> dict[str, int]:
        """Every document of the index in use, tombstones too, with its version."""
        body = {"query": {"match_all": {}}, "size": 1000, "version": True, "_source": False}
        hits = self.client.search(index=self.settings.write_alias, body=body)["hits"]["hits"]
        return {hit["_id"]: hit["_version"] for hit in hits}

    def rebuild(self, tell=lambda _: None, work=None) -> Rebuild:
        """`work` is done as soon as objects are asked for: what the functions would do, if nothing else."""
        queue = AtWork(Functions(self.sqs, self.settings), work or self.drain)
        return Rebuild(self.client, self.settings, queue, tell)

    def neighbours(self) -> Neighbours:
        return Neighbours(self.s3, self.sqs, self.client, self.settings)

    def findings(self) -> list[tuple[str, str]]:
        stretches = Reconciliation(self.s3, self.client, self.settings).stretches()
        return [(each.kind.value, each.key) for stretch in stretches for each in stretch.findings]


@dataclass
class AtWork:
    """The real queue, and what takes from it as soon as it is filled."""

    functions: Functions
    work: Callable[[], Any]

    def ask(self, keys) -> None:
        self.functions.ask(keys)
        self.work()

    def are_idle(self) -> bool:
        return self.functions.are_idle()


@pytest.fixture
def place(opensearch_url: str, aws: Any) -> Iterator[Place]:
    from opensearchpy import OpenSearch

    tail = uuid.uuid4().hex[:8]
    s3, sqs, client = aws("s3"), aws("sqs"), OpenSearch(opensearch_url)
    bucket = f"repair-{tail}"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    queue, dead = (sqs.create_queue(QueueName=f"{name}-{tail}")["QueueUrl"] for name in ("repair", "dead"))
    names = {"read_alias": f"r-{tail}", "write_alias": f"r-{tail}-write", "ledger_alias": f"l-{tail}"}
    settings = Settings(opensearch_url, bucket, queue, **names)
    prepare(client, settings)
    yield Place(s3, sqs, client, settings, dead)
    client.indices.delete(index=f"r-{tail}-v*,l-{tail}-v1")
    for url in (queue, dead):
        sqs.delete_queue(QueueUrl=url)


def story(name: str) -> str:
    return PROSE.replace("The harbour opens again", f"The harbour of {name}")


# --- reindex ----------------------------------------------------------------------------------------------------------


def test_a_rebuild_keeps_versions_and_tombstones_and_leaves_one_former_index(place):
    place.ingest(place.put("a.txt"), place.put("b.txt"))
    place.ingest(place.put("a.txt"), place.delete("b.txt"))
    place.refresh()
    before, read = place.versions(), place.settings.read_alias

    ends = [place.rebuild().run(Way.INDEX) for _ in range(2)]

    assert all(0 < end.pop("held_back_seconds") < 30 for end in ends)
    assert ends == [
        {"index": f"{read}-v2", "former": f"{read}-v1", "way": "index", "documents": 2},
        {"index": f"{read}-v3", "former": f"{read}-v2", "way": "index", "documents": 2},
    ]
    assert place.versions() == before
    assert place.titles() == ["The harbour opens again"]
    assert sorted(place.client.indices.get(index=f"{read}-v*")) == [f"{read}-v2", f"{read}-v3"]


@pytest.mark.parametrize("way", list(Way))
def test_a_late_write_of_a_deleted_article_is_refused_after_a_rebuild_too(place, way):
    """However late: what OpenSearch knows of outright deletions it forgets after `index.gc_deletes`."""
    hint = place.put("a.txt")
    late = Flow(partial(look, place.s3), place.index, lambda: 100)._plan(hint, place.index.recall([hint])[hint])
    place.ingest(hint)
    place.ingest(place.delete("a.txt"))

    built = place.rebuild().run(way)["index"]
    place.client.indices.put_settings(index=built, body={"index.gc_deletes": "100ms"})
    place.client.indices.flush(index=built)
    time.sleep(1)

    assert [each.result for each in place.index.write([late])] == [Result.OVERTAKEN]
    place.refresh()
    assert place.titles() == []


@pytest.mark.parametrize("way", list(Way))
def test_a_rebuild_that_is_killed_goes_on_while_reads_and_writes_do(place, way):
    place.ingest(*(place.put(f"{n:03}.txt", story(f"{n:03}")) for n in range(60)))
    place.refresh()
    stop, sums, written = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            sums.append(sum(title < "The harbour of 060" for title in place.titles()))

    def write() -> None:
        for n in cycle(range(60, 260)):  # again and again: a fast machine writes more than one search shows
            if stop.is_set():
                return
            place.ingest(place.put(f"{n:03}.txt", story(f"{n:03}")))
            written.append(f"The harbour of {n:03}")

    threads = [threading.Thread(target=each) for each in (read, write)]
    for thread in threads:
        thread.start()
    try:
        for words in (1, 2, 3):  # in the copy, while it catches up, and behind the block
            kill(place, way, words)
        end = place.rebuild().run(way)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    place.refresh()

    assert end["index"] == Builds(place.client, place.settings).current()
    assert set(sums) == {60}, "those that were there all along were found by every search"
    assert place.titles() == [f"The harbour of {n:03}" for n in range(60)] + sorted(set(written))


def kill(place: Place, way: Way, words: int) -> None:
    """Start a rebuild and kill it when it has told so many things."""
    told = 0

    def tell(_: str) -> None:
        nonlocal told
        told += 1
        if told == words:
            raise Killed

    with pytest.raises(Killed):
        place.rebuild(tell).run(way)


def test_writers_who_meet_the_block_of_a_swap_wait_and_write_to_the_new_index(place):
    """The block is one that a rebuild left behind when it was killed in the midst of its swap."""
    place.ingest(place.put("a.txt", story("a")))
    place.client.indices.add_block(index=Builds(place.client, place.settings).current(), block="write")
    hint = place.put("b.txt", story("b"))
    writer = threading.Thread(target=place.ingest, args=[hint])

    writer.start()
    place.rebuild().run(Way.INDEX)
    writer.join()

    place.refresh()
    assert place.titles() == ["The harbour of a", "The harbour of b"]
    assert receipt(place.client, place.settings, hint.key)["state"] == "indexed"


def test_a_block_that_stays_sends_uploads_back_to_the_queue_and_is_no_fault_of_theirs(place, monkeypatch):
    from shared.index import bulk

    monkeypatch.setattr(bulk, "SWAP_SECONDS", 0)
    hint = place.put("a.txt")
    flow = Flow(partial(look, place.s3), place.index, lambda: RESERVE_SECONDS + 1)  # for one round, and no pause
    place.client.indices.add_block(index=Builds(place.client, place.settings).current(), block="write")

    assert isinstance(flow.ingest([hint])[hint], Unavailable)


def test_one_that_is_killed_between_its_swap_and_its_end_is_ended_by_the_next(place, monkeypatch):
    place.ingest(place.put("a.txt"))
    place.refresh()
    pipeline_is(monkeypatch, "next")
    with monkeypatch.context() as patch:
        patch.setattr(Rebuild, "_finish", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            place.rebuild().run(Way.BUCKET)
    assert Builds(place.client, place.settings).current().endswith("-v2")
    assert pipelines(place) == {"articles/a.txt": (PIPELINE_VERSION, 1)}

    assert place.rebuild().run(Way.INDEX)["index"].endswith("-v2")
    assert pipelines(place) == {"articles/a.txt": ("next", 1)}
    assert place.rebuild().run(Way.INDEX)["index"].endswith("-v3")


def test_going_back_takes_along_what_was_written_since(place):
    place.ingest(place.put("a.txt", story("a")), place.put("b.txt", story("b")))
    place.rebuild().run(Way.INDEX)
    place.ingest(place.put("c.txt", story("c")), place.delete("a.txt"))

    assert place.rebuild().roll_back()["index"].endswith("-v1")

    place.ingest(place.put("d.txt", story("d")))
    place.refresh()
    assert place.titles() == ["The harbour of b", "The harbour of c", "The harbour of d"]
    with pytest.raises(RepairFailed, match="no former index"):
        place.rebuild().roll_back()


def test_from_the_bucket_every_article_is_cleaned_again_at_the_version_that_it_has(place):
    place.ingest(place.put("a.txt", story("a")), place.put("b.jsonl", lines("x", "y")))
    place.refresh()
    before = place.versions()
    for article, version in before.items():
        old = place.client.get(index=place.settings.write_alias, id=article)["_source"] | {"title": "Cleaned badly"}
        place.client.index(
            index=place.settings.write_alias, id=article, body=old, version=version, version_type="external_gte"
        )

    place.rebuild().run(Way.BUCKET)

    assert place.titles() == ["The harbour of a", "Title x", "Title y"]
    assert place.versions() == before


def test_from_the_bucket_an_object_that_now_gives_other_articles_is_left_to_the_flow(place):
    hint = place.put("a.jsonl", lines("x", "y"))
    place.ingest(hint)
    place.refresh()
    entry = place.client.search(index=place.settings.ledger_alias, version=True)["hits"]["hits"][0]
    fewer, at = entry["_source"] | {"ids": entry["_source"]["ids"][:1]}, entry["_version"]
    place.client.index(
        index=place.settings.ledger_alias, id=entry["_id"], body=fewer, version=at, version_type="external_gte"
    )
    place.refresh()

    place.rebuild().run(Way.BUCKET)

    assert receipt(place.client, place.settings, hint.key)["ids"] == entry["_source"]["ids"]
    assert place.titles() == ["Title x", "Title y"]


def pipeline_is(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    for module in ("enrich", "pipeline", "index.documents", "repair.builds", "repair.reclean"):
        monkeypatch.setattr(f"shared.{module}.PIPELINE_VERSION", version)


def pipelines(place: Place) -> dict[str, tuple[str, int]]:
    """Of each object, the pipeline that its receipt names, and the version of its entry in the ledger."""
    place.refresh()
    hits = place.client.search(index=place.settings.ledger_alias, version=True, size=100)["hits"]["hits"]
    return {hit["_source"]["key"]: (hit["_source"]["pipeline_version"], hit["_version"]) for hit in hits}


def test_receipts_name_the_pipeline_of_what_readers_find_after_a_swap_and_after_going_back(place, monkeypatch):
    place.ingest(place.put("a.txt"), place.put("b.jsonl", lines("x", "y")), place.put("empty.txt", ""))
    place.refresh()
    before = pipelines(place)
    pipeline_is(monkeypatch, "next")
    asked = []

    place.rebuild(work=lambda: asked.append(pipelines(place)) or place.drain()).run(Way.BUCKET)

    empty = {"articles/empty.txt": ("next", before["articles/empty.txt"][1] + 1)}
    assert asked == [before], "nothing is told before it is true"
    assert pipelines(place) == {key: ("next", version) for key, (_, version) in before.items()} | empty
    events = [Hint(place.settings.bucket, key) for key in before]
    settled = Flow(partial(look, place.s3), place.index, lambda: 100).ingest(events)
    assert {each.state for each in settled.values()} == {State.UNCHANGED}

    place.rebuild().roll_back()
    assert pipelines(place) == before | empty


def test_what_was_asked_and_lost_is_asked_again(place, monkeypatch):
    monkeypatch.setattr("shared.repair.reclean.ASK_AGAIN_SECONDS", 0)
    place.ingest(*(place.put(f"{n}.txt", story(str(n))) for n in range(3)))
    place.refresh()
    told = []

    def work() -> None:
        place.drain() if told else place.sqs.purge_queue(QueueUrl=place.settings.queue_url)
        told.append("asked")

    place.rebuild(work=work).run(Way.BUCKET)

    assert told == ["asked", "asked"]
    assert place.titles() == [f"The harbour of {n}" for n in range(3)]


def test_where_nothing_is_cleaned_again_nothing_is_swapped_and_the_next_run_goes_on(place, monkeypatch):
    monkeypatch.setattr("shared.repair.reclean.ASK_AGAIN_SECONDS", 0)
    place.ingest(place.put("a.txt"))
    place.refresh()

    def work() -> None:
        place.sqs.purge_queue(QueueUrl=place.settings.queue_url)

    with pytest.raises(RepairFailed, match=r"1 articles were not cleaned again, of articles/a\.txt"):
        place.rebuild(work=work).run(Way.BUCKET)
    assert Builds(place.client, place.settings).current().endswith("-v1")

    assert place.rebuild().run(Way.BUCKET)["index"].endswith("-v2")


def test_an_object_that_is_being_tried_again_is_not_waited_for(place):
    """The build has its article as it was. Whenever the fault is mended, the flow writes it where readers are."""
    hints = [place.put("a.txt", story("a")), place.put("b.txt", story("b"))]
    place.ingest(*hints)
    place.refresh()

    def take(upload, now, seconds):
        if upload.key.endswith("a.txt"):
            raise RuntimeError("a fault of ours")
        return take_all(upload, now, seconds)

    def work() -> None:
        again = [replace(hint, is_for_rebuild=True) for hint in hints]
        Flow(partial(look, place.s3), place.index, lambda: 100, take=take).ingest(again)

    place.rebuild(work=work).run(Way.BUCKET)

    place.refresh()
    assert place.titles() == ["The harbour of a", "The harbour of b"]
    assert receipt(place.client, place.settings, hints[0].key)["reason"] == "tried-again"
    place.drain()
    assert receipt(place.client, place.settings, hints[0].key)["state"] == "indexed"


def test_more_is_asked_for_when_nearly_all_before_was_done_whatever_else_is_in_the_queue(place, monkeypatch):
    from shared.repair import pages, reclean

    monkeypatch.setattr(reclean, "AHEAD", 1)
    monkeypatch.setattr(reclean, "POLL_SECONDS", 0)
    monkeypatch.setattr(pages, "PAGE", 3)
    hints = [place.put(f"{n}.txt", story(str(n))) for n in range(7)]
    place.ingest(*hints)
    place.refresh()
    done, most = iter([*hints[:2], None, *hints[2:]]), []

    def tell(words: str) -> None:
        """One is done each time that it is told how many are left, while the queue is never empty."""
        if "still to be cleaned again" in words:
            most.append(int(words.partition(" ")[0]))
            if hint := next(done, None):
                place.ingest(replace(hint, is_for_rebuild=True))

    place.rebuild(tell, work=lambda: None).run(Way.BUCKET)

    assert max(most) == 1 + 3
    assert place.titles() == [f"The harbour of {n}" for n in range(7)]


def test_an_index_that_does_not_take_a_document_is_not_swapped_in(place, monkeypatch):
    from shared.repair import builds

    place.ingest(place.put("a.txt"))
    properties = {**builds.ARTICLES["mappings"]["properties"]}
    properties.pop("title")
    narrow = {**builds.ARTICLES, "mappings": {"dynamic": "strict", "properties": properties}}
    with monkeypatch.context() as patch:
        patch.setattr(builds, "ARTICLES", narrow)
        with pytest.raises(RepairFailed, match="strict_dynamic_mapping_exception"):
            place.rebuild().run(Way.INDEX)

    assert Builds(place.client, place.settings).current().endswith("-v1")
    place.ingest(place.put("a.txt", story("a")))
    assert place.rebuild().run(Way.INDEX)["documents"] == 1


def test_uploads_that_an_older_mapping_does_not_take_wait_for_the_rebuild_that_brings_the_newer(place, monkeypatch):
    from shared.index import aliases

    old = {**ARTICLES["mappings"]["properties"]}
    old.pop("title")
    place.client.indices.delete(index=f"{place.settings.read_alias}-v1")
    with monkeypatch.context() as patch:
        patch.setattr(aliases, "ARTICLES", {**ARTICLES, "mappings": {"dynamic": "strict", "properties": old}})
        prepare(place.client, place.settings)
    hint = place.put("a.txt", story("a"))

    flow = Flow(partial(look, place.s3), place.index, lambda: RESERVE_SECONDS + 1)  # for one round, and no pause
    assert isinstance(flow.ingest([hint])[hint], Unavailable)

    place.rebuild().run(Way.INDEX)
    place.ingest(hint)
    place.refresh()
    assert place.titles() == ["The harbour of a"]


# --- reconcile --------------------------------------------------------------------------------------------------------


def test_what_is_missing_stale_or_orphaned_is_found_and_mended_and_found_no_more(place):
    place.ingest(*(place.put(f"{n}.txt", story(str(n))) for n in range(6)), place.put("many.jsonl", lines("a", "b")))
    place.put("missing é+.txt", story("missing"))
    place.put("1.txt", story("stale"))
    place.delete("2.txt")
    many = Hint(place.settings.bucket, "articles/many.jsonl")
    stray = article_id(many.bucket, many.key, "stray")
    found = place.client.get(index=place.settings.write_alias, id=article_id(many.bucket, many.key, "a"))["_source"]
    place.client.index(index=place.settings.write_alias, id=stray, body={**found, "id": stray, "title": "Stray"})
    place.client.delete(index=place.settings.write_alias, id=article_id(many.bucket, "articles/3.txt"))
    place.refresh()

    assert place.findings() == [
        ("stale", "articles/1.txt"),
        ("orphaned", "articles/2.txt"),
        ("missing", "articles/3.txt"),
        ("orphaned", "articles/many.jsonl"),
        ("missing", "articles/missing é+.txt"),
    ]

    for stretch in Reconciliation(place.s3, place.client, place.settings).stretches():
        list(mend(place.sqs, place.settings, stretch.findings))
    assert place.drain() == 5
    assert place.findings() == []
    names = ["0", "3", "4", "5", "missing", "stale"]
    assert place.titles() == [*(f"The harbour of {name}" for name in names), "Title a", "Title b"]


def test_an_index_that_was_lost_whole_comes_back_from_the_bucket(place):
    place.ingest(*(place.put(f"{n}.txt", story(str(n))) for n in range(4)), place.put("many.jsonl", lines("a", "b")))
    place.ingest(place.delete("0.txt"))
    place.refresh()
    before = place.titles()
    place.client.indices.delete(index=f"{place.settings.read_alias}-v*,{place.settings.ledger_alias}-v1")

    prepare(place.client, place.settings, recorded(place.s3, place.settings.bucket))
    for stretch in Reconciliation(place.s3, place.client, place.settings).stretches():
        list(mend(place.sqs, place.settings, stretch.findings))

    assert place.drain() == 4
    assert place.titles() == before
    assert place.findings() == []


def test_stretches_of_keys_meet_without_a_gap(place, monkeypatch):
    from shared.repair import pages, reconcile

    monkeypatch.setattr(reconcile, "TOGETHER", 3)
    monkeypatch.setattr(pages, "PAGE", 2)
    hints = [place.put(f"{n}.txt", story(str(n))) for n in range(7)]
    place.ingest(*hints[::2])
    for hint in (hints[0], hints[4]):
        place.delete(hint.key.removeprefix("articles/"))
    place.refresh()
    expected = [
        ("orphaned", "articles/0.txt"),
        ("missing", "articles/1.txt"),
        ("missing", "articles/3.txt"),
        ("orphaned", "articles/4.txt"),
        ("missing", "articles/5.txt"),
    ]

    assert place.findings() == expected
    rest = Reconciliation(place.s3, place.client, place.settings).stretches(after="articles/3.txt")
    assert [(each.kind.value, each.key) for stretch in rest for each in stretch.findings] == expected[3:]


# --- takedown ---------------------------------------------------------------------------------------------------------


def test_what_was_taken_down_never_comes_back(place):
    hint = place.put("many.jsonl", lines("a", "b"))
    place.ingest(hint)
    down = article_id(hint.bucket, hint.key, "a")

    record = take_down(place.neighbours(), down, "asked for")
    assert place.titles() == ["Title b"], "at once"
    assert take_down(place.neighbours(), down) == record
    assert place.drain() == 2

    told = receipt(place.client, place.settings, hint.key)
    assert (told["taken_down"], told["ids"], told["searchable"]) == ([down], [article_id(*vars_of(hint), "b")], True)
    place.ingest(place.put("many.jsonl", lines("a", "b", "c")))
    for way in Way:
        place.rebuild().run(way)
    place.rebuild().roll_back()
    place.refresh()
    assert place.titles() == ["Title b", "Title c"]
    assert place.versions()[down] == FOREVER


def vars_of(hint: Hint) -> tuple[str, str]:
    return hint.bucket, hint.key


def test_a_takedown_outlives_the_index(place):
    hint = place.put("a.txt")
    place.ingest(hint)
    take_down(place.neighbours(), article_id(hint.bucket, hint.key))
    place.client.indices.delete(index=f"{place.settings.read_alias}-v*,{place.settings.ledger_alias}-v1")

    prepare(place.client, place.settings, recorded(place.s3, place.settings.bucket))
    place.ingest(hint, place.put("b.txt", story("b")))
    place.refresh()

    assert place.titles() == ["The harbour of b"]
    assert receipt(place.client, place.settings, hint.key)["reason"] == "taken-down"


def test_what_is_not_there_cannot_be_taken_down(place):
    with pytest.raises(RepairFailed, match="there is no article"):
        take_down(place.neighbours(), "0" * 32)


# --- redrive ----------------------------------------------------------------------------------------------------------


def test_dead_letters_go_back_and_a_dry_run_leaves_them(place):
    hint = place.put("a.txt")
    place.ingest(hint)
    bodies = [notice(place.settings.bucket, f"articles/{n}.txt") for n in "abcdefghijkl"] + ["not json"]
    for body in bodies:
        place.sqs.send_message(QueueUrl=place.dead_url, MessageBody=body)
    dead = DeadLetters(place.sqs, place.dead_url, place.settings.queue_url, "articles/")

    seen = list(dead.look())
    assert sorted((each.keys, each.odd) for each in seen) == sorted(
        [((f"articles/{n}.txt",), ()) for n in "abcdefghijkl"] + [((), ("not-json",))]
    )
    assert dead.count() == (13, 0)
    keys = [key for each in seen for key in each.keys]
    assert states(place.client, place.settings, keys) == {"articles/a.txt": "indexed"}

    assert sorted(each.body for each in dead.redrive()) == sorted(bodies)
    assert list(dead.redrive()) == []
    assert place.drain() == 13


def test_all_events_of_two_weeks_once_more_and_again_change_nothing(place):
    """Created, overwritten, deleted, of one article or of many: of each object an event of each kind, in any order."""
    names = [f"{n}.{kind}" for n in range(10) for kind in ("txt", "jsonl")]
    for name in names:
        place.ingest(place.put(name, story(name) if name.endswith("txt") else lines("a", "b")))
    place.ingest(*(place.put(name, story("edited") if name.endswith("txt") else lines("b", "c")) for name in names[6:]))
    place.ingest(*(place.delete(name) for name in names[12:]))
    place.refresh()
    before = everything(place)
    kinds = ("ObjectCreated:Put", "ObjectRemoved:DeleteMarkerCreated", "ObjectRemoved:Delete", "ObjectCreated:Copy")
    letters = [event(place, name, kind) for name in names for kind in kinds]
    random.Random(7).shuffle(letters)

    for _ in range(2):
        for letter in letters:
            place.sqs.send_message(QueueUrl=place.dead_url, MessageBody=letter)
        dead = DeadLetters(place.sqs, place.dead_url, place.settings.queue_url, "articles/")
        assert len(list(dead.redrive())) == place.drain() == len(letters)
        assert everything(place) == before


def event(place: Place, name: str, kind: str) -> str:
    about = {"bucket": {"name": place.settings.bucket}, "object": {"key": f"articles/{name}", "sequencer": "0055"}}
    return json.dumps({"Records": [{"eventSource": "aws:s3", "eventName": kind, "s3": about}]})


def everything(place: Place) -> dict[str, tuple[int, dict]]:
    """Every article, tombstone and receipt, with its version."""
    indices = f"{place.settings.write_alias},{place.settings.ledger_alias}"
    hits = place.client.search(index=indices, size=1000, version=True)["hits"]["hits"]
    return {hit["_id"]: (hit["_version"], hit["_source"]) for hit in hits}


def test_a_redrive_that_is_killed_loses_no_letter(place, monkeypatch):
    for n in range(4):
        place.sqs.send_message(QueueUrl=place.dead_url, MessageBody=json.dumps({"n": n}))
    dead = DeadLetters(place.sqs, place.dead_url, place.settings.queue_url, "articles/")
    from shared.repair import redrive

    monkeypatch.setattr(redrive, "HIDDEN_SECONDS", 1)
    with monkeypatch.context() as patch:
        patch.setattr(redrive, "send", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            list(dead.redrive())

    eventually(lambda: dead.count() == (4, 0))
    assert len(list(dead.redrive())) == 4
