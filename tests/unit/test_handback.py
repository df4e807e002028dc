"""Messages that could not be settled now are seen again soon, and later each time."""

from pathlib import Path

import yaml
from botocore.exceptions import EndpointConnectionError

from shared.handback import hand_back, pause_after


class Queue:
    def __init__(self, *, is_down: bool = False) -> None:
        self.is_down = is_down
        self.asked: list[list[dict]] = []

    def change_message_visibility_batch(self, QueueUrl: str, Entries: list[dict]) -> dict:  # noqa: N803 - SQS' names
        if self.is_down:
            raise EndpointConnectionError(endpoint_url=QueueUrl)
        self.asked.append(Entries)
        return {"Failed": [each for each in Entries if each["Id"] == "m13"]}


def message(number: int, receives: int) -> dict:
    return {
        "messageId": f"m{number}",
        "receiptHandle": f"handle {number}",
        "attributes": {"ApproximateReceiveCount": str(receives)},
    }


def test_the_pause_doubles_up_to_the_timeout_of_the_queue():
    assert [pause_after(n) for n in range(1, 10)] == [15, 30, 60, 120, 240, 480, 730, 730, 730]


def test_each_message_has_the_pause_of_its_own_receives():
    queue = Queue()

    assert hand_back(queue, "url", [message(1, 1), message(2, 4)]) == 0
    assert queue.asked == [
        [
            {"Id": "m1", "ReceiptHandle": "handle 1", "VisibilityTimeout": 15},
            {"Id": "m2", "ReceiptHandle": "handle 2", "VisibilityTimeout": 120},
        ]
    ]


def test_sqs_is_asked_for_ten_at_a_time_and_those_it_would_not_are_counted():
    queue = Queue()

    assert hand_back(queue, "url", [message(n, 1) for n in range(25)]) == 1
    assert [len(entries) for entries in queue.asked] == [10, 10, 5]


def test_a_queue_that_does_not_answer_keeps_its_own_timeout():
    assert hand_back(Queue(is_down=True), "http://localhost:1", [message(n, 1) for n in range(12)]) == 12


def test_the_longest_pause_is_the_timeout_of_the_template_and_an_hour_passes_before_the_dead_letters():
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda *_: None)
    template = Path(__file__).parents[2] / "template.yaml"
    queue = yaml.load(template.read_text("utf-8"), Loader)["Resources"]["UploadsQueue"]["Properties"]
    receives = queue["RedrivePolicy"]["maxReceiveCount"]

    assert pause_after(receives) == queue["VisibilityTimeout"]
    assert sum(pause_after(n) for n in range(1, receives)) > 50 * 60
