"""GET /receipts/{key}."""

from urllib.parse import unquote

from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description, problems
from shared import clients
from shared.api.exchange import parameters
from shared.index import ledger
from shared.search import request
from shared.settings import settings

PATH = description.RECEIPTS
router = Router()


@router.get(PATH, **description.RECEIPT)
def receipt() -> ledger.Receipt:
    event = router.current_event
    request.only_known(parameters(event), {})
    # Once: API Gateway hands over a path as it was sent.
    told = ledger.receipt(clients.search_client(), settings(), unquote(event["pathParameters"]["key"]))
    if told is None:
        raise problems.NoReceipt
    return told
