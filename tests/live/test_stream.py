"""One stream: what waits for a browser is sent in order, a slow one is let go, and a beat says that it stands."""

import asyncio

from tests.scaffold.loops import run
from willet.live.domain.listeners import Listener
from willet.live.frames import BEAT
from willet.live.stream import LONGEST, Stream

LISTENER = Listener(1, "session", "manager", "secret")


async def taken(stream: Stream, count: int) -> list[bytes]:
    chunks: list[bytes] = []
    async for chunk in stream.chunks():
        chunks.append(chunk)
        if len(chunks) == count:
            break
    return chunks


def test_what_waits_is_sent_in_one_piece_and_in_order() -> None:
    async def work() -> None:
        stream = Stream(LISTENER, after=None, beat_s=10)
        for piece in (b"a", b"b"):
            stream.offer(piece)

        assert await taken(stream, 1) == [b"ab"]
        stream.offer(b"c")
        assert await taken(stream, 1) == [b"c"]

    run(work())


def test_silence_is_a_beat() -> None:
    async def work() -> None:
        assert await taken(Stream(LISTENER, after=None, beat_s=0.01), 2) == [BEAT, BEAT]

    run(work())


def test_browser_that_takes_nothing_is_let_go_and_nothing_is_kept_for_it() -> None:
    async def work() -> None:
        stream = Stream(LISTENER, after=None, beat_s=10)
        stream.offer(b"x" * LONGEST)
        assert not stream.ended.is_set(), "so much may wait"

        stream.offer(b"x")

        assert stream.ended.is_set()
        stream.offer(b"later")
        assert await taken(stream, 1) == []
        assert stream._waiting == []

    run(work())


def test_what_was_taken_makes_room() -> None:
    async def work() -> None:
        stream = Stream(LISTENER, after=None, beat_s=10)
        for _ in range(5):
            stream.offer(b"x" * LONGEST)
            await taken(stream, 1)

        assert not stream.ended.is_set()

    run(work())


def test_ended_stream_wakes_whoever_waits() -> None:
    async def work() -> None:
        stream = Stream(LISTENER, after=None, beat_s=60)
        waiting = asyncio.create_task(taken(stream, 1))
        await asyncio.sleep(0)

        stream.end()

        assert await asyncio.wait_for(waiting, 5) == []

    run(work())
