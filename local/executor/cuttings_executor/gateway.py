"""What LocalStack 4.14 keeps of an API and does not do: a gateway's refusals in the API's own words, and compression.

Without it a refusal on a laptop (no key, no such path) is not what the same template answers on AWS.
"""

import gzip
import json
import re
from collections.abc import Mapping
from typing import Any

from localstack.runtime import hooks

SPECIFIED = "x-amazon-apigateway-gateway-responses"
_HEADER = "gatewayresponse.header."
_VARIABLE = re.compile(r"\$context((?:\.\w+)+)")


@hooks.on_infra_start()  # type: ignore[untyped-decorator] # LocalStack has no types here
def amend_gateway() -> None:
    """Put both into LocalStack's gateway, before it serves its first request."""
    from localstack.services.apigateway.legacy import provider  # noqa: PLC0415 - only now are its own patches in place
    from localstack.services.apigateway.next_gen.execute_api.gateway import RestApiGateway  # noqa: PLC0415
    from localstack.services.apigateway.next_gen.execute_api.gateway_response import (  # noqa: PLC0415
        get_gateway_response_or_default as configured,
    )
    from localstack.services.apigateway.next_gen.execute_api.handlers.gateway_exception import (  # noqa: PLC0415
        GatewayExceptionHandler,
    )

    take_in, answer, make = (
        provider.import_api_from_openapi_spec,
        GatewayExceptionHandler.create_exception_response,
        RestApiGateway.__init__,
    )

    def with_refusals(rest_api: Any, context: Any, open_api_spec: dict[str, Any], mode: Any) -> Any:
        taken = take_in(rest_api, context, open_api_spec, mode)
        container = provider.get_apigateway_store(context=context).rest_apis[rest_api.id]
        for kind, told in open_api_spec.get(SPECIFIED, {}).items():
            container.gateway_responses[kind] = {"responseType": kind, **told}
        return taken

    def in_our_words(self: Any, exception: Any, context: Any) -> Any:
        response = answer(self, exception, context)
        told = configured(exception.type, context.deployment.rest_api.gateway_responses)
        for name, value in (told.get("responseParameters") or {}).items():
            response.headers[name.removeprefix(_HEADER)] = value.strip("'")
        if words := (told.get("responseTemplates") or {}).get("application/json"):
            error = {**context.context_variables["error"], "messageString": json.dumps(exception.message)}
            response.set_data(filled(words, {**context.context_variables, "error": error}))
        return response

    def make_with_compression(self: Any) -> None:
        make(self)
        self.response_handlers.append(compress)

    provider.import_api_from_openapi_spec = with_refusals
    GatewayExceptionHandler.create_exception_response = in_our_words
    RestApiGateway.__init__ = make_with_compression


def filled(template: str, variables: Mapping[str, Any]) -> str:
    """A template of a gateway response with its `$context` variables, which is all that it may hold."""

    def value(match: re.Match[str]) -> str:
        found: Any = variables
        for name in match[1].split(".")[1:]:
            found = found.get(name, "") if isinstance(found, Mapping) else ""
        return str(found)

    return _VARIABLE.sub(value, template)


def compress(_chain: Any, context: Any, response: Any) -> None:
    """Send the answer as gzip, where the client takes it and the API says so of answers of that size."""
    least = context.deployment.rest_api.rest_api.get("minimumCompressionSize") if context.deployment else None
    accepted = context.request.headers.get("Accept-Encoding", "")
    body = response.get_data()
    if least is None or len(body) < int(least) or "gzip" not in accepted or "Content-Encoding" in response.headers:
        return
    response.set_data(gzip.compress(body, 6))
    response.headers["Content-Encoding"] = "gzip"
