"""What the tests of people share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def clean_limits() -> Iterator[None]:
    """The counters of the rate limits, empty before and after."""
    cache.clear()
    yield
    cache.clear()
