"""A newsroom's hands: put a file, see what became of it, look for it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import urllib3

from tests.integration.waiting import eventually

if TYPE_CHECKING:
    from cli.api import Api
    from cli.stack import Stack

# An upload is searchable within five seconds at the median; a cold function on a busy machine may need some more.
PATIENCE = 45


@dataclass(frozen=True)
class Newsroom:
    stack: Stack
    api: Api
    s3: Any
    sqs: Any
    folder: str

    def key(self, name: str) -> str:
        """A key that no other test uses."""
        return f"articles/{self.folder}/{name}"

    def put(self, name: str, body: str | bytes, metadata: Mapping[str, str] | None = None) -> str:
        """Upload, and give the version that it became."""
        raw = body.encode() if isinstance(body, str) else body
        answer = self.s3.put_object(
            Bucket=self.stack.bucket, Key=self.key(name), Body=raw, Metadata=dict(metadata or {})
        )
        return answer["VersionId"]

    def settled(self, name: str, version: str) -> dict[str, Any]:
        """The receipt of that version, once its articles are searchable or it was rejected."""

        def told() -> dict[str, Any] | None:
            receipt = self.api.receipt(self.key(name))
            return receipt if receipt and receipt.get("version_id") == version and receipt["searchable"] else None

        return eventually(told, within=PATIENCE)

    def publish(self, name: str, body: str | bytes, metadata: Mapping[str, str] | None = None) -> dict[str, Any]:
        return self.settled(name, self.put(name, body, metadata))

    def titles(self, query: str) -> list[str]:
        return [result["title"] for result in self.api.search({"q": query, "page-size": "100"})["results"]]

    def get(self, path: str, key: str | None = "the right one") -> tuple[int, dict[str, Any]]:
        headers = {"x-api-key": self.stack.api_key if key == "the right one" else key} if key else {}
        answer = urllib3.request("GET", f"{self.stack.api_url}{path}", headers=headers, retries=False, timeout=30)
        return answer.status, json.loads(answer.data)

    def send(self, *records: dict[str, Any]) -> None:
        """A notification straight into the queue, in AWS' shape."""
        self.sqs.send_message(QueueUrl=self.stack.queue_url, MessageBody=json.dumps({"Records": records}))


@pytest.fixture
def newsroom(stack: Stack, api: Api, aws: Any) -> Newsroom:
    return Newsroom(stack, api, aws("s3"), aws("sqs"), uuid.uuid4().hex[:8])


@pytest.fixture
def word() -> str:
    """A word that is in no other test's articles."""
    return "zq" + uuid.uuid4().hex[:10].translate(str.maketrans("0123456789", "ghijklmnop"))
