import dataclasses

import pytest

from shared.article import Article
from shared.search import results
from shared.search.cursor import Cursor

WHOLE = {"total": 2, "successful": 2, "skipped": 0, "failed": 0}
HIT = {
    "_id": "5d41402abc4b2a76b9719d911017c592",
    "_score": 3.2,
    "_source": {
        "key": "articles/ip.txt",
        "title": "More global brands join in Alibaba's IP alliance",
        "section": "Business",
        "source": "Xinhua",
        "editor": "Li Yan",
        "authors": ["Zheng Junfang"],
        "published_at": "2019-03-31T11:06:57.000Z",
        "summary": "s" * 2_001,
    },
    "highlight": {"body": ["<em>Alibaba</em>"]},
    "sort": [3.2, 1554030417000, "5d41402abc4b2a76b9719d911017c592"],
}


def test_a_page() -> None:
    answer = {
        "took": 7,
        "timed_out": False,
        "_shards": WHOLE,
        "hits": {"total": {"value": 10_000, "relation": "gte"}, "hits": [HIT]},
    }

    assert results.page(answer, 10) == {
        "total": 10_000,
        "total_relation": "gte",
        "took_ms": 7,
        "partial": False,
        "page_size": 10,
        "cursor": None,
        "results": [
            {
                "id": "5d41402abc4b2a76b9719d911017c592",
                "score": 3.2,
                "key": "articles/ip.txt",
                "guid": None,
                "title": "More global brands join in Alibaba's IP alliance",
                "url": None,
                "section": "Business",
                "source": "Xinhua",
                "editor": "Li Yan",
                "authors": ["Zheng Junfang"],
                "publisher": None,
                "lang": None,
                "published_at": "2019-03-31T11:06:57Z",
                "summary": "s" * 2_000,
                "highlights": {"title": [], "body": ["<em>Alibaba</em>"]},
            },
        ],
        "facets": {},
        "did_you_mean": None,
    }


@pytest.mark.parametrize("why", [{"timed_out": True}, {"_shards": {**WHOLE, "successful": 1, "failed": 1}}])
def test_half_a_page_says_so_and_nothing_follows_it(why: dict) -> None:
    half = {"took": 2_000, "timed_out": False, "_shards": WHOLE, **why}
    hits = {"total": {"value": 3, "relation": "gte"}, "hits": [HIT]}

    page = results.page({**half, "hits": hits}, 1, following=Cursor("search", after=(1,)))

    assert (page["partial"], page["cursor"], [each["id"] for each in page["results"]]) == (True, None, [HIT["_id"]])


def test_a_whole_article_has_every_field() -> None:
    """What the index leaves out is empty in the answer, never missing."""
    source = {"id": "a", "bucket": "b", "key": "k", "version_id": "1", "title": "t", "body": "x", "authors": ["A"]}

    assert results.whole({**source, "ingested_at": "2026-01-02T03:04:05.678Z", "pipeline_version": "1"}) == {
        **source,
        "ingested_at": "2026-01-02T03:04:05.678Z",
        "pipeline_version": "1",
        "member": "",
        **dict.fromkeys(("guid", "url", "canonical_url", "domain", "summary", "editor", "source", "publisher")),
        **dict.fromkeys(("section", "published_at", "modified_at", "lang")),
        "tags": [],
        "word_count": 0,
        "truncated": False,
        "quality": 0.0,
        "provenance": {},
    }


def test_a_whole_article_is_the_contract() -> None:
    assert list(results.whole({})) == [field.name for field in dataclasses.fields(Article)]


def test_a_body_that_a_function_cannot_answer_is_cut_and_says_so() -> None:
    found = results.whole({"body": "x" * 750_001})

    assert (len(found["body"]), found["truncated"]) == (750_000, True)


@pytest.mark.parametrize(
    ("tombstone", "raised"),
    [
        ({"deleted_at": "2026-01-02T03:04:05Z"}, results.NotFound),
        ({"deleted_at": "2026-01-02T03:04:05Z", "taken_down": True}, results.TakenDown),
    ],
)
def test_a_tombstone_is_no_article(tombstone: dict[str, object], raised: type[Exception]) -> None:
    with pytest.raises(raised):
        results.whole({"id": "a", **tombstone})


@pytest.mark.parametrize(
    ("stored", "answered"),
    [
        ("2019-03-31T11:06:57Z", "2019-03-31T11:06:57Z"),
        ("2019-03-31T19:06:57+08:00", "2019-03-31T11:06:57Z"),
        ("2019-03-31T11:06:57.25", "2019-03-31T11:06:57.250Z"),
        (None, None),
    ],
)
def test_dates_are_utc(stored: str | None, answered: str | None) -> None:
    assert results.whole({"modified_at": stored})["modified_at"] == answered
