"""A stack that is there is changed by its template, whole or not at all, as on AWS."""

from __future__ import annotations

import copy
import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
import urllib3

from tests.integration.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    type Template = dict[str, Any]

pytestmark = pytest.mark.timeout(120)

CODE = "import os\ndef handler(event, context):\n    return {'statusCode': 200, 'body': os.environ['SAYS']}\n"
LAMBDAS = {
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]
}


def allowed(action: str) -> list[Template]:
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return [{"PolicyName": "may", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}]


def route(*parts: Any) -> Template:
    arn = {"Fn::GetAtt": ["Function", "Arn"]}
    uri = {
        "Fn::Sub": ["arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F}/invocations", {"F": arn}]
    }
    return {"get": {"x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}}}


def template(name: str) -> Template:
    """What Cuttings' own has, of each kind one, and small."""
    api = {"openapi": "3.0.1", "info": {"title": name, "version": "1"}, "paths": {"/one": route()}}
    resources = {
        "Bucket": {
            "DependsOn": "QueuePolicy",
            "Properties": {
                "BucketName": f"{name}-bucket",
                "CorsConfiguration": {
                    "CorsRules": [{"AllowedMethods": ["POST"], "AllowedOrigins": ["https://a.example"]}]
                },
            },
        },
        "Queue": {"Properties": {"QueueName": f"{name}-queue", "VisibilityTimeout": 60}},
        "QueuePolicy": {"Properties": {"Queues": [{"Ref": "Queue"}], "PolicyDocument": {"Statement": []}}},
        "Role": {"Properties": {"AssumeRolePolicyDocument": LAMBDAS, "Policies": allowed("s3:GetObject")}},
        "Function": {
            "Properties": {
                "FunctionName": f"{name}-function",
                "Runtime": "python3.13",
                "Handler": "index.handler",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "Code": {"ZipFile": CODE},
                "Environment": {"Variables": {"SAYS": "first"}},
                "Timeout": 10,
            },
        },
        "Permission": {
            "Properties": {
                "FunctionName": {"Ref": "Function"},
                "Action": "lambda:InvokeFunction",
                "Principal": "apigateway.amazonaws.com",
                "SourceArn": {"Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*"},
            }
        },
        "Api": {"Properties": {"Name": name, "Body": api}},
        "DeploymentA": {"Properties": {"RestApiId": {"Ref": "Api"}}},
        "Stage": {
            "Properties": {"RestApiId": {"Ref": "Api"}, "StageName": "v1", "DeploymentId": {"Ref": "DeploymentA"}},
        },
        "Alarm": {
            "Properties": {
                "AlarmName": f"{name}-alarm",
                "Namespace": "AWS/SQS",
                "MetricName": "Age",
                "Statistic": "Maximum",
                "Period": 60,
                "EvaluationPeriods": 1,
                "Threshold": 1,
                "ComparisonOperator": "GreaterThanThreshold",
            }
        },
        "Rule": {"Properties": {"ScheduleExpression": "rate(1 day)", "State": "DISABLED"}},
        "Logs": {"Properties": {"LogGroupName": f"/{name}", "RetentionInDays": 30}},
    }
    types = {
        "Bucket": "S3::Bucket",
        "Queue": "SQS::Queue",
        "QueuePolicy": "SQS::QueuePolicy",
        "Role": "IAM::Role",
        "Function": "Lambda::Function",
        "Permission": "Lambda::Permission",
        "Api": "ApiGateway::RestApi",
        "DeploymentA": "ApiGateway::Deployment",
        "Stage": "ApiGateway::Stage",
        "Alarm": "CloudWatch::Alarm",
        "Rule": "Events::Rule",
        "Logs": "Logs::LogGroup",
    }
    return {"Resources": {each: {"Type": f"AWS::{types[each]}", **told} for each, told in resources.items()}}


class Stack:
    """One of its own for a test. `put` waits as SAM does, and tells the status it ended with."""

    def __init__(self, name: str, aws: Callable[[str], Any]) -> None:
        self.name = name
        self.aws = aws
        self.told = template(name)
        self.formation = aws("cloudformation")

    def properties(self, resource: str) -> Template:
        return self.told["Resources"][resource]["Properties"]

    def put(self) -> str:
        kind = "UPDATE" if self.is_there() else "CREATE"
        change = f"change-{uuid.uuid4().hex[:8]}"
        self.formation.create_change_set(
            StackName=self.name, ChangeSetName=change, ChangeSetType=kind, TemplateBody=json.dumps(self.told),
            Capabilities=["CAPABILITY_IAM"],
        )  # fmt: skip
        self.formation.get_waiter("change_set_create_complete").wait(
            StackName=self.name, ChangeSetName=change, WaiterConfig={"Delay": 1}
        )
        self.formation.execute_change_set(StackName=self.name, ChangeSetName=change)
        return eventually(lambda: (now := self.status()) and not now.endswith("IN_PROGRESS") and now, within=30)

    def is_there(self) -> bool:
        try:
            return self.status() is not None
        except self.formation.exceptions.ClientError:
            return False

    def status(self) -> str:
        return self.formation.describe_stacks(StackName=self.name)["Stacks"][0]["StackStatus"]

    def reasons(self) -> list[str]:
        events = self.formation.describe_stack_events(StackName=self.name)["StackEvents"]
        return [
            each["ResourceStatusReason"]
            for each in events
            if "FAILED" in each["ResourceStatus"] and "ResourceStatusReason" in each
        ]

    def physical(self, resource: str) -> str:
        told = self.formation.describe_stack_resource(StackName=self.name, LogicalResourceId=resource)
        return told["StackResourceDetail"]["PhysicalResourceId"]

    def answer(self, path: str) -> tuple[int, str]:
        endpoint = self.formation.meta.endpoint_url
        answer = urllib3.request("GET", f"{endpoint}/_aws/execute-api/{self.physical('Api')}/v1{path}")
        return answer.status, answer.data.decode()

    def visibility(self) -> str:
        told = self.aws("sqs").get_queue_attributes(
            QueueUrl=self.physical("Queue"), AttributeNames=["VisibilityTimeout"]
        )
        return told["Attributes"]["VisibilityTimeout"]


@pytest.fixture
def stack(aws: Callable[[str], Any]) -> Iterator[Stack]:
    made = Stack(f"changes-{uuid.uuid4().hex[:8]}", aws)
    assert made.put() == "CREATE_COMPLETE"
    yield made
    made.formation.delete_stack(StackName=made.name)
    made.formation.get_waiter("stack_delete_complete").wait(StackName=made.name, WaiterConfig={"Delay": 1})


def deploys_anew(stack: Stack, paths: list[str]) -> None:
    """SAM gives the deployment of each version of an API a name of its own."""
    stack.properties("Api")["Body"]["paths"] = {path: route() for path in paths}
    resources = stack.told["Resources"]
    for name in [name for name in resources if name.startswith("Deployment")]:
        del resources[name]
    name = f"Deployment{uuid.uuid4().hex[:8]}"
    resources[name] = {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}}}
    stack.properties("Stage")["DeploymentId"] = {"Ref": name}


def test_routes_come_are_renamed_and_go_on_an_api_that_stays(stack: Stack) -> None:
    api = stack.physical("Api")
    assert stack.answer("/one") == (200, "first")
    seen = []

    for paths in (["/one", "/two"], ["/one", "/three"], ["/one"]):
        deploys_anew(stack, paths)
        assert stack.put() == "UPDATE_COMPLETE", stack.reasons()
        seen.append([stack.answer(path)[0] == 200 for path in ("/one", "/two", "/three")])

    assert seen == [[True, True, False], [True, False, True], [True, False, False]]
    assert stack.physical("Api") == api
    stages = stack.aws("apigateway").get_stages(restApiId=api)["item"]
    deployments = stack.aws("apigateway").get_deployments(restApiId=api)["items"]
    assert [(each["stageName"], each["deploymentId"]) for each in stages] == [("v1", deployments[0]["id"])]
    assert len(deployments) == 1


def test_what_is_changed_of_each_kind_is_changed(stack: Stack) -> None:
    name = stack.name
    stack.properties("Alarm")["Threshold"] = 7
    stack.properties("Queue")["VisibilityTimeout"] = 90
    stack.properties("Function")["Environment"] = {"Variables": {"SAYS": "second"}}
    stack.properties("Role")["Policies"] = allowed("s3:PutObject")
    stack.properties("Rule")["ScheduleExpression"] = "rate(2 days)"
    stack.properties("Logs")["RetentionInDays"] = 7
    del stack.properties("Bucket")["CorsConfiguration"]
    arn = {"Fn::GetAtt": ["Queue", "Arn"]}
    stack.properties("Bucket")["NotificationConfiguration"] = {
        "QueueConfigurations": [{"Event": "s3:ObjectCreated:*", "Queue": arn}]
    }
    more = copy.deepcopy(stack.told["Resources"]["Function"])
    more["Properties"]["FunctionName"] = f"{name}-more"
    stack.told["Resources"]["More"] = more

    assert stack.put() == "UPDATE_COMPLETE", stack.reasons()

    aws = stack.aws
    (alarm,) = aws("cloudwatch").describe_alarms(AlarmNames=[f"{name}-alarm"])["MetricAlarms"]
    role = aws("iam").get_role_policy(RoleName=stack.physical("Role"), PolicyName="may")["PolicyDocument"]
    notified = aws("s3").get_bucket_notification_configuration(Bucket=f"{name}-bucket")["QueueConfigurations"]
    (group,) = aws("logs").describe_log_groups(logGroupNamePrefix=f"/{name}")["logGroups"]
    assert alarm["Threshold"] == 7
    assert stack.visibility() == "90"
    assert stack.answer("/one") == (200, "second")
    assert [each["Action"] for each in role["Statement"]] == ["s3:PutObject"]
    assert aws("events").describe_rule(Name=stack.physical("Rule"))["ScheduleExpression"] == "rate(2 days)"
    assert group["retentionInDays"] == 7
    assert [each["Events"] for each in notified] == [["s3:ObjectCreated:*"]]
    with pytest.raises(aws("s3").exceptions.ClientError, match="NoSuchCORSConfiguration"):
        aws("s3").get_bucket_cors(Bucket=f"{name}-bucket")
    assert aws("lambda").get_function(FunctionName=f"{name}-more")["Configuration"]["Handler"] == "index.handler"


def test_a_condition_makes_a_resource_that_others_name_and_ends_it(stack: Stack) -> None:
    stack.told["Conditions"] = {"IsWatched": {"Fn::Equals": ["no", "yes"]}}
    stack.told["Resources"]["Watched"] = {
        "Type": "AWS::SQS::Queue",
        "Condition": "IsWatched",
        "Properties": {"QueueName": f"{stack.name}-watched"},
    }
    arn, nothing = {"Fn::GetAtt": ["Watched", "Arn"]}, {"Ref": "AWS::NoValue"}
    stack.properties("Queue")["RedrivePolicy"] = {
        "Fn::If": ["IsWatched", {"deadLetterTargetArn": arn, "maxReceiveCount": 3}, nothing]
    }
    seen = []

    for answer in ("no", "yes", "no"):
        stack.told["Conditions"]["IsWatched"] = {"Fn::Equals": [answer, "yes"]}
        assert stack.put() == "UPDATE_COMPLETE", stack.reasons()
        told = stack.aws("sqs").get_queue_attributes(QueueUrl=stack.physical("Queue"), AttributeNames=["All"])
        seen.append(bool(told["Attributes"].get("RedrivePolicy")))

    assert seen[:2] == [False, True]
    with pytest.raises(stack.aws("sqs").exceptions.QueueDoesNotExist):
        stack.aws("sqs").get_queue_url(QueueName=f"{stack.name}-watched")


def test_a_change_that_fails_ends_at_once_leaves_all_as_it_was_and_can_be_mended(stack: Stack) -> None:
    before = copy.deepcopy(stack.told)
    stack.properties("Queue")["VisibilityTimeout"] = 90
    stack.told["Resources"]["Another"] = {
        "Type": "AWS::SQS::Queue",
        "Properties": {"QueueName": f"{stack.name}-another"},
        "DependsOn": "Queue",
    }
    stack.told["Resources"]["Wrong"] = {
        "Type": "AWS::Lambda::Permission",
        "Properties": {"FunctionName": "nobody", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"},
        "DependsOn": "Another",
    }
    del stack.told["Resources"]["Rule"]

    assert stack.put() == "UPDATE_ROLLBACK_COMPLETE"
    assert "Function not found" in stack.reasons()[0]
    assert stack.visibility() == "60"
    with pytest.raises(stack.aws("sqs").exceptions.QueueDoesNotExist):
        stack.aws("sqs").get_queue_url(QueueName=f"{stack.name}-another")
    assert stack.aws("events").describe_rule(Name=stack.physical("Rule"))["State"] == "DISABLED"

    stack.properties("Wrong")["FunctionName"] = {"Ref": "Function"}
    stack.told["Resources"]["Rule"] = before["Resources"]["Rule"]
    assert stack.put() == "UPDATE_COMPLETE", stack.reasons()
    assert stack.visibility() == "90"
    assert stack.aws("sqs").get_queue_url(QueueName=f"{stack.name}-another")


def test_what_cannot_be_changed_is_refused_and_not_passed_over(stack: Stack) -> None:
    stack.told["Resources"]["Key"] = {"Type": "AWS::KMS::Key", "Properties": {"Description": "one"}}
    assert stack.put() == "UPDATE_COMPLETE"
    stack.properties("Key")["Description"] = "two"

    assert stack.put() == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.reasons() == [
        "LocalStack cannot change an AWS::KMS::Key: `cuttings down` and `up` make the cloud anew"
    ]
