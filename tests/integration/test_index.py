"""The index as the flow sees it: the same checks on the fake of the unit tests and on the real OpenSearch."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.article import Article, Failure
from shared.enrich import PIPELINE_VERSION
from shared.identity import article_id, object_id
from shared.index.aliases import prepare
from shared.index.failures import Result
from shared.index.ledger import Known, Plan, Settled, State, receipt
from shared.index.mapping import ARTICLES
from shared.receive import Hint
from shared.services import OpenSearchIndex
from shared.settings import Settings
from tests.fakes import FakeIndex

NOW = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)
HINT = Hint("bucket", "articles/a.txt")
ONLY = article_id(HINT.bucket, HINT.key)


def article(member: str = "", title: str = "A title") -> Article:
    return Article(
        id=article_id(HINT.bucket, HINT.key, member),
        bucket=HINT.bucket,
        key=HINT.key,
        version_id="v1",
        title=title,
        body="A body.",
        ingested_at=NOW,
        pipeline_version=PIPELINE_VERSION,
        member=member,
        authors=("Jane Doe",),
        published_at=NOW,
        provenance={"title": {"where": "first-line", "confidence": 0.9}},
    )


def plan(*articles: Article, known: Known = Known(), state: State = State.INDEXED) -> Plan:  # noqa: B008 - frozen
    return Plan(HINT, known, state, NOW, "v1", articles)


@pytest.fixture
def real(opensearch_url: str) -> Iterator[OpenSearchIndex]:
    from opensearchpy import OpenSearch

    tail = uuid.uuid4().hex[:8]
    settings = Settings(
        opensearch_url, "bucket", read_alias=f"a-{tail}", write_alias=f"a-{tail}-write", ledger_alias=f"u-{tail}"
    )
    client = OpenSearch(opensearch_url)
    prepare(client, settings)
    prepare(client, settings)  # the second function of a new stack finds it made
    yield OpenSearchIndex(client, settings)
    client.indices.delete(index=f"a-{tail}-v1,u-{tail}-v1")


@pytest.fixture(params=["fake", "real"])
def index(request: pytest.FixtureRequest) -> FakeIndex | OpenSearchIndex:
    if request.param == "fake":
        return FakeIndex()
    found: OpenSearchIndex = request.getfixturevalue("real")
    return found


def test_of_an_unknown_object_nothing_is_known(index):
    assert index.recall([HINT]) == {HINT: Known()}


def test_what_was_written_is_known_at_once(index):
    index.write([plan(article("a"), article("b"))])

    assert index.recall([HINT]) == {HINT: Known(2, (article("a").id, article("b").id, ONLY))}


def test_several_objects_are_told_apart(index):
    other = Hint("bucket", "articles/other.txt")
    index.write([plan(article())])

    assert index.recall([HINT, other]) == {HINT: Known(1, (ONLY,)), other: Known()}


def test_a_write_above_what_is_known_replaces_it(index):
    index.write([plan(article())])

    written = index.write([plan(article(title="Another title"), known=Known(1, (ONLY,)))])

    assert [each.result for each in written] == [Result.WRITTEN]
    assert index.recall([HINT]) == {HINT: Known(2, (ONLY,))}


@pytest.mark.parametrize("generation", [0, 1])
def test_a_write_that_is_not_above_what_is_there_is_overtaken(index, generation):
    index.write([plan(article())])
    index.write([plan(article(), known=Known(1, (ONLY,)))])

    assert [each.result for each in index.write([plan(article(), known=Known(generation))])] == [Result.OVERTAKEN]


def test_articles_that_an_object_no_longer_has_become_tombstones(index):
    index.write([plan(article("a"), article("b"))])

    index.write([plan(article("b"), known=Known(2, (article("a").id, article("b").id)))])

    assert index.recall([HINT]) == {HINT: Known(4, (article("b").id, ONLY))}
    late = [each.result for each in index.write([plan(article("a"), known=Known(2, (article("a").id,)))])]
    assert late == [Result.OVERTAKEN]


def test_new_articles_of_an_object_of_many_are_announced_before_they_are_written(index):
    index.write([plan(article("a"))])
    late = index.write([plan(article("b"))])

    assert [each.result for each in late] == [Result.OVERTAKEN]
    known = index.recall([HINT])[HINT]
    assert known.ids == (article("a").id, ONLY), "nothing was written that the ledger does not know"


def test_a_ledger_that_was_lost_is_written_again_above_what_is_there(index):
    lost = replace(HINT, key="articles/lost.txt")
    own = replace(article(), id=article_id(lost.bucket, lost.key))
    index.write([plan(own, known=Known(8))])  # under another object's entry

    assert index.recall([lost]) == {lost: Known(10, (own.id,))}


def test_an_object_that_was_written_whole_is_known_as_settled(index):
    index.write([plan(article())])
    assert index.recall([HINT])[HINT].settled == Settled(State.INDEXED, "v1", "", PIPELINE_VERSION, (ONLY,), [], {})

    index.write([plan(state=State.RECEIVED, known=Known(1, (ONLY,)))])
    assert index.recall([HINT]) == {HINT: Known(2, (ONLY,))}
    assert index.recall([HINT])[HINT].settled is None


@pytest.fixture
def building(index):
    """Call it, and an index is being built aside."""

    def begin() -> None:
        if isinstance(index, FakeIndex):
            index.built = {}
        else:
            names = index.settings
            body = {**ARTICLES, "aliases": {names.next_alias: {}}}
            index.client.indices.create(index=f"{names.read_alias}-v2", body=body)

    yield begin
    if not isinstance(index, FakeIndex):
        index.client.indices.delete(index=f"{index.settings.read_alias}-v2", ignore_unavailable=True)


def built(index) -> dict[str, int]:
    """What the index that is being built holds: the versions by id."""
    if isinstance(index, FakeIndex):
        return {each: version for each, (version, _) in index.built.items()}
    index.client.indices.refresh(index=index.settings.next_alias)
    hits = index.client.search(index=index.settings.next_alias, version=True)["hits"]["hits"]
    return {hit["_id"]: hit["_version"] for hit in hits}


def test_what_is_for_an_index_that_is_being_built_goes_there_alone_at_the_version_that_it_has(index, building):
    building()
    index.write([plan(article("a"), article("b"))])
    before = index.recall([HINT])
    aside = replace(plan(article("a"), article("b"), known=before[HINT]), is_aside=True)

    assert [each.result for _ in range(2) for each in index.write([aside])] == [Result.WRITTEN] * 2
    assert built(index) == {article("a").id: 2, article("b").id: 2}
    assert index.recall([HINT]) == before

    newer = replace(aside, known=Known(3))
    assert [each.result for each in index.write([newer, aside])] == [Result.WRITTEN] * 2
    assert set(built(index).values()) == {3}


def test_where_no_index_is_being_built_nothing_has_to_be_written_and_none_is_made(index):
    aside = replace(plan(article(), known=Known(1)), is_aside=True)

    assert [each.result for each in index.write([aside])] == [Result.WRITTEN]
    if not isinstance(index, FakeIndex):
        assert not index.client.indices.exists(index=index.settings.next_alias)


def test_a_deleted_object_keeps_out_an_article_that_is_still_on_its_way(index):
    index.write([plan(state=State.DELETED)])

    assert [each.result for each in index.write([plan(article())])] == [Result.OVERTAKEN]


def test_a_refused_article_is_named_with_the_reason(real):
    bad = replace(article("bad"), word_count="many")

    written = real.write([plan(article("good"), bad, known=Known(10))])

    assert [each.result for each in written] == [Result.REFUSED]
    assert list(written[0].refused) == [bad.id]


def test_readers_find_articles_and_never_tombstones(real):
    real.write([plan(article("a"), article("b"), known=Known(20))])
    real.write([plan(article("b"), known=Known(22, (article("a").id, article("b").id)))])
    real.client.indices.refresh(index=real.settings.write_alias)

    def ids(alias: str) -> list[str]:
        hits = real.client.search(index=alias, body={"query": {"match_all": {}}})["hits"]["hits"]
        return sorted(hit["_id"] for hit in hits)

    assert ids(real.settings.read_alias) == [article("b").id]
    assert ids(real.settings.write_alias) == sorted([article("a").id, article("b").id, ONLY])


def test_a_receipt_tells_when_its_articles_are_found(real):
    failure = Failure("3", "invalid-json", "line 3: what is this")
    real.write([replace(plan(article("a"), known=Known(30)), failures=(failure,), ignored_fields={"mood": 2})])
    real.client.indices.refresh(index=real.settings.write_alias)

    told = receipt(real.client, real.settings, HINT.key)

    assert told is not None
    assert told.pop("settled_at") > "2026"
    assert told == {
        "bucket": "bucket",
        "key": HINT.key,
        "version_id": "v1",
        "state": "indexed",
        "ids": [article("a").id],
        "failures": [{"member": "3", "reason": "invalid-json", "detail": "line 3: what is this"}],
        "ignored_fields": {"mood": 2},
        "received_at": "2026-03-02T08:15:00.000Z",
        "pipeline_version": PIPELINE_VERSION,
        "searchable": True,
    }


def test_the_receipt_of_the_same_again_says_unchanged_and_over_which(real):
    real.write([replace(plan(article(), known=Known(33)), version_id="v1", same_as="v0")])
    real.client.indices.refresh(index=real.settings.write_alias)

    told = receipt(real.client, real.settings, HINT.key)

    assert told is not None
    assert (told["state"], told["same_as"], told["searchable"]) == ("unchanged", "v0", True)


def test_the_receipt_of_what_is_being_tried_again_says_why_and_is_not_searchable_yet(real):
    late = replace(plan(state=State.RECEIVED, known=Known(36)), reason="tried-again", detail="S3 answered SlowDown")
    real.write([late])

    told = receipt(real.client, real.settings, HINT.key)

    assert told == {
        "bucket": "bucket",
        "key": HINT.key,
        "version_id": "v1",
        "state": "received",
        "reason": "tried-again",
        "detail": "S3 answered SlowDown",
        "ids": [],
        "received_at": "2026-03-02T08:15:00.000Z",
        "pipeline_version": PIPELINE_VERSION,
        "searchable": False,
    }


def test_there_is_no_receipt_of_what_was_never_heard_of(real):
    assert receipt(real.client, real.settings, "articles/never.txt") is None


def test_a_write_to_a_missing_alias_is_for_later_and_makes_no_index(real):
    lost = OpenSearchIndex(real.client, replace(real.settings, write_alias="not-there-write"))

    assert [each.result for each in lost.write([plan(article(), known=Known(40))])] == [Result.POSTPONED]
    assert not real.client.indices.exists(index="not-there-write")


def test_a_late_write_of_a_deleted_article_loses_however_late_it_is(real):
    """OpenSearch forgets the version of what is deleted outright after `index.gc_deletes`: a tombstone stays."""
    indices = f"{real.settings.write_alias},{real.settings.ledger_alias}"
    real.client.indices.put_settings(index=indices, body={"index.gc_deletes": "100ms"})
    real.write([plan(article())])
    real.write([plan(state=State.DELETED, known=Known(1, (ONLY,)))])

    for index in (real.settings.write_alias, real.settings.ledger_alias):
        real.client.indices.refresh(index=index)
        real.client.indices.flush(index=index)
    time.sleep(1)  # what is forgotten after 100 ms, a second later
    real.client.indices.refresh(index=real.settings.write_alias)

    assert [each.result for each in real.write([plan(article())])] == [Result.OVERTAKEN]
    assert real.client.count(index=real.settings.read_alias)["count"] == 0


def test_object_and_article_ids_differ():
    assert object_id(HINT.bucket, HINT.key) != ONLY
