"""Notifications as AWS shapes them, sent straight to the queue: LocalStack's own have one constant sequencer."""

from tests.e2e.test_articles import story
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


def test_a_message_of_several_records_with_encoded_keys_is_taken_whole(newsroom, word):
    for name in ("a b+c.txt", "100%.txt"):
        newsroom.publish(name, story(word))
    before = {name: newsroom.api.receipt(newsroom.key(name))["settled_at"] for name in ("a b+c.txt", "100%.txt")}

    folder = f"articles/{newsroom.folder}"
    newsroom.send(
        notice(newsroom, "ObjectCreated:Put", f"{folder}/a+b%2Bc.txt", sequencer="0055AED6DCD90281E5"),
        notice(newsroom, "ObjectRemoved:DeleteMarkerCreated", f"{folder}/100%25.txt", sequencer="FF"),
    )

    for name, settled in before.items():
        eventually(
            lambda name=name, settled=settled: newsroom.api.receipt(newsroom.key(name))["settled_at"] > settled,
            within=45,
        )
    assert len(newsroom.titles(word)) == 2, "both objects are still in the bucket, whatever an event says"


def test_what_is_none_of_our_business_is_acknowledged(newsroom, word):
    newsroom.sqs.send_message(
        QueueUrl=newsroom.stack.queue_url, MessageBody='{"Service":"Amazon S3","Event":"s3:TestEvent"}'
    )
    newsroom.sqs.send_message(QueueUrl=newsroom.stack.queue_url, MessageBody="not json {")
    newsroom.send(notice(newsroom, "ObjectCreated:Put", "exports/other.txt"), {"unknown": "shape"})

    newsroom.publish("after.txt", story(word))

    def waiting() -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = newsroom.sqs.get_queue_attributes(QueueUrl=newsroom.stack.queue_url, AttributeNames=names)["Attributes"]
        return sum(map(int, found.values()))

    eventually(lambda: waiting() == 0, within=45)
