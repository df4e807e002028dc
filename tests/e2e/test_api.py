"""The API at its gateway, as clients, browsers and readers of feeds meet it."""

import csv
import gzip
import io
import json

import feedparser
import pytest
import urllib3

from tests.e2e.test_articles import story

ORIGIN = "https://paper.example"


@pytest.fixture
def ask(stack):
    """A request as it is sent and an answer as it comes: nothing decoded, nothing tried again."""

    def asked(path, *, method="GET", key=stack.api_key, body=None, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | ({"x-api-key": key} if key else {})
        url = f"{stack.api_url}{path}"
        return urllib3.request(
            method, url, headers=sent, body=body, retries=False, timeout=30, decode_content=False, redirect=False
        )

    return asked


def form(ticket, content, **changed):
    fields = {**ticket["fields"], **changed}
    return urllib3.request(
        "POST", ticket["url"], fields=[*fields.items(), ("file", ("file", content))], retries=False, timeout=30
    )


@pytest.mark.parametrize(
    ("asked", "key", "status", "code"),
    [
        ("GET /search", None, 403, "key-required"),
        ("GET /search", "a wrong one", 403, "key-required"),
        ("POST /uploads", None, 403, "key-required"),
        ("GET /nothing", None, 404, "no-such-route"),
        ("GET /articles", None, 404, "no-such-route"),
        ("DELETE /search", None, 404, "no-such-route"),
        ("GET /uploads", None, 404, "no-such-route"),
    ],
)
def test_the_gateway_itself_refuses_with_a_problem(ask, asked, key, status, code):
    method, path = asked.split()
    answer = ask(path, method=method, key=key)
    told = json.loads(answer.data)

    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert set(told) == {"type", "title", "status", "detail", "code", "request_id"}
    assert (told["status"], told["code"], bool(told["request_id"])) == (status, code, True)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("path", "method"), [("/search", "GET"), ("/uploads", "POST"), ("/receipts/articles/a", "GET")]
)
def test_a_page_of_another_site_may_ask_with_its_key(ask, path, method):
    wanted = {"Access_Control_Request_Method": method, "Access_Control_Request_Headers": "x-api-key"}
    preflight = ask(path, method="OPTIONS", key=None, Origin=ORIGIN, **wanted)

    assert preflight.status == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert method in preflight.headers["Access-Control-Allow-Methods"].split(",")
    assert {"x-api-key", "content-type", "if-none-match"} <= set(
        preflight.headers["Access-Control-Allow-Headers"].split(",")
    )
    answer = ask(path, method=method, Origin=ORIGIN)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"] == "ETag, Link, Retry-After"


def test_a_long_answer_comes_as_gzip_where_the_client_takes_it(ask):
    packed, plain = ask("/openapi.json", Accept_Encoding="gzip"), ask("/openapi.json")

    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert len(packed.data) * 3 < len(plain.data)
    assert json.loads(gzip.decompress(packed.data)) == json.loads(plain.data)
    assert "Content-Encoding" not in ask("/health", Accept_Encoding="gzip").headers


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><svg/onload=alert(1)>",
    '=HYPERLINK("https://x.example","more")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
]


def test_a_search_as_a_feed_and_as_a_table(ask, newsroom, word):
    lines = [{"id": str(n), "title": f"{text} {word}", "body": text} for n, text in enumerate(HOSTILE)]
    newsroom.publish("hostile.jsonl", "\n".join(json.dumps(line) for line in lines))

    for name in ("atom", "rss"):
        answer = ask(f"/search?q={word}&format={name}")
        feed = feedparser.parse(io.BytesIO(answer.data))
        assert feed.bozo == 0
        assert len(feed.entries) == len(HOSTILE)
        assert b"<script" not in answer.data
        assert b"<img" not in answer.data
        again = ask(f"/search?q={word}&format={name}", If_None_Match=answer.headers["ETag"])
        assert (again.status, again.data) == (304, b"")
    items = json.loads(ask(f"/search?q={word}&format=jsonfeed").data)["items"]
    assert {item["title"] for item in items} == {line["title"] for line in lines}
    rows = list(csv.DictReader(io.StringIO(ask(f"/search?q={word}&format=csv").data.decode())))
    assert {row["title"].removeprefix("'") for row in rows} == {line["title"] for line in lines}
    assert not any(row["title"].startswith(("=", "@")) for row in rows)
    told = [json.loads(line) for line in ask(f"/search?q={word}&format=ndjson").data.splitlines()]
    assert {each["title"] for each in told} == {line["title"] for line in lines}


def test_a_page_of_a_feed_leads_to_the_next(ask, newsroom, word, stack):
    lines = [{"id": str(n), "title": f"{word} {n}", "body": f"Of {n}."} for n in range(3)]
    newsroom.publish("three.jsonl", "\n".join(json.dumps(line) for line in lines))
    titles, path = [], f"/search?q={word}&format=jsonfeed&page-size=2"
    while path:
        feed = json.loads(ask(path).data)
        titles += [item["title"] for item in feed["items"]]
        path = feed.get("next_url", "").removeprefix(stack.api_url)

    assert sorted(titles) == [line["title"] for line in lines]


def test_similar_articles(ask, newsroom, word):
    receipts = [newsroom.publish(f"{n}.txt", story(word, f"Harbour opens again, part {n}")) for n in (1, 2)]
    [one], [other] = (receipt["ids"] for receipt in receipts)

    found = [each["id"] for each in json.loads(ask(f"/articles/{one}/similar?page-size=100").data)["results"]]

    assert other in found
    assert one not in found
    assert ask(f"/articles/{'0' * 32}/similar").status == 404


def test_a_file_is_uploaded_with_a_form_and_its_receipt_followed(ask, newsroom, word):
    name = newsroom.key("by form.txt").removeprefix("articles/")
    asked = ask("/uploads", method="POST", body=json.dumps({"name": name, "content_type": "text/plain"}))
    ticket = json.loads(asked.data)

    assert (asked.status, ticket["key"]) == (201, newsroom.key("by form.txt"))
    assert form(ticket, story(word)).status in {200, 201, 204}

    version = newsroom.s3.head_object(Bucket=newsroom.stack.bucket, Key=ticket["key"])["VersionId"]
    assert newsroom.settled("by form.txt", version)["state"] == "indexed"
    assert newsroom.titles(word) == ["Harbour opens again"]


def test_a_form_takes_one_key_one_type_and_a_limited_size(ask, newsroom):
    name = newsroom.key("limited.txt").removeprefix("articles/")
    ticket = json.loads(
        ask("/uploads", method="POST", body=json.dumps({"name": name, "content_type": "text/plain"})).data
    )

    assert form(ticket, b"x", **{"Content-Type": "text/html"}).status == 403
    assert form(ticket, b"x", key="articles/another.txt").status == 403
    assert form(ticket, b"x" * (ticket["max_bytes"] + 1)).status == 400
    assert form(ticket, b"").status == 400
    assert "Contents" not in newsroom.s3.list_objects_v2(Bucket=newsroom.stack.bucket, Prefix=ticket["key"])


def test_a_page_of_another_site_may_send_the_form(ask, newsroom):
    ticket = json.loads(ask("/uploads", method="POST", body=json.dumps({"name": "a.txt"})).data)

    wanted = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    preflight = urllib3.request("OPTIONS", ticket["url"], headers=wanted, retries=False, timeout=30)

    assert preflight.headers.get("Access-Control-Allow-Origin") in {"*", ORIGIN}
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
