from typing import Any

import pytest

from shared.search import query, request, synonyms
from shared.search.results import SHOWN

BY_DATE = [{"published_at": {"order": "desc", "missing": "_last"}}, {"id": "asc"}]


def body(**parameters: str) -> dict[str, Any]:
    return query.body(request.read({name.replace("_", "-"): [value] for name, value in parameters.items()}))


def asked(**parameters: str) -> dict[str, Any]:
    return body(**parameters)["query"]


ENOUGH = "2<-1 3<2"
NOT_ENGLISH = {"bool": {"must_not": {"prefix": {"lang.folded": "en"}}}}


def or_stems(found: dict[str, Any], **stems: Any) -> dict[str, Any]:
    """Or, in an article that is not English, the stems of other languages."""
    inflected = {"match": {"content.stems": {**stems, "boost": 0.3}}}
    return {"dis_max": {"queries": [found, {"bool": {"must": inflected, "filter": NOT_ENGLISH}}]}}


def words(text: str) -> dict[str, Any]:
    as_english = {"match": {"content": {"query": text, "minimum_should_match": ENOUGH, "zero_terms_query": "all"}}}
    return or_stems(as_english, query=text, minimum_should_match=ENOUGH)


def word(text: str) -> dict[str, Any]:
    return or_stems({"match_phrase": {"content": text}}, query=text, operator="and")


def fresh(found: dict[str, Any], date: str = "published_at") -> dict[str, Any]:
    age = {date: {"origin": "now/d", "offset": "1d", "scale": "30d", "decay": 0.5}}
    return {
        "function_score": {
            "query": found,
            "functions": [{"weight": 1}, {"filter": {"exists": {"field": date}}, "exp": age, "weight": 0.1}],
            "score_mode": "sum",
        },
    }


def lifts(text: str, *pairs: str) -> list[dict[str, Any]]:
    return [
        {"match": {"title.exact": {"query": text, "boost": 0.3}}},
        {"match": {"content.exact": {"query": text, "boost": max(0.5 / len(text.split()), 0.1)}}},
        *({"match_phrase": {"content": {"query": pair, "slop": 1, "boost": 0.1}}} for pair in pairs),
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
                    words("Alibaba brands"),
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
                "must_not": [word("fake"), {"terms": {"section.folded": ["Sports"]}}],
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
                "title.stems": {
                    "number_of_fragments": 0,
                    "require_field_match": False,
                    "highlight_query": {"bool": {"should": [{"match": {"content.stems": "Alibaba brands"}}]}},
                },
                "body": {
                    "number_of_fragments": 3,
                    "fragment_size": 0,
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
    assert asked(q="+dyson cup") == fresh(
        {"bool": {"must": [word("dyson")], "should": [words("cup"), *lifts("cup dyson")]}}
    )


def test_only_negatives() -> None:
    assert asked(q="-dyson") == fresh({"bool": {"must_not": [word("dyson")]}})
    assert "highlight" not in body(q="-dyson")


def test_ranks_nothing_when_ordered_by_date() -> None:
    assert asked(q="global brands", order_by="oldest") == {"bool": {"must": [words("global brands")]}}
    assert body(order_by="oldest")["sort"] == [{"published_at": {"order": "asc", "missing": "_last"}}, {"id": "asc"}]


@pytest.mark.parametrize(
    ("q", "told", "pairs"),
    [
        ("What is the future of global brands?", "future global brands?", ["global brands?"]),
        ("to be or not to be", "to be or not to be", []),
        ("why the WHO acts", "WHO acts", ["WHO acts"]),
        ("WHAT IS CHINA", "CHINA", []),
        ("La Paz", "La Paz", ["La Paz"]),
        ("elecciones en la ciudad", "elecciones ciudad", []),
        ("die Wahl der Regierung", "die Wahl Regierung", ["die Wahl"]),
        (
            "anti-counterfeiting alliance",
            "anti-counterfeiting alliance",
            ["anti-counterfeiting", "anti-counterfeiting alliance"],
        ),
    ],
)
def test_looks_for_the_words_that_tell(q: str, told: str, pairs: list[str]) -> None:
    assert asked(q=q) == fresh({"bool": {"must": [words(told)], "should": lifts(told, *pairs)}})


def test_lifts_nothing_where_the_node_would_count_too_many_clauses() -> None:
    found = {"query": "国" * 512, "minimum_should_match": ENOUGH, "zero_terms_query": "all"}

    assert asked(q="国" * 512) == fresh({"bool": {"must": [{"match": {"content": found}}]}})


@pytest.mark.parametrize("beside", [{"from_date": "2019-01-01"}, {"order_by": "newest"}, {"to_date": "2019-01-01"}])
def test_freshness_counts_for_nothing_where_the_reader_speaks_of_time(beside: dict[str, str]) -> None:
    assert set(asked(q="dyson", **beside)) == {"bool"}


def test_freshness_goes_by_the_date_that_the_reader_goes_by() -> None:
    assert asked(q="-dyson", use_date="ingested") == fresh({"bool": {"must_not": [word("dyson")]}}, "ingested_at")


def test_looks_in_the_fields_that_are_named() -> None:
    """As typed is asked of the whole article besides: the fields alone know stems only."""
    fields = ["title", "authors.text"]
    cross = {"query": "global brands", "minimum_should_match": ENOUGH, "zero_terms_query": "all"}

    assert asked(q='global brands "Li Yan" counterf*', query_fields="title,author", order_by="newest") == {
        "bool": {
            "must": [
                {"multi_match": {**cross, "type": "cross_fields", "fields": fields}},
                {
                    "bool": {
                        "must": [
                            {"match_phrase": {"content.exact": "Li Yan"}},
                            {"multi_match": {"query": "Li Yan", "type": "phrase", "fields": fields}},
                        ]
                    }
                },
                {
                    "bool": {
                        "must": [
                            {"match_bool_prefix": {"content.exact": {"query": "counterf", "operator": "and"}}},
                            {
                                "multi_match": {
                                    "query": "counterf",
                                    "operator": "and",
                                    "type": "bool_prefix",
                                    "fields": fields,
                                }
                            },
                        ]
                    }
                },
            ]
        }
    }


def test_a_word_and_its_synonyms_count_once() -> None:
    told = synonyms.parse("tv, television, the box")
    search = request.read({"q": ["TV licence fee"], "order-by": ["newest"]})

    assert query.body(search, told)["query"] == {
        "bool": {
            "must": [
                {
                    "bool": {
                        "should": [
                            {"dis_max": {"queries": [word("TV"), word("television"), word("the box")]}},
                            word("licence"),
                            word("fee"),
                        ],
                        "minimum_should_match": ENOUGH,
                    }
                }
            ]
        }
    }


def test_does_not_highlight_unless_asked() -> None:
    assert "highlight" not in body(q="dyson", highlight="false")
