"""The function that signs forms for uploads."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest

from functions.uploads import app
from shared import clients
from shared.settings import settings
from tests.functions.test_ingest import Context

EVENT = json.loads((Path(__file__).parents[2] / "events" / "upload.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {
        "SEARCH_ENDPOINT": "http://127.0.0.1:9",
        "BUCKET": "cuttings-articles",
        "ALLOWED_ORIGIN": "https://news.example",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "token-of-the-role",
        "AWS_DEFAULT_REGION": "eu-central-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it keeps the keys of whoever made it
    for cached in (settings, clients.signing_client):
        cached.cache_clear()
    yield
    for cached in (settings, clients.signing_client):
        cached.cache_clear()


def call(body: object, **changes: object) -> tuple[int, dict]:
    sent = body if isinstance(body, str) or body is None else json.dumps(body)
    answered = app.handler({**EVENT, "body": sent, **changes}, Context())
    assert answered["multiValueHeaders"]["Access-Control-Allow-Origin"] == ["https://news.example"]
    return answered["statusCode"], json.loads(answered["body"])


def test_a_form_is_signed_for_one_object_of_one_type_and_a_limited_size() -> None:
    began = datetime.now(UTC)

    status, ticket = call(EVENT["body"])

    policy = json.loads(base64.b64decode(ticket["fields"]["policy"]))
    conditions = [each for each in policy["conditions"] if not str(each).startswith("{'x-amz-")]
    assert (status, ticket["key"], ticket["max_bytes"]) == (201, "articles/desk/story.txt", 10 * 1024 * 1024)
    assert ticket["url"] == "https://cuttings-articles.s3.eu-central-1.amazonaws.com/"
    assert conditions == [
        {"Content-Type": "text/plain"},
        ["content-length-range", 1, 10 * 1024 * 1024],
        {"bucket": "cuttings-articles"},
        {"key": "articles/desk/story.txt"},
    ]
    assert ticket["fields"]["Content-Type"] == "text/plain"
    assert ticket["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert ticket["fields"]["x-amz-security-token"] == "token-of-the-role"
    expires = [datetime.fromisoformat(each) for each in (ticket["expires_at"], policy["expiration"])]
    assert all(timedelta(minutes=14) < each - began < timedelta(minutes=16) for each in expires)


def test_a_body_that_the_gateway_encoded_is_read() -> None:
    sent = base64.b64encode(EVENT["body"].encode()).decode()

    assert call(sent, isBase64Encoded=True)[0] == 201


def test_without_a_type_any_is_taken() -> None:
    assert call({"name": "a.warc"})[1]["fields"]["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        (None, "body"),
        ("", "body"),
        ("{", "body"),
        ("[]", "body"),
        ('"story.txt"', "body"),
        ("[" * 8_000, "body"),
        ('{"name": "' + "x" * 10_000 + '"}', "body"),
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": 7}, "name"),
        ({"name": "/story.txt"}, "name"),
        ({"name": "desk//story.txt"}, "name"),
        ({"name": "../secrets.txt"}, "name"),
        ({"name": "desk/./story.txt"}, "name"),
        ({"name": "desk/ "}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"name": "${filename}"}, "name"),
        ({"name": "desk/${filename}"}, "name"),
        ({"name": "é" * 510}, "name"),
        ({"name": "a.exe", "content_type": "application/x-msdownload"}, "content_type"),
        ({"name": "a.txt", "content_type": ["text/plain"]}, "content_type"),
        ({"name": "a.txt", "content_type": "text/plain\r\nx-amz-acl: public-read"}, "content_type"),
        ({"name": "a.txt", "content_type": "text/plain; charset=utf-8\r\nx-amz-acl: public-read"}, "content_type"),
        ({"name": "a.txt", "acl": "public-read"}, "acl"),
    ],
)
def test_what_will_not_do_is_named(body: object, parameter: str) -> None:
    status, told = call(body)

    assert (status, told["code"], told["parameter"]) == (400, "invalid-parameter", parameter)
    assert told["request_id"] == EVENT["requestContext"]["requestId"]


def test_a_body_that_is_no_text_is_refused() -> None:
    assert call(base64.b64encode(b"\xff\xfe").decode(), isBase64Encoded=True)[1]["parameter"] == "body"


def test_a_failure_tells_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise ValueError("desk/story.txt: a secret")

    monkeypatch.setattr(app, "ticket", fail)

    status, told = call(EVENT["body"])

    assert (status, told["code"]) == (500, "internal-error")
    assert "story" not in str([vars(record) for record in caplog.records] + [told])
