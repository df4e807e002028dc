"""An API that the test plays: it answers what a real one seldom does, and notes what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from functions.search.routes import page
from shared.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Request, Route

ADDRESS = "https://news.example/v1/"
KEY = "a-key-of-20-letters-"
PROBLEMS = {400: "invalid-parameter", 403: "key-required", 404: "no-such-route", 410: "article-taken-down"}


def result(n: int, **told: Any) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("score", "key", "guid", "url", "section", "source", "editor", "publisher", "lang", "summary")
    )
    return {
        **empty, "id": f"{n:032x}", "title": f"Article {n}", "authors": [], "published_at": "2024-05-10T16:00:00Z",
        "highlights": {"title": [], "body": []}, **told,
    }  # fmt: skip


def found(*results: Mapping[str, Any], **told: Any) -> dict[str, Any]:
    return {
        "total": len(results), "total_relation": "eq", "took_ms": 1, "page_size": 10, "cursor": None,
        "results": list(results), "facets": {}, "did_you_mean": None, **told,
    }  # fmt: skip


class Refusal(Exception):  # noqa: N818 - what it is
    """What the API answers instead."""

    def __init__(self, status: int, detail: str = "", **told: Any) -> None:
        self.status, self.told = status, {"status": status, "code": PROBLEMS.get(status, "x"), "detail": detail, **told}


type Answer = Callable[[dict[str, str]], Any]


class PlayedApi:
    """Answers each path as the test says, notes what was asked, and takes the one key."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {"search": lambda _: found(result(1))}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.sent: list[tuple[str, str]] = []
        self.key = KEY
        self.is_down = False
        self._page = page.response(Settings("http://localhost:9200", "articles"))

    def queries(self, path: str = "search") -> list[dict[str, str]]:
        return [query for each, query in self.asked if each == path]

    def answer(self, route: Route, request: Request) -> None:
        url = urlsplit(request.url)
        path, query = url.path.removeprefix("/v1").strip("/"), dict(parse_qsl(url.query))
        if not path:
            headers = {"content-type": "text/html; charset=utf-8"}
            return route.fulfill(body=self._page.body, headers=headers | self._page.headers)
        if self.is_down:
            return route.abort("connectionrefused")
        if request.headers.get("x-api-key") != self.key:
            return self._fulfill(route, 403, {"code": "key-required", "detail": "Send your API key."})
        query.pop("facet", None)
        self.asked.append((path, query))
        if request.post_data:
            self.sent.append((path, request.post_data))
        try:
            return self._fulfill(route, 200, self.answers.get(path, self._absent)(query))
        except Refusal as refusal:
            return self._fulfill(route, refusal.status, refusal.told)

    def take_form(self, route: Route, request: Request) -> None:
        """As the bucket does."""
        self.sent.append(("bucket", request.post_data_buffer.decode()))
        route.fulfill(status=204, headers={"access-control-allow-origin": "*"})

    @staticmethod
    def _absent(_: dict[str, str]) -> Any:
        raise Refusal(404)

    @staticmethod
    def _fulfill(route: Route, status: int, told: Any) -> None:
        if isinstance(told, str):
            return route.fulfill(status=status, body=told, content_type="text/plain")
        return route.fulfill(status=status, body=json.dumps(told), content_type="application/json")
