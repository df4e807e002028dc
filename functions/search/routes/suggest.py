"""GET /suggest."""

from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description
from shared import clients
from shared.api.exchange import parameters
from shared.index import reader
from shared.search import request
from shared.search.suggest import PARAMETERS, Suggestions, read
from shared.settings import settings

PATH = "/suggest"
router = Router()


@router.get(PATH, **description.SUGGEST)
def suggest() -> Suggestions:
    typed = read(request.only_known(parameters(router.current_event), PARAMETERS))
    return reader.suggestions(clients.search_client(), settings(), typed)
