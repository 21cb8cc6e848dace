"""How a reader that works apart hands its rows over: a line of JSON, then as many bytes of text as it says.

Nothing that comes back is ever executed or unpickled: a reader that a file has turned could only send
wrong texts, which it could do anyway.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.mapping import FileForm

MOST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Task:
    """Which file is to be read, as what, how it is formed, and what it may cost."""

    path: Path
    kind: str
    form: FileForm
    limits: FileLimits


def send(out: IO[bytes], head: Mapping[str, Any], text: str = "") -> None:
    """Write one frame."""
    data = text.encode("utf-8", "replace")
    out.write(json.dumps({**head, "bytes": len(data)}).encode() + b"\n")
    out.write(data)
    out.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], str] | None:
    """The next frame; None where the stream ends, within a frame or before it, or holds no frame."""
    try:
        head: dict[str, Any] = json.loads(stream.readline(MOST_BYTES))
        data = stream.read(head["bytes"])
    except (ValueError, KeyError, TypeError):
        return None
    return (head, data.decode("utf-8", "replace")) if len(data) == head["bytes"] else None
