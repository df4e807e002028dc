"""What each operation says of itself: made of the parameter table, the answers' types and the problems."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from itertools import groupby
from typing import Any

from shared.api import problems
from shared.api.problems import CONTENT_TYPE, GATEWAY, Kind, Problem
from shared.article import Article
from shared.index.ledger import Receipt
from shared.search import suggest
from shared.search.formats import MEDIA_TYPES, Format
from shared.search.request import PARAMETERS, SIMILAR, Parameter
from shared.search.results import Page, Similar
from shared.uploads import CONTENT_TYPES, MAX_ASKED, Ticket

type Json = dict[str, Any]

PARAMETERS_TOLD = "x-parameters"
"""Where document.py finds them: Powertools puts those that it infers in the place of ours."""
WITH_KEY: list[dict[str, list[str]]] = [{"key": []}]
# Of a path that there is. The others of the gateway are told once, of the whole API.
OF_ANY = tuple(kind for kind in GATEWAY.values() if kind is not problems.NO_ROUTE)
OF_THE_OPEN = tuple(kind for kind in OF_ANY if kind.status >= HTTPStatus.TOO_MANY_REQUESTS)
OF_AN_ARTICLE = (
    *(problems.INVALID_PARAMETER, problems.NO_ARTICLE, problems.NO_ROUTE, problems.TAKEN_DOWN),
    problems.UNAVAILABLE,
)
ID: Json = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The article's id, as results and receipts tell it: 32 hexadecimal digits.",
    "schema": {"type": "string"},
}
TEXT: Json = {"schema": {"type": "string"}}


def _answer(model: type, **others: Json) -> Json:
    return {"description": "The answer", "content": {"application/json": {"model": model}, **others}}


def _text(media_type: str, schema: Json) -> Json:
    return {"description": "The answer", "content": {media_type: {"schema": schema}}}


def _problems(*kinds: Kind) -> dict[int, Json]:
    by_status = sorted(dict.fromkeys((*kinds, problems.UNKNOWN)), key=lambda kind: kind.status)
    return {
        status.value: {
            "description": " ".join(f"`{kind.code}`: {kind.detail}" for kind in same),
            "content": {CONTENT_TYPE: {"model": Problem}},
        }
        for status, same in groupby(by_status, lambda kind: kind.status)
    }


def _in_url(parameters: Mapping[str, Parameter]) -> list[Json]:
    return [
        {"name": name, "in": "query", "required": False, "description": told.about, "schema": dict(told.schema)}
        for name, told in parameters.items()
    ]


def _operation(
    name: str,
    summary: str,
    about: str,
    *,
    answers: Mapping[int, Json],
    kinds: Iterable[Kind],
    parameters: Sequence[Json] = (),
    open_to_all: bool = False,
    **extensions: Any,
) -> Mapping[str, Any]:
    return {
        "summary": summary,
        "description": about,
        "operation_id": name,
        "responses": {**answers, **_problems(*kinds, *(OF_THE_OPEN if open_to_all else OF_ANY))},
        "openapi_extensions": {PARAMETERS_TOLD: list(parameters), **extensions},
        **({} if open_to_all else {"security": WITH_KEY}),
    }


_TABLES_AND_FEEDS = {
    kind: {"schema": {"type": "object"}} if form is Format.JSONFEED else TEXT
    for form, kind in MEDIA_TYPES.items()
    if form is not Format.JSON
}
SEARCH = _operation(
    "search",
    "Find articles",
    "Without parameters: everything, newest first. An answer that is `partial` holds what was found in two seconds; a "
    "feed or table cannot say so, and is answered 503 instead.",
    answers={
        200: {
            **_answer(Page, **_TABLES_AND_FEEDS),
            "headers": {
                "ETag": {"description": "Of a feed: send it back as If-None-Match.", **TEXT},
                "Link": {"description": "Of a feed or table that goes on: where, with rel=next.", **TEXT},
            },
        },
        304: {"description": "The feed is as it was when it had the ETag in If-None-Match."},
    },
    kinds=(problems.INVALID_PARAMETER, problems.UNAVAILABLE),
    parameters=[
        *_in_url(PARAMETERS),
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "description": "Of a feed: the ETag that is known already.",
            "schema": {"type": "string"},
        },
    ],
)
SUGGEST = _operation(
    "suggest",
    "Complete what is being typed",
    "Sections, names and titles of articles that can be found, best first.",
    answers={200: _answer(suggest.Suggestions)},
    kinds=(problems.INVALID_PARAMETER, problems.UNAVAILABLE),
    parameters=_in_url(suggest.PARAMETERS),
)
ARTICLE = _operation(
    "article",
    "One article, whole",
    "Up to 750,000 characters of its body; `truncated` says where there is more.",
    answers={200: _answer(Article)},
    kinds=OF_AN_ARTICLE,
    parameters=[ID],
)
LIKE = _operation(
    "similar",
    "Articles like one",
    "Those that share the words which tell it best, the likest first; never itself.",
    answers={200: _answer(Similar)},
    kinds=OF_AN_ARTICLE,
    parameters=[ID, *_in_url(SIMILAR)],
)
# A key has slashes, which a named part of a route may not have: a pattern in the code, a name in the description.
RECEIPTS, RECEIPTS_TOLD = "/receipts/.+", "/receipts/{key}"
RECEIPT = _operation(
    "receipt",
    "What became of an upload",
    "Of the object at this key of the bucket: its state, times, articles, and what was wrong.",
    answers={200: _answer(Receipt)},
    kinds=(problems.INVALID_PARAMETER, problems.NO_RECEIPT, problems.NO_ROUTE, problems.UNAVAILABLE),
    parameters=[
        {
            "name": "key",
            "in": "path",
            "required": True,
            "description": "The key in the bucket, its slashes as they are: articles/desk/story.txt.",
            "schema": {"type": "string"},
        }
    ],
)
UPLOADS = "/uploads"
UPLOAD = _operation(
    "upload",
    "A form to upload one object with",
    "Answers where to POST it and with which fields; the form takes this one key, this type, and up to `max_bytes`, "
    "until `expires_at`. What is at the key already is replaced, as an edit of it.",
    answers={201: _answer(Ticket)},
    kinds=(problems.INVALID_PARAMETER,),
    requestBody={
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {
                        "name": {
                            "type": "string",
                            "minLength": 1,
                            "description": "The file's name, with folders or without. Its key is `articles/` and this.",
                            "example": "desk/story.txt",
                        },
                        "content_type": {
                            "type": "string",
                            "enum": list(CONTENT_TYPES),
                            "default": "application/octet-stream",
                            "description": f"Its media type. The whole body takes {MAX_ASKED} characters.",
                        },
                    },
                }
            }
        },
    },
)
HEALTH = _operation(
    "health",
    "Whether searches can be answered",
    "Asks OpenSearch.",
    answers={200: _answer(dict[str, str])},
    kinds=(problems.UNAVAILABLE,),
    open_to_all=True,
)
OPENAPI = _operation(
    "openapi",
    "This document",
    "Made of the code that answers.",
    answers={200: _text("application/json", {"type": "object"})},
    kinds=(),
    open_to_all=True,
)
DOCS = _operation(
    "docs",
    "This document, to look at and to try out",
    "A page of HTML that loads nothing from elsewhere.",
    answers={200: _text("text/html", {"type": "string"})},
    kinds=(),
    open_to_all=True,
)
PAGE = _operation(
    "page",
    "The search page",
    "A page of HTML for people. It asks for the key, and loads nothing from elsewhere.",
    answers={200: _text("text/html", {"type": "string"})},
    kinds=(),
    open_to_all=True,
)
