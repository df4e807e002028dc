"""The order of what is completed."""

from typing import Any

from shared.search import suggest


def answered(section: list[str]) -> dict[str, Any]:
    buckets = {kind: section if kind == "section" else [] for kind in suggest.KINDS}
    counted = {kind: {"values": {"buckets": [{"key": key} for key in keys]}} for kind, keys in buckets.items()}
    return {"aggregations": counted, "hits": {"hits": []}}


def test_what_was_typed_itself_is_before_what_begins_so_and_that_before_the_rest() -> None:
    told = suggest.told("number 1", answered(["Old number 1", "Number 19", "Number 1"]))

    assert [each["text"] for each in told["suggestions"]] == ["Number 1", "Number 19"]


def test_of_what_fits_alike_the_more_frequent_is_first() -> None:
    told = suggest.told("sp", answered(["Sport", "Spain"]))

    assert [each["text"] for each in told["suggestions"]] == ["Sport", "Spain"]
