"""Take an article down: gone at once, answered with 410, and kept out of every index from then on."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shared.errors import RepairFailed
from shared.index.takedowns import Takedown, keep_out, record_key
from shared.repair.notices import notice, send

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from opensearchpy import OpenSearch

    from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where an article is known: the bucket, its queue and the index."""

    s3: "S3Client"
    sqs: "SQSClient"
    client: "OpenSearch"
    settings: "Settings"


def take_down(there: Neighbours, article_id: str, reason: str = "") -> dict[str, Any]:
    """Take an article down, and give the record of it. A second time changes nothing; what was killed is completed.

    First the bucket's record, which a rebuild reads; then the tombstone; then a hint, so that the receipt tells it too.
    Raises RepairFailed when there is no such article.
    """
    record = _record(there, article_id) or _recorded(there, _new(there, article_id, reason))
    at = datetime.fromisoformat(record["taken_down_at"])
    alias = there.settings.write_alias
    keep_out(there.client, alias, there.settings.bucket, [Takedown(article_id, at)], is_alias=True)
    there.client.indices.refresh(index=alias)  # gone at once, and not within a second
    send(there.sqs, there.settings.queue_url, [notice(there.settings.bucket, record["key"])])
    return record


def _record(there: Neighbours, article_id: str) -> dict[str, Any] | None:
    from botocore.exceptions import ClientError  # noqa: PLC0415 - loaded with the client

    try:
        answer = there.s3.get_object(Bucket=there.settings.bucket, Key=record_key(article_id))
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            return None
        raise
    with answer["Body"] as stream:
        record: dict[str, Any] = json.loads(stream.read())
    return record


def _new(there: Neighbours, article_id: str, reason: str) -> dict[str, Any]:
    from opensearchpy import NotFoundError  # noqa: PLC0415 - as above

    try:
        found = there.client.get(
            index=there.settings.write_alias, id=article_id, _source_includes=["key", "member", "version_id"]
        )
    except NotFoundError as error:
        raise RepairFailed(f"there is no article {article_id}") from error
    told = {"id": article_id, **found["_source"], "taken_down_at": datetime.now(UTC).isoformat(timespec="milliseconds")}
    return {**told, "reason": reason} if reason else told


def _recorded(there: Neighbours, record: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps(record, ensure_ascii=False, indent=1).encode()
    there.s3.put_object(
        Bucket=there.settings.bucket, Key=record_key(record["id"]), Body=body, ContentType="application/json"
    )
    return record
