"""Visits: how each stay in a queue ended, how long it took, and who answered."""

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from willet.core.records import Outcome
from willet.core.sources.asterisk.events import BLOCKED, NUMBERS
from willet.core.sources.asterisk.ids import settle_ids
from willet.core.sources.asterisk.ids.consulting import MARK
from willet.core.sources.asterisk.stays import AGENTS, FACTS, STAYS, WHOLE, gather_calls, offers_of
from willet.core.sources.asterisk.tangled import ASSIGNED, STORIES, take_apart
from willet.core.sources.contract import ReadOptions

ENDINGS = {
    "ABANDON": (Outcome.ABANDONED, "customer"),
    "AGENTDUMP": (Outcome.ABANDONED, "agent"),
    "SYSCOMPAT": (Outcome.ABANDONED, "system"),
    "EXITWITHTIMEOUT": (Outcome.TIMED_OUT, "system"),
    "EXITEMPTY": (Outcome.OVERFLOWED, "system"),
    "WITHDRAW": (Outcome.OVERFLOWED, "system"),
    "EXITWITHKEY": (Outcome.LEFT_BY_KEY, "customer"),
    "LEAVEEMPTY": (Outcome.OVERFLOWED, "system"),
    "LEAVEUNAVAIL": (Outcome.OVERFLOWED, "system"),
    **dict.fromkeys(BLOCKED, (Outcome.BLOCKED, "system")),
}
"""How a visit without an answer ended, and who ended it.

AGENTDUMP and SYSCOMPAT hang up on a caller who has reached nobody: Asterisk counts the latter as
abandoned too. EXITEMPTY, LEAVEEMPTY and WITHDRAW take the caller out of the queue and on through the dialplan.
"""

HANG_UPS = {"COMPLETECALLER": "customer", "COMPLETEAGENT": "agent"}
TRANSFERS = ("BLINDTRANSFER", "ATTENDEDTRANSFER", "TRANSFER")
CONSULTS = ("ATTENDEDTRANSFER",)
"""Transfers before which the agent spoke with whom the call went to."""
CALLBACKS = ("EXITWITHKEY", "EXITWITHTIMEOUT", "EXITEMPTY", "LEAVEEMPTY", *BLOCKED)
"""Ends after which a callback request belongs to the visit."""

_KEY = "part, callid, queue"


def make_stays(con: DuckDBPyConnection, options: ReadOptions) -> None:
    """The temp table of stays, judged: outcome, waits, talk, agent, offers; `visit_no` and `visits` per call."""
    gather_calls(con)
    settle_ids(con, options)
    take_apart(con)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {STAYS} AS {_judged(_ALL)}")
    con.execute(MARK)
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_order AS {_ORDER}")


_SIMPLE = f"""
    SELECT w.*, o.offers, o.unanswered_offers, TRUE AS seen
    FROM {WHOLE} w LEFT JOIN ({offers_of("landed WHERE event IN ('RINGNOANSWER', 'RINGCANCELED')", _KEY)}) o
    ON o.part = w.part AND o.callid = w.callid AND o.queue IS NOT DISTINCT FROM w.queue
    WHERE NOT is_tangled
"""

_RANG = offers_of(f"{ASSIGNED} WHERE event IN ('RINGNOANSWER', 'RINGCANCELED')", f"{_KEY}, entry")

_APART = f"""
    SELECT s.*, w.number_key, w.is_withheld, w.is_internal, w.callback_key, w.is_noted, o.offers, o.unanswered_offers
    FROM (SELECT {_KEY}, entry AS entered_s, bool_or(seen) AS seen, {FACTS} FROM ({STORIES}) GROUP BY {_KEY}, entry) s
    JOIN {WHOLE} w
    ON w.part = s.part AND w.callid = s.callid AND w.queue IS NOT DISTINCT FROM s.queue
    LEFT JOIN ({_RANG}) o
    ON o.part = s.part AND o.callid = s.callid AND o.queue IS NOT DISTINCT FROM s.queue AND o.entry = s.entered_s
"""

_ALL = f"SELECT * FROM ({_SIMPLE}) UNION ALL BY NAME SELECT * FROM ({_APART})"

_ORDER = f"""
    SELECT part, callid, queue, entered_s, count(*) OVER call AS visits,
        row_number() OVER (call ORDER BY entered_s, ended_s, answered, queue) AS visit_no
    FROM {STAYS}
    WHERE (part, callid) IN (SELECT (part, callid) FROM {STAYS} GROUP BY part, callid HAVING count(*) > 1)
    WINDOW call AS (PARTITION BY part, callid)
"""


def _judged(stays: str) -> str:
    answered = "(connected_s IS NOT NULL OR done_s IS NOT NULL)"
    return f"""
    SELECT part, callid, queue, entered_s, {answered} AS answered,
        CASE WHEN {answered} THEN 'answered' {_outcomes()} ELSE '{Outcome.UNKNOWN}' END AS outcome,
        a.agent,
        CAST(CASE WHEN {answered} THEN {_waited("connected", "done")} ELSE {_waited("left")} END AS DOUBLE) AS wait_s,
        CASE WHEN {answered} THEN ring_ms / 1000.0 END AS ring_s,
        CAST(talk_s AS DOUBLE) AS talk_s,
        COALESCE(done_s, left_s, connected_s, entered_s) AS ended_s, done_s,
        {answered} AND done_event_no IN {_numbers(TRANSFERS)} AS transferred,
        {answered} AND done_event_no IN {_numbers(CONSULTS)} AS consulted,
        CASE {_enders()} END AS ended_by,
        CAST(COALESCE(offers, 0) + CAST({answered} AS INTEGER) AS USMALLINT) AS offers,
        CAST(COALESCE(unanswered_offers, 0) AS USMALLINT) AS unanswered_offers,
        COALESCE(number_key, callback_key) AS number_key,
        CASE WHEN number_key IS NOT NULL AND is_internal THEN 'extension'
            WHEN COALESCE(number_key, callback_key) IS NOT NULL THEN 'number'
            WHEN is_withheld THEN 'withheld' END AS identity,
        CASE WHEN is_noted THEN 'repeated_hour' END AS clock_note
    FROM ({stays}) LEFT JOIN {AGENTS} a
    ON {answered} AND a.agent_no = COALESCE(connected_agent_no, done_agent_no)
    WHERE entered_s IS NOT NULL
    """


def _outcomes() -> str:
    asked = (
        f"WHEN asked_callback AND left_event_no IN {_numbers(CALLBACKS)} THEN '{Outcome.CALLBACK}'"
    )
    arms = (
        f"WHEN left_event_no = {NUMBERS[event]} THEN '{outcome}'"
        for event, (outcome, _) in ENDINGS.items()
    )
    return " ".join([asked, *arms])


def _enders() -> str:
    """Who ended it: by the conversation's end; else, where there was none, by the way the caller left."""
    ends = (
        f"WHEN done_event_no = {NUMBERS[event]} THEN '{who}'" for event, who in HANG_UPS.items()
    )
    exits = (
        f"WHEN left_event_no = {NUMBERS[event]} THEN '{who}'" for event, (_, who) in ENDINGS.items()
    )
    return " ".join([*ends, "WHEN connected_s IS NOT NULL OR done_s IS NOT NULL THEN NULL", *exits])


def _numbers(events: Iterable[str]) -> str:
    return f"({', '.join(str(NUMBERS[event]) for event in events)})"


def _waited(*kinds: str) -> str:
    """The event's own figure; else the seconds between its line and the entry's, if that was seen before it."""
    own = [f"{kind}_wait_s" for kind in kinds]
    known = f"{kinds[0]}_s - entered_s"
    return f"COALESCE({', '.join(own)}, CASE WHEN seen AND {known} >= 0 THEN {known} END)"
