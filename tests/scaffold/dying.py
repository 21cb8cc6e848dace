"""Processes that die at a chosen touch of the disk; a test hands this text to a fresh interpreter."""

import json
import os
import signal
from collections.abc import Callable
from typing import Any


def dying(at: int) -> list[int]:
    """Count fsync, rename, unlink; die just before the one of that number."""
    count = [0]

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            count[0] += 1
            if count[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return call

    for name in ("fsync", "replace", "unlink", "rename"):
        setattr(os, name, wrapped(getattr(os, name)))
    return count


def in_child(work: Callable[[], Any]) -> Any:
    """What a forked child tells; None if it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, json.dumps(work()).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        text = told.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None
