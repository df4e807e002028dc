"""The API's description of itself, as OpenAPI and as a page: made of what the routes say in description.py.

The models that it takes are loaded when somebody asks for it: they would double what a cold start imports.
"""

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from functions.search.description import RECEIPTS, RECEIPTS_TOLD

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver

# Beside the document, wherever the API is mounted: a stage of API Gateway, a domain of one's own, a laptop.
HERE = "."


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
