"""A search as an OpenSearch request body: pure data, in which the reader's text is only ever a value to be analysed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.search import facets
from shared.search.cursor import KEPT, Cursor, check, named
from shared.search.language import Kind, Question, Term
from shared.search.ranking import (
    CLOSENESS_BOOST,
    CLOSENESS_SLOP,
    ENOUGH_WORDS,
    EXACT_BOOST,
    TITLE_BOOST,
    neighbours,
    rankable,
    telling,
)
from shared.search.request import Dated, Order, Search

Json = dict[str, Any]

# Counting further costs time and tells nobody anything: beyond it the total is a lower bound.
COUNTED = 10_000
# A search that takes longer is not waited for: the answer would come after the reader has left.
PATIENCE = "2s"
# OpenSearch fails a whole search on a body above its limit of a million characters unless told where to stop.
HIGHLIGHTED_CHARACTERS = 500_000


def body(search: Search) -> Json:
    """The body of the one `_search` request that answers `search`."""
    request: Json = {
        "query": _query(search),
        "sort": _sort(search.order, search.dated),
        "size": search.page_size,
        "track_total_hits": COUNTED,
        "timeout": PATIENCE,
        "_source": list(search.fields),
    }
    if search.facets:
        request["aggs"] = facets.aggregations(search.facets, search.groups)
        # Behind the counting: a facet shows what else there is to choose.
        if chosen := facets.filters(group for group in search.groups if group.field in search.facets):
            request["post_filter"] = {"bool": chosen}
    if search.highlight and search.question and (highlight := _highlight(search.question)):
        request["highlight"] = highlight
    return request | _from_there(search.cursor, request) if search.cursor else request


def _from_there(cursor: Cursor, request: Json) -> Json:
    """What makes of a request the page behind the cursor. Raises InvalidQuery where it is of another search."""
    check(cursor, _name(request), len(request["sort"]))
    there: Json = {}
    if cursor.after:
        there["search_after"] = list(cursor.after)
    if cursor.moment:
        there["pit"] = {"id": cursor.moment, "keep_alive": KEPT}
        seen = {"ids": {"values": list(cursor.seen)}}
        there["query"] = {"bool": {"must": [request["query"]], "must_not": [seen]}}
    return there


def following(search: Search, request: Json, answer: Mapping[str, Any]) -> Cursor | None:
    """The cursor of the page behind this answer; None where there is none."""
    hits = answer["hits"]["hits"]
    if len(hits) < search.page_size:
        return None
    if search.cursor:
        return replace(search.cursor, after=tuple(hits[-1]["sort"]), moment=answer.get("pit_id", ""))
    name = _name(request)
    if search.order is Order.RELEVANCE:
        return Cursor(name, seen=tuple(hit["_id"] for hit in hits))
    return Cursor(name, after=tuple(hits[-1]["sort"]))


def _name(request: Json) -> str:
    """The search that a request is of, however much of it is shown."""
    return named({name: request.get(name) for name in ("query", "post_filter", "sort")})


def _query(search: Search) -> Json:
    clauses: dict[str, list[Json]] = {"must": [], "should": [], "must_not": [], "filter": []}
    if question := search.question:
        words = telling(question.words)
        if words:
            clauses["should" if question.words_optional else "must"].append(_enough("content", words))
        clauses["must"] += [_alternative(terms) for terms in question.required]
        clauses["must_not"] += [_term(term) for term in question.excluded]
        if search.order is Order.RELEVANCE:
            clauses["should"] += _ranking(question)
    for name, narrowing in facets.filters(g for g in search.groups if g.field not in search.facets).items():
        clauses[name] += narrowing
    if search.since or search.until:
        clauses["filter"].append(_dated(search.dated, search.since, search.until))
    asked = {name: found for name, found in clauses.items() if found}
    return {"bool": asked} if asked else {"match_all": {}}


def _enough(field: str, words: tuple[str, ...]) -> Json:
    return {
        "match": {
            # Of a text without a token for the analyzer, "none" would find nothing.
            field: {"query": " ".join(words), "minimum_should_match": ENOUGH_WORDS, "zero_terms_query": "all"},
        },
    }


def _alternative(terms: tuple[Term, ...]) -> Json:
    if len(terms) == 1:
        return _term(terms[0])
    return {"bool": {"should": [_term(term) for term in terms], "minimum_should_match": 1}}


def _term(term: Term) -> Json:
    match term.kind:
        case Kind.WORD:  # anti-counterfeiting is two tokens, which have to stand together
            return {"match_phrase": {"content": term.text}}
        case Kind.PHRASE:
            return {"match_phrase": {"content.exact": term.text}}
        case Kind.PREFIX:
            return {"match_bool_prefix": {"content.exact": {"query": term.text, "operator": "and"}}}
        case Kind.AUTHOR:  # a surname is enough
            return {"match_phrase": {"authors.text": term.text}}
        case kind:
            return {"term": {f"{facets.FIELDS[kind]}.folded": term.text}}


def _ranking(question: Question) -> list[Json]:
    """What lifts a result and keeps none out."""
    words = telling(question.words)
    wording = (*words, *(t.text for terms in question.required for t in terms if t.kind in {Kind.WORD, Kind.PHRASE}))
    text = " ".join(wording)
    if not wording or not rankable(text):
        return []
    return [
        {"match": {"title.exact": {"query": text, "boost": TITLE_BOOST}}},
        {"match": {"content.exact": {"query": text, "boost": EXACT_BOOST}}},
        *(
            {"match_phrase": {"content": {"query": pair, "slop": CLOSENESS_SLOP, "boost": CLOSENESS_BOOST}}}
            for pair in neighbours(question.words)
        ),
    ]


def _dated(date: Dated, since: datetime | None, until: datetime | None) -> Json:
    bounds = {"gte": since, "lte": until}
    moments = {name: moment.isoformat(timespec="milliseconds") for name, moment in bounds.items() if moment}
    return {"range": {date.field: {**moments, "format": "strict_date_optional_time"}}}


def _sort(order: Order, date: Dated) -> list[Json]:
    """The last key tells equals apart, so that a page is the same each time it is asked for."""
    dated = {"order": "asc" if order is Order.OLDEST else "desc", "missing": "_last"}
    scored: list[Json] = [{"_score": "desc"}] if order is Order.RELEVANCE else []
    return [*scored, {date.field: dated}, {"id": "asc"}]


def _highlight(question: Question) -> Json | None:
    fields = {"title": {"number_of_fragments": 0}, "body": {"number_of_fragments": 3, "fragment_size": 160}}
    asked = {field: _shown_in(field, question) for field in fields}
    if not all(asked.values()):
        return None
    return {
        "encoder": "html",  # the default shows the article's own markup live
        "pre_tags": ["<em>"],
        "post_tags": ["</em>"],
        "order": "score",
        "max_analyzer_offset": HIGHLIGHTED_CHARACTERS,
        "fields": {
            field: {**options, "highlight_query": {"bool": {"should": asked[field]}}}
            for field, options in fields.items()
        },
    }


def _shown_in(field: str, question: Question) -> list[Json]:
    """What to mark in a field: asked of it alone, or a filter's words and those of other fields would be marked."""
    words = telling(question.words)
    found: list[Json] = [{"match": {field: " ".join(words)}}] if words else []
    for term in (term for terms in question.required for term in terms):
        if term.kind in {Kind.WORD, Kind.PHRASE}:
            found.append({"match_phrase": {field: term.text}})
        elif term.kind is Kind.PREFIX:
            found.append({"match_bool_prefix": {field: {"query": term.text, "operator": "and"}}})
    return found
