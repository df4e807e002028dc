"""A request as it comes from API Gateway, and from what stands in for it."""

from typing import Any

from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent


def without_stage(event: dict[str, Any]) -> dict[str, Any]:
    """AWS leaves the stage out of the path; emulators and some proxies do not."""
    stage, path = f"/{event['requestContext'].get('stage')}", event["path"]
    return {**event, "path": path.removeprefix(stage)} if path.startswith(f"{stage}/") else event


def parameters(event: BaseProxyEvent) -> dict[str, list[str]]:
    """The values of each parameter of the URL. Test consoles and some emulators send single values only."""
    several = event.get("multiValueQueryStringParameters") or {}
    return several or {name: [value] for name, value in (event.get("queryStringParameters") or {}).items()}
