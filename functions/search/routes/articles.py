"""GET /articles/{id} and what is like it."""

import re
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description
from shared import clients
from shared.api.exchange import parameters
from shared.index import reader
from shared.search import request, results
from shared.settings import settings

ARTICLE, SIMILAR = PATHS = ("/articles/<id>", "/articles/<id>/similar")
ARTICLE_ID = re.compile(r"[0-9a-f]{32}")
router = Router()


@router.get(ARTICLE, **description.ARTICLE)
def article(id: str) -> dict[str, Any]:  # noqa: A002 - the route's word
    request.only_known(parameters(router.current_event), {})
    return reader.article(clients.search_client(), settings(), _checked(id))


@router.get(SIMILAR, **description.LIKE)
def similar(id: str) -> results.Similar:  # noqa: A002 - the route's word
    wanted = request.read_likeness(parameters(router.current_event))
    return reader.like(clients.search_client(), settings(), _checked(id), wanted)


def _checked(article_id: str) -> str:
    if not ARTICLE_ID.fullmatch(article_id):
        raise results.NotFound
    return article_id
