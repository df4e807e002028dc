"""GET /articles/{id}."""

import re
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.search import description
from functions.search.arrival import parameters
from shared import clients
from shared.search import request, results
from shared.settings import settings

PATH = "/articles/<id>"
ARTICLE_ID = re.compile(r"[0-9a-f]{32}")
router = Router()


@router.get(PATH, **description.ARTICLE)
def article(id: str) -> dict[str, Any]:  # noqa: A002 - the route's word
    request.only_known(parameters(router.current_event), {})
    if not ARTICLE_ID.fullmatch(id):
        raise results.NotFound
    # By id and at once: a search would not see what was written within the last second.
    return results.whole(clients.search_client().get(index=settings().read_alias, id=id)["_source"])
