"""Reconcile: where the index differs from the bucket, and hints to look again at each such key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.receive import SIDECAR
from shared.repair.compare import Finding, Shown, Stored, Told, compare
from shared.repair.notices import BATCH, notice, send
from shared.repair.pages import pages

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from opensearchpy import OpenSearch

    from shared.settings import Settings

type Json = dict[str, Any]

# Objects of the bucket that are held at a time: a megabyte or so, and some seconds' work.
TOGETHER = 5_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of keys up to and with `last`, with so many objects of the bucket; of the end, `last` is empty.

    `findings` is what differs there, in the order of keys. It is to be read before the next stretch.
    """

    last: str
    objects: int
    findings: Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The bucket and the index side by side, in constant memory."""

    s3: "S3Client"
    client: "OpenSearch"
    settings: "Settings"

    def stretches(self, after: str = "") -> Iterator[Stretch]:
        """All keys that come after one, a stretch at a time. Whoever stops goes on after the last one's `last`.

        An upload that is under way differs too: looking at it once more does no harm.
        """
        for some in batched(self._stored(after), TOGETHER, strict=False):
            yield Stretch(some[-1].key, len(some), self._findings(some, {"gt": after, "lte": some[-1].key}))
            after = some[-1].key
        yield Stretch("", 0, self._findings((), {"gt": after}))

    def _findings(self, stored: Iterable[Stored], keys: Json) -> Iterator[Finding]:
        return compare(stored, self._told(keys), self._shown(keys))

    def _stored(self, after: str) -> Iterator[Stored]:
        # Only this listing tells versions. Those that are not the newest come with it and are passed over.
        listing: Any = self.s3.get_paginator("list_object_versions")
        start = {"KeyMarker": after} if after else {}
        for page in listing.paginate(Bucket=self.settings.bucket, Prefix=self.settings.prefix, **start):
            for each in page.get("Versions", []):
                # A sidecar is no article: a change of it is an event of the object beside it.
                if each["IsLatest"] and not each["Key"].endswith(SIDECAR):
                    yield Stored(each["Key"], each["VersionId"])

    def _told(self, keys: Json) -> Iterator[Told]:
        query = self._here(keys, {"must_not": [{"term": {"state": "deleted"}}]})
        for page in pages(self.client, self.settings.ledger_alias, query, ["key"], ["key", "version_id", "ids"]):
            for entry in (hit["_source"] for hit in page):
                yield Told(entry["key"], entry.get("version_id", ""), tuple(entry.get("ids", [])))

    def _shown(self, keys: Json) -> Iterator[Shown]:
        query = self._here(keys, {})
        for page in pages(self.client, self.settings.read_alias, query, ["key", "id"], ["key", "version_id"]):
            for hit in page:
                yield Shown(hit["_source"]["key"], hit["_source"]["version_id"], hit["_id"])

    def _here(self, keys: Json, more: Json) -> Json:
        ours: list[Json] = [{"term": {"bucket": self.settings.bucket}}, {"range": {"key": keys}}]
        return {"bool": {"filter": ours, **more}}


def mend(sqs: "SQSClient", settings: "Settings", findings: Iterable[Finding]) -> Iterator[Finding]:
    """Send a hint for each finding, and pass it on once the queue has it."""
    for some in batched(findings, BATCH, strict=False):
        send(sqs, settings.queue_url, [notice(settings.bucket, each.key, each.strays) for each in some])
        yield from some
