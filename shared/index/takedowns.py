"""Takedowns: articles that are never to be seen again. The bucket keeps the record, the index a tombstone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING

from shared.errors import Unavailable
from shared.index import documents
from shared.index.bulk import MAX_REQUEST_ITEMS, Action, insist
from shared.index.failures import Result

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
    """All that were ever taken down, as the bucket knows them. Its listing tells enough: nothing has to be opened.

    Raises Unavailable when S3 does not answer.
    """
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - loaded with the client

    try:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=FOLDER):
            for each in page.get("Contents", []):
                yield Takedown(each["Key"].removeprefix(FOLDER).removesuffix(".json"), each["LastModified"])
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"S3 did not tell what was taken down: {type(error).__name__}") from error


def keep_out(
    client: "OpenSearch", index: str, bucket: str, taken_down: Iterable[Takedown], *, is_alias: bool = False
) -> None:
    """Put tombstones that no writer gets past into an index. Raises Unavailable when it does not take one."""
    for some in batched(taken_down, MAX_REQUEST_ITEMS, strict=False):
        answers = insist(client, [_action(each, index, bucket, is_alias=is_alias) for each in some])
        if left := [answer for answer in answers.values() if answer.result is not Result.WRITTEN]:
            raise Unavailable(f"OpenSearch did not take {len(left)} takedowns: {left[0].reason}")


def _action(taken: Takedown, index: str, bucket: str, *, is_alias: bool) -> Action:
    document = documents.of_takedown(taken.id, bucket, taken.at)
    # Or equal: a second takedown of the same article is none the less one.
    return Action(index, taken.id, FOREVER, document, or_equal=True, is_alias=is_alias)
