"""What the worker does for one kind of job, as a room offers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise

from willet.core.records import Message
from willet.core.sources import Progress

USUAL: Final = "usual"
OF_THE_LAKE: Final = "lake"
"""The lane of what writes to the lake, which has one writer."""
MAIL: Final = "mail"
"""The lane of what waits for a mail server, so that nothing else waits for one."""
LONG: Final = "long"
"""The lane of what takes minutes and must hold nobody up."""


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """One job as its room sees it: what it is to be done with, and who asked."""

    id: UUID
    kind: str
    payload: Mapping[str, Any]
    asked_by: Any = None
    """The account of whoever asked; None where nobody did."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What the worker does for one kind of job. A room lists its own in `JOBS: Sequence[Work]`.

    Jobs of one lane are done one after another, lanes beside each other. A job that fails is tried again, after
    `wait_s`, twice that, four times that, until it was tried `tries` times; one that fails with a `RequestError`
    (the request's own fault) is not.
    """

    kind: str
    """The room's name, a dot, a verb: `imports.undo`."""
    title: str | Promise
    """What it is called on the page of jobs."""
    verb: Callable[[WorkOrder, Progress], object]
    """Does it. Done twice it must be as done once: a job cut short is taken up again."""
    permission: str | None = None
    """What whoever asked must still be permitted when it is done; None where nobody need have asked."""
    lane: str = USUAL
    tries: int = 3
    wait_s: float = 60.0
    over: Callable[[WorkOrder, Message | None], object] | None = None
    """Called once, in the transaction of its end, when it is done (None) or given up (with what went wrong)."""
