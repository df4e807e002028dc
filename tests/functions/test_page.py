"""GET /: the page, and what a browser is told to refuse in it."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from functions.search import app
from shared.settings import settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "web" / "index.html").read_text("utf-8")
ON_AWS = "https://search.example"


@dataclass
class Context:
    function_name: str = "search"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:search"
    aws_request_id: str = "c1"


@pytest.fixture
def get(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., dict[str, Any]]]:
    """Ask the function for a path, as API Gateway does."""

    def ask(path: str, search_endpoint: str = ON_AWS) -> dict[str, Any]:
        for name, value in {"SEARCH_ENDPOINT": search_endpoint, "BUCKET": "paper", "AWS_REGION": "eu-north-1"}.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        event = json.loads((ROOT / "events" / "search.json").read_text("utf-8"))
        stage = {**event["requestContext"], "stage": "v1"}
        return app.handler({**event, "path": path, "requestContext": stage}, Context())

    yield ask
    settings.cache_clear()


class Parts(HTMLParser):
    """Elements with their attributes, and the text of those that have one."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(PAGE)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if (tag := self.elements[-1][0] if self.elements else "") in self.texts and data.strip():
            self.texts[tag].append(data)


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("path", ["/", "/v1/", "/v1"])
def test_the_page_is_answered_whole_with_and_without_the_stage(get, path):
    answered = get(path)
    told = Parts().texts

    assert (answered["statusCode"], answered["body"]) == (200, PAGE)
    policy = {
        "default-src": "'none'",
        "script-src": sha(told["script"][0]),
        "style-src": sha(told["style"][0]),
        "img-src": "data:",
        "connect-src": "'self' https://paper.s3.eu-north-1.amazonaws.com https://paper.s3.amazonaws.com",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert answered["multiValueHeaders"] == {
        "Content-Type": ["text/html; charset=utf-8"],
        "Cache-Control": ["public, max-age=300"],
        "Content-Security-Policy": ["; ".join(f"{name} {what}" for name, what in policy.items())],
        "Cross-Origin-Opener-Policy": ["same-origin"],
        "Cross-Origin-Resource-Policy": ["same-origin"],
        "Permissions-Policy": ["camera=(), geolocation=(), microphone=(), payment=()"],
        "Referrer-Policy": ["no-referrer"],
        "X-Content-Type-Options": ["nosniff"],
        "X-Frame-Options": ["DENY"],
    }


def test_on_this_machine_files_may_go_to_any_port_of_it(get):
    answered = get("/", "http://localhost:9200/x")

    (policy,) = answered["multiValueHeaders"]["Content-Security-Policy"]
    assert "connect-src 'self' http://localhost:* http://127.0.0.1:*;" in policy


def test_the_page_has_one_script_one_style_and_nothing_that_its_policy_would_refuse():
    parts = Parts()
    names = [name for name, _ in parts.elements]
    attributes = {attribute for _, each in parts.elements for attribute in each}

    assert (names.count("script"), names.count("style")) == (1, 1)
    assert [len(parts.texts[each]) for each in ("script", "style")] == [1, 1]
    assert [each for each in attributes if each.startswith("on") or each in {"style", "srcset", "src"}] == []
    assert [
        each["href"] for name, each in parts.elements if name == "link" and not each["href"].startswith("data:")
    ] == []


def test_the_page_never_makes_markup_of_text():
    (script,) = Parts().texts["script"]

    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|setHTML"
    assert re.findall(forbidden, script) == []


def test_every_facet_and_parameter_that_the_page_uses_is_one_of_the_api():
    from shared.search import facets
    from shared.search.request import PARAMETERS

    (script,) = Parts().texts["script"]
    used = re.search(r"const FACETS = \{(.*?)\};", script)[1]
    kept = re.search(r'const KEPT = \["q", \.\.\.Object\.keys\(FACETS\), (.*?)\];', script)[1]

    assert set(re.findall(r"(\w+):", used)) <= set(facets.FIELDS)
    assert set(re.findall(r'"([\w-]+)"', kept)) <= set(PARAMETERS)
