"""Facets: the fields by which results are narrowed, and how many results each of their values has."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypedDict

from shared.search.filters import Group
from shared.search.synonyms import folded

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
# Papers write Sport, SPORT and sport, and a filter finds them all: so they are one value, counted together.
LOOKED_AT = 3 * MOST_VALUES


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
            "aggs": {"values": {"terms": {"field": FIELDS[name], "size": LOOKED_AT}}},
        }
        for name in facets
    }


def counts(aggregated: Mapping[str, Any]) -> dict[str, list[FacetValue]]:
    """The answer to `aggregations`, the most frequent value first, each as it is written the most."""
    return {name: _values(facet["values"]["buckets"]) for name, facet in aggregated.items()}


def _values(buckets: Sequence[Mapping[str, Any]]) -> list[FacetValue]:
    found: dict[str, FacetValue] = {}
    for each in buckets:
        value = found.setdefault(folded(each["key"]), {"value": each["key"], "count": 0})
        value["count"] += each["doc_count"]
    return sorted(found.values(), key=lambda value: -value["count"])[:MOST_VALUES]
