"""What libraries would do by themselves, and what they are told to do instead."""

import pytest

from shared import clients
from shared.settings import Settings

HERE = Settings("http://127.0.0.1:9200", "bucket")


@pytest.fixture
def aws(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    yield
    for made in (clients.s3_client, clients.sqs_client):
        made.cache_clear()


@pytest.mark.parametrize("retries", [0, 2])
def test_opensearch_is_asked_again_as_often_as_was_said_and_never_waited_for_for_long(retries):
    transport = clients.connect(HERE, retries).transport

    assert transport.max_retries == retries
    assert transport.retry_on_timeout is False
    assert transport.kwargs["timeout"] == clients.TIMEOUT_SECONDS


def test_the_flow_has_a_client_that_retries_nothing_for_the_flow_knows_how_much_time_there_is(aws, monkeypatch):
    from shared import services

    asked = []

    def search_client(retries: int) -> None:
        asked.append(retries)

    monkeypatch.setattr(services, "search_client", search_client)
    monkeypatch.setattr(services, "settings", lambda: HERE)
    services.bucket_and_index.cache_clear()

    services.bucket_and_index()

    services.bucket_and_index.cache_clear()
    assert asked == [0]


def test_aws_is_given_up_within_the_time_that_the_flow_keeps_for_it(aws):
    from shared.pipeline import RESERVE_SECONDS

    looks, tells = clients.s3_client().meta.config, clients.sqs_client().meta.config

    def longest(config) -> int:
        return config.retries["total_max_attempts"] * (config.connect_timeout + config.read_timeout)

    assert 2 * longest(looks) + clients.TIMEOUT_SECONDS + 3 + longest(tells) <= RESERVE_SECONDS
