"""GET /search."""

from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description
from functions.search.arrival import parameters
from functions.search.record import recorded
from shared import clients
from shared.index import reader
from shared.search import request, results
from shared.settings import settings

PATH = "/search"
router = Router()


@router.get(PATH, **description.SEARCH)
def search() -> results.Page:
    with recorded() as told:
        wanted = request.read(parameters(router.current_event))
        told["words"] = len(wanted.question.words) if wanted.question else 0
        page = reader.page(clients.search_client(), settings(), wanted)
        told |= {"total": page["total"], "took_ms": page["took_ms"]}
    return page
