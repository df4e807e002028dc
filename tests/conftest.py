"""The local cloud that integration and end-to-end tests share: started when the first of them asks for it.

It is a cloud of its own, named `test`, on ports of its own: a demo, or another checkout's tests, may run beside it.
CUTTINGS_TEST_KEEP=1 leaves it running for the next run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_localstack.session import RunningSession

    from cli.api import Api
    from cli.stack import Stack
    from local.cloud import Cloud

    type Clients = Callable[[str], Any]

TEST_CLOUD = os.environ.get("CUTTINGS_TEST_CLOUD", "test")
SERVICES = ("apigateway", "cloudformation", "cloudwatch", "events", "iam", "lambda", "logs", "s3", "sqs", "sts")


@pytest.fixture(scope="session")
def cloud() -> Iterator[Cloud]:
    """LocalStack and OpenSearch, running."""
    from local import cloud

    yield cloud.up(TEST_CLOUD)
    if not os.environ.get("CUTTINGS_TEST_KEEP"):
        cloud.down(TEST_CLOUD)


@pytest.fixture(scope="session")
def localstack(cloud: Cloud) -> Iterator[RunningSession]:
    """pytest-localstack's hold on it."""
    from pytest_localstack.session import RunningSession

    port = urlsplit(cloud.endpoint_url).port
    services = dict.fromkeys(SERVICES, port)
    with RunningSession("localhost", services=services, region_name=cloud.region) as session:
        yield session


@pytest.fixture(scope="session")
def aws(localstack: RunningSession) -> Clients:
    """A boto3 client of the local cloud, by service name."""
    return localstack.boto3.client


@pytest.fixture(scope="session")
def opensearch_url(cloud: Cloud) -> str:
    """The real node behind the domain."""
    return cloud.opensearch_url


@pytest.fixture(scope="session")
def stack(cloud: Cloud, localstack: RunningSession) -> Stack:
    """The template, built and deployed by SAM."""
    from cli.stack import find
    from local import deploy

    deploy.to_local(cloud)
    return find(None, cloud.name)


@pytest.fixture(scope="session")
def api(stack: Stack) -> Api:
    """The deployed API, called over HTTP with the key."""
    from cli.api import Api

    return Api(stack)
