"""The flow and an index that is being built: what is cleaned again goes there, and the one in use stays as it is."""

from dataclasses import replace

import pytest

from shared.identity import article_id
from shared.index.ledger import Plan, State
from shared.pipeline import Flow
from tests.fakes import FakeBucket, FakeIndex
from tests.unit.test_pipeline import PROSE, lines

NEWER = "a newer one"
SINGLE, MANY = ("articles/harbour.txt", PROSE), ("articles/two.jsonl", lines("a", "b"))


def ingest(bucket: FakeBucket, index: FakeIndex, hint) -> Plan:
    outcome = Flow(bucket.look, index, lambda: 100).ingest([hint])[hint]
    assert isinstance(outcome, Plan), outcome
    return outcome


def again(bucket: FakeBucket, index: FakeIndex, hint) -> Plan:
    return ingest(bucket, index, replace(hint, is_for_rebuild=True))


@pytest.fixture
def newer(monkeypatch):
    """Call it, and the pipeline is a newer one."""

    def come(version: str = NEWER) -> None:
        for module in ("enrich", "pipeline", "index.documents"):
            monkeypatch.setattr(f"shared.{module}.PIPELINE_VERSION", version)

    return come


def copied(index: FakeIndex) -> dict:
    """Begin a build: a copy of all articles and tombstones, with their versions."""
    index.built = {each: held for each, held in index.documents.items() if "ids" not in held[1]}
    return dict(index.documents)


def made_by(documents: dict) -> dict[str, tuple[int, str]]:
    """The version of each article, and the pipeline that made it."""
    return {
        each: (version, document["pipeline_version"])
        for each, (version, document) in documents.items()
        if "deleted_at" not in document and "ids" not in document
    }


@pytest.mark.parametrize(("key", "body"), [SINGLE, MANY], ids=["one article", "many"])
def test_an_article_keeps_its_version_and_the_index_in_use_hears_nothing_of_it(bucket, index, newer, key, body):
    hint = bucket.put(key, body)
    ingest(bucket, index, hint)
    before = copied(index)
    versions = {each: version for each, (version, _) in made_by(index.documents).items()}
    newer()

    for _ in range(2):
        assert again(bucket, index, hint).is_aside

        assert made_by(index.built) == {each: (version, NEWER) for each, version in versions.items()}
        assert index.documents == before


def test_it_is_cleaned_again_by_the_same_pipeline_too(bucket, index):
    hint = bucket.put(*SINGLE)
    ingest(bucket, index, hint)
    copied(index)
    (place,) = made_by(index.built)
    index.built[place] = (index.built[place][0], {**index.built[place][1], "title": "Cleaned badly"})

    again(bucket, index, hint)

    assert index.built[place][1]["title"] == "The harbour opens again"


def test_what_was_written_since_is_newer_and_stays(bucket, index, newer):
    hint = bucket.put(*SINGLE)
    ingest(bucket, index, hint)
    copied(index)
    (place,) = made_by(index.built)
    caught_up = (index.built[place][0] + 1, {"pipeline_version": "1"})
    index.built[place] = caught_up
    newer()

    assert again(bucket, index, hint).is_aside
    assert index.built[place] == caught_up


def test_when_no_index_is_being_built_any_more_nothing_becomes_of_it(bucket, index, newer):
    hint = bucket.put(*SINGLE)
    ingest(bucket, index, hint)
    before = dict(index.documents)
    newer()

    assert again(bucket, index, hint).is_aside
    assert index.documents == before


def test_an_object_that_changed_meanwhile_is_an_edit_of_the_index_in_use(bucket, index, newer):
    hint = bucket.put(*SINGLE)
    ingest(bucket, index, hint)
    copied(index)
    bucket.put(hint.key, PROSE.replace("opens", "closes"))
    newer()

    assert not again(bucket, index, hint).is_aside
    assert [document["title"] for document in index.live().values()] == ["The harbour closes again"]


def test_an_object_that_a_newer_pipeline_makes_other_articles_of_goes_the_ordinary_way(bucket, index, newer):
    hint = bucket.put("articles/two.jsonl", lines("a", "b") + "\n{")
    ingest(bucket, index, hint)
    copied(index)
    entry = index.documents[index_of(index)]
    index.documents[index_of(index)] = (entry[0], {**entry[1], "ids": entry[1]["ids"][:1]})
    newer()

    assert not again(bucket, index, hint).is_aside
    assert index.entry(hint)["ids"] == [article_id("bucket", hint.key, each) for each in "ab"]
    assert index.entry(hint)["pipeline_version"] == NEWER


def test_so_does_one_whose_receipt_would_tell_other_failures(bucket, index, newer):
    hint = bucket.put("articles/two.jsonl", lines("a", "b") + "\n{")
    ingest(bucket, index, hint)
    copied(index)
    entry = index.documents[index_of(index)]
    told = [{**entry[1]["failures"][0], "detail": "in other words"}]
    index.documents[index_of(index)] = (entry[0], {**entry[1], "failures": told})
    newer()

    assert not again(bucket, index, hint).is_aside
    assert index.entry(hint)["failures"] == entry[1]["failures"]


def index_of(index: FakeIndex) -> str:
    (entry,) = (each for each, (_, document) in index.documents.items() if "ids" in document)
    return entry


def test_a_rejected_file_is_told_by_its_receipt_alone_and_looked_at_once(bucket, index, newer):
    hint = bucket.put("articles/empty.txt", "")
    ingest(bucket, index, hint)
    copied(index)
    newer()

    outcomes = [again(bucket, index, hint) for _ in range(2)]

    assert [(each.state, each.is_aside) for each in outcomes] == [(State.REJECTED, False), (State.UNCHANGED, False)]
    assert index.entry(hint)["pipeline_version"] == NEWER


def test_an_article_that_the_new_index_refuses_is_told_in_the_one_in_use(bucket, index, newer):
    hint = bucket.put(*MANY)
    ingest(bucket, index, hint)
    copied(index)
    newer()
    index.refuses = lambda document: "too long" if document.get("title") == "Title b" else None

    again(bucket, index, hint)

    kept = article_id("bucket", hint.key, "a")
    entry = index.entry(hint)
    assert (entry["ids"], [each["reason"] for each in entry["failures"]]) == ([kept], ["index-refused"])
    assert list(index.live()) == [kept]


def test_what_a_repair_doubts_too_is_written_anew_where_readers_are(bucket, index):
    hint = bucket.put(*MANY)
    ingest(bucket, index, hint)
    del index.documents[article_id("bucket", hint.key, "b")]
    copied(index)

    again(bucket, index, replace(hint, is_doubted=True))

    assert sorted(document["title"] for document in index.live().values()) == ["Title a", "Title b"]
