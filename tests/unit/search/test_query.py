from typing import Any

import pytest

from shared.search import query, request
from shared.search.results import SHOWN

BY_DATE = [{"published_at": {"order": "desc", "missing": "_last"}}, {"id": "asc"}]


def body(**parameters: str) -> dict[str, Any]:
    return query.body(request.read({name.replace("_", "-"): [value] for name, value in parameters.items()}))


def asked(**parameters: str) -> dict[str, Any]:
    return body(**parameters)["query"]


def words(field: str, text: str) -> dict[str, Any]:
    return {"match": {field: {"query": text, "minimum_should_match": "2<-1 3<60% 6<2", "zero_terms_query": "all"}}}


def lifts(text: str, *pairs: str) -> list[dict[str, Any]]:
    return [
        {"match": {"title.exact": {"query": text, "boost": 0.3}}},
        {"match": {"content.exact": {"query": text, "boost": 0.1}}},
        *({"match_phrase": {"content": {"query": pair, "slop": 3, "boost": 0.2}}} for pair in pairs),
    ]


def test_everything() -> None:
    assert body() == {
        "query": {"match_all": {}},
        "sort": BY_DATE,
        "size": 10,
        "track_total_hits": 10_000,
        "timeout": "2s",
        "_source": list(SHOWN),
    }


def test_whole() -> None:
    """Each construct in its place; nothing of the reader's text is more than a value."""
    assert body(
        q='Alibaba brands "global brands" counterf* -fake author:"Li Yan" section:Business OR tag:Trade',
        section="Business|World,-Sports",
        source="Xinhua",
        from_date="2019-03-01",
        to_date="2019-03-31",
        page_size="5",
    ) == {
        "query": {
            "bool": {
                "must": [
                    words("content", "Alibaba brands"),
                    {"match_phrase": {"content.exact": "global brands"}},
                    {"match_bool_prefix": {"content.exact": {"query": "counterf", "operator": "and"}}},
                    {"match_phrase": {"authors.text": "Li Yan"}},
                    {
                        "bool": {
                            "should": [{"term": {"section.folded": "Business"}}, {"term": {"tags.folded": "Trade"}}],
                            "minimum_should_match": 1,
                        },
                    },
                ],
                "should": lifts("Alibaba brands global brands", "Alibaba brands"),
                "must_not": [{"match_phrase": {"content": "fake"}}, {"terms": {"section.folded": ["Sports"]}}],
                "filter": [
                    {"terms": {"section.folded": ["Business", "World"]}},
                    {"terms": {"source.folded": ["Xinhua"]}},
                    {
                        "range": {
                            "published_at": {
                                "gte": "2019-03-01T00:00:00.000+00:00",
                                "lte": "2019-03-31T23:59:59.999+00:00",
                                "format": "strict_date_optional_time",
                            },
                        },
                    },
                ],
            },
        },
        "sort": [{"_score": "desc"}, *BY_DATE],
        "size": 5,
        "track_total_hits": 10_000,
        "timeout": "2s",
        "_source": list(SHOWN),
        "highlight": {
            "encoder": "html",
            "pre_tags": ["<em>"],
            "post_tags": ["</em>"],
            "order": "score",
            "max_analyzer_offset": 500_000,
            "fields": {
                "title": {"number_of_fragments": 0, "highlight_query": {"bool": {"should": marks("title")}}},
                "body": {
                    "number_of_fragments": 3,
                    "fragment_size": 160,
                    "highlight_query": {"bool": {"should": marks("body")}},
                },
            },
        },
    }


def marks(field: str) -> list[dict[str, Any]]:
    return [
        {"match": {field: "Alibaba brands"}},
        {"match_phrase": {field: "global brands"}},
        {"match_bool_prefix": {field: {"query": "counterf", "operator": "and"}}},
    ]


def test_what_is_marked_with_plus_makes_the_rest_optional() -> None:
    assert asked(q="+dyson cup") == {
        "bool": {
            "must": [{"match_phrase": {"content": "dyson"}}],
            "should": [words("content", "cup"), *lifts("cup dyson")],
        },
    }


def test_only_negatives() -> None:
    assert asked(q="-dyson") == {"bool": {"must_not": [{"match_phrase": {"content": "dyson"}}]}}
    assert "highlight" not in body(q="-dyson")


def test_ranks_nothing_when_ordered_by_date() -> None:
    assert asked(q="global brands", order_by="oldest") == {"bool": {"must": [words("content", "global brands")]}}
    assert body(order_by="oldest")["sort"] == [{"published_at": {"order": "asc", "missing": "_last"}}, {"id": "asc"}]


@pytest.mark.parametrize(
    ("q", "told", "pairs"),
    [
        ("What is the future of global brands?", "future global brands?", ["global brands?"]),
        ("to be or not to be", "to be or not to be", []),
        ("why the WHO acts", "WHO acts", ["WHO acts"]),
        ("WHAT IS CHINA", "CHINA", []),
        (
            "anti-counterfeiting alliance",
            "anti-counterfeiting alliance",
            ["anti-counterfeiting", "anti-counterfeiting alliance"],
        ),
    ],
)
def test_looks_for_the_words_that_tell(q: str, told: str, pairs: list[str]) -> None:
    assert asked(q=q) == {"bool": {"must": [words("content", told)], "should": lifts(told, *pairs)}}


def test_lifts_nothing_where_the_node_would_count_too_many_clauses() -> None:
    assert asked(q="国" * 512) == {"bool": {"must": [words("content", "国" * 512)]}}


def test_does_not_highlight_unless_asked() -> None:
    assert "highlight" not in body(q="dyson", highlight="false")
