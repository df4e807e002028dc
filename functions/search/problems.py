"""The one table from what went wrong to what HTTP says of it, as problem details (RFC 9457)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import NotRequired, TypedDict

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as NoSuchRoute
from opensearchpy import ConnectionError as NoConnection
from opensearchpy import NotFoundError as NotInIndex
from opensearchpy import TransportError

from shared.errors import InvalidQuery, Unavailable
from shared.search.results import NotFound, TakenDown

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
# OpenSearch is busy, restarting, out of reach behind its proxy, or was not done in time.
BUSY = {429, 502, 503, 504}


class MethodNotAllowed(Exception):  # noqa: N818 - a domain word, as in shared.errors
    """The route is there; it takes GET only."""


class NoReceipt(Exception):  # noqa: N818 - a domain word, as in shared.errors
    """Nothing was heard of that key."""


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
    """A row of the table. The detail is fixed, but for InvalidQuery, whose words are written for the caller."""

    status: HTTPStatus
    code: str
    detail: str
    headers: Mapping[str, str | list[str]]


def _kind(status: HTTPStatus, code: str, detail: str, **headers: str) -> Kind:
    return Kind(status, code, detail, {name.replace("_", "-"): value for name, value in headers.items()})


UNKNOWN = _kind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something went wrong here. It was recorded.")
OVERLOADED = _kind(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "search-unavailable",
    "The search does not answer now. Try again in a few seconds.",
    Retry_After=str(RETRY_AFTER_SECONDS),
)
NO_ARTICLE = _kind(HTTPStatus.NOT_FOUND, "article-not-found", "There is no article with this id.")
PROBLEMS: Mapping[type[Exception], Kind] = {
    InvalidQuery: _kind(HTTPStatus.BAD_REQUEST, "invalid-parameter", ""),
    NotFound: NO_ARTICLE,
    NotInIndex: NO_ARTICLE,
    NoReceipt: _kind(HTTPStatus.NOT_FOUND, "no-receipt", "Nothing was heard of an upload at this key yet."),
    TakenDown: _kind(HTTPStatus.GONE, "article-taken-down", "This article was taken down."),
    NoSuchRoute: _kind(HTTPStatus.NOT_FOUND, "no-such-route", "There is nothing at this path. See /docs."),
    MethodNotAllowed: _kind(HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This path takes GET.", Allow="GET"),
    Unavailable: OVERLOADED,
    NoConnection: OVERLOADED,
    Exception: UNKNOWN,
}


def kind(error: Exception) -> Kind:
    """The row for an error: its own, or that of the nearest type it derives from."""
    if isinstance(error, TransportError) and error.status_code in BUSY:
        return OVERLOADED
    return next(PROBLEMS[base] for base in type(error).__mro__ if base in PROBLEMS)


def response(error: Exception, request_id: str) -> Response[str]:
    """The answer to a request that failed with `error`. An unknown error's own words stay inside."""
    row = kind(error)
    problem: Problem = {
        "type": "about:blank",
        "title": row.status.phrase,
        "status": row.status.value,
        "detail": row.detail,
        "code": row.code,
        "request_id": request_id,
    }
    if isinstance(error, InvalidQuery):
        problem |= {"detail": error.detail, "parameter": error.parameter}
    return Response(row.status.value, CONTENT_TYPE, json.dumps(problem), headers=dict(row.headers))
