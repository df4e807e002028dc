"""The one table from what went wrong in a search to what is answered."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as NoSuchRoute
from opensearchpy import ConnectionError as NoConnection
from opensearchpy import NotFoundError as NotInIndex
from opensearchpy import TransportError

from shared.api.problems import (
    CONTENT_TYPE,
    INVALID_PARAMETER,
    METHOD_NOT_ALLOWED,
    NO_ARTICLE,
    NO_RECEIPT,
    NO_ROUTE,
    TAKEN_DOWN,
    UNAVAILABLE,
    UNKNOWN,
    Kind,
    problem,
)
from shared.errors import InvalidQuery, Unavailable
from shared.search.results import NotFound, TakenDown

# OpenSearch is busy, restarting, out of reach behind its proxy, or was not done in time.
BUSY = {429, 502, 503, 504}


class MethodNotAllowed(Exception):  # noqa: N818 - a domain word, as in shared.errors
    """The route is there; it takes GET only."""


class NoReceipt(Exception):  # noqa: N818 - a domain word, as in shared.errors
    """Nothing was heard of that key."""


PROBLEMS: Mapping[type[Exception], Kind] = MappingProxyType(
    {
        InvalidQuery: INVALID_PARAMETER,
        NotFound: NO_ARTICLE,
        NotInIndex: NO_ARTICLE,
        NoReceipt: NO_RECEIPT,
        TakenDown: TAKEN_DOWN,
        NoSuchRoute: NO_ROUTE,
        MethodNotAllowed: METHOD_NOT_ALLOWED,
        Unavailable: UNAVAILABLE,
        NoConnection: UNAVAILABLE,
        Exception: UNKNOWN,
    }
)


def kind(error: Exception) -> Kind:
    """The row for an error: its own, or that of the nearest type it derives from."""
    if isinstance(error, TransportError) and error.status_code in BUSY:
        return UNAVAILABLE
    return next(PROBLEMS[base] for base in type(error).__mro__ if base in PROBLEMS)


def response(error: Exception, request_id: str) -> Response[str]:
    """The answer to a request that failed with `error`. An unknown error's own words stay inside."""
    row = kind(error)
    told = json.dumps(problem(row, request_id, error))
    return Response(row.status.value, CONTENT_TYPE, told, headers={**row.headers})
