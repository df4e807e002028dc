"""The clients of AWS and of OpenSearch: made here and nowhere else, once, on first use."""

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
def search_client(retries: int = 2) -> OpenSearch:
    """OpenSearch at the configured endpoint."""
    return connect(settings(), retries)


def connect(there: Settings, retries: int = 2) -> OpenSearch:
    """OpenSearch at an endpoint, requests signed for AWS unless it is on this machine."""
    from opensearchpy import OpenSearch, Urllib3HttpConnection  # noqa: PLC0415 - see above: on first use

    local = there.on_loopback
    return OpenSearch(
        there.search_endpoint,
        connection_class=Urllib3HttpConnection,
        http_auth=None if local else _signer(there),
        verify_certs=not local,
        ssl_show_warn=False,
        http_compress=not local,
        timeout=TIMEOUT_SECONDS,
        max_retries=retries,
        retry_on_status=(502, 503, 504),
        pool_maxsize=8,
    )


def _signer(there: Settings) -> Any:
    from botocore.session import Session  # noqa: PLC0415 - 100 ms that a laptop need not pay
    from opensearchpy import Urllib3AWSV4SignerAuth  # noqa: PLC0415

    session = Session()
    mine = session.get_credentials()
    credentials = _of_role(session, mine, there.operator_role) if there.operator_role else mine
    return Urllib3AWSV4SignerAuth(credentials, there.region, "es")


def _of_role(session: Any, mine: Any, role: str) -> Any:
    """Credentials of a role that ours may assume, got on first use and anew before they end: a rebuild takes hours."""
    from botocore.credentials import (  # noqa: PLC0415 - with botocore
        AssumeRoleCredentialFetcher,
        DeferredRefreshableCredentials,
    )

    fetcher = AssumeRoleCredentialFetcher(session.create_client, mine, role, extra_args={"RoleSessionName": "cuttings"})
    return DeferredRefreshableCredentials(fetcher.fetch_credentials, "assume-role")


@cache
def s3_client() -> S3Client:
    """S3. 14 seconds in all: shared/pipeline.py reckons with it."""
    return _aws("s3", connect_seconds=2, read_seconds=5, attempts=2)  # type: ignore[no-any-return]


@cache
def quick_s3_client() -> S3Client:
    """S3 for who waits for a search: two seconds in all, or none."""
    return _aws("s3", connect_seconds=1, read_seconds=1, attempts=1)  # type: ignore[no-any-return]


@cache
def signing_client() -> S3Client:
    """S3, to sign for others: by version 4 and under the region's own name, or what it signs leads elsewhere."""
    import boto3  # noqa: PLC0415 - as below
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))


@cache
def sqs_client(attempts: int = 1) -> SQSClient:
    """SQS, with the shortest waits: ingestion asks it last, in what is left of the time."""
    return _aws("sqs", connect_seconds=1, read_seconds=2, attempts=attempts)  # type: ignore[no-any-return]


@cache
def lambda_client() -> LambdaClient:
    return _aws("lambda", connect_seconds=3, read_seconds=20, attempts=3)  # type: ignore[no-any-return]


def _aws(service: str, *, connect_seconds: int, read_seconds: int, attempts: int) -> Any:
    """A client of AWS, with short waits: what times out here comes back from a queue, or with the next run."""
    import boto3  # noqa: PLC0415 - the search function has none and should not pay for its import
    from botocore.config import Config  # noqa: PLC0415

    config = Config(
        connect_timeout=connect_seconds,
        read_timeout=read_seconds,
        retries={"mode": "standard", "total_max_attempts": attempts},
    )
    return boto3.client(service, config=config)  # type: ignore[call-overload]
