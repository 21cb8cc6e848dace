"""How events are written into a stream (WHATWG HTML, "Server-sent events")."""

import json
from typing import Any, Final

BEAT: Final = b"event: beat\ndata:\n\n"
"""Says that the stream stands, also to what lies between here and the browser."""


def opening(number: int, *, retry_ms: int) -> bytes:
    """The first words: where the stream begins, and how long a browser waits before it comes again."""
    return f"retry: {retry_ms}\nid: {number}\nevent: start\ndata:\n\n".encode()


def missed(number: int) -> bytes:
    """More happened meanwhile than is kept: look at everything again."""
    return f"id: {number}\nevent: missed\ndata:\n\n".encode()


def frame(number: int, topic: str, payload: dict[str, Any]) -> bytes:
    """One event. JSON holds no line break, so it is one line."""
    data = json.dumps({"topic": topic, **payload}, separators=(",", ":"))
    return f"id: {number}\ndata: {data}\n\n".encode()
