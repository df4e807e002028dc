import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import opensearchpy
import pytest

from functions.search import app
from shared import clients
from shared.identity import object_id
from shared.search import query, request, suggest, synonyms
from shared.settings import settings
from shared.thesaurus import Thesaurus

EVENTS = Path(__file__).parents[2] / "events"
ID = "5d41402abc4b2a76b9719d911017c592"
REQUEST_ID = "5f6f7a0e-3c1d-4a52-9a39-0b8f1f0f6c11"
STORED = {
    "id": ID,
    "bucket": "cuttings-articles",
    "key": "articles/ip.txt",
    "version_id": "v1",
    "title": "More global brands join in Alibaba's IP alliance",
    "body": "Over 130 brands have joined.",
    "editor": "Li Yan",
    "published_at": "2019-03-31T11:06:57.000Z",
    "ingested_at": "2026-01-02T03:04:05.678Z",
    "pipeline_version": "1",
    "word_count": 5,
    "quality": 0.9,
    "provenance": {"title": {"where": "first-line", "confidence": 0.8}},
}
FOUND = {
    "took": 7,
    "timed_out": False,
    "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
    "hits": {
        "total": {"value": 1, "relation": "eq"},
        "hits": [
            {
                "_id": ID,
                "_score": 3.2,
                "_source": {name: STORED[name] for name in ("key", "title", "editor", "published_at")},
                "highlight": {"title": ["More <em>global</em> <em>brands</em>"]},
                "sort": [3.2, 1554030417000, ID],
            },
        ],
    },
}

type Json = dict[str, Any]


@dataclass
class FakeSearch:
    """OpenSearch as the function sees it: gives what it was told to, or fails as it was told to."""

    answer: Json = field(default_factory=lambda: FOUND)
    stored: dict[str, Json] = field(default_factory=lambda: {ID: STORED})
    failure: Exception | None = None
    asked: list[Json] = field(default_factory=list)

    def search(self, **asked: Any) -> Json:
        self.asked.append(asked)
        if self.failure:
            raise self.failure
        return self.answer

    def get(self, *, index: str, id: str) -> Json:  # noqa: A002
        assert index in {"articles", "uploads"}
        if self.failure:
            raise self.failure
        if id not in self.stored:
            raise opensearchpy.NotFoundError(404, {"_index": "articles-v1", "_id": id, "found": False})
        return {"_source": self.stored[id]}

    def ping(self, *, request_timeout: float) -> bool:
        assert request_timeout == 2
        return self.failure is None


@dataclass
class Context:
    function_name: str = "search"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:search"
    aws_request_id: str = "c1"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {"SEARCH_ENDPOINT": "http://127.0.0.1:9", "BUCKET": "", "ALLOWED_ORIGIN": ""}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def opensearch(monkeypatch: pytest.MonkeyPatch) -> FakeSearch:
    fake = FakeSearch()
    monkeypatch.setattr(clients, "search_client", lambda: fake)
    monkeypatch.setattr("functions.search.routes.search.thesaurus", lambda: Thesaurus(lambda: "tv, television"))
    return fake


def event(name: str, **changes: Any) -> Json:
    return {**json.loads((EVENTS / f"{name}.json").read_text("utf-8")), **changes}


def call(name: str, **changes: Any) -> tuple[int, Any]:
    answered = app.handler(event(name, **changes), Context())
    return answered["statusCode"], json.loads(answered["body"])


def problem(status: int, title: str, code: str, detail: str, **more: str) -> tuple[int, Json]:
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    return status, {**told, **more, "request_id": REQUEST_ID}


UNAVAILABLE = problem(
    503,
    "Service Unavailable",
    "search-unavailable",
    "The search does not answer now. Try again in a few seconds.",
)
NO_ARTICLE = problem(404, "Not Found", "article-not-found", "There is no article with this id.")
NO_ROUTE = problem(
    404,
    "Not Found",
    "no-such-route",
    "There is nothing at this path, or, where requests are signed, this one is not. See /docs.",
)


def test_search(opensearch: FakeSearch) -> None:
    """One request to OpenSearch, and the contract's answer whole."""
    answered = app.handler(event("search"), Context())

    assert answered == {
        "statusCode": 200,
        "multiValueHeaders": {"Content-Type": ["application/json"]},
        "isBase64Encoded": False,
        "body": answered["body"],
    }
    assert json.loads(answered["body"]) == {
        "total": 1,
        "total_relation": "eq",
        "took_ms": 7,
        "partial": False,
        "page_size": 5,
        "cursor": None,
        "results": [
            {
                "id": ID,
                "score": 3.2,
                "key": "articles/ip.txt",
                "guid": None,
                "title": "More global brands join in Alibaba's IP alliance",
                "url": None,
                "section": None,
                "source": None,
                "editor": "Li Yan",
                "authors": [],
                "publisher": None,
                "lang": None,
                "published_at": "2019-03-31T11:06:57Z",
                "summary": None,
                "highlights": {"title": ["More <em>global</em> <em>brands</em>"], "body": []},
            },
        ],
        "facets": {},
        "did_you_mean": None,
    }
    assert opensearch.asked == [
        {
            "index": "articles",
            "body": query.body(request.read(event("search")["multiValueQueryStringParameters"])),
            "ignore_unavailable": True,
            "allow_partial_search_results": True,
            "request_timeout": 5,
        },
    ]


def test_searches_with_the_synonyms_of_the_bucket(opensearch: FakeSearch) -> None:
    call("search", multiValueQueryStringParameters={"q": ["TV"]})

    wanted = request.read({"q": ["TV"]})
    assert opensearch.asked[0]["body"] == query.body(wanted, synonyms.parse("tv, television"))
    assert opensearch.asked[0]["body"] != query.body(wanted)


def test_suggests_names_before_titles(opensearch: FakeSearch) -> None:
    buckets = {
        "section": [{"key": "Business", "doc_count": 9}],
        "author": [{"key": "Li Yan", "doc_count": 7}, {"key": "Bo Bus", "doc_count": 2}],
    }
    aggregated = {kind: {"values": {"buckets": buckets.get(kind, [])}} for kind in suggest.KINDS}
    titles = ["Bus lanes reopen", "Bus Lanes reopen", "Night buses"]
    hits = [{"_id": f"{n}" * 32, "_source": {"title": title}} for n, title in enumerate(titles)]
    opensearch.answer = {"aggregations": aggregated, "hits": {"hits": hits}}

    answered = call("search", path="/suggest", multiValueQueryStringParameters={"q": [" BUS"]})

    assert answered == (
        200,
        {
            "suggestions": [
                {"text": "Business", "kind": "section"},
                {"text": "Bo Bus", "kind": "author"},
                {"text": "Bus lanes reopen", "kind": "title", "id": "0" * 32},
                {"text": "Night buses", "kind": "title", "id": "2" * 32},
            ],
        },
    )
    assert [asked["body"] for asked in opensearch.asked] == [suggest.body("BUS")]


@pytest.mark.parametrize("typed", [{"q": [""]}, {"q": [" ()*"]}])
def test_nothing_typed_completes_to_nothing(opensearch: FakeSearch, typed: Json) -> None:
    assert call("search", path="/suggest", multiValueQueryStringParameters=typed) == (200, {"suggestions": []})
    assert opensearch.asked == []


def test_suggest_refuses_what_is_too_long(opensearch: FakeSearch) -> None:
    detail = "q takes at most 512 characters; this is 513."
    refused = problem(400, "Bad Request", "invalid-parameter", detail, parameter="q")

    assert call("search", path="/suggest", multiValueQueryStringParameters={"q": ["x" * 513]}) == refused


def test_search_without_parameters(opensearch: FakeSearch) -> None:
    assert call("search-everything")[0] == 200
    assert opensearch.asked[0]["body"]["query"] == {"match_all": {}}


def test_search_reads_single_values_where_there_are_no_multiple_ones(opensearch: FakeSearch) -> None:
    """As test consoles and some emulators send them."""
    call("search", queryStringParameters={"page-size": "3"}, multiValueQueryStringParameters=None)

    assert opensearch.asked[0]["body"]["size"] == 3


def test_search_with_the_stage_in_the_path(opensearch: FakeSearch) -> None:
    assert call("search", path="/v1/search")[0] == 200


@pytest.mark.parametrize(
    ("parameters", "parameter", "detail"),
    [
        ({"page-size": ["10", "20"]}, "page-size", "page-size takes one value; it was given 2 times."),
        ({"page-size": ["0"]}, "page-size", "page-size takes a whole number from 1 to 100."),
        ({"order-by": ["date"]}, "order-by", "order-by takes relevance, newest, oldest."),
        ({"highlight": ["yes"]}, "highlight", "highlight takes true or false."),
        ({"q": ["x" * 513]}, "q", "q takes at most 512 characters; this is 513."),
    ],
)
def test_search_refuses(opensearch: FakeSearch, parameters: Json, parameter: str, detail: str) -> None:
    refused = problem(400, "Bad Request", "invalid-parameter", detail, parameter=parameter)

    assert call("search", multiValueQueryStringParameters=parameters) == refused
    assert opensearch.asked == []


def test_a_problem_says_that_it_is_one(opensearch: FakeSearch) -> None:
    answered = app.handler(event("search-refused"), Context())

    assert answered["multiValueHeaders"] == {"Content-Type": ["application/problem+json"]}


@pytest.mark.parametrize(
    "failure",
    [
        opensearchpy.ConnectionError("N/A", "refused", OSError()),
        opensearchpy.ConnectionTimeout("TIMEOUT", "read timed out", OSError()),
        *(opensearchpy.TransportError(status, "busy", {}) for status in (429, 502, 503, 504)),
    ],
    ids=lambda failure: f"{type(failure).__name__}-{failure.status_code}",
)
def test_search_unavailable(opensearch: FakeSearch, failure: Exception) -> None:
    """An outage is told as such, with when to come back."""
    opensearch.failure = failure

    assert call("search") == UNAVAILABLE
    assert call("article") == UNAVAILABLE
    assert app.handler(event("search"), Context())["multiValueHeaders"] == {
        "Content-Type": ["application/problem+json"],
        "Retry-After": ["5"],
    }


@pytest.mark.parametrize(
    "failure",
    [
        ValueError("alibaba: a secret"),
        opensearchpy.RequestError(400, "parsing_exception", {"reason": "alibaba: a secret"}),
        opensearchpy.AuthorizationException(403, "a secret", {}),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_an_unknown_failure_tells_nothing(
    opensearch: FakeSearch, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the caller nor the log reads the words of an error, which may be the reader's own."""
    opensearch.failure = failure

    assert call("search") == problem(
        500,
        "Internal Server Error",
        "internal-error",
        "Something went wrong here. It was recorded.",
    )
    told = [vars(record) for record in caplog.records]
    assert (told[-1]["message"], told[-1]["error"]) == ("failed", type(failure).__name__)
    assert "alibaba" not in str(told)
    assert "secret" not in str(told)


def test_tells_outcomes_and_never_what_was_looked_for(
    opensearch: FakeSearch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    call("search")
    told, counted = vars(caplog.records[-1]), json.loads(capsys.readouterr().out)

    assert {name: told[name] for name in ("message", "outcome", "words", "total", "took_ms")} == {
        "message": "search",
        "outcome": "answered",
        "words": 1,
        "total": 1,
        "took_ms": 7,
    }
    assert (counted["outcome"], counted["SearchCount"]) == ("answered", [1.0])
    assert counted["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Cuttings"
    assert "alibaba" not in f"{told} {counted}"


def test_article(opensearch: FakeSearch) -> None:
    assert call("article") == (
        200,
        {
            **STORED,
            "published_at": "2019-03-31T11:06:57Z",
            "member": "",
            **dict.fromkeys(("guid", "url", "canonical_url", "domain", "summary", "source", "publisher", "section")),
            **dict.fromkeys(("modified_at", "lang")),
            "authors": [],
            "tags": [],
            "truncated": False,
        },
    )


@pytest.mark.parametrize("article_id", ["0" * 32, "ip", ID.upper(), f"{ID}0", "_search", "*", "..", "%2e%2e"])
def test_no_article(opensearch: FakeSearch, article_id: str) -> None:
    assert call("article", path=f"/articles/{article_id}") in (NO_ARTICLE, NO_ROUTE)


def test_a_retracted_article_is_not_there(opensearch: FakeSearch) -> None:
    opensearch.stored[ID] = {"id": ID, "deleted_at": "2026-01-02T03:04:05.678Z"}

    assert call("article") == NO_ARTICLE


def test_an_article_taken_down_is_gone(opensearch: FakeSearch) -> None:
    opensearch.stored[ID] = {"id": ID, "deleted_at": "2026-01-02T03:04:05.678Z", "taken_down": True}

    assert call("article") == problem(410, "Gone", "article-taken-down", "This article was taken down.")


def test_an_article_takes_no_parameters(opensearch: FakeSearch) -> None:
    assert call("article", multiValueQueryStringParameters={"fields": ["title"]}) == problem(
        400,
        "Bad Request",
        "invalid-parameter",
        "There is no parameter fields here. It takes none.",
        parameter="fields",
    )


def test_health(opensearch: FakeSearch) -> None:
    assert call("health") == (200, {"status": "ok"})

    opensearch.failure = opensearchpy.ConnectionError("N/A", "refused", OSError())
    assert call("health") == UNAVAILABLE


@pytest.mark.parametrize("path", ["/nothing", "/search/more", "/articles", "/v2/search"])
def test_no_such_route(opensearch: FakeSearch, path: str) -> None:
    assert call("search", path=path) == NO_ROUTE


@pytest.mark.parametrize(
    "path", ["/search", "/suggest", f"/articles/{ID}", f"/articles/{ID}/similar", "/health", "/openapi.json", "/docs"]
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_only_get(opensearch: FakeSearch, path: str, method: str) -> None:
    answered = app.handler(event("search", path=path, httpMethod=method), Context())

    assert answered["multiValueHeaders"]["Allow"] == ["GET"]
    assert (answered["statusCode"], json.loads(answered["body"])) == problem(
        405,
        "Method Not Allowed",
        "method-not-allowed",
        "This path takes another method.",
    )


def test_docs_show_it_without_the_network() -> None:
    answered = app.handler(event("openapi", path="/docs"), Context())

    headers = {name: value for name, (value,) in answered["multiValueHeaders"].items()}
    policy = dict(part.split(" ", 1) for part in headers.pop("Content-Security-Policy").split("; "))
    assert headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    assert policy.pop("default-src").split()[:2] == ["'self'", "data:"]
    assert policy == dict.fromkeys(("base-uri", "form-action", "frame-ancestors"), "'none'")
    assert "SwaggerUIBundle" in answered["body"]
    assert "src=" not in answered["body"].partition("<script>")[0]


def test_answers_json_beside_docs() -> None:
    assert call("openapi", path="/docs", multiValueQueryStringParameters={"format": ["json"]}) == call("openapi")


@pytest.fixture
def imported() -> Callable[[str], set[str]]:
    def modules(statement: str) -> set[str]:
        program = f"import sys; {statement}; print(*sys.modules)"
        return set(
            subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
        )

    return modules


@pytest.mark.parametrize(
    "heavy", ["boto3", "botocore.session", "pydantic", "aws_xray_sdk", "shared.clean", "shared.parse", "trafilatura"]
)
def test_imports_nothing_heavy(imported: Callable[[str], set[str]], heavy: str) -> None:
    """A cold start pays for every module: the description's are loaded when it is asked for."""
    assert heavy not in imported("import functions.search.app")


def test_search_itself_knows_no_client(imported: Callable[[str], set[str]]) -> None:
    loaded = imported("import shared.search.query, shared.search.results")

    assert not loaded & {"opensearchpy", "boto3", "aws_lambda_powertools", "urllib3"}


def test_a_receipt_of_a_key_with_slashes_spaces_and_percent_signs(opensearch: FakeSearch) -> None:
    key = "articles/a b/100%2B 中文.txt"
    entry = {"bucket": "cuttings-articles", "key": key, "state": "rejected", "reason": "empty", "ids": []}
    opensearch.stored = {object_id("", key): entry}

    answered = call("receipt", pathParameters={"key": quote(key)}, path=f"/receipts/{quote(key)}")

    assert answered == (200, {**entry, "searchable": True})


def test_no_receipt_of_what_was_never_heard_of(opensearch: FakeSearch) -> None:
    opensearch.stored = {}

    status, told = call("receipt", pathParameters={"key": "articles/a.txt"}, path="/receipts/articles/a.txt")

    assert (status, told["code"]) == (404, "no-receipt")


def test_a_page_of_the_allowed_origin_may_read_answers_and_problems(
    opensearch: FakeSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGIN", "https://news.example")
    settings.cache_clear()

    for name in ("search", "search-refused"):
        headers = app.handler(event(name), Context())["multiValueHeaders"]
        assert headers["Access-Control-Allow-Origin"] == ["https://news.example"]
        assert headers["Access-Control-Expose-Headers"] == ["ETag, Link, Retry-After"]


def test_a_search_that_ran_out_of_time_answers_what_it_has_and_says_so(opensearch: FakeSearch) -> None:
    opensearch.answer = {**FOUND, "timed_out": True}

    status, page = call("search")

    assert (status, page["partial"], page["cursor"], len(page["results"])) == (200, True, None, 1)


def formatted(form: str, **changes: Any) -> Json:
    asked = {"q": ["alibaba"], "format": [form], "page-size": ["1"]}
    return app.handler(event("search", multiValueQueryStringParameters=asked, **changes), Context())


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("atom", "application/atom+xml"),
        ("rss", "application/rss+xml"),
        ("jsonfeed", "application/feed+json"),
        ("csv", "text/csv"),
        ("ndjson", "application/x-ndjson"),
    ],
)
def test_another_format_is_answered_with_its_media_type_and_the_next_page(
    opensearch: FakeSearch, form: str, media_type: str
) -> None:
    answered = formatted(form)
    headers = answered["multiValueHeaders"]

    assert (answered["statusCode"], headers["Content-Type"]) == (200, [f"{media_type}; charset=utf-8"])
    here = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/v1/search"
    assert headers["Link"][0].startswith(f"<{here}?q=alibaba&format={form}&page-size=1&cursor=")
    assert headers["Link"][0].endswith('>; rel="next"')
    assert ("ETag" in headers) == (form in {"atom", "rss", "jsonfeed"})


@pytest.mark.parametrize("form", ["atom", "rss", "jsonfeed"])
def test_a_feed_that_has_not_changed_is_answered_304(opensearch: FakeSearch, form: str) -> None:
    [tag] = formatted(form)["multiValueHeaders"]["ETag"]
    strong = tag.removeprefix("W/")

    for known in (tag, strong, f'"other", {tag}', "*"):
        again = formatted(form, headers={"Host": "api.example", "If-None-Match": known}, requestContext=CONTEXT)
        assert (again["statusCode"], again["body"]) == (304, None)
        assert again["multiValueHeaders"]["ETag"] == [tag]
    assert formatted(form, headers={"If-None-Match": '"other"'})["statusCode"] == 200

    opensearch.answer = {**FOUND, "hits": {**FOUND["hits"], "hits": []}}
    assert formatted(form, headers={"If-None-Match": tag})["statusCode"] == 200


CONTEXT = event("search")["requestContext"]


@pytest.mark.parametrize("form", ["atom", "csv"])
def test_half_a_feed_or_table_is_none(opensearch: FakeSearch, form: str) -> None:
    opensearch.answer = {**FOUND, "timed_out": True}

    answered = formatted(form)

    assert (answered["statusCode"], json.loads(answered["body"])) == UNAVAILABLE


def similar(opensearch: FakeSearch, **parameters: str) -> tuple[int, Any]:
    several = {name.replace("_", "-"): [value] for name, value in parameters.items()}
    return call("article", path=f"/articles/{ID}/similar", multiValueQueryStringParameters=several)


def test_similar_articles_come_in_one_request(opensearch: FakeSearch) -> None:
    status, told = similar(opensearch, page_size="3")

    assert (status, set(told), told["results"][0]["id"]) == (200, {"took_ms", "partial", "results"}, ID)
    [asked] = opensearch.asked
    assert (asked["index"], asked["body"]["size"]) == ("articles", 3)
    assert asked["body"]["query"]["bool"]["must_not"] == [{"ids": {"values": [ID]}}]


def test_what_is_like_an_article_that_is_not_there(opensearch: FakeSearch) -> None:
    opensearch.answer = {**FOUND, "hits": {"hits": []}}
    assert similar(opensearch) == (200, {"took_ms": 7, "partial": False, "results": []})

    opensearch.stored = {ID: {"id": ID, "deleted_at": "2026-01-02T03:04:05.678Z", "taken_down": True}}
    assert similar(opensearch)[0] == 410

    opensearch.stored = {}
    assert similar(opensearch) == NO_ARTICLE


def test_similar_articles_take_two_parameters(opensearch: FakeSearch) -> None:
    assert similar(opensearch, q="x") == problem(
        400,
        "Bad Request",
        "invalid-parameter",
        "There is no parameter q here. It takes page-size, show-fields.",
        parameter="q",
    )
