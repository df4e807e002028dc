"""NAME.meta.json beside NAME overrides what cleaning finds, whichever comes first; it is no article itself."""

import json

import pytest

from shared.article import Sidecar
from shared.pipeline import Flow
from shared.receive import Hint, receive
from shared.sidecar import MAX_SIDECAR_BYTES, read_sidecar
from tests.fakes import FakeBucket, FakeIndex
from tests.unit.test_pipeline import PROSE

KEY, BESIDE = "articles/harbour.txt", "articles/harbour.txt.meta.json"
TOLD = json.dumps({"section": "Local", "author": ["Jane Doe"], "mood": "glad"})


def article(bucket: FakeBucket, index: FakeIndex, hint: Hint) -> dict:
    Flow(bucket.look, index, lambda: 100).ingest([hint])
    (found,) = index.live().values()
    return found


def test_a_sidecars_event_is_a_hint_at_the_object_beside_it():
    record = {"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "b"}, "object": {"key": BESIDE}}}

    (message,) = receive([{"messageId": "1", "body": json.dumps({"Records": [record]})}], "articles/")

    assert message.hints == (Hint("b", KEY),)


@pytest.mark.parametrize("order", [[(KEY, PROSE), (BESIDE, TOLD)], [(BESIDE, TOLD), (KEY, PROSE)]])
def test_whichever_comes_first_the_sidecar_has_the_last_word(bucket, index, order):
    for key, body in order:
        Flow(bucket.look, index, lambda: 100).ingest([bucket.put(key, body)])

    (found,) = index.live().values()
    assert (found["section"], found["authors"], found["key"]) == ("Local", ["Jane Doe"], KEY)
    assert found["provenance"]["section"] == {"where": "sidecar", "confidence": 1.0}
    assert index.entry(Hint("bucket", KEY))["ignored_fields"] == {"mood": 1}


def test_the_receipt_of_a_sidecar_beside_nothing_says_what_is_missing(bucket, index):
    hint = bucket.put(BESIDE, TOLD)
    Flow(bucket.look, index, lambda: 100).ingest([hint])

    entry = index.entry(hint)
    assert (entry["state"], entry["reason"]) == ("deleted", "no-object")
    assert "a file whose name ends in .meta.json tells of one beside it" in entry["detail"]

    Flow(bucket.look, index, lambda: 100).ingest([bucket.put(KEY, PROSE)])
    assert "reason" not in index.entry(hint)


def test_metadata_of_an_object_that_is_no_field_is_counted_as_a_sidecars_is(bucket, index):
    hint = bucket.put(KEY, PROSE, metadata={"sectoin": "Local", "section": "Local"})
    Flow(bucket.look, index, lambda: 100).ingest([hint])

    assert index.entry(hint)["ignored_fields"] == {"sectoin": 1}


def test_an_edit_of_the_sidecar_is_an_edit_of_the_article(bucket, index):
    bucket.put(KEY, PROSE)
    article(bucket, index, bucket.put(BESIDE, TOLD))

    assert article(bucket, index, bucket.put(BESIDE, '{"section": "Ports"}'))["section"] == "Ports"


def test_without_its_sidecar_an_article_is_what_cleaning_finds(bucket, index):
    bucket.put(KEY, PROSE)
    article(bucket, index, bucket.put(BESIDE, TOLD))

    assert "section" not in article(bucket, index, bucket.delete(BESIDE))


def test_a_sidecar_goes_before_the_objects_own_metadata(bucket, index):
    bucket.put(KEY, PROSE, metadata={"section": "World", "editor": "Ann Roe"})

    found = article(bucket, index, bucket.put(BESIDE, TOLD))

    assert (found["section"], found["editor"]) == ("Local", "Ann Roe")


def test_a_sidecar_that_is_no_json_spoils_nothing_and_is_told(bucket, index):
    bucket.put(KEY, PROSE)
    hint = bucket.put(BESIDE, "{section: Local")

    assert article(bucket, index, hint)["title"] == "The harbour opens again"
    entry = index.entry(hint)
    assert entry["state"] == "indexed"
    assert [(each["member"], each["reason"]) for each in entry["failures"]] == [
        ("harbour.txt.meta.json", "invalid-sidecar")
    ]


def test_a_bad_value_is_noted_and_the_others_are_taken(bucket, index):
    bucket.put(KEY, PROSE)

    found = article(bucket, index, bucket.put(BESIDE, '{"published_at": "soon", "section": "Local"}'))

    assert found["section"] == "Local"
    assert found["provenance"]["published_at"]["note"].startswith("sidecar: not a date")


@pytest.mark.parametrize("raw", [b"", b"[]", b"\xff", b"[" * 100_000, b" " * (MAX_SIDECAR_BYTES + 1)])
def test_any_bytes_are_a_sidecar_or_a_problem(raw):
    assert read_sidecar(raw).problem
    assert read_sidecar(b"{}") == Sidecar()
