"""One browser's stream: what is still to be sent to it, never more than a little."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from willet.live.domain.listeners import Listener
from willet.live.frames import BEAT

LONGEST: Final = 64 * 1024
"""Bytes that wait for a slow browser; with more it is let go, comes again, and is told what it missed."""


class Stream:
    """What waits to be sent. Its loop alone touches it; other threads go through `loop.call_soon_threadsafe`."""

    def __init__(self, listener: Listener, *, after: int | None, beat_s: float) -> None:
        self.listener, self.after = listener, after
        self.loop = asyncio.get_running_loop()
        self.ended = asyncio.Event()
        self._beat_s = beat_s
        self._waiting: list[bytes] = []
        self._size = 0
        self._news = asyncio.Event()

    def offer(self, chunk: bytes) -> None:
        """Take what is to be sent, or end where too much waits already."""
        self._size += len(chunk)
        if self._size > LONGEST:
            self.end()
        if not self.ended.is_set():
            self._waiting.append(chunk)
            self._news.set()

    def end(self) -> None:
        """Send nothing more."""
        self.ended.set()
        self._news.set()
        self._waiting.clear()

    async def chunks(self) -> AsyncIterator[bytes]:
        """What is to be sent, as soon as there is something, and a beat where there long was nothing."""
        while not self.ended.is_set():
            try:
                await asyncio.wait_for(self._news.wait(), self._beat_s)
            except TimeoutError:
                yield BEAT
                continue
            self._news.clear()
            chunk, self._size = b"".join(self._waiting), 0
            self._waiting.clear()
            if chunk:
                yield chunk
