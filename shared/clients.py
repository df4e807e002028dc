"""The clients of S3, SQS and OpenSearch: made here and nowhere else, once, on first use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from shared.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from opensearchpy import OpenSearch

# A bulk of 5 MiB took under a second on the smallest node; ten leaves room for one that is collecting garbage.
TIMEOUT_SECONDS = 10


@cache
def search_client(retries: int = 2) -> OpenSearch:
    """OpenSearch at the configured endpoint, requests signed for AWS unless it is on this machine."""
    from opensearchpy import OpenSearch, Urllib3HttpConnection  # noqa: PLC0415 - see above: on first use

    local = settings().on_loopback
    return OpenSearch(
        settings().search_endpoint,
        connection_class=Urllib3HttpConnection,
        http_auth=None if local else _signer(),
        verify_certs=not local,
        ssl_show_warn=False,
        http_compress=not local,
        timeout=TIMEOUT_SECONDS,
        max_retries=retries,
        retry_on_status=(502, 503, 504),
        pool_maxsize=8,
    )


def _signer() -> Any:
    from botocore.session import Session  # noqa: PLC0415 - 100 ms that a laptop need not pay
    from opensearchpy import Urllib3AWSV4SignerAuth  # noqa: PLC0415

    return Urllib3AWSV4SignerAuth(Session().get_credentials(), settings().region, "es")


@cache
def s3_client() -> S3Client:
    """S3, with short waits: a message that times out here comes back from its queue."""
    import boto3  # noqa: PLC0415 - the search function has no S3 and should not pay for its import
    from botocore.config import Config  # noqa: PLC0415

    # Two attempts at most, 14 seconds in all: shared/pipeline.py reckons with it.
    config = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
    return boto3.client("s3", config=config)


@cache
def sqs_client() -> SQSClient:
    """SQS, with the shortest waits: it is asked last, in what is left of the time."""
    import boto3  # noqa: PLC0415 - as above
    from botocore.config import Config  # noqa: PLC0415

    config = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 1})
    return boto3.client("sqs", config=config)
