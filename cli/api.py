"""The stack's own API, called as any client would: over HTTP, with the key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

import urllib3

from cli.stack import Stack
from local.errors import Trouble, WrongUse

# A cold function on a slow laptop needs some seconds for its first answer.
TIMEOUT = urllib3.Timeout(connect=5, read=30)
RETRIES = urllib3.Retry(total=4, status_forcelist=(429, 502, 503, 504), backoff_factor=0.3, raise_on_status=False)


class Api:
    """One stack's API. Safe to share between threads."""

    def __init__(self, stack: Stack, connections: int = 8) -> None:
        self._stack = stack
        self._connections = connections

    def search(self, query: Mapping[str, str]) -> dict[str, Any]:
        """The answer of GET /search. Raises Trouble with the problem's own words when it is not 200."""
        return self._get("/search", query)

    def receipt(self, key: str) -> dict[str, Any] | None:
        """What became of the upload at a key; None when nothing was heard of it yet."""
        told = self._get(f"/receipts/{quote(key, safe='/')}", unless="no-receipt")
        return told if "code" not in told else None

    def _get(self, path: str, query: Mapping[str, str] | None = None, *, unless: str = "") -> dict[str, Any]:
        """The answer. Raises Trouble when it is not 200, unless the problem has that code: then it is the answer."""
        url = f"{self._stack.api_url}{path}" + (f"?{urlencode(query)}" if query else "")
        try:
            answer = self._pool.request("GET", url, headers={"x-api-key": self._stack.api_key})
        except urllib3.exceptions.HTTPError as error:
            raise Trouble("The API does not answer.", "Look at: cuttings status", detail=str(error)) from error
        try:
            body: dict[str, Any] = json.loads(answer.data)
        except ValueError as error:
            raise Trouble(
                f"The API answered {answer.status} and no JSON.", detail=answer.data[:200].decode("utf-8", "replace")
            ) from error
        if answer.status != 200 and (not unless or body.get("code") != unless):
            told = body.get("detail") or body.get("message") or body.get("title") or body
            if answer.status == 400:
                raise WrongUse(str(told))
            raise Trouble(f"The API answered {answer.status}: {told}")
        return body

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        return urllib3.PoolManager(maxsize=self._connections, block=True, timeout=TIMEOUT, retries=RETRIES)
