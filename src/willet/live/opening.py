"""The streams as an ASGI application around the whole product.

A page of the product says whether a visitor may listen, like any page: through every middleware, in a thread, and done
with its database. What comes after its head is then sent here, without a thread and without a connection of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from willet.live.domain.listeners import Listener
from willet.live.hub import Hub
from willet.live.seats import Seats
from willet.live.stream import Stream

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

PLACE: Final = "willet.live"
"""Where in the scope a page finds the `Opening` that it may fill in."""
BEAT_S: Final = 15.0
_LAST_WORD_S: Final = 5.0


@dataclass(slots=True)
class Opening:
    """What a page that lets somebody listen leaves behind: who, and after which event."""

    seats: Seats
    listener: Listener | None = None
    after: int | None = None

    def admit(self, listener: Listener, *, after: int | None) -> bool:
        """Let this listener listen; False where they listen in too many places already."""
        if not self.seats.take(listener.person):
            return False
        self.listener, self.after = listener, after
        return True


class LiveStreams:
    """Goes on where a page let somebody listen; all other answers pass untouched."""

    def __init__(
        self, inner: Application, hub: Hub, seats: Seats, *, beat_s: float = BEAT_S
    ) -> None:
        self.inner, self.hub, self.seats, self.beat_s = inner, hub, seats, beat_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and stream if it was let in."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        opening = Opening(self.seats)
        try:
            await self.inner({**scope, PLACE: opening}, receive, _head_only(opening, send))
            if opening.listener is not None:
                await self._stream(opening.listener, opening.after, receive, send)
        finally:
            if opening.listener is not None:
                self.seats.give_back(opening.listener.person)

    async def _stream(
        self, listener: Listener, after: int | None, receive: Receive, send: Send
    ) -> None:
        stream = Stream(listener, after=after, beat_s=self.beat_s)
        self.hub.join(stream)
        ends = [
            asyncio.create_task(work)
            for work in (_send_all(stream, send), _gone(receive), stream.ended.wait())
        ]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stream.end()
            for task in ends:
                task.cancel()
            await asyncio.gather(*ends, return_exceptions=True)
        # A browser that takes nothing any more is not waited for.
        with suppress(TimeoutError):
            await asyncio.wait_for(send({"type": "http.response.body", "body": b""}), _LAST_WORD_S)


def _head_only(opening: Opening, send: Send) -> Send:
    """Send the page's answer; of one that is to go on as a stream the head, without a length."""

    async def sending(message: Message) -> None:
        if opening.listener is None:
            await send(message)
        elif message["type"] == "http.response.start":
            kept = [
                (name, value)
                for name, value in message["headers"]
                if name.lower() != b"content-length"
            ]
            await send({**message, "headers": kept})

    return sending


async def _send_all(stream: Stream, send: Send) -> None:
    async for chunk in stream.chunks():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
