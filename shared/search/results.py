"""What OpenSearch found, as the answer of the API: nothing else of the index gets out."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypedDict, cast

from shared.article import Article
from shared.search.cursor import Cursor
from shared.search.facets import FacetValue, counts
from shared.search.passages import passage

SHOWN = (
    "key",
    "guid",
    "title",
    "url",
    "section",
    "source",
    "editor",
    "authors",
    "publisher",
    "lang",
    "published_at",
    "summary",
)
"""What is told of every result."""
SHOWABLE = (
    "body",
    "tags",
    "canonical_url",
    "domain",
    "modified_at",
    "ingested_at",
    "word_count",
    "truncated",
    "quality",
)
"""What is told of a result besides, when asked for."""
# A function may answer 6 MB, in which a character takes up to seven bytes. This is a book of 400 pages.
ANSWERED_CHARACTERS = 750_000
SUMMARY_CHARACTERS = 2_000
DATES = ("published_at", "modified_at", "ingested_at")
STEMMED_TITLE = "title.stems"
"""The title as marked by the stems of other languages than English."""


class NotFound(Exception):  # noqa: N818 - a domain word, as in shared.errors
    """There is no such article, or there is none any more."""


class TakenDown(Exception):  # noqa: N818 - as above
    """There was such an article; it was taken down and stays so."""


class Highlights(TypedDict):
    """Where the words were found: HTML in which `<em>` is the only tag."""

    title: list[str]
    body: list[str]


class Asked(TypedDict, total=False):
    """What `show-fields` adds."""

    body: str | None
    tags: list[str]
    canonical_url: str | None
    domain: str | None
    modified_at: str | None
    ingested_at: str | None
    word_count: int
    truncated: bool
    quality: float


class Result(Asked):
    """One article among the results. `score` is null when they are ordered by date."""

    id: str
    score: float | None
    key: str | None
    guid: str | None
    title: str | None
    url: str | None
    section: str | None
    source: str | None
    editor: str | None
    authors: list[str]
    publisher: str | None
    lang: str | None
    published_at: str | None
    summary: str | None
    highlights: Highlights


class Page(TypedDict):
    """A page of results. `total` is a lower bound when `total_relation` is gte.

    `partial` is true where time ran out, or a part of the index did not answer: what was found by then is here, and
    there is no cursor, since what follows is not known. The same search again may find all.
    """

    total: int
    total_relation: str
    took_ms: int
    partial: bool
    page_size: int
    cursor: str | None
    results: list[Result]
    facets: dict[str, list[FacetValue]]
    did_you_mean: str | None


class Similar(TypedDict):
    """Articles that are like one, the likest first; `partial` as of a page."""

    took_ms: int
    partial: bool
    results: list[Result]


def page(
    answer: Mapping[str, Any],
    page_size: int,
    fields: Sequence[str] = SHOWN,
    following: Cursor | None = None,
    did_you_mean: str | None = None,
    *,
    left_out: int = 0,
) -> Page:
    """The page that a `_search` answered, from which so many results that an earlier page showed were left out."""
    hits, partial = answer["hits"], is_partial(answer)
    is_counted = hits["total"]["relation"] == "eq"
    return {
        "total": hits["total"]["value"] + (left_out if is_counted else 0),
        "total_relation": hits["total"]["relation"],
        "took_ms": answer["took"],
        "partial": partial,
        "page_size": page_size,
        "cursor": following.text() if following and not partial else None,
        "results": _results(hits["hits"], fields, page_size),
        "facets": counts(answer.get("aggregations", {})),
        "did_you_mean": did_you_mean,
    }


def similar(answer: Mapping[str, Any], page_size: int, fields: Sequence[str] = SHOWN) -> Similar:
    """The articles that a `_search` for similar ones answered."""
    found = _results(answer["hits"]["hits"], fields, page_size)
    return {"took_ms": answer["took"], "partial": is_partial(answer), "results": found}


def is_partial(answer: Mapping[str, Any]) -> bool:
    """Whether there may be more than what was answered."""
    return bool(answer["timed_out"] or answer["_shards"]["failed"])


def whole(source: Mapping[str, Any], characters: int = ANSWERED_CHARACTERS) -> dict[str, Any]:
    """An article of the index with every field of the contract, and at most so many characters of its body.

    Raises NotFound or TakenDown for a tombstone.
    """
    if source.get("taken_down"):
        raise TakenDown
    if source.get("deleted_at"):
        raise NotFound
    found = {field.name: source.get(field.name, _nothing(field)) for field in dataclasses.fields(Article)}
    if len(found["body"] or "") > characters:
        found |= {"body": found["body"][:characters], "truncated": True}
    return {**found, **{name: _utc(found[name]) for name in DATES}}


def _results(hits: Sequence[Mapping[str, Any]], fields: Sequence[str], page_size: int) -> list[Result]:
    asked = [name for name in fields if name in SHOWABLE]
    return [_result(hit, asked, page_size) for hit in hits]


def _result(hit: Mapping[str, Any], asked: Sequence[str], page_size: int) -> Result:
    source, marked = hit["_source"], hit.get("highlight", {})
    result: Result = {
        "id": hit["_id"],
        "score": hit["_score"],
        "key": source.get("key"),
        "guid": source.get("guid"),
        "title": source.get("title"),
        "url": source.get("url"),
        "section": source.get("section"),
        "source": source.get("source"),
        "editor": source.get("editor"),
        "authors": source.get("authors", []),
        "publisher": source.get("publisher"),
        "lang": source.get("lang"),
        "published_at": _utc(source.get("published_at")),
        "summary": source["summary"][:SUMMARY_CHARACTERS] if "summary" in source else None,
        "highlights": {
            "title": _marked_title(source, marked),
            "body": [passage(each) for each in marked.get("body", [])],
        },
    }
    if asked:
        article = whole(source, ANSWERED_CHARACTERS // page_size)
        return cast("Result", {**result, **{name: article[name] for name in asked}})
    return result


def _marked_title(source: Mapping[str, Any], marked: Mapping[str, list[str]]) -> list[str]:
    as_english = marked.get("title", [])
    is_english = source.get("lang", "en").lower().startswith("en")
    return as_english if is_english else marked.get(STEMMED_TITLE, as_english)


def _nothing(field: "dataclasses.Field[Any]") -> Any:
    """What a field says that the index does not hold: empty fields are left out there."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    if field.default in (dataclasses.MISSING, None):
        return None
    return list(field.default) if isinstance(field.default, tuple) else field.default


def _utc(moment: str | None) -> str | None:
    """RFC 3339 in UTC, without a fraction where there is none."""
    if moment is None:
        return None
    at = datetime.fromisoformat(moment)
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.isoformat(timespec="milliseconds" if at.microsecond else "seconds").replace("+00:00", "Z")
