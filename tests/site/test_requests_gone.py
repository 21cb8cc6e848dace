"""No request outlives its answer: whatever a page keeps beside it would stay for as long as the server runs."""

import gc
import logging
from typing import Any
from weakref import ref

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.walk import VISITS, rooms


def _answered(browser: Any, address: str) -> "ref[Any]":
    """The request of an answer that nobody has any more."""
    return ref(browser.get(address).wsgi_request)


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("room", rooms())
def test_no_request_outlives_its_answer(
    cast: Cast, things: dict[str, object], room: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")  # what is caught here keeps them
    browser = cast.client("manager")
    addresses = [visit.address.format(**things) for visit in VISITS if visit.room == room]

    asked = {address: _answered(browser, address) for address in addresses}
    gc.collect()

    assert [address for address, request in asked.items() if request() is not None] == []
