"""The events of queue_log: one row for each, saying what it means and where its fields stand.

Positions count from 1 after the event's name. Source: apps/app_queue.c of Asterisk 1.8 to 22; the
events beginning with OUT, CALLSTATUS, CALLBACKREQ, INFO and SURVEY are written by dialplans and desks.
An event that is not listed is kept, without its fields, which might hold anything. A figure that a line
lacks is unknown: old versions write fewer, and so do dialplans.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from duckdb import DuckDBPyConnection


class EventRole(IntEnum):
    """What an event is to the fold."""

    ENTER = 1
    CONNECT = 2
    DONE = 3
    """The end of a conversation, with its length."""
    LEAVE = 4
    """The end of a visit that no agent answered."""
    OFFER = 5
    STATEMENT = 6
    SURVEY = 7
    CALLBACK = 8
    PAUSE = 9
    UNPAUSE = 10
    LOGOFF = 11
    WRAPUP = 12
    """Work after a call, with its length (Wazo)."""
    OUTBOUND = 13
    KEPT = 14
    """Kept as an event that no record needs yet."""
    BLOCK = 15
    """A call turned away: it enters and leaves in one second."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name as written, its role, and the positions of the fields that are read."""

    name: str
    role: EventRole
    wait: int = 0
    talk: int = 0
    ring: int = 0
    number: int = 0
    stated: int = 0
    score: int = 0
    arity: int = 0
    """How many fields the event has at least when its line is whole."""
    ring_unit_ms: int = 1
    variant: str = ""
    """First field that makes this row apply, where the same name has two layouts."""
    landed: str = ""
    """The name under which it lands, where that differs."""


BLOCKED = ("FULL", "JOINEMPTY", "JOINUNAVAIL", "CLOSED", "DIVERT_CA_RATIO", "DIVERT_HOLDTIME")
"""Calls that were turned away at the queue's door. Asterisk itself writes none of them; Wazo, NethVoice
and dialplans that log QUEUESTATUS do, and Wazo those that it diverts because too many wait or too long."""

EVENTS = (
    Event("ENTERQUEUE", EventRole.ENTER, number=2, arity=3),
    Event("CONNECT", EventRole.CONNECT, wait=1, stated=2, ring=3, ring_unit_ms=1000, arity=3),
    Event("COMPLETEAGENT", EventRole.DONE, wait=1, talk=2, arity=3),
    Event("COMPLETECALLER", EventRole.DONE, wait=1, talk=2, arity=3),
    Event("BLINDTRANSFER", EventRole.DONE, wait=3, talk=4, arity=5),
    Event("ATTENDEDTRANSFER", EventRole.DONE, wait=3, talk=4, arity=5),
    Event("ATTENDEDTRANSFER", EventRole.DONE, wait=4, talk=5, arity=6, variant="LINK"),
    Event("TRANSFER", EventRole.DONE, wait=3, talk=4, arity=4),
    Event("ABANDON", EventRole.LEAVE, wait=3, arity=3),
    Event("EXITWITHTIMEOUT", EventRole.LEAVE, wait=3, arity=1),
    Event("EXITEMPTY", EventRole.LEAVE, wait=3, arity=3),
    Event("EXITWITHKEY", EventRole.LEAVE, wait=4, arity=2),
    Event("WITHDRAW", EventRole.LEAVE, wait=3, arity=3),
    Event("AGENTDUMP", EventRole.LEAVE),
    Event("SYSCOMPAT", EventRole.LEAVE),
    *(Event(name, EventRole.BLOCK) for name in BLOCKED),
    Event("LEAVEEMPTY", EventRole.LEAVE, wait=3),
    Event("LEAVEUNAVAIL", EventRole.LEAVE, wait=3),
    Event("RINGNOANSWER", EventRole.OFFER, ring=1, arity=1),
    Event("RINGCANCELED", EventRole.OFFER, ring=1, arity=1),
    Event("CALLSTATUS", EventRole.STATEMENT, stated=1, arity=1),
    Event("INFO", EventRole.KEPT),
    Event(
        "INFO", EventRole.STATEMENT, stated=2, arity=2, variant="DISPOSITION", landed="DISPOSITION"
    ),
    Event("SURVEY", EventRole.SURVEY, stated=1, score=2, arity=2),
    Event("CALLBACKREQ", EventRole.CALLBACK, number=1, arity=1),
    Event("PAUSE", EventRole.PAUSE, stated=1),
    Event("PAUSEALL", EventRole.PAUSE, stated=1),
    Event("UNPAUSE", EventRole.UNPAUSE, stated=1),
    Event("UNPAUSEALL", EventRole.UNPAUSE, stated=1),
    Event("REMOVEMEMBER", EventRole.LOGOFF),
    Event("AGENTLOGOFF", EventRole.LOGOFF),
    Event("AGENTCALLBACKLOGOFF", EventRole.LOGOFF),
    Event("WRAPUPSTART", EventRole.WRAPUP, talk=1, arity=1),
    Event("OUTDIAL", EventRole.OUTBOUND, number=1, arity=1),
    Event("OUTANSWER", EventRole.OUTBOUND, number=1, stated=2, wait=4, talk=5, arity=5),
    Event("OUTTRANSFER", EventRole.OUTBOUND, number=1, wait=4, talk=5, arity=5),
    Event("OUTCANCEL", EventRole.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTNOANSWER", EventRole.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTBUSY", EventRole.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTCONGESTION", EventRole.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTCHANUNAVAIL", EventRole.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTCALL", EventRole.OUTBOUND, stated=1, talk=2, arity=2),
    Event("ADDMEMBER", EventRole.KEPT),
    Event("ADDMEMBER", EventRole.PAUSE, variant="PAUSED", landed="ADDPAUSED"),
    Event("AGENTLOGIN", EventRole.KEPT),
    Event("AGENTCALLBACKLOGIN", EventRole.KEPT),
    Event("PENALTY", EventRole.KEPT),
    Event("RINGINUSE", EventRole.KEPT),
    Event("CONFIGRELOAD", EventRole.KEPT),
    Event("QUEUESTART", EventRole.KEPT),
    Event("DID", EventRole.KEPT),
)

EVENT_TABLE = "asterisk_events"

CALL_ROLES = frozenset(
    {
        EventRole.ENTER,
        EventRole.CONNECT,
        EventRole.DONE,
        EventRole.LEAVE,
        EventRole.OFFER,
        EventRole.BLOCK,
    }
)
"""Roles whose event is nothing without the call it belongs to."""
AGENT_ROLES = frozenset({EventRole.PAUSE, EventRole.UNPAUSE, EventRole.LOGOFF, EventRole.WRAPUP})
"""Roles that tell of an agent, whatever call id stands beside them."""
TELLING_ROLES = frozenset(
    {EventRole.STATEMENT, EventRole.SURVEY, EventRole.CALLBACK, EventRole.OUTBOUND}
)
"""Roles that speak of a call when there is one, and are kept when there is none."""

NUMBERS = {name: n for n, name in enumerate(sorted({e.landed or e.name for e in EVENTS}))}
"""A number for each landed name, in the order of the names: sums over millions of rows carry it."""

_COLUMNS = "name variant landed role wait talk ring number stated score ring_unit_ms".split()


def make_event_table(con: DuckDBPyConnection) -> None:
    """Put the list above into the temp table `asterisk_events`, for joins."""
    rows = ([getattr(event, column) for column in _COLUMNS] for event in EVENTS)
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_events AS {_values(rows, _COLUMNS)}")


def variant_of(fields: str) -> str:
    """SQL: the variant of a row of fields, to be joined with the table of events."""
    arms = (
        f"WHEN {fields}.event = '{e.name}' AND upper(trim({fields}.d1)) = '{e.variant}' THEN '{e.variant}'"
        for e in EVENTS
        if e.variant
    )
    return f"CASE {' '.join(arms)} ELSE '' END"


def make_role_table(con: DuckDBPyConnection) -> None:
    """Put role and number of landed events into the temp table `asterisk_roles`, for joins.

    A call turned away leaves there; that it came is told by the entry that the fold adds.
    """
    roles = {
        e.landed or e.name: EventRole.LEAVE if e.role == EventRole.BLOCK else e.role for e in EVENTS
    }
    rows = ((name, role, NUMBERS[name]) for name, role in roles.items())
    given = _values(rows, ("event", "role", "event_no"))
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_roles AS {given}")


def _values(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> str:
    """SQL: the rows as they are written here; numbers fit a byte or are milliseconds."""
    listed = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    return f"SELECT * FROM (VALUES {listed}) AS told ({', '.join(columns)})"


def _literal(value: object) -> str:
    return (
        f"'{value}'"
        if isinstance(value, str)
        else str(int(value))
        if isinstance(value, EventRole)
        else str(value)
    )


def landed_names(*roles: EventRole) -> Sequence[str]:
    """The names under which the events in these roles land."""
    return tuple(dict.fromkeys(e.landed or e.name for e in EVENTS if e.role in roles))


def names_list(*roles: EventRole) -> str:
    """The same names as a list in SQL."""
    return "(" + ", ".join(f"'{name}'" for name in landed_names(*roles)) + ")"


def roles_list(roles: Iterable[EventRole]) -> str:
    """The roles as a list in SQL."""
    return f"({', '.join(str(int(role)) for role in sorted(roles))})"
