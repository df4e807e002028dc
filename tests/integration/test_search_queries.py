"""What the language of `q` finds on a real node, with the production mapping."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch, Urllib3HttpConnection

from shared.index.mapping import ARTICLES
from shared.search import query, request, results

IP = {
    "title": "More global brands join in Alibaba's IP alliance",
    "body": "Over 130 brands have joined in China e-commerce giant Alibaba's anti-counterfeiting alliance, "
    "with the latest entries made by multinationals like Dyson and Coach.\n\n"
    "<script>alert('x')</script> China will strengthen IP protection.",
    "section": "Business",
    "source": "Xinhua",
    "publisher": "ECNS",
    "authors": ["Zheng Junfang"],
    "domain": "www.ecns.cn",
    "lang": "en",
    "published_at": "2019-03-31T11:06:57.000Z",
}
MARKED_SENTENCE = (
    "Over 130 brands have joined in China e-commerce giant <em>Alibaba&#x27;s</em> "
    "<em>anti</em>-<em>counterfeiting</em> alliance, "
    "with the latest entries made by multinationals like Dyson and Coach."
)
MARKED_MARKUP = (
    "&lt;<em>script</em>&gt;alert(&#x27;x&#x27;)&lt;&#x2F;<em>script</em>&gt; China will strengthen IP protection."
)
DOCUMENTS: dict[str, dict[str, Any]] = {
    "ip": IP,
    "fakes": {
        "title": "Counterfeiters run rackets across borders",
        "body": "Police said that brands which are counterfeited lose billions. An alliance of customs offices helps.",
        "section": "World",
        "source": "Reuters",
        "lang": "en",
        "published_at": "2020-05-01T08:00:00.000Z",
    },
    "dyson": {
        "title": "Dyson moves its head office to Singapore",
        "body": "The maker of vacuum cleaners runs its business from Asia.",
        "section": "Business",
        "source": "AP",
        "tags": ["Vacuum cleaners"],
        "published_at": "2019-01-22T23:59:59.500Z",
    },
    "cafe": {
        "title": "Café owners in São Paulo pay more for beans",
        "body": "The organisation of roasters organized a protest. The WHO had no comment.",
        "section": "Économie",
        "lang": "pt",
        "published_at": "2019-01-23T00:00:00.000Z",
    },
    "match": {
        "title": "Late goal wins the cup",
        "body": "The goal came late. The global audience of the match was larger than that of any brands event.",
        "section": "Sports",
        "source": "AP",
        "published_at": "2021-07-11T20:00:00.000Z",
    },
    "peking": {"title": "北京时间新闻", "body": "中国加强知识产权保护。", "lang": "zh"},
    "undated": {"title": "A page without a date", "body": "Nothing else is known of it."},
    "gone": {"deleted_at": "2022-01-01T00:00:00.000Z"},
}

type Find = Callable[..., list[str]]
type Answer = Callable[..., results.Page]


@pytest.fixture(scope="module")
def answer(opensearch_url: str) -> Iterator[Answer]:
    client = OpenSearch(opensearch_url, connection_class=Urllib3HttpConnection, verify_certs=False, ssl_show_warn=False)
    index = f"test-search-{uuid4().hex}"
    live = {f"{index}-read": {"filter": {"bool": {"must_not": {"exists": {"field": "deleted_at"}}}}}}
    client.indices.create(index=index, body={**ARTICLES, "aliases": live})
    for name, document in DOCUMENTS.items():
        client.index(index=index, id=name, body={"id": name, "key": f"articles/{name}", **document})
    client.indices.refresh(index=index)

    def ask(**parameters: str) -> results.Page:
        wanted = request.read({name.replace("_", "-"): [value] for name, value in parameters.items()})
        found = client.search(index=f"{index}-read", body=query.body(wanted), allow_partial_search_results=False)
        return results.page(found, wanted.page_size)

    yield ask
    client.indices.delete(index=index)


@pytest.fixture
def find(answer: Answer) -> Find:
    def ids(q: str = "", **parameters: str) -> list[str]:
        return [result["id"] for result in answer(**({"q": q} if q else {}), **parameters)["results"]]

    return ids


@pytest.mark.parametrize(
    ("q", "found"),
    [
        # words
        ("Alibaba", {"ip"}),
        ("global brands", {"ip", "match"}),
        ("join", {"ip"}),
        ("joining", {"ip"}),
        ("anti-counterfeiting", {"ip"}),
        ("anti counterfeiting alliance", {"ip", "fakes"}),
        ("cafe sao paulo", {"cafe"}),
        ("CAFÉ", {"cafe"}),
        ("Zheng Junfang", {"ip"}),
        ("知识产权", {"peking"}),
        ("of the", {"dyson", "cafe", "match"}),
        # phrases are taken as they stand
        ('"global brands"', {"ip"}),
        ('"global brand"', set()),
        ('"brands global"', set()),
        ("“global brands”", {"ip"}),
        ('"anti counterfeiting"', {"ip"}),
        ('"IP alliance Over 130"', set()),
        # signs
        ("brands -alibaba", {"fakes", "match"}),
        ("brands NOT alibaba", {"fakes", "match"}),
        ("brands -anti-counterfeiting", {"fakes", "match"}),
        ("-alibaba -goal -café -dyson -counterfeiters", {"peking", "undated"}),
        ("+dyson", {"ip", "dyson"}),
        ("+dyson singapore goal cup", {"ip", "dyson"}),
        ("+dyson +alibaba", {"ip"}),
        ('brands -"global brands"', {"fakes", "match"}),
        # alternatives
        ("singapore OR alibaba", {"dyson", "ip"}),
        ('"late goal" OR "global brands"', {"match", "ip"}),
        ("brands alibaba OR goal", {"ip", "match"}),
        ("OR alibaba OR", {"ip"}),
        # prefixes are of the words as written
        ("counterf*", {"ip", "fakes"}),
        ("counterfeiti*", {"ip"}),
        ("anti-counterf*", {"ip"}),
        ("Caf*", {"cafe"}),
        ("caf* -brands", {"cafe"}),
        # fields
        ("section:business", {"ip", "dyson"}),
        ("section:economie", {"cafe"}),
        ("brands source:Reuters", {"fakes"}),
        ('author:"zheng junfang"', {"ip"}),
        ("author:Junfang", {"ip"}),
        ('tag:"vacuum cleaners"', {"dyson"}),
        ("domain:www.ecns.cn", {"ip"}),
        ("publisher:ecns", {"ip"}),
        ("lang:zh", {"peking"}),
        ("dyson -section:business", set()),
        ("lang:pt OR lang:zh", {"cafe", "peking"}),
        # nothing fails, and something is found
        ('alibaba"', {"ip"}),
        ('"alibaba', {"ip"}),
        ("(alibaba", {"ip"}),
        ("[alibaba] {AND} *", {"ip"}),
        ("alibaba~2 ^", {"ip"}),
        ("alibaba && || !", {"ip"}),
        ("\x00alibaba\ud800", {"ip"}),
        ("title:alibaba", {"ip"}),
        ('body:"global brands"', {"ip"}),
        ("_id:fakes", set()),
        ("section: alibaba", {"ip"}),
        (
            "What is it that Alibaba and other brands want to do against people who run counterfeiting rackets?",
            {"ip", "fakes"},
        ),
    ],
)
def test_finds(find: Find, q: str, found: set[str]) -> None:
    """Each construct of the language finds what it says and nothing else."""
    assert set(find(q)) == found


@pytest.mark.parametrize("q", ["", " ", '"', "()", "- + *", "OR", "\x00", "AND NOT", '""', "???"])
def test_nothing_to_look_for_finds_everything(find: Find, q: str) -> None:
    assert find(q) == ["match", "fakes", "ip", "cafe", "dyson", "peking", "undated"]


def test_a_tombstone_is_never_found(find: Find) -> None:
    assert "gone" not in find("-alibaba", page_size="100")


def test_ranks_the_title_first(find: Find) -> None:
    """Both speak of Dyson; one is about it."""
    assert find("dyson") == ["dyson", "ip"]


def test_ranks_neighbours_first(find: Find) -> None:
    assert find("global brands") == ["ip", "match"]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"section": "business|WORLD"}, {"ip", "dyson", "fakes"}),
        ({"section": "-Sports|Business"}, {"fakes", "cafe", "peking", "undated"}),
        ({"section": "Business,World"}, set()),
        ({"section": "Business|Sports,-Sports", "source": "AP"}, {"dyson"}),
        ({"from_date": "2020-05-01"}, {"fakes", "match"}),
        ({"to_date": "2019-01-22"}, {"dyson"}),
        ({"to_date": "2019-01-23"}, {"dyson", "cafe"}),
        ({"from_date": "2019-03-31T19:06:57+08:00", "to_date": "2019-03-31T11:06:57Z"}, {"ip"}),
        ({"from_date": "0001-01-01", "to_date": "9999-12-31"}, {"ip", "fakes", "dyson", "cafe", "match"}),
    ],
)
def test_filters(find: Find, parameters: dict[str, str], found: set[str]) -> None:
    assert set(find(**parameters)) == found


def test_orders_by_date(answer: Answer) -> None:
    """By date there is no score; what has no date comes last either way."""
    newest, oldest = answer(q="brands", order_by="newest"), answer(order_by="oldest")

    assert [(result["id"], result["score"]) for result in newest["results"]] == [
        ("match", None),
        ("fakes", None),
        ("ip", None),
    ]
    assert [result["id"] for result in oldest["results"]] == [
        "dyson",
        "cafe",
        "ip",
        "fakes",
        "match",
        "peking",
        "undated",
    ]


def test_answers_whole(answer: Answer) -> None:
    """Marks what was asked for and no more, in text that is escaped."""
    page = answer(q='Alibaba script the +"anti-counterfeiting" source:xinhua lang:en')
    score, took = page["results"][0].pop("score"), page.pop("took_ms")

    assert score > 0
    assert took >= 0
    assert page == {
        "total": 1,
        "total_relation": "eq",
        "partial": False,
        "page_size": 10,
        "cursor": None,
        "results": [
            {
                "id": "ip",
                "key": "articles/ip",
                "guid": None,
                "title": "More global brands join in Alibaba's IP alliance",
                "url": None,
                "section": "Business",
                "source": "Xinhua",
                "editor": None,
                "authors": ["Zheng Junfang"],
                "publisher": "ECNS",
                "lang": "en",
                "published_at": "2019-03-31T11:06:57Z",
                "summary": None,
                "highlights": {
                    "title": ["More global brands join in <em>Alibaba&#x27;s</em> IP alliance"],
                    "body": [MARKED_SENTENCE, MARKED_MARKUP],
                },
            },
        ],
        "facets": {},
        "did_you_mean": None,
    }


def test_shows_no_highlights_when_not_asked(answer: Answer) -> None:
    shown = [result["highlights"] for result in answer(q="alibaba", highlight="false")["results"]]

    assert shown == [{"title": [], "body": []}]


@pytest.mark.parametrize(
    "q",
    [
        "国" * 512,
        " ".join("ab" for _ in range(170)),
        " ".join("abcdefghijklmnopqrstuvwxyz" * 9)[:512],
        ",".join("x" * 256),
        " ".join(["aaa*"] * 32),
        " OR ".join(["a"] * 32),
        " ".join(['-"a b"'] * 32),
        "é" * 512,
        "😀" * 512,
        " ".join("é" * 256),
    ],
)
def test_the_longest_queries_are_within_what_a_node_takes(find: Find, q: str) -> None:
    find(q, section="|".join(f"s{n}" for n in range(50)))
