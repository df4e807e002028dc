"""Trigger: POST /uploads. A form for one upload into the bucket; the one role that may put there is this function's."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared import uploads
from shared.api import exchange
from shared.api.problems import INVALID_PARAMETER, UNKNOWN
from shared.bucket import ticket
from shared.clients import signing_client
from shared.errors import InvalidQuery
from shared.settings import settings

logger = Logger()


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:  # noqa: ARG001 - Lambda's signature
    """Answer one request. What people call their files is told to nobody but them."""
    return exchange.opened_to(settings().allowed_origin, _answer(event))


def _answer(event: dict[str, Any]) -> dict[str, Any]:
    try:
        signed = ticket(signing_client(), settings().bucket, uploads.read(exchange.body(event), settings().prefix))
    except InvalidQuery as refused:
        return exchange.refusal(event, INVALID_PARAMETER, refused)
    except Exception as failure:  # noqa: BLE001 - whatever goes wrong is answered as a problem
        logger.error("failed", error=type(failure).__name__)  # noqa: TRY400 - its words may repeat a name
        return exchange.refusal(event, UNKNOWN)
    logger.info("signed")
    return exchange.answer(201, signed)
