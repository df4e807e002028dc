"""Notifications as AWS shapes them, sent straight to the queue: LocalStack's own have one constant sequencer."""

import json
import re

import pytest

from shared.identity import object_id
from tests.e2e.test_articles import story
from tests.e2e.test_outage import lines_of
from tests.integration.waiting import eventually


def notice(newsroom, name: str, key: str, **about: str) -> dict:
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "us-east-1",
        "eventTime": "2026-03-02T08:15:30.123Z",
        "eventName": name,
        "s3": {"bucket": {"name": newsroom.stack.bucket}, "object": {"key": key, **about}},
    }


def test_a_late_event_of_a_deleted_object_does_not_bring_it_back(newsroom, word):
    version = newsroom.publish("late.txt", story(word))["version_id"]
    newsroom.s3.delete_object(Bucket=newsroom.stack.bucket, Key=newsroom.key("late.txt"))
    eventually(lambda: newsroom.titles(word) == [], within=45)

    late = {"versionId": version, "sequencer": "0" * 3 + "F" * 20}
    newsroom.send(notice(newsroom, "ObjectCreated:Put", newsroom.key("late.txt"), **late))
    newsroom.publish("later.txt", story(word + "x"))

    assert newsroom.titles(word) == []


def test_a_message_of_several_records_with_encoded_keys_is_taken_whole(newsroom, aws, word):
    names = ("a b+c.txt", "100%.txt")
    for name in names:
        newsroom.publish(name, story(word))

    folder = f"articles/{newsroom.folder}"
    newsroom.send(
        notice(newsroom, "ObjectCreated:Put", f"{folder}/a+b%2Bc.txt", sequencer="0055AED6DCD90281E5"),
        notice(newsroom, "ObjectRemoved:DeleteMarkerCreated", f"{folder}/100%25.txt", sequencer="FF"),
    )

    # Each has a line in the log of its own notice, and one of this message.
    uploads = {object_id(newsroom.stack.bucket, newsroom.key(name)): name for name in names}
    eventually(lambda: lines_of(newsroom, aws, uploads) == dict.fromkeys(names, 2), within=45)
    assert len(newsroom.titles(word)) == 2, "both objects are still in the bucket, whatever an event says"


@pytest.mark.parametrize(
    ("early", "late"),
    [("0055AED6DCD90281E5", "0055AED6DCD90281E6"), ("F", "0055AED6DCD90281E5"), ("0" * 32, "1"), ("7" * 40, "8")],
    ids=["next", "shorter is higher", "of unequal length", "beyond 64 bits"],
)
def test_sequencers_of_any_length_in_any_order_end_in_what_the_bucket_holds(newsroom, word, early, late):
    """By AWS' rule the one that is higher, padded with zeros on the right, is newer. Here the bucket decides."""
    old = newsroom.publish("edited.txt", story(word))["version_id"]
    new = newsroom.publish("edited.txt", story(word, "Harbour closes again"))["version_id"]
    about = [{"versionId": new, "sequencer": late}, {"versionId": old, "sequencer": early}]

    for each in (*about, *reversed(about)):
        newsroom.send(notice(newsroom, "ObjectCreated:Put", newsroom.key("edited.txt"), **each))

    eventually(lambda: waiting(newsroom) == 0, within=45)
    assert newsroom.titles(word) == ["Harbour closes again"]
    assert newsroom.api.receipt(newsroom.key("edited.txt"))["version_id"] == new


@pytest.mark.parametrize(
    "name",
    ["ObjectCreated:CompleteMultipartUpload", "ObjectCreated:Copy", "ObjectCreated:Post", "ObjectRemoved:Delete"],
)
def test_every_kind_of_change_is_a_reason_to_look(newsroom, word, name):
    newsroom.publish("a.txt", story(word))
    before = newsroom.api.receipt(newsroom.key("a.txt"))

    newsroom.send(notice(newsroom, f"Object{name}", newsroom.key("a.txt"), sequencer="0055AED6DCD90281E5"))

    eventually(lambda: waiting(newsroom) == 0, within=45)
    assert newsroom.api.receipt(newsroom.key("a.txt")) == before, "nothing had changed, so nothing was written"
    assert newsroom.titles(word) == ["Harbour opens again"]


def test_a_delete_marker_retracts_and_its_own_removal_brings_the_article_back(newsroom, word):
    newsroom.publish("back.txt", story(word))
    gone = newsroom.s3.delete_object(Bucket=newsroom.stack.bucket, Key=newsroom.key("back.txt"))
    eventually(lambda: newsroom.titles(word) == [], within=45)

    newsroom.s3.delete_object(Bucket=newsroom.stack.bucket, Key=newsroom.key("back.txt"), VersionId=gone["VersionId"])
    newsroom.send(
        notice(newsroom, "ObjectRemoved:Delete", newsroom.key("back.txt"), versionId=gone["VersionId"], sequencer="1")
    )

    eventually(lambda: newsroom.titles(word) == ["Harbour opens again"], within=45)


def test_a_key_is_decoded_once(newsroom, word):
    """`a%2Bb.txt` is a name of its own: decoded twice it would be `a+b.txt`."""
    for name in ("a%2Bb.txt", "a+b.txt"):
        newsroom.publish(name, story(word, f"Harbour of {name.replace('%', ' percent ')}"))
    newsroom.s3.delete_object(Bucket=newsroom.stack.bucket, Key=newsroom.key("a+b.txt"))

    newsroom.send(
        notice(newsroom, "ObjectCreated:Put", f"articles/{newsroom.folder}/a%252Bb.txt", sequencer="2"),
        notice(newsroom, "ObjectRemoved:DeleteMarkerCreated", f"articles/{newsroom.folder}/a%2Bb.txt", sequencer="1"),
    )

    eventually(lambda: len(newsroom.titles(word)) == 1, within=45)
    eventually(lambda: waiting(newsroom) == 0, within=45)
    assert [found["key"] for found in newsroom.api.search({"q": word})["results"]] == [newsroom.key("a%2Bb.txt")]


STRANGE = {
    "test-event": {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "any"},
    "unknown-shape": {
        "version": "0",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "detail": {"bucket": {"name": "any"}, "object": {"key": "articles/a.txt", "sequencer": "1"}},
    },
}


def test_what_is_none_of_our_business_is_acknowledged_and_counted(newsroom, aws, word):
    for body in ("not json {", *map(json.dumps, STRANGE.values())):
        newsroom.sqs.send_message(QueueUrl=newsroom.stack.queue_url, MessageBody=body)
    newsroom.send(
        notice(newsroom, "ObjectCreated:Put", "exports/other.txt"),
        notice(newsroom, "ObjectRestore:Completed", "articles/cold.txt"),
        {"unknown": "shape"},
    )

    newsroom.publish("after.txt", story(word))

    eventually(lambda: waiting(newsroom) == 0, within=45)
    expected = {"not-json", "other-event", "other-prefix", *STRANGE}
    eventually(lambda: expected <= passed_over(newsroom, aws), within=45)


def passed_over(newsroom, aws) -> set[str]:
    """The reasons that the function's log gives."""
    group = f"/aws/lambda/{newsroom.stack.stack}-ingest"
    pages = aws("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
    printed = "".join(
        event["message"] for page in pages for event in page["events"] if "passed over" in event["message"]
    )
    return set(re.findall(r'"reason": ?"([a-z-]+)"', printed))


def waiting(newsroom) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = newsroom.sqs.get_queue_attributes(QueueUrl=newsroom.stack.queue_url, AttributeNames=names)["Attributes"]
    return sum(map(int, found.values()))
