"""Pages and facets on a real node, with the production mapping, while articles come and go.

CUTTINGS_PAGED=5000 pages through so many; 1,000 else. Between any two pages of 100, 20 arrive and 5 go.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch, Urllib3HttpConnection
from opensearchpy.helpers import bulk

from cli.export import Table, export
from shared.errors import InvalidQuery
from shared.index import reader
from shared.index.aliases import LIVE
from shared.index.mapping import ARTICLES
from shared.search import cursor, request
from shared.search.results import Page
from shared.settings import Settings

PAST_WINDOW = 10_500  # OpenSearch itself shows no result beyond the 10,000th without a cursor
THERE = int(os.environ.get("CUTTINGS_PAGED", "1000"))


class Shelf:
    """An index of articles of its own, searched as the function does it."""

    def __init__(self, client: OpenSearch, alias: str) -> None:
        self.client, self.alias = client, alias
        self.settings = Settings(search_endpoint="", bucket="", read_alias=alias)

    def put(self, *numbers: int, **fields: Any) -> None:
        actions = [{"_index": self.alias, "_id": f"{n:05}", "_source": _article(n) | fields} for n in numbers]
        bulk(self.client, actions, refresh=True)

    def page(self, **parameters: str) -> Page:
        asked = request.read({name.replace("_", "-"): [value] for name, value in parameters.items()})
        return reader.page(self.client, self.settings, asked)


def _article(n: int) -> dict[str, Any]:
    section, day = ("Business", "World", "Sports")[n % 3], n % 28 + 1
    words = "harbour " * (n % 5 + 1) + "ferry " * (n % 7)
    dated = {"published_at": f"2024-02-{day:02}T00:00:00Z"} if n % 11 else {}
    return {"id": f"{n:05}", "title": f"Number {n}", "body": words, "section": section, **dated}


@pytest.fixture
def shelf(opensearch_url: str) -> Iterator[Shelf]:
    client = OpenSearch(opensearch_url, connection_class=Urllib3HttpConnection, verify_certs=False, ssl_show_warn=False)
    name = f"test-paging-{uuid4().hex}"
    aliases = {f"{name}-read": {"filter": LIVE, "is_write_index": True}}
    client.indices.create(index=name, body={**ARTICLES, "aliases": aliases})
    yield Shelf(client, f"{name}-read")
    client.indices.delete(index=name)


@pytest.mark.parametrize("asked", [{}, {"order_by": "oldest"}, {"q": "harbour OR ferry"}, {"q": "harbour -nothing"}])
def test_paging_shows_each_article_that_was_there_throughout_once(shelf: Shelf, asked: dict[str, str]) -> None:
    shelf.put(*range(THERE))
    gone, shown = set(), []
    page = shelf.page(**asked, page_size="100")
    arrivals = iter(range(THERE, THERE * 2))
    going = iter(range(0, THERE, 10))
    while True:
        shown += [result["id"] for result in page["results"]]
        if page["cursor"] is None:
            break
        shelf.put(*(next(arrivals) for _ in range(20)))
        go = [next(going) for _ in range(5)]
        shelf.put(*go, deleted_at="2024-03-01T00:00:00Z")
        gone |= set(go)
        page = shelf.page(**asked, page_size="100", cursor=page["cursor"])

    assert len(shown) == len(set(shown))
    assert {f"{n:05}" for n in range(THERE)} - {f"{n:05}" for n in gone} <= set(shown)


class Direct:
    """The API as the command sees it, without the way there."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def search(self, query: dict[str, str]) -> Page:
        return self.shelf.page(**{name.replace("-", "_"): value for name, value in query.items()})


@pytest.mark.parametrize("asked", [{"q": "harbour"}, {"order-by": "oldest"}])
def test_an_export_goes_past_ten_thousand(
    shelf: Shelf, asked: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.put(*range(PAST_WINDOW))

    written = export(Direct(shelf), asked, Table.NDJSON, None, lambda _: None)

    ids = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    assert (written, sorted(ids)) == (PAST_WINDOW, [f"{n:05}" for n in range(PAST_WINDOW)])


def test_what_is_gone_is_in_no_later_page(shelf: Shelf) -> None:
    shelf.put(*range(30))
    shelf.put(29, deleted_at="2024-03-01T00:00:00Z")
    first = shelf.page(q="harbour", page_size="10")

    found = first["results"]
    page = first
    while page["cursor"]:
        page = shelf.page(q="harbour", page_size="10", cursor=page["cursor"])
        found = found + page["results"]

    assert sorted(result["id"] for result in found) == [f"{n:05}" for n in range(29)]


def test_every_page_tells_the_same_total_and_the_same_facets(shelf: Shelf) -> None:
    shelf.put(*range(30))
    asked = {"q": "harbour", "facet": "section", "section": "-World", "page_size": "8"}

    page = shelf.page(**asked)
    told = [(page["total"], page["facets"])]
    while page["cursor"]:
        page = shelf.page(**asked, cursor=page["cursor"])
        told.append((page["total"], page["facets"]))

    sections = [{"value": name, "count": 10} for name in ("Business", "Sports", "World")]
    assert told == [(20, {"section": sections})] * 3


def test_where_the_node_keeps_no_more_points_in_time_pages_are_turned_without(shelf: Shelf) -> None:
    shelf.put(*range(30))
    first = shelf.page(q="harbour", page_size="10")
    shelf.client.cluster.put_settings(body={"persistent": {"search.max_open_pit_context": 0}})
    try:
        second = shelf.page(q="harbour", page_size="10", cursor=str(first["cursor"]))
    finally:
        shelf.client.cluster.put_settings(body={"persistent": {"search.max_open_pit_context": None}})
    third = shelf.page(q="harbour", page_size="10", cursor=str(second["cursor"]))

    shown = [result["id"] for page in (first, second, third) for result in page["results"]]
    assert sorted(shown) == [f"{n:05}" for n in range(30)]
    assert not cursor.read(str(second["cursor"])).moment


def test_a_cursor_whose_point_in_time_is_gone_says_so(shelf: Shelf) -> None:
    shelf.put(*range(30))
    first = shelf.page(q="harbour", page_size="10")
    second = shelf.page(q="harbour", page_size="10", cursor=str(first["cursor"]))
    moment = cursor.read(str(second["cursor"]))
    shelf.client.delete_pit(body={"pit_id": [moment.moment]})

    for lost in (moment, replace(moment, moment="never was one")):
        with pytest.raises(InvalidQuery) as refused:
            shelf.page(q="harbour", page_size="10", cursor=lost.text())
        assert refused.value.parameter == "cursor"


def test_a_facet_ignores_its_own_filter_and_heeds_the_others(shelf: Shelf) -> None:
    shelf.put(*range(9))
    shelf.put(9, section="Business", lang="de")

    page = shelf.page(facet="section,lang", section="Business")

    assert page["total"] == 4
    assert page["facets"] == {
        "section": [
            {"value": "Business", "count": 4},
            {"value": "Sports", "count": 3},
            {"value": "World", "count": 3},
        ],
        "lang": [{"value": "de", "count": 1}],
    }


def test_fields_are_shown_when_asked_for(shelf: Shelf) -> None:
    shelf.put(1, tags=["Boats"], word_count=3)

    result = shelf.page(show_fields="body,tags,word_count")["results"][0]

    assert {name: result.get(name) for name in ("body", "tags", "word_count", "truncated")} == {
        "body": _article(1)["body"],
        "tags": ["Boats"],
        "word_count": 3,
        "truncated": False,
    }
