"""OpenSearch stands still while files are uploaded: they are found once it is back, and nobody lent a hand.

CUTTINGS_OUTAGE_SECONDS and CUTTINGS_OUTAGE_FILES set the size: 60 and 500 are the promise, and take some minutes.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from local import cloud as clouds
from shared.identity import object_id
from tests.e2e.test_articles import story
from tests.integration.waiting import eventually

SECONDS = float(os.environ.get("CUTTINGS_OUTAGE_SECONDS", "10"))
FILES = int(os.environ.get("CUTTINGS_OUTAGE_FILES", "30"))
LATEST = 60  # seconds from the end of the outage until all is found, and what a busy machine needs for the files
FILES_A_SECOND = 5


@contextmanager
def standing_still(pid: int) -> Iterator[None]:
    """The process takes connections, as far as the kernel does that for it, and answers nothing."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def depth(newsroom, url: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = newsroom.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(map(int, found.values()))


def total(newsroom, word: str) -> int:
    return newsroom.api.search({"q": word, "page-size": "1"})["total"]


@pytest.mark.timeout(300 + 3 * SECONDS + FILES)
def test_what_is_uploaded_while_opensearch_stands_still_is_found_when_it_is_back(newsroom, cloud, word):
    if cloud.docker:
        pytest.skip("the node is in a container")
    newsroom.publish("before.txt", story("before"))
    dead = depth(newsroom, newsroom.stack.dlq_url)

    def put(number: int) -> None:
        newsroom.put(f"{number}.txt", story(word, f"Harbour number {number} opens"))

    with ThreadPoolExecutor(2) as pool:
        began = time.monotonic()
        uploads = [pool.submit(put, number) for number in range(FILES)]
        uploads[FILES // 10].result()
        with standing_still(clouds.running(cloud.name).pids["opensearch"]):  # it may have been started again
            time.sleep(SECONDS)
        ended = time.monotonic()
        for upload in uploads:
            upload.result()
    uploaded = time.monotonic()

    eventually(lambda: total(newsroom, word) == FILES, within=LATEST + FILES / FILES_A_SECOND)
    found = time.monotonic()
    print(
        f"\n{FILES} files uploaded in {uploaded - began:.0f} s, OpenSearch away for {ended - began:.0f} s of them; "
        f"all found {found - ended:.1f} s after it was back"
    )
    eventually(lambda: depth(newsroom, newsroom.stack.queue_url) == 0, within=LATEST)
    assert depth(newsroom, newsroom.stack.dlq_url) == dead


def test_one_poison_file_among_nine_good_costs_them_nothing(newsroom, aws, word):
    """Each of the ten is received once: the log has one line of each."""
    versions = {f"good-{n}.txt": newsroom.put(f"good-{n}.txt", story(word)) for n in range(9)}
    versions["poison.txt"] = newsroom.put("poison.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))

    told = {name: newsroom.settled(name, version) for name, version in versions.items()}

    assert {name: receipt["state"] for name, receipt in told.items()} == {
        name: "rejected" if name == "poison.txt" else "indexed" for name in versions
    }
    assert (told["poison.txt"]["reason"], bool(told["poison.txt"]["detail"])) == ("binary", True)
    assert total(newsroom, word) == 9
    uploads = {object_id(newsroom.stack.bucket, newsroom.key(name)): name for name in versions}
    assert eventually(lambda: lines_of(newsroom, aws, uploads)) == dict.fromkeys(versions, 1)


def test_what_always_fails_is_a_dead_letter_after_as_many_tries_as_the_queue_allows(newsroom, aws):
    """A bucket that is not there is nothing that S3 can tell of: tried again each time, and settled never."""
    sqs, queue, dead = newsroom.sqs, newsroom.stack.queue_url, newsroom.stack.dlq_url
    bucket, key = f"gone-{newsroom.folder}", newsroom.key("never.txt")
    about = {"bucket": {"name": bucket}, "object": {"key": key}}

    with tries(sqs, queue, 1):
        newsroom.send({"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": about})
        letter = eventually(lambda: a_dead_letter(sqs, dead, bucket), within=LATEST)

    sqs.delete_message(QueueUrl=dead, ReceiptHandle=letter["ReceiptHandle"])
    assert lines_of(newsroom, aws, {object_id(bucket, key): "never.txt"}) == {"never.txt": 1}


@contextmanager
def tries(sqs, queue_url: str, number: int) -> Iterator[None]:
    """Ten of them take an hour."""
    before = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["RedrivePolicy"])["Attributes"]
    fewer = json.dumps(json.loads(before["RedrivePolicy"]) | {"maxReceiveCount": number})
    sqs.set_queue_attributes(QueueUrl=queue_url, Attributes={"RedrivePolicy": fewer})
    try:
        yield
    finally:
        sqs.set_queue_attributes(QueueUrl=queue_url, Attributes=before)


def a_dead_letter(sqs, url: str, about: str) -> dict | None:
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=1).get("Messages", [])
    return next((each for each in messages if about in each["Body"]), None)


def lines_of(newsroom, aws, uploads: dict[str, str]) -> dict[str, int]:
    group = f"/aws/lambda/{newsroom.stack.stack}-ingest"
    pages = aws("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
    printed = [event["message"] for page in pages for event in page["events"]]
    counts = {name: sum(upload in line for line in printed) for upload, name in uploads.items()}
    return counts if all(counts.values()) else {}
