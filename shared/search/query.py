"""A search as an OpenSearch request body: pure data, in which the reader's text is only ever a value to be analysed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.search import facets, spelling
from shared.search.cursor import KEPT, Cursor, check, named
from shared.search.language import Kind, Question
from shared.search.matching import Matching, any_of
from shared.search.ranking import FRESHNESS, FRESHNESS_HALVES, expandable, telling
from shared.search.request import Dated, Order, Search
from shared.search.results import STEMMED_TITLE
from shared.search.synonyms import NONE, Synonyms

Json = dict[str, Any]

# Counting further costs time and tells nobody anything: beyond it the total is a lower bound.
COUNTED = 10_000
# A search that takes longer is not waited for: the answer would come after the reader has left.
PATIENCE = "2s"
# OpenSearch fails a whole search on a body above its limit of a million characters unless told where to stop.
HIGHLIGHTED_CHARACTERS = 500_000
WHOLE_STEMMED: Json = {"number_of_fragments": 0, "require_field_match": False}


def body(search: Search, synonyms: Synonyms = NONE) -> Json:
    """The body of the one `_search` request that answers `search`. Behind a cursor the synonyms are its own."""
    if search.cursor:
        synonyms = search.cursor.synonyms
    request: Json = {
        "query": _query(search, synonyms),
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
    if search.highlight and search.question and (highlight := _highlight(search.question, synonyms)):
        request["highlight"] = highlight
    if search.cursor:
        return request | _from_there(search.cursor, request)
    return request | (spelling.asked(search.question) if search.question else {})


def _from_there(cursor: Cursor, request: Json) -> Json:
    """What makes of a request the page behind the cursor. Raises InvalidQuery where it is of another search."""
    check(cursor, _name(request), len(request["sort"]))
    there: Json = {}
    if cursor.after:
        there["search_after"] = list(cursor.after)
    if cursor.moment:
        there["pit"] = {"id": cursor.moment, "keep_alive": KEPT}
    if cursor.seen:
        # Behind the counting: facets are of all results, whichever page they stand on.
        chosen = request.get("post_filter", {"bool": {}})["bool"]
        seen = {"ids": {"values": list(cursor.seen)}}
        there["post_filter"] = {"bool": {**chosen, "must_not": [*chosen.get("must_not", ()), seen]}}
    return there


def following(search: Search, request: Json, synonyms: Synonyms, answer: Mapping[str, Any]) -> Cursor | None:
    """The cursor of the page behind this answer to a request made with those synonyms; None where there is none."""
    hits = answer["hits"]["hits"]
    if len(hits) < search.page_size:
        return None
    if search.cursor:
        return replace(search.cursor, after=tuple(hits[-1]["sort"]), moment=answer.get("pit_id", ""))
    name, words = _name(request), search.question.words if search.question else ()
    # Those of too many words are not looked for.
    used = synonyms.within(words) if expandable(synonyms.of(words)) else NONE
    if search.order is Order.RELEVANCE:
        return Cursor(name, seen=tuple(hit["_id"] for hit in hits), synonyms=used)
    return Cursor(name, after=tuple(hits[-1]["sort"]), synonyms=used)


def _name(request: Json) -> str:
    """The search that a request is of, however much of it is shown."""
    return named({name: request.get(name) for name in ("query", "post_filter", "sort")})


def _query(search: Search, synonyms: Synonyms) -> Json:
    clauses: dict[str, list[Json]] = {"must": [], "should": [], "must_not": [], "filter": []}
    if question := search.question:
        matching = Matching(search.query_fields, synonyms)
        if question.words:
            clauses["should" if question.words_optional else "must"].append(matching.words(question.words))
        clauses["must"] += [any_of([matching.term(term) for term in terms]) for terms in question.required]
        clauses["must_not"] += [matching.term(term) for term in question.excluded]
        if search.order is Order.RELEVANCE:
            clauses["should"] += matching.lifts(question)
    for name, narrowing in facets.filters(g for g in search.groups if g.field not in search.facets).items():
        clauses[name] += narrowing
    if search.since or search.until:
        clauses["filter"].append(_dated(search.dated, search.since, search.until))
    asked = {name: found for name, found in clauses.items() if found}
    found = {"bool": asked} if asked else {"match_all": {}}
    is_timeless = search.question is None or search.order is not Order.RELEVANCE or search.since or search.until
    return found if is_timeless else _fresh(found, search.dated.field)


def _fresh(found: Json, date: str) -> Json:
    """The same, with the newest a little higher. By days: what moves while a reader turns pages shows things twice."""
    age = {date: {"origin": "now/d", "offset": "1d", "scale": FRESHNESS_HALVES, "decay": 0.5}}
    dated = {"exists": {"field": date}}  # what has no date would pass for new
    return {
        "function_score": {
            "query": found,
            "functions": [{"weight": 1}, {"filter": dated, "exp": age, "weight": FRESHNESS}],
            "score_mode": "sum",
        },
    }


def _dated(date: Dated, since: datetime | None, until: datetime | None) -> Json:
    bounds = {"gte": since, "lte": until}
    moments = {name: moment.isoformat(timespec="milliseconds") for name, moment in bounds.items() if moment}
    return {"range": {date.field: {**moments, "format": "strict_date_optional_time"}}}


def _sort(order: Order, date: Dated) -> list[Json]:
    """The last key tells equals apart, so that a page is the same each time it is asked for."""
    dated = {"order": "asc" if order is Order.OLDEST else "desc", "missing": "_last"}
    scored: list[Json] = [{"_score": "desc"}] if order is Order.RELEVANCE else []
    return [*scored, {date.field: dated}, {"id": "asc"}]


def _highlight(question: Question, synonyms: Synonyms) -> Json | None:
    asked = {field: _shown_in(field, question, synonyms) for field in ("title", "body")}
    if not all(asked.values()):
        return None
    words = " ".join(telling(question.words))
    return {
        "encoder": "html",  # the default shows the article's own markup live
        "pre_tags": ["<em>"],
        "post_tags": ["</em>"],
        "order": "score",
        "max_analyzer_offset": HIGHLIGHTED_CHARACTERS,
        "fields": {
            "title": _marked(asked["title"], number_of_fragments=0),
            # What is in the index of it is in `content`, whose words are looked for here.
            **({STEMMED_TITLE: _marked([_words_in("content.stems", words)], **WHOLE_STEMMED)} if words else {}),
            # Sentences, however long: passages.py cuts them. Told a size, OpenSearch looks for their ends from the
            # beginning of the text at each word: an article that has a word 4,000 times held a thread for minutes.
            "body": _marked(asked["body"], number_of_fragments=3, fragment_size=0),
        },
    }


def _marked(asked: list[Json], **options: Any) -> Json:
    return {**options, "highlight_query": {"bool": {"should": asked}}}


def _words_in(field: str, words: str) -> Json:
    return {"match": {field: words}}


def _shown_in(field: str, question: Question, synonyms: Synonyms) -> list[Json]:
    """What to mark in a field: asked of it alone, or a filter's words and those of other fields would be marked."""
    words = telling(question.words)
    found: list[Json] = [_words_in(field, " ".join(words))] if words else []
    alternatives = synonyms.of(question.words)
    if expandable(alternatives):
        found += [{"match_phrase": {field: text}} for texts in alternatives for text in texts[1:]]
    for term in (term for terms in question.required for term in terms):
        if term.kind in {Kind.WORD, Kind.PHRASE}:
            found.append({"match_phrase": {field: term.text}})
        elif term.kind is Kind.PREFIX:
            found.append({"match_bool_prefix": {field: {"query": term.text, "operator": "and"}}})
    return found
