"""Ends the streams when the server is asked to stop: it waits for open answers, and a stream never ends by itself."""

import signal
import threading
from types import FrameType

from willet.live.hub import Hub


def end_with_the_server(hub: Hub) -> None:
    """End all streams on the signals that stop the server, and let it do what it would have done."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def stop(number: int, frame: FrameType | None, before: object = before) -> None:
            hub.close()
            if callable(before):
                before(number, frame)

        if callable(before):
            signal.signal(number, stop)
