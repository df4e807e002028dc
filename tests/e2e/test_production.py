"""What samconfig.toml has for production is made from the template, with all that is off by default.

LocalStack makes what it knows and passes over the rest (the wall, the dashboard): so this shows that each condition of
the template leads to resources that belong together, and not what AWS makes of them.
"""

import os

import pytest

from tests.translation import of_type, resources

STACK = "cuttings-prod"
TOPIC = "arn:aws:sns:us-east-1:000000000000:pager"


@pytest.mark.skipif("CUTTINGS_PRODUCTION" not in os.environ, reason="a second stack: CUTTINGS_PRODUCTION=1 makes it")
@pytest.mark.timeout(900)
def test_the_stack_of_production_is_made(cloud, stack, aws):
    from local import deploy, sam

    parameters = sam.configured(STACK) | {"AlarmTopic": TOPIC, "Authorizer": "AWS_IAM"}
    formation = aws("cloudformation")
    try:
        deploy.to_local(cloud, stack=STACK, parameters=parameters, force=True)
        (told,) = formation.describe_stacks(StackName=STACK)["Stacks"]
        pages = formation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        made = {each["LogicalResourceId"]: each for page in pages for each in page["StackResourceSummaries"]}
        alarms = aws("cloudwatch").describe_alarms(AlarmNamePrefix=f"{STACK}-")["MetricAlarms"]
    finally:
        formation.delete_stack(StackName=STACK)
        formation.get_waiter("stack_delete_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})
        for bucket in aws("s3").list_buckets(Prefix=f"{STACK}-articles-")["Buckets"]:  # the stack leaves it behind
            aws("s3").delete_bucket(Bucket=bucket["Name"])

    assert told["StackStatus"] == "CREATE_COMPLETE"
    assert {each["ResourceStatus"] for each in made.values()} == {"CREATE_COMPLETE"}
    assert sorted(made) == sorted(resources(**parameters))
    assert len(alarms) == len(of_type(resources(**parameters), "AWS::CloudWatch::Alarm"))
    assert [each["AlarmName"] for each in alarms if each["AlarmActions"] != [TOPIC]] == []
