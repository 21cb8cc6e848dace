"""The first pages are prepared beside the requests."""

import logging
from threading import Event
from typing import Any

import pytest

from tests.scaffold.loops import run
from willet.site.lifespan import Lifespan
from willet.site.warming import State, Warming


def test_state_follows_the_preparation() -> None:
    may_end = Event()

    def prepare() -> None:
        assert may_end.wait(10)

    warming = Warming(prepare)
    states = [warming.state]

    thread = warming.begin()
    states.append(warming.state)
    may_end.set()
    thread.join(10)

    assert [*states, warming.state] == [State.COLD, State.WARMING, State.READY]


def test_preparation_that_fails_leaves_the_server_alone(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("no memory")

    warming = Warming(fail)
    with caplog.at_level(logging.ERROR):
        warming.begin().join(10)

    assert warming.state == State.READY
    assert len(caplog.records) == 1


def test_server_listens_before_anything_is_prepared() -> None:
    order: list[str] = []
    asked = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, str]:
        return {"type": next(asked)}

    async def send(message: dict[str, str]) -> None:
        order.append(message["type"])

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        order.append(scope["type"])

    application = Lifespan(inner, lambda: order.append("begin"))
    run(application({"type": "lifespan"}, receive, send))
    run(application({"type": "http"}, receive, send))

    assert order == ["begin", "lifespan.startup.complete", "lifespan.shutdown.complete", "http"]
