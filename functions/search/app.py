"""Trigger: a request through API Gateway. Routes only; what a search is lives in shared.search."""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.search import description, problems
from functions.search.record import failed, logger, recorded
from shared import clients
from shared.errors import Unavailable
from shared.index import ledger, reader
from shared.search import request, results
from shared.search import suggest as completion
from shared.search.synonyms import NONE
from shared.settings import settings
from shared.thesaurus import thesaurus

# A health check that waits as long as a search does says nothing sooner than a search would.
HEALTH_SECONDS = 2
ARTICLE_ID = re.compile(r"[0-9a-f]{32}")
OTHER_METHODS = ["DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

app = APIGatewayRestResolver()


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request. Whatever goes wrong is answered as a problem."""
    return app.resolve(_without_stage(event), context)


@app.get("/search", **description.SEARCH)
def search() -> results.Page:
    with recorded() as told:
        wanted = request.read(_parameters())
        told["words"] = len(wanted.question.words) if wanted.question else 0
        synonyms = thesaurus().synonyms() if wanted.question else NONE
        page = reader.page(clients.search_client(), settings(), wanted, synonyms)
        told |= {"total": page["total"], "took_ms": page["took_ms"]}
    return page


@app.get("/suggest", **description.SUGGEST)
def suggest() -> completion.Suggestions:
    typed = completion.read(request.only_known(_parameters(), completion.PARAMETERS))
    return reader.suggestions(clients.search_client(), settings(), typed)


@app.get("/articles/<id>", **description.ARTICLE)
def article(id: str) -> dict[str, Any]:  # noqa: A002 - the route's word
    request.only_known(_parameters(), {})
    if not ARTICLE_ID.fullmatch(id):
        raise results.NotFound
    # By id and at once: a search would not see what was written within the last second.
    return results.whole(clients.search_client().get(index=settings().read_alias, id=id)["_source"])


@app.get(description.RECEIPTS, **description.RECEIPT)
def receipt() -> ledger.Receipt:
    request.only_known(_parameters(), {})
    # Once: API Gateway hands over a path as it was sent.
    told = ledger.receipt(clients.search_client(), settings(), unquote(app.current_event.path_parameters["key"]))
    if told is None:
        raise problems.NoReceipt
    return told


@app.get("/health", **description.HEALTH)
def health() -> dict[str, str]:
    if not clients.search_client().ping(request_timeout=HEALTH_SECONDS):
        raise Unavailable
    return {"status": "ok"}


@app.get("/openapi.json", include_in_schema=False)
def openapi() -> Response[str]:
    return Response(HTTPStatus.OK, "application/json", description.openapi(app))


@app.get("/docs", include_in_schema=False)
def docs() -> Response[str]:
    if "format" in _parameters():  # the page's own link to the document
        return openapi()
    return Response(HTTPStatus.OK, "text/html; charset=utf-8", description.page(app))


@app.route("/search", OTHER_METHODS, include_in_schema=False)
@app.route("/suggest", OTHER_METHODS, include_in_schema=False)
@app.route("/articles/<id>", OTHER_METHODS, include_in_schema=False)
@app.route(description.RECEIPTS, OTHER_METHODS, include_in_schema=False)
@app.route("/health", OTHER_METHODS, include_in_schema=False)
@app.route("/openapi.json", OTHER_METHODS, include_in_schema=False)
@app.route("/docs", OTHER_METHODS, include_in_schema=False)
def not_allowed(id: str = "") -> None:  # noqa: A002, ARG001 - the route's word
    raise problems.MethodNotAllowed


def _problem(error: Exception) -> Response[str]:
    if problems.kind(error) is problems.UNKNOWN:
        failed(error)
    return problems.response(error, app.current_event.request_context.request_id)


app.exception_handler(Exception)(_problem)


def _without_stage(event: dict[str, Any]) -> dict[str, Any]:
    """AWS leaves the stage out of the path; emulators and some proxies do not."""
    stage, path = f"/{event['requestContext'].get('stage')}", event["path"]
    return {**event, "path": path.removeprefix(stage)} if path.startswith(f"{stage}/") else event


def _parameters() -> dict[str, list[str]]:
    event = app.current_event
    several = event.get("multiValueQueryStringParameters") or {}
    return several or {name: [value] for name, value in (event.get("queryStringParameters") or {}).items()}
