"""Look: what is at a key of the bucket now. The bucket is the only source of truth.

And the way in for those who have no credentials of AWS: a ticket, signed for one object.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shared.article import NO_SIDECAR, Upload
from shared.errors import Unavailable
from shared.parse import MAX_BYTES
from shared.receive import SIDECAR, Hint
from shared.sidecar import MAX_SIDECAR_BYTES, read_sidecar
from shared.uploads import LASTS, MAX_KEY_BYTES, Ticket, Wanted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef


def look(s3: "S3Client", hint: Hint) -> Upload | None:
    """The newest version of an object and of its sidecar, or None where there is no object or it was deleted.

    Of an object over the size limit one byte too many is read, for `parse` to reject it with its version known.
    Raises Unavailable when S3 cannot tell.
    """
    found = _got(s3, hint.bucket, hint.key, MAX_BYTES)
    if found is None:
        return None
    answer, body = found
    beside = _beside(s3, hint)
    return Upload(
        bucket=hint.bucket,
        key=hint.key,
        body=body,
        version_id=answer.get("VersionId", "null"),
        content_type=answer.get("ContentType", ""),
        modified_at=answer.get("LastModified"),
        metadata=answer.get("Metadata", {}),
        sidecar=read_sidecar(beside[1]) if beside else NO_SIDECAR,
    )


def _beside(s3: "S3Client", hint: Hint) -> "tuple[GetObjectOutputTypeDef, bytes] | None":
    """The sidecar. Beside a key that leaves no room for its name there is none: S3 refuses to look for it."""
    key = hint.key + SIDECAR
    # A key from an event may hold half a surrogate pair, which S3 is asked for none the less.
    if len(key.encode("utf-8", "surrogatepass")) > MAX_KEY_BYTES:
        return None
    return _got(s3, hint.bucket, key, MAX_SIDECAR_BYTES)


def ticket(s3: "S3Client", bucket: str, wanted: Wanted) -> Ticket:
    """A form that puts this one object, of this type and a size that is taken. Signing asks nobody."""
    expires_at = datetime.now(UTC) + LASTS
    policy = [{"Content-Type": wanted.content_type}, ["content-length-range", 1, MAX_BYTES]]
    signed = s3.generate_presigned_post(
        bucket,
        wanted.key,
        Fields={"Content-Type": wanted.content_type},
        Conditions=policy,
        ExpiresIn=int(LASTS.total_seconds()),
    )
    return {
        "url": signed["url"],
        "fields": signed["fields"],
        "key": wanted.key,
        "expires_at": expires_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "max_bytes": MAX_BYTES,
    }


def _got(s3: "S3Client", bucket: str, key: str, most: int) -> "tuple[GetObjectOutputTypeDef, bytes] | None":
    """What S3 says of the object, and its bytes, one more than `most` at most; None where there is none."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - loaded with the client

    try:
        answer = s3.get_object(Bucket=bucket, Key=key)
        with answer["Body"] as stream:
            return answer, stream.read(most + 1)
    except ClientError as error:
        # Without s3:ListBucket AWS answers 403 for a key that is not there: the role has it.
        if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            return None
        raise Unavailable(f"S3 answered {error.response.get('Error', {}).get('Code', 'an error')}") from error
    except BotoCoreError as error:
        raise Unavailable(f"S3 did not answer: {type(error).__name__}") from error
