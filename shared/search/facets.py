"""Facets: the fields by which results are narrowed, and how many results each of their values has."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypedDict

from shared.search.filters import Group

type Json = dict[str, Any]

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "section": "section",
        "source": "source",
        "publisher": "publisher",
        "author": "authors",
        "tag": "tags",
        "lang": "lang",
        "domain": "domain",
    },
)
"""Parameter -> field of the index."""

# As many as fit beside the results on a screen; who wants a rarer value knows its name.
MOST_VALUES = 20


class FacetValue(TypedDict):
    """How many of the results have a value."""

    value: str
    count: int


def filters(groups: Iterable[Group]) -> Json:
    """The groups as clauses of a boolean query; a kind of clause that has none is left out."""
    clauses: dict[str, list[Json]] = {"filter": [], "must_not": []}
    for group in groups:
        clauses["must_not" if group.negated else "filter"].append(
            {"terms": {f"{FIELDS[group.field]}.folded": list(group.values)}},
        )
    return {name: found for name, found in clauses.items() if found}


def aggregations(facets: Sequence[str], groups: Sequence[Group]) -> Json:
    """What counts the values of each facet, of the results that all filters but its own leave.

    The filters of fields that are facets are to be left out of the query and put into `post_filter`.
    """
    return {
        name: {
            "filter": {"bool": filters(group for group in groups if group.field in facets and group.field != name)},
            "aggs": {"values": {"terms": {"field": FIELDS[name], "size": MOST_VALUES}}},
        }
        for name in facets
    }


def counts(aggregated: Mapping[str, Any]) -> dict[str, list[FacetValue]]:
    """The answer to `aggregations`, the most frequent value first."""
    return {
        name: [{"value": each["key"], "count": each["doc_count"]} for each in facet["values"]["buckets"]]
        for name, facet in aggregated.items()
    }
