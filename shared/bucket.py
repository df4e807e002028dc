"""Look: what is at a key of the bucket now. The bucket is the only source of truth."""

from typing import TYPE_CHECKING

from shared.article import Upload
from shared.errors import Unavailable
from shared.parse import MAX_BYTES
from shared.receive import Hint

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def look(s3: "S3Client", hint: Hint) -> Upload | None:
    """The newest version of an object, or None when there is none or a delete marker is on top.

    Of an object over the size limit one byte too many is read, for `parse` to reject it with its version known.
    Raises Unavailable when S3 cannot tell.
    """
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - loaded with the client

    try:
        answer = s3.get_object(Bucket=hint.bucket, Key=hint.key)
        with answer["Body"] as stream:
            body = stream.read(MAX_BYTES + 1)
    except ClientError as error:
        # Without s3:ListBucket AWS answers 403 for a key that is not there: the role has it.
        if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            return None
        raise Unavailable(f"S3 answered {error.response.get('Error', {}).get('Code', 'an error')}") from error
    except BotoCoreError as error:
        raise Unavailable(f"S3 did not answer: {type(error).__name__}") from error
    return Upload(
        bucket=hint.bucket,
        key=hint.key,
        body=body,
        version_id=answer.get("VersionId", "null"),
        content_type=answer.get("ContentType", ""),
        modified_at=answer.get("LastModified"),
        metadata=answer.get("Metadata", {}),
    )
