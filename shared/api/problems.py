"""Every problem that the API answers, the gateway's own among them, as problem details (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import NotRequired, TypedDict

from shared.errors import InvalidQuery

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5


class Problem(TypedDict):
    """What went wrong. `code` is stable; `parameter` names what to mend."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    parameter: NotRequired[str]
    request_id: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table. The detail is fixed, but for invalid parameters, whose words are written for the caller."""

    status: HTTPStatus
    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)


INVALID_PARAMETER = Kind(HTTPStatus.BAD_REQUEST, "invalid-parameter", "A parameter will not do; it is named, and why.")
NO_ARTICLE = Kind(HTTPStatus.NOT_FOUND, "article-not-found", "There is no article with this id.")
TAKEN_DOWN = Kind(HTTPStatus.GONE, "article-taken-down", "This article was taken down.")
NO_RECEIPT = Kind(HTTPStatus.NOT_FOUND, "no-receipt", "Nothing was heard of an upload at this key yet.")
NO_ROUTE = Kind(
    HTTPStatus.NOT_FOUND,
    "no-such-route",
    "There is nothing at this path, or, where requests are signed, this one is not. See /docs.",
)
METHOD_NOT_ALLOWED = Kind(
    HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This path takes another method.", {"Allow": "GET"}
)
UNAVAILABLE = Kind(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "search-unavailable",
    "The search does not answer now. Try again in a few seconds.",
    {"Retry-After": str(RETRY_AFTER_SECONDS)},
)
UNKNOWN = Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something went wrong here. It was recorded.")

BAD_SIGNATURE = Kind(
    HTTPStatus.FORBIDDEN, "bad-signature", "The signature does not fit the request, or its credentials have expired."
)

# The gateway refuses these itself, by its own name for each. template.yaml says the same, and a test that it does.
# What is left to DEFAULT_4XX has that one's status, whatever its own would be.
GATEWAY: Mapping[str, Kind] = MappingProxyType(
    {
        "INVALID_API_KEY": Kind(HTTPStatus.FORBIDDEN, "key-required", "Send your API key in the header x-api-key."),
        "ACCESS_DENIED": Kind(HTTPStatus.FORBIDDEN, "forbidden", "Your credentials do not allow this."),
        "UNAUTHORIZED": Kind(HTTPStatus.UNAUTHORIZED, "unauthorized", "Say who you are: credentials are missing."),
        "INVALID_SIGNATURE": BAD_SIGNATURE,
        "EXPIRED_TOKEN": BAD_SIGNATURE,
        "WAF_FILTERED": Kind(
            HTTPStatus.FORBIDDEN,
            "firewall",
            "The firewall refused this: too many requests from one address, or a body over 8 KB. Wait five minutes.",
        ),
        "MISSING_AUTHENTICATION_TOKEN": NO_ROUTE,
        "REQUEST_TOO_LARGE": Kind(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "request-too-large", "Send less: files go to the bucket, see /uploads."
        ),
        "THROTTLED": Kind(
            HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", "Wait a second and try again.", {"Retry-After": "1"}
        ),
        "QUOTA_EXCEEDED": Kind(
            HTTPStatus.TOO_MANY_REQUESTS, "quota-exceeded", "What your API key may ask for in this period is used up."
        ),
        "INTEGRATION_TIMEOUT": Kind(
            HTTPStatus.GATEWAY_TIMEOUT, "no-answer", "No answer came in time. Try again in a few seconds."
        ),
        "INTEGRATION_FAILURE": Kind(
            HTTPStatus.BAD_GATEWAY, "bad-answer", "No answer could be given. Try again in a few seconds."
        ),
        "DEFAULT_4XX": Kind(HTTPStatus.BAD_REQUEST, "bad-request", "The request cannot be read."),
        "DEFAULT_5XX": UNKNOWN,
    }
)
"""Name of a gateway response -> what it says."""
_OURS = (INVALID_PARAMETER, NO_ARTICLE, TAKEN_DOWN, NO_RECEIPT, NO_ROUTE, METHOD_NOT_ALLOWED, UNAVAILABLE, UNKNOWN)
KINDS = tuple(dict.fromkeys((*_OURS, *GATEWAY.values())))
"""All of them, each once."""


def problem(kind: Kind, request_id: str, error: Exception | None = None) -> Problem:
    """What is answered of a problem of that kind. Only an invalid parameter's own words get out."""
    told: Problem = {
        "type": "about:blank",
        "title": kind.status.phrase,
        "status": kind.status.value,
        "detail": kind.detail,
        "code": kind.code,
        "request_id": request_id,
    }
    if isinstance(error, InvalidQuery):
        told |= {"detail": error.detail, "parameter": error.parameter}
    return told
