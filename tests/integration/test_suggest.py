"""What is completed on a real node, and that nothing of an article that is gone is; and queries in bad faith."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch, Urllib3HttpConnection
from opensearchpy.helpers import bulk

from shared.errors import InvalidQuery
from shared.index import documents, reader
from shared.index.aliases import LIVE
from shared.index.mapping import ARTICLES
from shared.receive import Hint
from shared.search import request, suggest
from shared.settings import Settings
from tests.quality.queries import fuzzed

DOCUMENTS: dict[str, dict[str, Any]] = {
    "buses": {
        "title": "Buses run late",
        "section": "Business",
        "authors": ["Zheng Junfang", "Ana Busch"],
        "published_at": "2020-01-01T00:00:00Z",
    },
    "again": {"title": "Buses run late", "section": "Business", "published_at": "2024-01-01T00:00:00Z"},
    "night": {"title": "Night buses", "section": "Culture", "source": "Agência Brasil", "tags": ["São Paulo", "buses"]},
    "peking": {"title": "北京时间新闻", "publisher": "新华网"},
    "markup": {"title": "<script>alert('bus')</script>"},
}

type Complete = Callable[[str], list[suggest.Suggestion]]


@pytest.fixture(scope="module")
def settings(opensearch_url: str) -> Iterator[tuple[OpenSearch, Settings]]:
    client = OpenSearch(opensearch_url, connection_class=Urllib3HttpConnection, verify_certs=False, ssl_show_warn=False)
    name = f"test-suggest-{uuid4().hex}"
    client.indices.create(index=name, body={**ARTICLES, "aliases": {f"{name}-read": {"filter": LIVE}}})
    for each in ("gone", "down"):  # as they were, before they became tombstones
        client.index(index=name, id=each, body={"id": each, "title": "Buses that are gone", "section": "Bygone"})
    now = datetime.now(UTC)
    there = {each: {"id": each, **fields} for each, fields in DOCUMENTS.items()}
    there["gone"] = documents.of_tombstone("gone", Hint("bucket", "articles/gone"), now)
    there["down"] = documents.of_takedown("down", "bucket", now)
    bulk(client, ({"_index": name, "_id": each, "_source": fields} for each, fields in there.items()), refresh=True)
    yield client, Settings("", "", read_alias=f"{name}-read")
    client.indices.delete(index=name)


@pytest.fixture
def complete(settings: tuple[OpenSearch, Settings]) -> Complete:
    def told(typed: str) -> list[suggest.Suggestion]:
        return reader.suggestions(*settings, suggest.read({"q": typed}))["suggestions"]

    return told


def test_before_the_first_upload_nothing_is_completed(settings: tuple[OpenSearch, Settings]) -> None:
    client, _ = settings

    assert reader.suggestions(client, Settings("", read_alias="not-there-yet"), "bus") == {"suggestions": []}


def test_completes_sections_names_and_titles_in_that_order(complete: Complete) -> None:
    """Of a title that several articles have, the newest is told."""
    told = complete("BUS")

    assert told[:3] == [
        {"text": "Business", "kind": "section"},
        {"text": "Ana Busch", "kind": "author"},
        {"text": "buses", "kind": "tag"},
    ]
    assert {"text": "Buses run late", "kind": "title", "id": "again"} in told
    assert sorted(each["text"] for each in told[3:]) == [
        "<script>alert('bus')</script>",
        "Buses run late",
        "Night buses",
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("zheng j", [("Zheng Junfang", "author")]),
        ("junf", [("Zheng Junfang", "author")]),
        ("agencia", [("Agência Brasil", "source")]),
        ("sao pau", [("São Paulo", "tag")]),
        ("北京", [("北京时间新闻", "title")]),
        ("新华", [("新华网", "publisher")]),
        ("late bus", [("Buses run late", "title")]),
        ("buses that are gone", []),
        ("bygone", []),
        ('"(* ', []),
    ],
)
def test_completes(complete: Complete, typed: str, told: list[tuple[str, str]]) -> None:
    assert [(each["text"], each["kind"]) for each in complete(typed)] == told


def test_nothing_sent_in_bad_faith_is_an_error(settings: tuple[OpenSearch, Settings], complete: Complete) -> None:
    for text in fuzzed(300, seed=3):
        with suppress(InvalidQuery):
            reader.page(*settings, request.read({"q": [text]}))
        with suppress(InvalidQuery):
            complete(text)


def test_no_text_is_refused_by_the_index(settings: tuple[OpenSearch, Settings]) -> None:
    """An offset that goes backwards would be an article lost."""
    client, _ = settings
    index = f"test-any-{uuid4().hex}"
    client.indices.create(index=index, body=ARTICLES)
    texts = [text.encode("utf-8", "replace").decode() for text in fuzzed(300, seed=5)]
    actions = (
        {"_index": index, "_source": {"title": text[:200], "body": text, "section": text[:200]}} for text in texts
    )

    assert bulk(client, actions, raise_on_error=False) == (300, [])
    client.indices.delete(index=index)
