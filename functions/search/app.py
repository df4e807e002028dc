"""Trigger: a request through API Gateway. What it may ask for is in routes/; what a search is, in shared.search."""

from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.search import problems
from functions.search.record import failed, logger
from functions.search.routes import about, articles, page, receipts, search
from shared.api import exchange
from shared.api.problems import UNKNOWN
from shared.settings import settings

RESOURCES = (search, articles, receipts, about, page)
PATHS = (search.PATH, *articles.PATHS, receipts.PATH, *about.PATHS, page.PATH)
OTHER_METHODS = ["DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

app = APIGatewayRestResolver()
for resource in RESOURCES:
    app.include_router(resource.router)


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request. Whatever goes wrong is answered as a problem."""
    return exchange.opened_to(settings().allowed_origin, app.resolve(exchange.without_stage(event), context))


def not_allowed(**_parts: str) -> None:
    raise problems.MethodNotAllowed


for path in PATHS:
    app.route(path, OTHER_METHODS, include_in_schema=False)(not_allowed)


def problem(error: Exception) -> Response[str]:
    if problems.kind(error) is UNKNOWN:
        failed(error)
    return problems.response(error, app.current_event.request_context.request_id)


app.exception_handler(Exception)(problem)
