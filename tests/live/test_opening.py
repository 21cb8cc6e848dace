"""The streams around the product: what passes untouched, what a head is, and how each kind of end frees all."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from tests.scaffold.loops import run
from willet.live.domain.listeners import Listener
from willet.live.opening import PLACE, LiveStreams
from willet.live.seats import Seats
from willet.live.stream import Stream

ANN = Listener(1, "session", "manager", "secret")
Message = MutableMapping[str, Any]


class Joined:
    """Takes streams in, as the hub does, and lets the test speak to them."""

    def __init__(self) -> None:
        self.streams: list[Stream] = []

    def join(self, stream: Stream) -> None:
        self.streams.append(stream)


class Visit:
    """One request and all that is sent to it; `blocked` takes nothing more, `gone` says that the browser left."""

    def __init__(self, *, admits: bool = True, of_one: int = 10) -> None:
        self.hub, self.seats, self.admits = Joined(), Seats(of_one=of_one), admits
        self.sent: list[Message] = []
        self.gone, self.blocked = asyncio.Event(), False
        # The hub's place is taken by what tells the test of its streams.
        self.app = LiveStreams(self.page, self.hub, self.seats, beat_s=60)  # type: ignore[arg-type]

    async def page(self, scope: Any, receive: Any, send: Any) -> None:
        if self.admits:
            scope[PLACE].admit(ANN, after=7)
        headers = [(b"content-length", b"2"), (b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if self.blocked:
            await asyncio.Event().wait()
        self.sent.append(message)

    def begin(self) -> "asyncio.Task[None]":
        return asyncio.create_task(self.app({"type": "http"}, self.receive, self.send))

    async def stream(self) -> Stream:
        while not self.hub.streams:
            await asyncio.sleep(0)
        return self.hub.streams[0]


def test_answer_that_lets_nobody_listen_passes_untouched() -> None:
    async def work() -> None:
        visit = Visit(admits=False)

        await visit.begin()

        assert [message.get("body") for message in visit.sent] == [None, b"ok"]
        assert (b"content-length", b"2") in visit.sent[0]["headers"]
        assert visit.hub.streams == []

    run(work())


def test_stream_has_a_head_without_a_length_and_then_what_is_offered() -> None:
    async def work() -> None:
        visit = Visit()
        task = visit.begin()
        stream = await visit.stream()
        stream.offer(b"news")
        while len(visit.sent) < 2:
            await asyncio.sleep(0)

        stream.end()
        await task

        assert visit.sent[0]["headers"] == [(b"content-type", b"text/event-stream")]
        assert [(m["body"], m.get("more_body", False)) for m in visit.sent[1:]] == [
            (b"news", True),
            (b"", False),
        ]
        assert (stream.listener, stream.after) == (ANN, 7)

    run(work())


@pytest.mark.parametrize("end", ["gone", "ended", "cancelled"])
def test_each_end_stops_the_work_and_frees_the_seat(end: str) -> None:
    async def work() -> None:
        visit = Visit(of_one=1)
        task = visit.begin()
        stream = await visit.stream()
        assert visit.seats.take(ANN.person) is False

        if end == "gone":
            visit.gone.set()
        elif end == "ended":
            stream.end()
        else:
            task.cancel()
        await asyncio.wait([task], timeout=5)

        assert (task.done(), task.cancelled()) == (True, end == "cancelled")
        assert stream.ended.is_set()
        assert visit.seats.take(ANN.person) is True
        assert len(asyncio.all_tasks()) == 1, "nothing goes on beside it"

    run(work())


def test_browser_that_takes_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("willet.live.opening._LAST_WORD_S", 0.05)

    async def work() -> None:
        visit = Visit(of_one=1)
        task = visit.begin()
        stream = await visit.stream()
        visit.blocked = True
        stream.offer(b"x")
        await asyncio.sleep(0.01)

        stream.end()

        await asyncio.wait_for(task, 5)
        assert visit.seats.take(ANN.person) is True

    run(work())


def test_other_traffic_passes_untouched() -> None:
    async def work() -> None:
        seen: list[str] = []

        async def inner(scope: Any, receive: Any, send: Any) -> None:
            seen.append(scope["type"])

        joined: Any = Joined()
        await LiveStreams(inner, joined, Seats())({"type": "lifespan"}, None, None)  # type: ignore[arg-type]

        assert seen == ["lifespan"]

    run(work())
