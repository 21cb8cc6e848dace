"""The browsers: many streams read at once, some of which leave and come back; what each heard, and how late."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

LEAVES_AFTER_S = 20.0
"""On average, for those that leave."""


@dataclass(slots=True)
class Heard:
    """What all streams heard: the delay of each event in each stream, and by stream which events."""

    delays_s: list[float] = field(default_factory=list)
    numbers: list[list[int]] = field(default_factory=list)
    returns: int = 0


@dataclass(slots=True)
class Browser:
    """One stream: its session, what it heard, and the last event it knows."""

    session: str
    leaves: bool
    heard: Heard
    numbers: list[int] = field(default_factory=list)
    last: str = ""


def listen(port: int, sessions: Sequence[str], *, seconds: float, leaving: int, seed: int) -> Heard:
    """Hold one stream per session for so long; `leaving` of them leave now and then, and come back."""
    heard = Heard()
    browsers = [Browser(s, number < leaving, heard) for number, s in enumerate(sessions)]
    heard.numbers = [browser.numbers for browser in browsers]
    asyncio.run(_all(port, browsers, seconds, random.Random(seed)))
    return heard


async def _all(port: int, browsers: Sequence[Browser], seconds: float, rnd: random.Random) -> None:
    until = time.monotonic() + seconds
    tasks = [asyncio.create_task(_one(port, browser, until, rnd)) for browser in browsers]
    print("listening", flush=True)
    await asyncio.gather(*tasks)


async def _one(port: int, browser: Browser, until: float, rnd: random.Random) -> None:
    while (left := until - time.monotonic()) > 0:
        stays = min(left, rnd.expovariate(1 / LEAVES_AFTER_S)) if browser.leaves else left
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(_asking(browser))
            await asyncio.wait_for(_read(reader, browser), stays)
            browser.heard.returns += 1
        except TimeoutError:
            browser.heard.returns += browser.leaves
        finally:
            writer.close()


def _asking(browser: Browser) -> bytes:
    last = f"Last-Event-ID: {browser.last}\r\n" if browser.last else ""
    cookie = f"Cookie: willet_session={browser.session}\r\n"
    return f"GET /live/ HTTP/1.1\r\nHost: localhost\r\n{cookie}{last}\r\n".encode()


async def _read(reader: asyncio.StreamReader, browser: Browser) -> None:
    status = await reader.readline()
    assert b" 200 " in status, status
    while line := await reader.readline():
        if line.startswith(b"id: "):
            number = line[4:-1].decode()
        elif line.startswith(b"event: missed"):
            raise AssertionError("a stream was told that it missed events")
        elif line.startswith(b"data: {"):
            _note(browser, json.loads(line[6:]))
            browser.last = number
        elif line.startswith(b"event: start"):
            browser.last = number


def _note(browser: Browser, event: dict[str, float]) -> None:
    browser.heard.delays_s.append(time.time() - event["sent"])
    browser.numbers.append(int(event["about"]))
