"""Look: what is asked of S3, answered by its own client's stub."""

import io

import boto3
from botocore.response import StreamingBody
from botocore.stub import Stubber

from shared.article import NO_SIDECAR
from shared.bucket import look
from shared.receive import Hint


def test_an_object_whose_key_leaves_no_room_for_a_sidecars_has_none() -> None:
    s3 = boto3.client("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    key = "articles/" + "é" * 507  # 1,023 bytes: S3 answers 400 to who asks for a longer one than 1,024
    with Stubber(s3) as answers:
        body = StreamingBody(io.BytesIO(b"Ferries stop"), 12)
        answers.add_response("get_object", {"Body": body, "VersionId": "v1"}, {"Bucket": "bucket", "Key": key})

        upload = look(s3, Hint("bucket", key))

    assert upload is not None
    assert (upload.body, upload.version_id, upload.sidecar) == (b"Ferries stop", "v1", NO_SIDECAR)
