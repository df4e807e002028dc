from shared.search import facets, query, request
from shared.search.filters import Group


def test_a_facet_counts_what_all_filters_but_its_own_leave() -> None:
    groups = (Group("section", ("Business",)), Group("author", ("Li Yan",)), Group("lang", ("de",), negated=True))

    assert facets.aggregations(("section", "author"), groups) == {
        "section": {
            "filter": {"bool": {"filter": [{"terms": {"authors.folded": ["Li Yan"]}}]}},
            "aggs": {"values": {"terms": {"field": "section", "size": 60}}},
        },
        "author": {
            "filter": {"bool": {"filter": [{"terms": {"section.folded": ["Business"]}}]}},
            "aggs": {"values": {"terms": {"field": "authors", "size": 60}}},
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


def test_a_value_that_is_written_in_several_ways_is_one_as_it_is_to_filters() -> None:
    written = {"Sport": 4, "World": 4, "SPORT": 3, "Économie": 2, "economie": 1, "U.S.": 1, "U.S": 1}
    buckets = [{"key": value, "doc_count": count} for value, count in written.items()]

    assert facets.counts({"section": {"values": {"buckets": buckets}}}) == {
        "section": [
            {"value": "Sport", "count": 7},
            {"value": "World", "count": 4},
            {"value": "Économie", "count": 3},
            {"value": "U.S.", "count": 1},
            {"value": "U.S", "count": 1},
        ]
    }


def test_no_more_values_are_told_than_a_screen_shows() -> None:
    buckets = [{"key": f"Section {n}", "doc_count": 60 - n} for n in range(60)]

    (told,) = facets.counts({"section": {"values": {"buckets": buckets}}}).values()
    assert [value["value"] for value in told] == [f"Section {n}" for n in range(20)]
