"""The API's description of itself, as OpenAPI and as a page: made of what the routes say in description.py.

The models that it takes are loaded when somebody asks for it: they would double what a cold start imports.
"""

import json
from functools import cache
from importlib import resources
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from functions.search.description import PARAMETERS_TOLD, RECEIPTS, RECEIPTS_TOLD, UPLOAD, UPLOADS
from shared.api.problems import METHOD_NOT_ALLOWED, NO_ROUTE
from shared.uploads import Ticket

# Beside the document, wherever the API is mounted: a stage of API Gateway, a domain of one's own, a laptop.
HERE = "."
ABOUT = (
    "Find articles. Every problem is answered as application/problem+json (RFC 9457) with a stable `code`. "
    f"A path that there is not: `{NO_ROUTE.code}`; a method that a path does not take: that, or "
    f"`{METHOD_NOT_ALLOWED.code}`. Answers of 1,400 bytes or more come as gzip where Accept-Encoding says so."
)

# Of its own validation, which is not used: see docs/decisions/0008.
_POWERTOOLS_OWN = ("HTTPValidationError", "ValidationError", "ResponseValidationError")


@cache
def openapi(app: APIGatewayRestResolver) -> str:
    """The OpenAPI document, as JSON: what this function answers, and what another one does."""
    from aws_lambda_powertools.event_handler.openapi.models import (  # noqa: PLC0415 - see above
        APIKey,
        APIKeyIn,
        Server,
    )

    key = APIKey.model_validate({"name": "x-api-key", "in": APIKeyIn.header, "description": "A key of the usage plan."})
    described = [
        json.loads(
            each.get_openapi_json_schema(
                title="Cuttings",
                version="1",
                description=ABOUT,
                servers=[Server(url=HERE)],
                security_schemes={"key": key},
            )
        )
        for each in (app, _elsewhere())
    ]
    document: dict[str, Any] = {**described[0], "paths": {}}
    for each in described:
        document["paths"] |= {path: _in_our_words(methods) for path, methods in each["paths"].items()}
        document["components"]["schemas"] |= each["components"]["schemas"]
    for name in _POWERTOOLS_OWN:
        document["components"]["schemas"].pop(name, None)
    document["paths"][RECEIPTS_TOLD] = document["paths"].pop(RECEIPTS)
    return json.dumps(document, ensure_ascii=False)


def _in_our_words(methods: dict[str, Any]) -> dict[str, Any]:
    """The operations of a path, without what Powertools infers."""
    for operation in methods.values():
        operation["responses"].pop("422", None)
        for status in operation["responses"].keys() & {"304"}:  # it has no body
            del operation["responses"][status]["content"]
        operation["parameters"] = operation.pop(PARAMETERS_TOLD)
    return methods


def _elsewhere() -> APIGatewayRestResolver:
    """The routes of other functions: only to be described."""
    app = APIGatewayRestResolver()

    @app.post(UPLOADS, **UPLOAD)
    def upload() -> Ticket:
        raise NotImplementedError

    return app


@cache
def page(app: APIGatewayRestResolver) -> str:
    """The same to look at: one page of HTML with all that it needs inside."""
    import aws_lambda_powertools.event_handler.openapi.swagger_ui as swagger  # noqa: PLC0415 - see above

    files = resources.files(swagger)
    script, style = (files.joinpath(f"swagger-ui{name}").read_text("utf-8") for name in ("-bundle.min.js", ".min.css"))
    # A closing tag inside the document would end the script that carries it.
    return swagger.generate_swagger_html(openapi(app).replace("</", "<\\/"), script, style, "", None)
