"""The queue of the template: that nothing is lost in it, and nothing gives up too soon."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


class Loader(yaml.SafeLoader):
    pass


Loader.add_multi_constructor("!", lambda _loader, tag, node: f"!{tag} {node.value}")


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    template = yaml.load((ROOT / "template.yaml").read_text("utf-8"), Loader)
    return {name: resource["Properties"] for name, resource in template["Resources"].items()}


def test_a_message_is_hidden_for_six_times_as_long_as_the_function_may_take(made):
    ingest = made["IngestFunction"]
    window = ingest["Events"]["Uploads"]["Properties"]["MaximumBatchingWindowInSeconds"]

    assert made["UploadsQueue"]["VisibilityTimeout"] >= 6 * ingest["Timeout"] + window


def test_what_fails_is_tried_often_and_then_kept_as_long_as_can_be(made):
    fourteen_days = 14 * 24 * 3600

    assert made["UploadsQueue"]["RedrivePolicy"]["maxReceiveCount"] >= 5
    assert made["UploadsQueue"]["RedrivePolicy"]["deadLetterTargetArn"] == "!GetAtt DeadLetters.Arn"
    assert made["DeadLetters"]["MessageRetentionPeriod"] == fourteen_days
    assert made["DeadLetters"]["RedriveAllowPolicy"]["redrivePermission"] == "byQueue"


def test_messages_of_a_batch_fail_one_by_one_and_not_too_many_at_once(made):
    events = made["IngestFunction"]["Events"]["Uploads"]["Properties"]

    assert events["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert 2 <= events["ScalingConfig"]["MaximumConcurrency"] <= 1000
