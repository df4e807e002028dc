"""Takedowns: articles that are never to be seen again. The bucket keeps the record, the index a tombstone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING

from shared.errors import Unavailable
from shared.index import documents
from shared.index.bulk import MAX_REQUEST_ITEMS, Action, send

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from opensearchpy import OpenSearch

# Above every generation that an object will ever have, so that no write gets past it; versions go up to 2**63 - 1.
FOREVER = 2**62
# Beside the articles, in the only place that outlives the index. No notification is sent for it.
FOLDER = "takedowns/"


@dataclass(frozen=True, slots=True)
class Takedown:
    """An article that was taken down, and when."""

    id: str
    at: datetime


def record_key(article_id: str) -> str:
    return f"{FOLDER}{article_id}.json"


def recorded(s3: "S3Client", bucket: str) -> Iterator[Takedown]:
    """All that were ever taken down, as the bucket knows them. Its listing tells enough: nothing has to be opened."""
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=FOLDER):
        for each in page.get("Contents", []):
            yield Takedown(each["Key"].removeprefix(FOLDER).removesuffix(".json"), each["LastModified"])


def keep_out(
    client: "OpenSearch", index: str, bucket: str, taken_down: Iterable[Takedown], *, to_alias: bool = False
) -> None:
    """Put tombstones that no writer gets past into an index. Raises Unavailable when it does not take one."""
    for some in batched(taken_down, MAX_REQUEST_ITEMS, strict=False):
        answers = send(client, [_action(each, index, bucket) for each in some], to_alias=to_alias)
        if left := [answer for answer in answers.values() if answer["status"] not in {200, 201}]:
            raise Unavailable(f"OpenSearch did not take {len(left)} takedowns: {left[0].get('error', left[0])}")


def _action(taken: Takedown, index: str, bucket: str) -> Action:
    # "gte" and not "gt": a second takedown of the same article is none the less one.
    order = {"_op_type": "index", "version": FOREVER, "version_type": "external_gte"}
    return {**order, "_index": index, "_id": taken.id, "_source": documents.of_takedown(taken.id, bucket, taken.at)}
