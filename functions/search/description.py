"""What each operation says of itself: made of the parameter table, the answers' types and the problems."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from functions.search.problems import CONTENT_TYPE, Problem
from shared.article import Article
from shared.index.ledger import Receipt
from shared.search.request import PARAMETERS
from shared.search.results import Page

WITH_KEY: list[dict[str, list[str]]] = [{"key": []}]


def _responses(answer: type, *problems: HTTPStatus) -> dict[int, Any]:
    answered = {"description": "The answer", "content": {"application/json": {"model": answer}}}
    failed = {
        status.value: {"description": status.phrase, "content": {CONTENT_TYPE: {"model": Problem}}}
        for status in (*problems, HTTPStatus.SERVICE_UNAVAILABLE)
    }
    return {HTTPStatus.OK.value: answered, **failed}


SEARCH: Mapping[str, Any] = {
    "summary": "Find articles",
    "description": "Without parameters: everything, newest first.",
    "operation_id": "search",
    "security": WITH_KEY,
    "responses": _responses(Page, HTTPStatus.BAD_REQUEST),
    "openapi_extensions": {
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": told.about, "schema": dict(told.schema)}
            for name, told in PARAMETERS.items()
        ],
    },
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
