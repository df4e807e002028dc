from shared.search import facets, query, request
from shared.search.filters import Group


def test_a_facet_counts_what_all_filters_but_its_own_leave() -> None:
    groups = (Group("section", ("Business",)), Group("author", ("Li Yan",)), Group("lang", ("de",), negated=True))

    assert facets.aggregations(("section", "author"), groups) == {
        "section": {
            "filter": {"bool": {"filter": [{"terms": {"authors.folded": ["Li Yan"]}}]}},
            "aggs": {"values": {"terms": {"field": "section", "size": 20}}},
        },
        "author": {
            "filter": {"bool": {"filter": [{"terms": {"section.folded": ["Business"]}}]}},
            "aggs": {"values": {"terms": {"field": "authors", "size": 20}}},
        },
    }


def test_the_filters_of_facets_are_applied_behind_the_counting_and_the_others_before() -> None:
    search = request.read({"facet": ["section"], "section": ["Business,-Sports"], "lang": ["en"]})

    body = query.body(search)

    assert body["query"] == {"bool": {"filter": [{"terms": {"lang.folded": ["en"]}}]}}
    assert body["post_filter"] == {
        "bool": {
            "filter": [{"terms": {"section.folded": ["Business"]}}],
            "must_not": [{"terms": {"section.folded": ["Sports"]}}],
        },
    }


def test_counts_are_told_value_by_value() -> None:
    answered = {"section": {"doc_count": 9, "values": {"buckets": [{"key": "Business", "doc_count": 7}]}}}

    assert facets.counts(answered) == {"section": [{"value": "Business", "count": 7}]}
