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


class Role(IntEnum):
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
    role: Role
    wait: int = 0
    talk: int = 0
    ring: int = 0
    number: int = 0
    said: int = 0
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
    Event("ENTERQUEUE", Role.ENTER, number=2, arity=3),
    Event("CONNECT", Role.CONNECT, wait=1, said=2, ring=3, ring_unit_ms=1000, arity=3),
    Event("COMPLETEAGENT", Role.DONE, wait=1, talk=2, arity=3),
    Event("COMPLETECALLER", Role.DONE, wait=1, talk=2, arity=3),
    Event("BLINDTRANSFER", Role.DONE, wait=3, talk=4, arity=5),
    Event("ATTENDEDTRANSFER", Role.DONE, wait=3, talk=4, arity=5),
    Event("ATTENDEDTRANSFER", Role.DONE, wait=4, talk=5, arity=6, variant="LINK"),
    Event("TRANSFER", Role.DONE, wait=3, talk=4, arity=4),
    Event("ABANDON", Role.LEAVE, wait=3, arity=3),
    Event("EXITWITHTIMEOUT", Role.LEAVE, wait=3, arity=1),
    Event("EXITEMPTY", Role.LEAVE, wait=3, arity=3),
    Event("EXITWITHKEY", Role.LEAVE, wait=4, arity=2),
    Event("WITHDRAW", Role.LEAVE, wait=3, arity=3),
    Event("AGENTDUMP", Role.LEAVE),
    Event("SYSCOMPAT", Role.LEAVE),
    *(Event(name, Role.BLOCK) for name in BLOCKED),
    Event("LEAVEEMPTY", Role.LEAVE, wait=3),
    Event("LEAVEUNAVAIL", Role.LEAVE, wait=3),
    Event("RINGNOANSWER", Role.OFFER, ring=1, arity=1),
    Event("RINGCANCELED", Role.OFFER, ring=1, arity=1),
    Event("CALLSTATUS", Role.STATEMENT, said=1, arity=1),
    Event("INFO", Role.KEPT),
    Event("INFO", Role.STATEMENT, said=2, arity=2, variant="DISPOSITION", landed="DISPOSITION"),
    Event("SURVEY", Role.SURVEY, said=1, score=2, arity=2),
    Event("CALLBACKREQ", Role.CALLBACK, number=1, arity=1),
    Event("PAUSE", Role.PAUSE, said=1),
    Event("PAUSEALL", Role.PAUSE, said=1),
    Event("UNPAUSE", Role.UNPAUSE, said=1),
    Event("UNPAUSEALL", Role.UNPAUSE, said=1),
    Event("REMOVEMEMBER", Role.LOGOFF),
    Event("AGENTLOGOFF", Role.LOGOFF),
    Event("AGENTCALLBACKLOGOFF", Role.LOGOFF),
    Event("WRAPUPSTART", Role.WRAPUP, talk=1, arity=1),
    Event("OUTDIAL", Role.OUTBOUND, number=1, arity=1),
    Event("OUTANSWER", Role.OUTBOUND, number=1, said=2, wait=4, talk=5, arity=5),
    Event("OUTTRANSFER", Role.OUTBOUND, number=1, wait=4, talk=5, arity=5),
    Event("OUTCANCEL", Role.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTNOANSWER", Role.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTBUSY", Role.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTCONGESTION", Role.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTCHANUNAVAIL", Role.OUTBOUND, number=1, wait=4, arity=1),
    Event("OUTCALL", Role.OUTBOUND, said=1, talk=2, arity=2),
    Event("ADDMEMBER", Role.KEPT),
    Event("ADDMEMBER", Role.PAUSE, variant="PAUSED", landed="ADDPAUSED"),
    Event("AGENTLOGIN", Role.KEPT),
    Event("AGENTCALLBACKLOGIN", Role.KEPT),
    Event("PENALTY", Role.KEPT),
    Event("RINGINUSE", Role.KEPT),
    Event("CONFIGRELOAD", Role.KEPT),
    Event("QUEUESTART", Role.KEPT),
    Event("DID", Role.KEPT),
)

EVENT_TABLE = "asterisk_events"

CALL_ROLES = frozenset({Role.ENTER, Role.CONNECT, Role.DONE, Role.LEAVE, Role.OFFER, Role.BLOCK})
"""Roles whose event is nothing without the call it belongs to."""
AGENT_ROLES = frozenset({Role.PAUSE, Role.UNPAUSE, Role.LOGOFF, Role.WRAPUP})
"""Roles that tell of an agent, whatever call id stands beside them."""
TELLING_ROLES = frozenset({Role.STATEMENT, Role.SURVEY, Role.CALLBACK, Role.OUTBOUND})
"""Roles that speak of a call when there is one, and are kept when there is none."""

NUMBERS = {name: n for n, name in enumerate(sorted({e.landed or e.name for e in EVENTS}))}
"""A number for each landed name, in the order of the names: sums over millions of rows carry it."""

_COLUMNS = "name variant landed role wait talk ring number said score ring_unit_ms".split()


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
    roles = {e.landed or e.name: Role.LEAVE if e.role == Role.BLOCK else e.role for e in EVENTS}
    rows = ((name, role, NUMBERS[name]) for name, role in roles.items())
    told = _values(rows, ("event", "role", "event_no"))
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_roles AS {told}")


def _values(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> str:
    """SQL: the rows as they are written here; numbers fit a byte or are milliseconds."""
    listed = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    return f"SELECT * FROM (VALUES {listed}) AS told ({', '.join(columns)})"


def _literal(value: object) -> str:
    return (
        f"'{value}'"
        if isinstance(value, str)
        else str(int(value))
        if isinstance(value, Role)
        else str(value)
    )


def landed_names(*roles: Role) -> Sequence[str]:
    """The names under which the events in these roles land."""
    return tuple(dict.fromkeys(e.landed or e.name for e in EVENTS if e.role in roles))


def names_list(*roles: Role) -> str:
    """The same names as a list in SQL."""
    return "(" + ", ".join(f"'{name}'" for name in landed_names(*roles)) + ")"


def roles_list(roles: Iterable[Role]) -> str:
    """The roles as a list in SQL."""
    return f"({', '.join(str(int(role)) for role in sorted(roles))})"
