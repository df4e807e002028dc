"""What LocalStack 4.14's CloudFormation cannot change in a resource that is there: changed here, as AWS does.

It takes such a change without a word and leaves the resource as it was. What cannot be changed here either fails,
and says so.
"""

import json
from collections.abc import Callable
from typing import Any

from localstack.runtime import hooks

type Model = dict[str, Any]

PUT_AGAIN = {
    "AWS::ApiGateway::Account",
    "AWS::ApiGateway::GatewayResponse",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicPolicy",
}
"""Made with a call that makes or changes, as AWS has it."""

MADE_ANEW = {
    "AWS::Events::Rule",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Url",
    "AWS::Logs::SubscriptionFilter",
    "AWS::Scheduler::Schedule",
}
"""Nothing is lost with them."""

LEFT = {"AWS::OpenSearchService::Domain"}
"""The node behind it is what it is: a domain's sizes mean nothing to it."""


@hooks.on_infra_start()  # type: ignore[untyped-decorator] # LocalStack has no types here
def amend_updates() -> None:
    from localstack.services.cloudformation import resource_provider as engine  # noqa: PLC0415 - slow to load

    execute = engine.ResourceProviderExecutor.execute_action

    def execute_updates(self: Any, provider: Any, payload: Model) -> Any:
        if payload["action"] not in {"Modify", "Dynamic"}:
            return execute(self, provider, payload)
        request = engine.convert_payload(stack_name=self.stack_name, stack_id=self.stack_id, payload=payload)
        request.previous_state = request.previous_state or {}
        try:
            told = updated(provider, request)
        except NotImplementedError:
            way = "`cuttings down` and `up` make the cloud anew"
            problem = f"LocalStack cannot change an {request.resource_type}: {way}"
            return engine.ProgressEvent(engine.OperationStatus.FAILED, {}, message=problem)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the stack is told
            return engine.ProgressEvent(
                engine.OperationStatus.FAILED, {}, message=str(failure), custom_context={"exception": failure}
            )
        return (
            told
            if isinstance(told, engine.ProgressEvent)
            else engine.ProgressEvent(engine.OperationStatus.SUCCESS, told)
        )

    engine.ResourceProviderExecutor.execute_action = execute_updates


def updated(provider: Any, request: Any) -> Any:
    """The event or the model of the resource as it has become. Raises NotImplementedError where that is not known."""
    kind, before, wanted = request.resource_type, request.previous_state, request.desired_state
    if kind in _KNOWN:
        return {**before, **wanted, **_KNOWN[kind](provider, request)}
    if kind in LEFT:
        return {**before, **wanted}
    if kind in MADE_ANEW:
        request.desired_state = before
        provider.delete(request)
        request.desired_state = wanted
    if kind in PUT_AGAIN | MADE_ANEW:
        return provider.create(request)
    return provider.update(request)


def _api(_: Any, request: Any) -> Model:
    before, wanted = request.previous_state, request.desired_state
    if "Body" not in wanted:
        raise NotImplementedError
    client = request.aws_client_factory.apigateway
    settings = ("Name", "Description", "MinimumCompressionSize")
    client.update_rest_api(
        restApiId=before["RestApiId"],
        patchOperations=[_replaced(name, wanted[name]) for name in settings if name in wanted],
    )
    client.put_rest_api(
        restApiId=before["RestApiId"],
        body=json.dumps(wanted["Body"]).encode(),
        mode="overwrite",
        parameters={"basepath": "ignore"},
    )
    resources = client.get_resources(restApiId=before["RestApiId"])["items"]
    return {"RootResourceId": next(each["id"] for each in resources if each["path"] == "/")}


def _stage(_: Any, request: Any) -> Model:
    before, wanted = request.previous_state, request.desired_state
    variables = [_replaced(f"variables/{name}", value) for name, value in wanted.get("Variables", {}).items()]
    request.aws_client_factory.apigateway.update_stage(
        restApiId=before["RestApiId"],
        stageName=before["StageName"],
        patchOperations=[_replaced("DeploymentId", wanted["DeploymentId"]), *variables],
    )
    return {}


def _replaced(name: str, value: object) -> dict[str, str]:
    return {"op": "replace", "path": f"/{name[0].lower()}{name[1:]}", "value": str(value)}


def _bucket(provider: Any, request: Any) -> Model:
    s3, name = request.aws_client_factory.s3, request.previous_state["BucketName"]
    # What the template no longer names goes: making the bucket again only puts what it names.
    s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={})
    s3.delete_bucket_cors(Bucket=name)
    request.desired_state["BucketName"] = name
    return dict(provider.create(request).resource_model)


def _log_group(_: Any, request: Any) -> Model:
    logs, name, days = (
        request.aws_client_factory.logs,
        request.previous_state["LogGroupName"],
        request.desired_state.get("RetentionInDays"),
    )
    if days:
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(days))
    else:
        logs.delete_retention_policy(logGroupName=name)
    return {}


def _role(provider: Any, request: Any) -> Model:
    """LocalStack's own update sees to the rest of a role, and not to what it may."""
    before = {each["PolicyName"]: each for each in request.previous_state.get("Policies") or ()}
    wanted = {each["PolicyName"]: each for each in request.desired_state.get("Policies") or ()}
    model = dict(provider.update(request).resource_model)
    iam, name = request.aws_client_factory.iam, model["RoleName"]
    for each in wanted.values():
        iam.put_role_policy(
            RoleName=name, PolicyName=each["PolicyName"], PolicyDocument=json.dumps(each["PolicyDocument"])
        )
    for gone in before.keys() - wanted.keys():
        iam.delete_role_policy(RoleName=name, PolicyName=gone)
    return model


_KNOWN: dict[str, Callable[[Any, Any], Model]] = {
    "AWS::ApiGateway::RestApi": _api,
    "AWS::ApiGateway::Stage": _stage,
    "AWS::IAM::Role": _role,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::S3::Bucket": _bucket,
}
