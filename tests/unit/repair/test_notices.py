"""Hints of our own, read back by the ordinary flow."""

import pytest

from shared.errors import Unavailable
from shared.identity import article_id
from shared.receive import Hint, receive
from shared.repair.notices import Functions, notice, send
from shared.settings import Settings


class Queue:
    """Takes a batch, but for entries that it refuses so many times."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals, self.taken = refusals, []

    def send_message_batch(self, QueueUrl: str, Entries: list[dict]) -> dict:  # noqa: N803 - boto3's names
        assert len(Entries) <= 10
        if self.refusals:
            self.refusals -= 1
            self.taken += [each["MessageBody"] for each in Entries[1:]]
            return {"Failed": [{"Id": Entries[0]["Id"], "Code": "Busy"}]}
        self.taken += [each["MessageBody"] for each in Entries]
        return {}


@pytest.mark.parametrize("key", ["articles/a.txt", "articles/a b+c%.txt", "articles/港口 é&?.txt"])
def test_a_hint_of_ours_is_received_as_one_of_the_buckets(key):
    strays = (article_id("bucket", key, "1"), article_id("bucket", key, "2"))

    message = receive([{"messageId": "1", "body": notice("bucket", key, strays)}], "articles/")[0]

    assert message.hints == (Hint("bucket", key),)
    assert (message.hints[0].strays, message.hints[0].is_doubted) == (strays, True)
    assert message.passed_over == ()


def test_what_the_queue_refuses_once_is_sent_again_alone():
    queue = Queue(refusals=1)

    send(queue, "url", ["a", "b", "c"])

    assert queue.taken == ["b", "c", "a"]


def test_a_queue_that_never_takes_a_message_is_told():
    with pytest.raises(Unavailable, match="did not take 1 message"):
        send(Queue(refusals=9), "url", ["a"])


def test_any_number_of_hints_goes_in_batches_of_ten():
    queue = Queue()

    Functions(queue, Settings("http://localhost:1", "bucket", "url")).ask(f"articles/{n}.txt" for n in range(25))

    hints = [receive([{"messageId": "1", "body": body}], "articles/")[0].hints for body in queue.taken]
    assert hints == [(Hint("bucket", f"articles/{n}.txt"),) for n in range(25)]
    assert {(hint.is_for_rebuild, hint.is_doubted) for (hint,) in hints} == {(True, False)}
