"""GET /search."""

from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description
from functions.search.record import recorded
from functions.search.rendered import rendered
from shared import clients
from shared.api.exchange import parameters
from shared.index import reader
from shared.search import request
from shared.settings import settings

PATH = "/search"
router = Router()


@router.get(PATH, **description.SEARCH)
def search() -> Response[Any]:
    event = router.current_event
    with recorded() as told:
        wanted = request.read(parameters(event))
        told["words"] = len(wanted.question.words) if wanted.question else 0
        page = reader.page(clients.search_client(), settings(), wanted)
        told |= {"total": page["total"], "took_ms": page["took_ms"], "partial": page["partial"]}
    return rendered(page, wanted, event, PATH)
