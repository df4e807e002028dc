"""Alarms go off on the local cloud, as far as CloudWatch is emulated there.

LocalStack evaluates alarms of one metric and a plain statistic, and sends the metrics of queues and of functions. So
dead letters raise their alarm by themselves; others are given the number that their metric would have; those of
percentiles and of reckoned metrics are stored and no more. At a real pace it takes minutes: CUTTINGS_ALARMS=1 for that.
"""

import json
import os
from datetime import UTC, datetime

import pytest

from tests.e2e.test_articles import story
from tests.e2e.test_events import notice
from tests.integration.waiting import eventually

NOT_EVALUATED = {"slow-searches", "domain-disk"}
HURRY = 10  # seconds: the shortest period there is


def alarms(cloudwatch, prefix: str) -> dict[str, dict]:
    pages = cloudwatch.get_paginator("describe_alarms").paginate(AlarmNamePrefix=f"{prefix}-")
    return {each["AlarmName"].removeprefix(f"{prefix}-"): each for page in pages for each in page["MetricAlarms"]}


def told(cloudwatch, name: str) -> str:
    return cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["StateValue"]


def test_all_alarms_are_deployed(newsroom, aws):
    from tests.translation import of_type, resources

    expected = of_type(resources(), "AWS::CloudWatch::Alarm").values()

    assert sorted(alarms(aws("cloudwatch"), newsroom.stack.stack)) == sorted(
        each["AlarmName"].removeprefix("cuttings-") for each in expected
    )


def hurried(alarm: dict) -> dict:
    """A copy of an alarm, with its metric, its statistic and its threshold, that is looked at every ten seconds."""
    kept = ("Namespace", "MetricName", "Statistic", "Threshold", "ComparisonOperator", "TreatMissingData")
    copy = {each: alarm[each] for each in kept} | {"Dimensions": alarm.get("Dimensions", [])}
    return {**copy, "Period": HURRY, "EvaluationPeriods": 1}


@pytest.mark.timeout(600)
def test_each_alarm_goes_off_at_its_threshold_and_ends_below_it(newsroom, aws):
    """Of the last one the metric is LocalStack's own: what is invoked with no batch at all fails."""
    cloudwatch = aws("cloudwatch")
    stored = alarms(cloudwatch, newsroom.stack.stack)
    given = {name: hurried(alarm) for name, alarm in stored.items() if name not in NOT_EVALUATED}
    for copy in given.values():
        # A queue of its own name: the real one's metric comes between.
        copy["Dimensions"] = [{**each, "Value": f"hurried-{each['Value']}"} for each in copy["Dimensions"]]
    copies = {**given, "failing": hurried(stored["ingest-errors"])}
    for name, copy in copies.items():
        cloudwatch.put_metric_alarm(AlarmName=f"hurried-{name}", **copy)

    def send(*, wrong: bool) -> None:
        for copy in given.values():
            datum = {
                "MetricName": copy["MetricName"],
                "Dimensions": copy["Dimensions"],
                "Timestamp": datetime.now(UTC),
                # What is summed up stays below its threshold only if nothing comes.
                "Value": copy["Threshold"] if wrong else 0 if copy["Statistic"] == "Sum" else copy["Threshold"] - 0.001,
            }
            cloudwatch.put_metric_data(Namespace=copy["Namespace"], MetricData=[datum])
        for _ in range(3 if wrong else 0):
            aws("lambda").invoke(FunctionName=f"{newsroom.stack.stack}-ingest", Payload=b"{}")

    def all_are(state: str, *, wrong: bool) -> bool:
        send(wrong=wrong)
        found = alarms(cloudwatch, "hurried")
        return {name: found[name]["StateValue"] for name in copies} == dict.fromkeys(copies, state)

    try:
        eventually(lambda: all_are("OK", wrong=False), within=120, every=2)
        eventually(lambda: all_are("ALARM", wrong=True), within=120, every=2)
        eventually(lambda: all_are("OK", wrong=False), within=120, every=2)
    finally:
        cloudwatch.delete_alarms(AlarmNames=[f"hurried-{name}" for name in copies])


@pytest.mark.skipif("CUTTINGS_ALARMS" not in os.environ, reason="takes ten minutes: CUTTINGS_ALARMS=1 runs it")
@pytest.mark.timeout(1200)
def test_a_dead_letter_raises_its_alarm_and_what_the_runbook_says_ends_it(newsroom, aws, word):
    from typer.testing import CliRunner

    from cli.main import app
    from tests.conftest import TEST_CLOUD

    cloudwatch, name = aws("cloudwatch"), f"{newsroom.stack.stack}-dead-letters"
    newsroom.publish("before.txt", story(word))
    dead = notice(newsroom, "ObjectCreated:Put", newsroom.key("before.txt"))
    eventually(lambda: told(cloudwatch, name) != "ALARM", within=400, every=5)

    newsroom.sqs.send_message(QueueUrl=newsroom.stack.dlq_url, MessageBody=json.dumps({"Records": [dead]}))
    eventually(lambda: told(cloudwatch, name) == "ALARM", within=300, every=5)

    shown = CliRunner().invoke(app, ["redrive", "--dry-run", "--name", TEST_CLOUD])
    assert newsroom.key("before.txt") in shown.output
    assert CliRunner().invoke(app, ["redrive", "--name", TEST_CLOUD]).exit_code == 0
    eventually(lambda: told(cloudwatch, name) == "OK", within=600, every=5)
    assert newsroom.titles(word) == ["Harbour opens again"]
