"""The API's description of itself: OpenAPI made of the parameter table, the answers' types and the problems.

The models that it takes are loaded when somebody asks for it: they would double what a cold start imports.
"""

import json
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING, Any

from functions.search.problems import CONTENT_TYPE, Problem
from shared.article import Article
from shared.index.ledger import Receipt
from shared.search import suggest
from shared.search.request import PARAMETERS, Parameter
from shared.search.results import Page

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver

# Beside the document, wherever the API is mounted: a stage of API Gateway, a domain of one's own, a laptop.
HERE = "."
WITH_KEY: list[dict[str, list[str]]] = [{"key": []}]


def _responses(answer: type, *problems: HTTPStatus) -> dict[int, Any]:
    answered = {"description": "The answer", "content": {"application/json": {"model": answer}}}
    failed = {
        status.value: {"description": status.phrase, "content": {CONTENT_TYPE: {"model": Problem}}}
        for status in (*problems, HTTPStatus.SERVICE_UNAVAILABLE)
    }
    return {HTTPStatus.OK.value: answered, **failed}


def _parameters(table: Mapping[str, Parameter]) -> dict[str, Any]:
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": told.about, "schema": dict(told.schema)}
            for name, told in table.items()
        ],
    }


SEARCH: Mapping[str, Any] = {
    "summary": "Find articles",
    "description": "Without parameters: everything, newest first.",
    "operation_id": "search",
    "security": WITH_KEY,
    "responses": _responses(Page, HTTPStatus.BAD_REQUEST),
    "openapi_extensions": _parameters(PARAMETERS),
}
SUGGEST: Mapping[str, Any] = {
    "summary": "Complete what is being typed",
    "description": "Sections, names and titles of articles that can be found, best first.",
    "operation_id": "suggest",
    "security": WITH_KEY,
    "responses": _responses(suggest.Suggestions, HTTPStatus.BAD_REQUEST),
    "openapi_extensions": _parameters(suggest.PARAMETERS),
}
ARTICLE: Mapping[str, Any] = {
    "summary": "One article, whole",
    "operation_id": "article",
    "security": WITH_KEY,
    "responses": _responses(Article, HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
}
# A key has slashes, which a named part of a route may not have: a pattern in the code, a name in the description.
RECEIPTS, RECEIPTS_TOLD = "/receipts/.+", "/receipts/{key}"
RECEIPT: Mapping[str, Any] = {
    "summary": "What became of an upload",
    "description": "Of the object at this key of the bucket: its state, times, articles, and what was wrong.",
    "operation_id": "receipt",
    "security": WITH_KEY,
    "responses": _responses(Receipt, HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND),
    "openapi_extensions": {
        "parameters": [{"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}],
    },
}
HEALTH: Mapping[str, Any] = {
    "summary": "Whether searches can be answered",
    "operation_id": "health",
    "responses": _responses(dict[str, str]),
}


@cache
def openapi(app: "APIGatewayRestResolver") -> str:
    """The OpenAPI document, as JSON."""
    from aws_lambda_powertools.event_handler.openapi.models import (  # noqa: PLC0415 - see above
        APIKey,
        APIKeyIn,
        Server,
    )

    key = APIKey.model_validate({"name": "x-api-key", "in": APIKeyIn.header, "description": "A key of the usage plan."})
    described = app.get_openapi_json_schema(
        title="Cuttings",
        version="1",
        description="Find articles. Problems are answered as application/problem+json (RFC 9457).",
        servers=[Server(url=HERE)],
        security_schemes={"key": key},
    )
    return described.replace(json.dumps(RECEIPTS), json.dumps(RECEIPTS_TOLD))


@cache
def page(app: "APIGatewayRestResolver") -> str:
    """The same to look at: one page of HTML with all that it needs inside."""
    import aws_lambda_powertools.event_handler.openapi.swagger_ui as swagger  # noqa: PLC0415 - see above

    files = resources.files(swagger)
    script, style = (files.joinpath(f"swagger-ui{name}").read_text("utf-8") for name in ("-bundle.min.js", ".min.css"))
    # A closing tag inside the document would end the script that carries it.
    return swagger.generate_swagger_html(openapi(app).replace("</", "<\\/"), script, style, "", None)
