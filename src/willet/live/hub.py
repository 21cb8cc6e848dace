"""One reader of the event table per process, and all streams of the process around it.

A thread of its own reads the table while anybody listens, asks for each event and each person whether they may hear of
it, and hands what they may to the streams' loops. It alone holds a connection to the database: a stream costs none.
"""

import logging
import threading
from collections.abc import Iterable
from datetime import timedelta
from time import monotonic
from typing import Any, Final

from django.db import DatabaseError, connection
from django.utils import timezone

from willet.live import frames
from willet.live.domain import reading
from willet.live.domain.listeners import Listener, still_there
from willet.live.rights import Happening, heard_by, topics
from willet.live.stream import Stream

log = logging.getLogger(__name__)

POLL_S: Final = 0.05
CHECK_S: Final = 5.0
"""How often it is asked whether listeners are still signed in, active, and of the same role."""
PAUSE_S: Final = 2.0
"""How long a database that fails is left alone."""
RETRY_MS: Final = 2000
GO: Final = "go"
"""The address in an event that a page which waits for it opens at once, without asking what there is."""
FRESH: Final = timedelta(seconds=5)


class Hub:
    """The streams of one process. Only its thread knows which are open; others tell it who comes and goes."""

    def __init__(self, *, poll_s: float = POLL_S, check_s: float = CHECK_S) -> None:
        self._poll_s, self._check_s = poll_s, check_s
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._coming: list[Stream] = []
        self._thread: threading.Thread | None = None
        self._closed = False
        self._open: set[Stream] = set()
        self._people: dict[Listener, Any] = {}
        self._seen = 0
        self._checked_at = 0.0

    def join(self, stream: Stream) -> None:
        """Let a stream hear of what happens from now on, and of what it missed."""
        with self._lock:
            if self._closed:
                stream.end()
                return
            self._coming.append(stream)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live events", daemon=True)
                self._thread.start()
        self._wake.set()

    def stir(self) -> None:
        """Look at the table now: this very process has written into it. What others write is seen by looking again."""
        self._wake.set()

    def close(self) -> None:
        """End all streams at once: the process stops. Safe within a signal's handler."""
        self._closed = True
        self._end_all()
        self._wake.set()

    def _end_all(self) -> None:
        for stream in [*self._open, *self._coming]:
            _in_its_loop(stream.loop, stream.end)

    def _run(self) -> None:
        """Read while anybody listens; end with the last of them."""
        self._seen = -1
        while self._somebody():
            self._wake.clear()
            try:
                self._turn()
            except Exception as error:
                if isinstance(error, DatabaseError):
                    log.warning("live events wait for the database: %s", type(error).__name__)
                else:
                    log.exception("live events stumbled")
                connection.close()
                self._wake.wait(PAUSE_S)
            self._wake.wait(self._poll_s)
        # Of a closed hub some were being let in while it closed.
        self._end_all()
        connection.close()

    def _somebody(self) -> bool:
        with self._lock:
            self._open = {stream for stream in self._open if not stream.ended.is_set()}
            if self._closed or not (self._open or self._coming):
                self._thread = None
                return False
            return True

    def _turn(self) -> None:
        if self._seen < 0:
            self._seen = reading.newest()
        events = reading.events_after(self._seen)
        self._hand_out(events, self._open)
        if events:
            self._seen = events[-1].pk
        self._let_in()
        if monotonic() - self._checked_at >= self._check_s:
            self._check(self._open)

    def _let_in(self) -> None:
        with self._lock:
            coming, self._coming = self._coming, []
        if not coming:
            return
        try:
            self._people |= still_there(stream.listener for stream in coming)
            for stream in coming:
                self._greet(stream)
        except Exception:
            for stream in coming:
                _in_its_loop(stream.loop, stream.end)
            raise
        self._open = self._open | {stream for stream in coming if stream.listener in self._people}

    def _greet(self, stream: Stream) -> None:
        """Say where the stream begins and, to one that was here before, what it missed."""
        person = self._people.get(stream.listener)
        if person is None:
            _in_its_loop(stream.loop, stream.end)
            return
        words = [
            frames.opening(self._seen if stream.after is None else stream.after, retry_ms=RETRY_MS)
        ]
        words += self._missed(stream.after, person) if stream.after is not None else []
        _in_its_loop(stream.loop, stream.offer, b"".join(words))

    def _missed(self, after: int, person: Any) -> Iterable[bytes]:
        is_kept = reading.is_kept(after)
        if after == self._seen or (is_kept and after > self._seen):
            return []
        events = reading.events_after(after, up_to=self._seen) if is_kept else []
        if not events or events[-1].pk != self._seen:
            return [frames.missed(self._seen)]
        questions = topics()
        return [framed(event) for event in events if list(heard_by(event, [person], questions))]

    def _hand_out(self, events: Iterable[Happening], streams: Iterable[Stream]) -> None:
        """Give each stream, in one piece, those of the events that its listener may hear of."""
        people = {person.pk: person for person in self._people.values()}
        questions, pieces = topics(), dict[int, list[bytes]]()
        for event in events:
            piece = framed(event)
            for person in heard_by(event, people.values(), questions):
                pieces.setdefault(person.pk, []).append(piece)
        joined = {person: b"".join(frames) for person, frames in pieces.items()}
        loops: dict[Any, list[tuple[Stream, bytes]]] = {}
        for stream in streams:
            if stream.listener.person in joined:
                loops.setdefault(stream.loop, []).append((stream, joined[stream.listener.person]))
        for loop, parts in loops.items():
            _in_its_loop(loop, _offer_all, parts)

    def _check(self, streams: Iterable[Stream]) -> None:
        """End the streams of listeners who signed out, were sent away, or have another role."""
        self._people = dict(still_there(stream.listener for stream in streams))
        self._checked_at = monotonic()
        for stream in streams:
            if stream.listener not in self._people:
                _in_its_loop(stream.loop, stream.end)


def framed(event: Happening) -> bytes:
    """The event as it is sent; one that is told late leads nowhere: what it tells of may be over."""
    is_late = timezone.now() - event.at > FRESH
    payload = {n: v for n, v in event.payload.items() if n != GO} if is_late else event.payload
    return frames.frame(event.pk, event.topic, payload)


def _offer_all(parts: Iterable[tuple[Stream, bytes]]) -> None:
    for stream, piece in parts:
        stream.offer(piece)


def _in_its_loop(loop: Any, call: Any, *words: Any) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(call, *words)


HUB = Hub()
"""This process's own."""
