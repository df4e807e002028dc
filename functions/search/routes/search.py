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
from shared.search.synonyms import NONE
from shared.settings import settings
from shared.thesaurus import thesaurus

PATH = "/search"
router = Router()


@router.get(PATH, **description.SEARCH)
def search() -> Response[Any]:
    event = router.current_event
    with recorded() as told:
        wanted = request.read(parameters(event))
        told["words"] = len(wanted.question.words) if wanted.question else 0
        synonyms = thesaurus().synonyms() if wanted.question and not wanted.cursor else NONE
        page = reader.page(clients.search_client(), settings(), wanted, synonyms)
        told |= {"total": page["total"], "took_ms": page["took_ms"], "partial": page["partial"]}
    return rendered(page, wanted, event, PATH)
