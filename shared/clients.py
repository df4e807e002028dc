"""The clients of S3 and OpenSearch: made here and nowhere else, once, on first use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from shared.settings import Settings, settings

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from opensearchpy import OpenSearch

# A bulk of 5 MiB took under a second on the smallest node; ten leaves room for one that is collecting garbage.
TIMEOUT_SECONDS = 10


@cache
def search_client() -> OpenSearch:
    """OpenSearch at the configured endpoint."""
    return connect(settings())


def connect(there: Settings) -> OpenSearch:
    """OpenSearch at an endpoint, requests signed for AWS unless it is on this machine."""
    from opensearchpy import OpenSearch, Urllib3HttpConnection  # noqa: PLC0415 - see above: on first use

    local = there.on_loopback
    return OpenSearch(
        there.search_endpoint,
        connection_class=Urllib3HttpConnection,
        http_auth=None if local else _signer(there.region),
        verify_certs=not local,
        ssl_show_warn=False,
        http_compress=not local,
        timeout=TIMEOUT_SECONDS,
        max_retries=2,
        retry_on_status=(502, 503, 504),
        pool_maxsize=8,
    )


def _signer(region: str) -> Any:
    from botocore.session import Session  # noqa: PLC0415 - 100 ms that a laptop need not pay
    from opensearchpy import Urllib3AWSV4SignerAuth  # noqa: PLC0415

    return Urllib3AWSV4SignerAuth(Session().get_credentials(), region, "es")


@cache
def s3_client() -> S3Client:
    return _aws("s3")  # type: ignore[no-any-return]


@cache
def sqs_client() -> SQSClient:
    return _aws("sqs")  # type: ignore[no-any-return]


@cache
def lambda_client() -> LambdaClient:
    return _aws("lambda")  # type: ignore[no-any-return]


def _aws(service: str) -> Any:
    """A client of AWS, with short waits: what times out here comes back from a queue, or with the next run."""
    import boto3  # noqa: PLC0415 - the search function has none and should not pay for its import
    from botocore.config import Config  # noqa: PLC0415

    config = Config(connect_timeout=3, read_timeout=20, retries={"mode": "standard", "max_attempts": 3})
    return boto3.client(service, config=config)  # type: ignore[call-overload]
