"""Completions of what is being typed: sections, names and titles, of the articles that can be found."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NotRequired, TypedDict

from shared.errors import InvalidQuery
from shared.search.facets import FIELDS
from shared.search.language import MAX_CHARACTERS, legible
from shared.search.ranking import TOKEN
from shared.search.request import Parameter
from shared.search.synonyms import fold

type Json = dict[str, Any]

KINDS = ("section", "author", "source", "publisher", "tag")
PARAMETERS: Mapping[str, Parameter] = {
    "q": Parameter("What was typed so far.", {"type": "string", "maxLength": MAX_CHARACTERS}),
}
MOST = 10
MOST_OF_A_KIND = 2  # beside which there is always room for titles
# An article of two authors counts for both, of whom one was typed; and copies of a story have one title.
LOOKED_AT = 20
PATIENCE = "1s"


class Suggestion(TypedDict):
    """What may be meant. Of a title, `id` is its newest article's."""

    text: str
    kind: str
    id: NotRequired[str]


class Suggestions(TypedDict):
    """What what was typed may become, best first: few sections and names, then titles."""

    suggestions: list[Suggestion]


def read(given: Mapping[str, str]) -> str:
    """What was typed. Raises InvalidQuery naming `q` when it is too long."""
    text = given.get("q", "")
    if len(text) > MAX_CHARACTERS:
        raise InvalidQuery("q", f"q takes at most {MAX_CHARACTERS} characters; this is {len(text)}.")
    return " ".join(legible(text).split())


def is_empty(typed: str) -> bool:
    return not TOKEN.search(typed)


def body(typed: str) -> Json:
    """The one request. Through the read alias, so that nothing is completed to what is gone."""
    named = {kind: _beginning(f"{FIELDS[kind]}.text", typed) for kind in KINDS}
    titled = _beginning("title.exact", typed)
    # Names are counted; the order is that of the titles.
    counted = [{"constant_score": {"filter": clause, "boost": 0}} for clause in named.values()]
    return {
        "query": {"bool": {"should": [titled, *counted], "minimum_should_match": 1}},
        "post_filter": titled,
        "aggs": {
            kind: {"filter": clause, "aggs": {"values": {"terms": {"field": FIELDS[kind], "size": LOOKED_AT}}}}
            for kind, clause in named.items()
        },
        "sort": [{"_score": "desc"}, {"published_at": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
        "size": LOOKED_AT,
        "_source": ["title"],
        "track_total_hits": False,
        "timeout": PATIENCE,
    }


def told(typed: str, answer: Mapping[str, Any]) -> Suggestions:
    """What OpenSearch found, best first: few sections and names, then titles."""
    found: dict[tuple[str, str], Suggestion] = {}
    for each in (*_names(typed, answer), *_titles(answer)):
        found.setdefault((each["kind"], fold(each["text"])), each)
    return {"suggestions": list(islice(found.values(), MOST))}


def _beginning(field: str, typed: str) -> Json:
    return {"match_bool_prefix": {field: {"query": typed, "operator": "and"}}}


def _names(typed: str, answer: Mapping[str, Any]) -> Iterator[Suggestion]:
    if "aggregations" not in answer:  # before the first upload there is no index to count in
        return
    for kind in KINDS:
        values = (each["key"] for each in answer["aggregations"][kind]["values"]["buckets"])
        fitting = [value for value in values if _fits(typed, value)]
        fitting.sort(key=lambda value: _distance(typed, value))  # stable: else the most frequent first
        for value in fitting[:MOST_OF_A_KIND]:
            yield {"text": value, "kind": kind}


def _distance(typed: str, value: str) -> int:
    """0 for what was typed itself, 1 for what begins so, 2 for the rest."""
    whole, beginning = fold(value), fold(typed)
    return (whole != beginning) + (not whole.startswith(beginning))


def _titles(answer: Mapping[str, Any]) -> Iterator[Suggestion]:
    for hit in answer["hits"]["hits"]:
        yield {"text": hit["_source"]["title"], "kind": "title", "id": hit["_id"]}


def _fits(typed: str, value: str) -> bool:
    """True when `value` is the one of an article's several that was typed."""
    words = [fold(word) for word in TOKEN.findall(value)]
    *whole, last = [fold(word) for word in TOKEN.findall(typed)]
    return all(word in words for word in whole) and any(word.startswith(last) for word in words)
