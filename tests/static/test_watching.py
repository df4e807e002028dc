"""Alarms and what to do about them: neither without the other."""

import re

import pytest

from tests.translation import PSEUDO, ROOT, of_type, resources

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text("utf-8")
PARTS = ("**It says.**", "**Look.**", "**Mend.**")


def alarms() -> dict[str, dict]:
    found = of_type(resources(AlarmTopic="arn:aws:sns:eu-west-1:123456789012:pager"), "AWS::CloudWatch::Alarm")
    return {each["AlarmName"].removeprefix(f"{PSEUDO['AWS::StackName']}-"): each for each in found.values()}


def sections() -> dict[str, str]:
    """The parts of the runbook's chapter on alarms, by their headings."""
    chapter = RUNBOOK.partition("\n## Alarms\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", chapter, re.MULTILINE | re.DOTALL))


def test_each_alarm_has_its_section_in_the_runbook_and_each_section_its_alarm():
    assert sorted(sections()) == sorted(alarms())


@pytest.mark.parametrize("part", PARTS)
def test_each_section_says_what_it_means_where_to_look_and_what_to_do(part):
    assert [name for name, text in sections().items() if part not in text] == []


def test_alarms_tell_the_topic_of_their_beginning_and_their_end():
    topic = ["arn:aws:sns:eu-west-1:123456789012:pager"]

    assert [
        name for name, each in alarms().items() if each["AlarmActions"] != topic or each["OKActions"] != topic
    ] == []


def test_without_a_topic_alarms_are_only_shown():
    found = of_type(resources(), "AWS::CloudWatch::Alarm")

    assert [name for name, each in found.items() if "AlarmActions" in each] == []


def test_silence_is_no_fault():
    """A queue without messages and an API without requests send no metrics."""
    assert [name for name, each in alarms().items() if each["TreatMissingData"] != "notBreaching"] == []


def test_dead_letters_are_told_of_within_minutes():
    alarm = alarms()["dead-letters"]

    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (1, "GreaterThanOrEqualToThreshold")
    assert alarm["Period"] * alarm["EvaluationPeriods"] <= 300
    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": "${DeadLetters.QueueName}"}]


def test_the_alarm_of_the_disk_comes_before_aws_blocks_writes():
    alarm = alarms()["domain-disk"]

    assert alarm["Metrics"][0]["Expression"] == "100 * megabytes / (10 * 1024)"
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (25, "LessThanThreshold")


@pytest.mark.parametrize("name", ["Objects", "Articles", "StageTime"])
def test_the_dashboard_shows_what_the_functions_count(name):
    (board,) = of_type(resources(), "AWS::CloudWatch::Dashboard").values()
    told = (ROOT / "functions" / "ingest" / "record.py").read_text("utf-8")
    dimension = re.search(rf'_count\("{name}", "(\w+)"', told)[1]

    asked = re.search(
        rf"SEARCH\('\{{Cuttings,([\w,]+)\}} service=\\\"cuttings\\\" MetricName=\\\"{name}\\\"", board["DashboardBody"]
    )
    assert sorted(asked[1].split(",")) == sorted(["service", dimension])
