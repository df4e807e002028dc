"""Reconcile: where the index differs from the bucket, and hints to look again at each such key."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING, Any

from shared.repair.compare import Finding, Kind, Shown, Stored, Told, compare
from shared.repair.notices import BATCH, notice, send
from shared.repair.pages import pages

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from opensearchpy import OpenSearch

    from shared.settings import Settings

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The bucket and the index side by side. `after` leaves out all keys up to and with it."""

    s3: "S3Client"
    client: "OpenSearch"
    settings: "Settings"
    after: str = ""

    def findings(self, tell: Callable[[int, str], None] = lambda _number, _key: None) -> Iterator[Finding]:
        """What differs, in the order of keys. `tell` hears how many objects were seen, and the last key.

        An upload that is under way differs too: looking at it once more does no harm.
        """
        return compare(self._stored(tell), self._told(), self._shown())

    def _stored(self, tell: Callable[[int, str], None]) -> Iterator[Stored]:
        # Only this listing tells versions. Those that are not the newest come with it and are passed over.
        listing: Any = self.s3.get_paginator("list_object_versions")
        start = {"KeyMarker": self.after} if self.after else {}
        seen = 0
        for page in listing.paginate(Bucket=self.settings.bucket, Prefix=self.settings.prefix, **start):
            newest = [each for each in page.get("Versions", []) if each["IsLatest"] and each["Key"] > self.after]
            yield from (Stored(each["Key"], each["VersionId"]) for each in newest)
            seen += len(newest)
            tell(seen, newest[-1]["Key"] if newest else "")

    def _told(self) -> Iterator[Told]:
        query = self._here({"must_not": [{"term": {"state": "deleted"}}]})
        for page in pages(self.client, self.settings.ledger_alias, query, ["key"], ["key", "version_id", "ids"]):
            for entry in (hit["_source"] for hit in page):
                yield Told(entry["key"], entry.get("version_id", ""), tuple(entry["ids"]))

    def _shown(self) -> Iterator[Shown]:
        fields = ["key", "version_id"]
        for page in pages(self.client, self.settings.read_alias, self._here({}), ["key", "id"], fields):
            for hit in page:
                yield Shown(hit["_source"]["key"], hit["_source"]["version_id"], hit["_id"])

    def _here(self, more: Json) -> Json:
        ours: list[Json] = [{"term": {"bucket": self.settings.bucket}}]
        beyond: list[Json] = [{"range": {"key": {"gt": self.after}}}] if self.after else []
        return {"bool": {"filter": [*ours, *beyond], **more}}


def mend(sqs: "SQSClient", settings: "Settings", findings: Iterable[Finding]) -> Iterator[Finding]:
    """Send a hint for each finding, and pass it on once the queue has it."""
    for some in batched(findings, BATCH, strict=False):
        send(sqs, settings.queue_url, [notice(settings.bucket, each.key, each.strays) for each in some])
        yield from some


def count(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each kind."""
    counted = Counter(finding.kind for finding in findings)
    return {kind.value: counted[kind] for kind in Kind}
