import base64
import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidQuery
from shared.search import cursor, query, request
from shared.search.cursor import Cursor
from shared.search.synonyms import NONE, Synonyms, parse

KEYS = st.tuples() | st.tuples(st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text())


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1)
SYNONYMS = st.dictionaries(st.tuples(WORDS) | st.tuples(WORDS, WORDS), st.lists(st.text(), max_size=8).map(tuple))


@given(
    st.builds(
        Cursor,
        search=st.text(),
        after=KEYS,
        moment=st.text(),
        seen=st.lists(st.text()).map(tuple),
        synonyms=st.builds(Synonyms, SYNONYMS),
    )
)
def test_a_cursor_is_read_as_it_was_written(each: Cursor) -> None:
    assert cursor.read(each.text()) == each


@pytest.mark.parametrize(
    "forged",
    [
        {"search": "a"},
        ["a", [1], "m"],
        ["a", [[1]], "", [], {}],
        ["a", [True], "", [], {}],
        ["a", [None], "", [], {}],
        ["a", [float("nan")], "", [], {}],
        ["a", [float("inf")], "", [], {}],
        ["a", 5, "", [], {}],
        [1, [1], "", [], {}],
        ["a", [1], "", [1], {}],
        ["a", [1], "", [], []],
        ["a", [1], "", [], {"a": 1}],
        ["a", [1], "", [], {"a": [1]}],
        ["a" * 100_000, [1], "", [], {}],
    ],
)
def test_a_forged_cursor_is_refused(forged: object) -> None:
    text = base64.urlsafe_b64encode(zlib.compress(json.dumps(forged).encode())).decode().rstrip("=")

    with pytest.raises(InvalidQuery) as refused:
        cursor.read(text)

    assert refused.value.parameter == "cursor"


def search(**parameters: str) -> request.Search:
    return request.read({name.replace("_", "-"): [value] for name, value in parameters.items()})


def page(*ids: str, **more: Any) -> dict[str, Any]:
    return {"hits": {"hits": [{"_id": each, "sort": [1.5, 7, each]} for each in ids]}, **more}


def test_by_date_the_next_page_begins_behind_the_last_result() -> None:
    first = search(page_size="2")
    found = query.following(
        first, query.body(first), NONE, {"hits": {"hits": [{"_id": "a"}, {"_id": "b", "sort": [7, "b"]}]}}
    )
    assert found is not None

    body = query.body(search(page_size="2", cursor=found.text()))

    assert body == {**query.body(first), "search_after": [7, "b"]}


def test_by_relevance_it_is_looked_for_in_a_point_in_time_without_what_was_shown() -> None:
    first = search(q="harbour", page_size="2")
    shown = query.following(first, query.body(first), NONE, page("a", "b"))
    assert shown == Cursor(shown.search, seen=("a", "b"))
    assert shown.wants_moment

    opened = Cursor(shown.search, moment="moment", seen=shown.seen)
    second = search(q="harbour", page_size="2", cursor=opened.text())
    hidden = {"bool": {"must_not": [{"ids": {"values": ["a", "b"]}}]}}
    asked_once = {"suggest": query.body(first)["suggest"]}  # of words to put right: the first page told
    assert query.body(second) | asked_once == {
        **query.body(first),
        "post_filter": hidden,
        "pit": {"id": "moment", "keep_alive": "5m"},
    }

    third = query.following(second, query.body(second), NONE, page("c", "d", pit_id="renewed"))
    assert third == Cursor(shown.search, after=(1.5, 7, "d"), moment="renewed", seen=("a", "b"))


def test_behind_the_last_page_there_is_none() -> None:
    first = search(page_size="2")

    assert query.following(first, query.body(first), NONE, page("a")) is None


@pytest.mark.parametrize(
    "changed", [{"q": "ferry"}, {"section": "World"}, {"order_by": "newest"}, {"to_date": "2020-01-01"}]
)
def test_a_cursor_of_another_search_is_refused(changed: dict[str, str]) -> None:
    first = search(q="harbour", page_size="1")
    text = Cursor(query.following(first, query.body(first), NONE, page("a")).search, after=(1.5, 7, "a")).text()  # type: ignore[union-attr]

    with pytest.raises(InvalidQuery) as refused:
        query.body(search(**{"q": "harbour", "cursor": text} | changed))

    assert refused.value.parameter == "cursor"


def test_how_much_is_shown_may_change_on_the_way() -> None:
    first = search(q="harbour", page_size="1")
    text = Cursor(query.following(first, query.body(first), NONE, page("a")).search, after=(1.5, 7, "a")).text()  # type: ignore[union-attr]

    assert query.body(search(q="harbour", page_size="50", show_fields="all", cursor=text))["size"] == 50


@pytest.mark.parametrize("now", ["", "tv, telly, the box", "harbour, port"], ids=["none", "others", "of another word"])
@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_the_next_page_is_of_the_question_as_it_was_whatever_an_editor_does_to_the_synonyms(
    now: str, order: str
) -> None:
    then = parse("tv, television\nharbour => port\nlorry, truck")
    first = search(q="tv harbour", page_size="1", order_by=order)
    asked = query.body(first, then)
    answer = page("a") if order == "relevance" else {"hits": {"hits": [{"_id": "a", "sort": [7, "a"]}]}}
    found = query.following(first, asked, then, answer)
    assert found is not None
    assert found.synonyms == parse("tv => television\nharbour => port")

    there = Cursor(found.search, found.after, "moment", found.seen, found.synonyms) if found.seen else found
    body = query.body(search(q="tv harbour", page_size="1", order_by=order, cursor=there.text()), parse(now))

    assert body["query"] == asked["query"] or body["query"]["bool"]["must"] == [asked["query"]]
