"""Whatever is typed becomes a query that a node takes, or a refusal that names `q`."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidQuery
from shared.search import query, request, suggest, synonyms
from tests.quality.queries import fuzzed

SYNONYMS = synonyms.parse("harbour, port, quay\na, b\nferry => boat, ship, vessel")
# A boolean query of more fails. A text becomes more clauses on the node: a token each at most.
MOST_CLAUSES = 1024


def leaves(asked: Any) -> list[str]:
    """The texts that a query has the node analyse, each time that it has it do so."""
    if isinstance(asked, list):
        return [text for each in asked for text in leaves(each)]
    if not isinstance(asked, dict):
        return []
    own = [asked["query"]] if isinstance(asked.get("query"), str) else []
    own += [value for value in asked.get("match_phrase", {}).values() if isinstance(value, str)]
    return own + [text for each in asked.values() for text in leaves(each)]


def outcome[Read](read: Callable[[], Read]) -> Read | InvalidQuery:
    try:
        return read()
    except InvalidQuery as refused:
        return refused


def check(text: str) -> None:
    wanted = outcome(lambda: request.read({"q": [text]}))
    if isinstance(wanted, InvalidQuery):
        assert wanted.parameter == "q"
        assert wanted.detail.startswith("q takes ")
        return
    asked = query.body(wanted, SYNONYMS)
    assert json.loads(json.dumps(asked)) == asked
    assert sum(max(len(each.split()), 1) for each in leaves(asked["query"])) < MOST_CLAUSES


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=600))
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(['"', "(", "a*", "abc*", "OR", "-a", "+harbour", "ferry", ":", "tag:", "国家"])))
def test_any_mixture_of_signs(parts: list[str]) -> None:
    check(" ".join(parts))


@pytest.mark.parametrize("text", [*fuzzed(200, seed=1), "harbour " * 64, "a " * 256, "ferry " * 20])
def test_what_is_sent_in_bad_faith(text: str) -> None:
    check(text)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=600))
def test_anything_typed_is_completed_or_refused(text: str) -> None:
    typed = outcome(lambda: suggest.read({"q": text}))
    if isinstance(typed, InvalidQuery):
        assert typed.parameter == "q"
        return
    nothing = {"aggregations": {kind: {"values": {"buckets": []}} for kind in suggest.KINDS}, "hits": {"hits": []}}
    assert json.dumps(suggest.body(typed))
    assert suggest.told(typed, nothing) == {"suggestions": []}
