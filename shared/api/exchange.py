"""A request as it comes from API Gateway, and from what stands in for it; an answer as it goes back there."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from shared.api.problems import CONTENT_TYPE, Kind, problem

type Event = Mapping[str, Any]

# What a page of another origin may read of an answer, beside what browsers always allow.
EXPOSED = "ETag, Link, Retry-After"


def without_stage(event: dict[str, Any]) -> dict[str, Any]:
    """AWS leaves the stage out of the path; emulators and some proxies do not."""
    stage, path = f"/{event['requestContext'].get('stage')}", event["path"]
    return {**event, "path": path.removeprefix(stage) or "/"} if f"{path}/".startswith(f"{stage}/") else event


def parameters(event: Event) -> dict[str, list[str]]:
    """The values of each parameter of the URL. Test consoles and some emulators send single values only."""
    several = event.get("multiValueQueryStringParameters") or {}
    return several or {name: [value] for name, value in (event.get("queryStringParameters") or {}).items()}


def header(event: Event, name: str) -> str:
    """A header's value, however its name is written; "" where it was not sent."""
    sent = event.get("headers") or {}
    return next((str(value) for each, value in sent.items() if each.lower() == name), "")


def body(event: Event) -> str | None:
    """What was sent, as text; None where nothing or no text was."""
    sent = event.get("body")
    if not sent or not event.get("isBase64Encoded"):
        return sent
    try:
        return base64.b64decode(sent).decode("utf-8")
    except ValueError:
        return None


def root(event: Event, route: str) -> str:
    """The address that every route begins with, as the caller sees it; `route` is the path that was asked for."""
    context, host = event["requestContext"], header(event, "host")
    if host.partition(":")[0] in {"localhost", "127.0.0.1"}:  # where emulators put every API below a path of theirs
        return f"http://{host}/_aws/execute-api/{context.get('apiId')}/{context.get('stage')}"
    mounted = str(context.get("path") or event["path"]).removesuffix(route)
    return f"https://{context.get('domainName') or host}{mounted}"


def address(event: Event, route: str, **changed: str) -> str:
    """The address that was asked for, with some parameters changed."""
    asked = {name: values[-1] for name, values in parameters(event).items()} | changed
    return f"{root(event, route)}{route}" + (f"?{urlencode(asked)}" if asked else "")


def answer(
    status: int, told: Mapping[str, Any], content_type: str = "application/json", **headers: str
) -> dict[str, Any]:
    """An answer as API Gateway takes it."""
    return {
        "statusCode": status,
        "multiValueHeaders": {"Content-Type": [content_type], **{name: [value] for name, value in headers.items()}},
        "body": json.dumps(told),
        "isBase64Encoded": False,
    }


def refusal(event: Event, kind: Kind, error: Exception | None = None) -> dict[str, Any]:
    """The answer to a request that failed."""
    told = problem(kind, event["requestContext"]["requestId"], error)
    return answer(kind.status.value, told, CONTENT_TYPE, **kind.headers)


def opened_to(origin: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, readable by pages of that origin; "" is none, `*` any. No cookies are involved, only the key."""
    if origin:
        answer["multiValueHeaders"] |= {
            "Access-Control-Allow-Origin": [origin],
            "Access-Control-Expose-Headers": [EXPOSED],
        }
    return answer
