"""What no scanner sees: promises of the template, asserted on what CloudFormation gets."""

import json
from typing import Any

import pytest

from shared import handback
from tests.translation import of_type, resources

OPEN = {"/", "/docs", "/health", "/openapi.json"}  # they show no article
FORTNIGHT = 14 * 24 * 3600


def only(kind: str, **parameters: str | int) -> dict[str, Any]:
    (found,) = of_type(resources(**parameters), kind).values()
    return found


def methods(**parameters: str | int) -> dict[str, dict[str, Any]]:
    """The methods of the API as `GET /search`, but for the answers to a browser that asks before it sends."""
    body = only("AWS::ApiGateway::RestApi", **parameters)["Body"]
    return {
        f"{method.upper()} {path}": about
        for path, each in body["paths"].items()
        for method, about in each.items()
        if method != "options"
    }


def test_a_message_stays_hidden_for_six_times_as_long_as_its_function_may_take():
    found = resources()
    mapping = only("AWS::Lambda::EventSourceMapping")
    queue = found["UploadsQueue"]["Properties"]
    timeout = found["IngestFunction"]["Properties"]["Timeout"]

    assert queue["VisibilityTimeout"] >= 6 * timeout + mapping["MaximumBatchingWindowInSeconds"]
    assert queue["VisibilityTimeout"] == handback.LONGEST_SECONDS


def test_a_message_is_tried_five_times_at_least_before_it_is_a_dead_letter():
    redrive = resources()["UploadsQueue"]["Properties"]["RedrivePolicy"]

    assert redrive["maxReceiveCount"] >= 5
    assert redrive["deadLetterTargetArn"] == "${DeadLetters.Arn}"


@pytest.mark.parametrize("queue", ["UploadsQueue", "DeadLetters"])
def test_messages_and_dead_letters_are_kept_for_a_fortnight(queue):
    assert resources()[queue]["Properties"]["MessageRetentionPeriod"] == FORTNIGHT


def test_only_the_queue_may_use_the_dead_letters():
    allowed = resources()["DeadLetters"]["Properties"]["RedriveAllowPolicy"]

    assert allowed == {
        "redrivePermission": "byQueue",
        "sourceQueueArns": ["arn:aws:sqs:eu-west-1:123456789012:cuttings-uploads"],
    }


def test_ingest_tells_message_by_message_what_failed_and_is_bounded():
    mapping = only("AWS::Lambda::EventSourceMapping")

    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert 2 <= mapping["ScalingConfig"]["MaximumConcurrency"] <= 1000


def test_only_our_bucket_may_send_to_the_queue_and_only_over_tls():
    policy = only("AWS::SQS::QueuePolicy")["PolicyDocument"]["Statement"]
    allowed = [each for each in policy if each["Effect"] == "Allow"]
    refused = [each for each in policy if each["Effect"] == "Deny"]

    assert [each["Principal"] for each in allowed] == [{"Service": "s3.amazonaws.com"}]
    assert allowed[0]["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnEquals": {"aws:SourceArn": "arn:aws:s3:::cuttings-articles-123456789012-eu-west-1"},
    }
    assert [each["Condition"] for each in refused] == [{"Bool": {"aws:SecureTransport": "false"}}]


def test_no_method_is_open_that_shows_an_article():
    unkeyed = {name for name, about in methods().items() if {"api_key": []} not in about.get("security", [])}

    assert unkeyed == {name for name in methods() if name.partition(" ")[2] in OPEN}


def test_by_parameter_every_method_wants_a_signature():
    signed = methods(Authorizer="AWS_IAM")

    assert [name for name, about in signed.items() if {"AWS_IAM": []} not in about["security"]] == []
    assert signed.keys() == methods().keys()


def test_keys_have_a_rate_and_a_quota_and_the_api_a_rate_for_all():
    plan, stage = only("AWS::ApiGateway::UsagePlan"), only("AWS::ApiGateway::Stage")
    settings = stage["MethodSettings"][0]

    assert plan["Throttle"] == {"RateLimit": 50, "BurstLimit": 50}
    assert plan["Quota"] == {"Limit": 5_000_000, "Period": "MONTH"}
    assert (settings["ResourcePath"], settings["HttpMethod"]) == ("/*", "*")
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (200, 200)


def test_the_api_never_logs_what_is_in_a_request():
    stage = only("AWS::ApiGateway::Stage", AccessLogs="ENABLED")
    told = json.loads(stage["AccessLogSetting"]["Format"])

    assert stage["MethodSettings"][0]["DataTraceEnabled"] is False
    # resourcePath is the route, `/receipts/{key+}`; path would be the key itself, and apiKey the secret.
    assert sorted(told.values()) == [
        "$context.error.responseType",
        "$context.httpMethod $context.resourcePath",
        "$context.identity.apiKeyId",
        "$context.integrationLatency",
        "$context.requestId",
        "$context.responseLatency",
        "$context.responseLength",
        "$context.status",
    ]


def test_the_wall_stands_before_the_api_and_keeps_no_requests():
    found = resources(Firewall="ENABLED")
    wall = found["Wall"]["Properties"]

    assert found["WallBeforeApi"]["Properties"]["ResourceArn"].endswith("/restapis/${Api}/stages/v1")
    assert {each["Name"] for each in wall["Rules"]} == {"flood", "large-body", "known-bad-inputs"}
    seen = [wall["VisibilityConfig"], *(each["VisibilityConfig"] for each in wall["Rules"])]
    assert [each["SampledRequestsEnabled"] for each in seen] == [False] * 4
    assert of_type(found, "AWS::WAFv2::LoggingConfiguration") == {}
    assert of_type(resources(), "AWS::WAFv2::WebACL") == {}


def test_the_domain_is_reached_over_tls_alone_and_encrypts_what_it_keeps():
    domain = only("AWS::OpenSearchService::Domain")

    assert domain["DomainEndpointOptions"] == {
        "EnforceHTTPS": True,
        "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10",
    }
    assert domain["EncryptionAtRestOptions"] == {"Enabled": True}
    assert domain["NodeToNodeEncryptionOptions"] == {"Enabled": True}


def test_only_principals_of_the_account_reach_the_domain():
    (statement,) = only("AWS::OpenSearchService::Domain")["AccessPolicies"]["Statement"]

    assert statement["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}


def test_by_parameter_the_domain_has_roles_within_and_keeps_an_audit_log():
    domain = only("AWS::OpenSearchService::Domain", FineGrained="ENABLED")

    assert domain["AdvancedSecurityOptions"] == {
        "Enabled": True,
        "InternalUserDatabaseEnabled": False,
        "MasterUserOptions": {"MasterUserARN": "${OperatorRole.Arn}"},
    }
    assert {name for name, each in domain["LogPublishingOptions"].items() if each["Enabled"]} == {
        "AUDIT_LOGS",
        "ES_APPLICATION_LOGS",
        "INDEX_SLOW_LOGS",
        "SEARCH_SLOW_LOGS",
    }


def test_only_our_domain_may_write_its_log():
    policy = json.loads(only("AWS::Logs::ResourcePolicy")["PolicyDocument"])
    (statement,) = policy["Statement"]

    assert statement["Principal"] == {"Service": "es.amazonaws.com"}
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    assert statement["Resource"].endswith(":log-group:/aws/opensearch/cuttings:*")


def test_by_parameter_the_domain_and_all_functions_are_in_a_vpc():
    found = resources(SubnetIds="subnet-1,subnet-2", SecurityGroupIds="sg-1")
    functions = of_type(found, "AWS::Lambda::Function")

    assert "VPCOptions" in found["Domain"]["Properties"]
    assert [name for name, each in functions.items() if "VpcConfig" not in each] == []
    assert [name for name, each in of_type(resources(), "AWS::Lambda::Function").items() if "VpcConfig" in each] == []


@pytest.mark.parametrize(("nodes", "zones"), [(2, 2), (3, 3)])
def test_more_nodes_than_one_are_spread_over_zones(nodes, zones):
    cluster = only("AWS::OpenSearchService::Domain", InstanceCount=nodes, Zones=zones)["ClusterConfig"]

    assert cluster["ZoneAwarenessEnabled"] is True
    assert cluster["ZoneAwarenessConfig"] == {"AvailabilityZoneCount": zones}


def test_nothing_ends_the_bucket_with_the_stack_or_by_mistake():
    found = resources()
    bucket, policy = found["Bucket"], only("AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]

    assert (bucket["DeletionPolicy"], bucket["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert bucket["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())
    assert [(each["Action"], each["Principal"]) for each in policy if each["Effect"] == "Deny"] == [
        ("s3:*", "*"),
        ("s3:DeleteBucket", "*"),
    ]


def test_the_search_page_uploads_to_the_bucket_whichever_other_origin_may():
    (rule,) = only("AWS::S3::Bucket", AllowedOrigin="https://news.example")["CorsConfiguration"]["CorsRules"]

    assert rule["AllowedMethods"] == ["POST"]
    assert rule["AllowedOrigins"] == ["https://news.example", "https://${Api}.execute-api.eu-west-1.amazonaws.com"]


def test_every_log_ends_some_day():
    groups = of_type(resources(AccessLogs="ENABLED"), "AWS::Logs::LogGroup")

    assert {name: each["RetentionInDays"] for name, each in groups.items()} == dict.fromkeys(groups, 30)


def test_the_dashboard_is_json_that_names_only_what_there_is():
    found = resources()
    widgets = json.loads(only("AWS::CloudWatch::Dashboard")["DashboardBody"])["widgets"]
    functions = {f"${{{name}}}" for name in of_type(found, "AWS::Lambda::Function")}
    shown = {metric[3] for each in widgets for metric in each["properties"]["metrics"] if "FunctionName" in metric}

    assert shown == functions
