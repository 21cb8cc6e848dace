"""How a room asks for a job without knowing who does it: a signal, that the room of the jobs answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for."""

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    by: Any = None
    not_before: datetime | None = None
    about: str = ""
    """What the job is about, as its room names it; jobs are looked up by it."""


job_wanted = Signal()
"""Sent with `asking=Asking(…)`."""


def ask_for(
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    by: Any = None,
    not_before: datetime | None = None,
    about: str = "",
) -> None:
    """Ask for a job; asked for twice while it waits or runs it is one.

    A room above the jobs calls `willet.jobs.domain.asking.ask`, which also gives the job.

    Raises:
        RequestError: no room offers this kind.
    """
    asking = Asking(kind, dict(payload or {}), by, not_before, about)
    job_wanted.send(sender=None, asking=asking)
