"""GET /health, /openapi.json and /docs: what is told of the API itself. They show no article and want no key."""

from http import HTTPStatus
from typing import cast

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description, document
from shared import clients
from shared.api.exchange import parameters
from shared.errors import Unavailable

HEALTH, OPENAPI, DOCS = PATHS = ("/health", "/openapi.json", "/docs")
# A health check that waits as long as a search does says nothing sooner than a search would.
HEALTH_SECONDS = 2
# A reader types the key into /docs: it stands in no other page, and nothing of elsewhere comes into it. What Swagger's
# own script does in it is Swagger's to say.
GUARD: dict[str, str | list[str]] = {
    "Content-Security-Policy": "default-src 'self' data: 'unsafe-inline' 'unsafe-eval'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
router = Router()


@router.get(HEALTH, **description.HEALTH)
def health() -> dict[str, str]:
    if not clients.search_client().ping(request_timeout=HEALTH_SECONDS):
        raise Unavailable
    return {"status": "ok"}


@router.get(OPENAPI, **description.OPENAPI)
def openapi() -> Response[str]:
    return Response(HTTPStatus.OK, "application/json", document.openapi(_app()))


@router.get(DOCS, **description.DOCS)
def docs() -> Response[str]:
    if "format" in parameters(router.current_event):  # the page's own link to the document
        return openapi()
    return Response(HTTPStatus.OK, "text/html; charset=utf-8", document.page(_app()), headers={**GUARD})


def _app() -> APIGatewayRestResolver:
    """What took this router in: all of the API, to be described."""
    return cast("APIGatewayRestResolver", router.api_resolver)
