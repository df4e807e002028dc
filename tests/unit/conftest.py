"""The flow's two neighbours in memory."""

import pytest

from tests.fakes import FakeBucket, FakeIndex


@pytest.fixture
def bucket() -> FakeBucket:
    return FakeBucket()


@pytest.fixture
def index() -> FakeIndex:
    return FakeIndex()
