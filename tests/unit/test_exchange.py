"""Requests as API Gateway, its test console and emulators send them."""

import base64

import pytest

from shared.api import exchange

AWS = {
    "path": "/search",
    "headers": {"Host": "a1.execute-api.eu-central-1.amazonaws.com", "If-None-Match": '"x"'},
    "multiValueQueryStringParameters": {"q": ["a b&c"], "page-size": ["5"]},
    "requestContext": {
        "apiId": "a1",
        "stage": "v1",
        "path": "/v1/search",
        "domainName": "a1.execute-api.eu-central-1.amazonaws.com",
    },
}


@pytest.mark.parametrize(
    ("changed", "root"),
    [
        ({}, "https://a1.execute-api.eu-central-1.amazonaws.com/v1"),
        (
            {"requestContext": {"domainName": "api.paper.example", "path": "/news/search", "stage": "v1"}},
            "https://api.paper.example/news",
        ),
        ({"requestContext": {"domainName": "api.paper.example", "path": "/search"}}, "https://api.paper.example"),
        ({"headers": {"host": "localhost:4566"}}, "http://localhost:4566/_aws/execute-api/a1/v1"),
        ({"headers": {"host": "127.0.0.1:4566"}}, "http://127.0.0.1:4566/_aws/execute-api/a1/v1"),
        ({"headers": None}, "https://a1.execute-api.eu-central-1.amazonaws.com/v1"),
    ],
)
def test_addresses_are_those_that_the_caller_used(changed, root):
    event = {**AWS, **changed}

    assert exchange.root(event, "/search") == root
    assert exchange.address(event, "/search", cursor="z") == f"{root}/search?q=a+b%26c&page-size=5&cursor=z"


def test_an_address_without_parameters_is_bare():
    event = {**AWS, "multiValueQueryStringParameters": None}

    assert exchange.address(event, "/search").endswith("/v1/search")


def test_headers_are_found_however_they_are_written():
    assert exchange.header(AWS, "if-none-match") == '"x"'
    assert exchange.header(AWS, "etag") == ""
    assert exchange.header({}, "etag") == ""


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ({}, None),
        ({"body": None}, None),
        ({"body": "{}", "isBase64Encoded": False}, "{}"),
        ({"body": base64.b64encode("é".encode()).decode(), "isBase64Encoded": True}, "é"),
        ({"body": base64.b64encode(b"\xff").decode(), "isBase64Encoded": True}, None),
        ({"body": "no base64!", "isBase64Encoded": True}, None),
    ],
)
def test_a_body_is_text_or_nothing(event, text):
    assert exchange.body(event) == text
