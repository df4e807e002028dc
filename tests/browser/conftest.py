"""The page in a real Chromium, before an API that the test plays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import browsing
from tests.browser.played import ADDRESS, KEY, PlayedApi
from tests.browsing import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing.chromium() as running:
        yield running


@pytest.fixture
def api() -> PlayedApi:
    return PlayedApi()


@pytest.fixture
def reader(chromium: Browser, api: PlayedApi) -> Iterator[Reader]:
    """Somebody whose browser knows no key yet. What the page must never do fails the test."""
    context = chromium.new_context(locale="en-GB")
    context.route(f"{ADDRESS}**", api.answer)
    context.route("http://localhost:4566/**", api.take_form)
    one = Reader(context.new_page(), ADDRESS, KEY)
    yield one
    assert one.troubles() == []
    context.close()
