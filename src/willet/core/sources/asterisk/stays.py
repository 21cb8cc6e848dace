"""The stays of calls in queues: one row per stay with what its events say, before any judgement.

Nearly every call enters a queue once, is connected once and ends once: one pass of aggregates tells
its story. The few that do not (`tangled.py`) are first taken apart into such stories.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.asterisk.times import call_epoch

STAYS = "asterisk_stays"
WHOLE = "asterisk_whole"
AGENTS = "asterisk_agents"
_SPOKEN = (EventRole.ENTER, EventRole.CONNECT, EventRole.DONE, EventRole.LEAVE, EventRole.CALLBACK)

FACTS = f"""
    min(at_s) FILTER (WHERE role = {EventRole.CONNECT}) AS connected_s,
    min(agent_no) FILTER (WHERE role = {EventRole.CONNECT}) AS connected_agent_no,
    min(wait_s) FILTER (WHERE role = {EventRole.CONNECT}) AS connected_wait_s,
    min(ring_ms) FILTER (WHERE role = {EventRole.CONNECT}) AS ring_ms,
    min(at_s) FILTER (WHERE role = {EventRole.DONE}) AS done_s,
    min(event_no) FILTER (WHERE role = {EventRole.DONE}) AS done_event_no,
    min(agent_no) FILTER (WHERE role = {EventRole.DONE}) AS done_agent_no,
    min(wait_s) FILTER (WHERE role = {EventRole.DONE}) AS done_wait_s,
    min(talk_s) FILTER (WHERE role = {EventRole.DONE}) AS talk_s,
    min(at_s) FILTER (WHERE role = {EventRole.LEAVE}) AS left_s,
    min(event_no) FILTER (WHERE role = {EventRole.LEAVE}) AS left_event_no,
    min(wait_s) FILTER (WHERE role = {EventRole.LEAVE}) AS left_wait_s,
    bool_or(role = {EventRole.CALLBACK}) AS asked_callback
"""
"""What a story of one entry, at most one connection and at most one end comes to."""

CALLER = f"""
    min(number_key) FILTER (WHERE role = {EventRole.ENTER}) AS number_key,
    bool_or(identity = 'withheld') FILTER (WHERE role = {EventRole.ENTER}) AS is_withheld,
    bool_or(identity = 'extension') FILTER (WHERE role = {EventRole.ENTER}) AS is_internal,
    min(number_key) FILTER (WHERE role = {EventRole.CALLBACK}) AS callback_key,
    bool_or(clock_note IS NOT NULL) FILTER (WHERE role = {EventRole.ENTER}) AS is_noted
"""

_LAST = f"""
    max(at_s) FILTER (WHERE role = {EventRole.CONNECT}) AS connected_last_s,
    max(agent_no) FILTER (WHERE role = {EventRole.CONNECT}) AS connected_last_agent_no,
    max(wait_s) FILTER (WHERE role = {EventRole.CONNECT}) AS connected_last_wait_s,
    max(at_s) FILTER (WHERE role = {EventRole.DONE}) AS done_last_s,
    max(event_no) FILTER (WHERE role = {EventRole.DONE}) AS done_last_event_no,
    max(talk_s) FILTER (WHERE role = {EventRole.DONE}) AS talk_last_s,
    max(at_s) FILTER (WHERE role = {EventRole.LEAVE}) AS left_last_s,
    max(event_no) FILTER (WHERE role = {EventRole.LEAVE}) AS left_last_event_no
"""

_MEMBER = f"""
    max(number_key) FILTER (WHERE role = {EventRole.ENTER}) AS number_last_key,
    min({call_epoch("said")}) FILTER (WHERE role = {EventRole.CONNECT}) AS member_s
"""
"""The second in which the channel to the member was made, as CONNECT tells its id."""

IS_TANGLED = """
    entered_s IS NULL OR entered_s <> entered_last_s
    OR connected_s <> connected_last_s OR connected_agent_no <> connected_last_agent_no
    OR connected_wait_s <> connected_last_wait_s
    OR done_s <> done_last_s OR done_event_no <> done_last_event_no OR talk_s <> talk_last_s
    OR left_s <> left_last_s OR left_event_no <> left_last_event_no
    OR (connected_agent_no <> done_agent_no AND connected_wait_s <> done_wait_s)
"""
"""More than one story, one whose beginning is missing, or an end that is not the connection's."""

_NUMBERED = """
    SELECT agent, row_number() OVER (ORDER BY agent) AS agent_no
    FROM (SELECT DISTINCT agent FROM landed WHERE agent IS NOT NULL)
"""
"""The agents by number, in the order of their names: a name is long, and each is told a million times."""


def gather_calls(con: DuckDBPyConnection) -> None:
    """One row per call and queue, with first and last of everything."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {AGENTS} AS {_NUMBERED}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {WHOLE} AS {_gathered('TRUE')}")


def gather_again(con: DuckDBPyConnection, calls: str) -> None:
    """The same for some calls alone, whose rows were given other ids; `calls` is SQL for the old and the new."""
    con.execute(f"DELETE FROM {WHOLE} WHERE callid IN ({calls})")
    con.execute(f"INSERT INTO {WHOLE} BY NAME {_gathered(f'callid IN ({calls})')}")


def _gathered(where: str) -> str:
    roles = ", ".join(str(int(role)) for role in _SPOKEN)
    return f"""
    SELECT *, COALESCE({IS_TANGLED}, FALSE) AS is_tangled FROM (
        SELECT min(part) AS part, callid, queue,
            min(at_s) FILTER (WHERE role = {EventRole.ENTER}) AS entered_s,
            max(at_s) FILTER (WHERE role = {EventRole.ENTER}) AS entered_last_s,
            {FACTS}, {CALLER}, {_LAST}, {_MEMBER}
        FROM landed JOIN asterisk_roles USING (event) LEFT JOIN {AGENTS} USING (agent)
        WHERE role IN ({roles}) AND callid IS NOT NULL AND {where}
        GROUP BY callid, queue)
    """


def offers_of(where: str, key: str) -> str:
    """SQL: how often phones rang for each `key`, and how often nobody took up; a repeated row counts once.

    One ringing of at least a second cannot end twice within a second: such rows are one, written to two
    logs by two clocks.
    """
    apart = "CASE WHEN ring_ms >= 1000 THEN 1 ELSE 0 END"
    times = (
        f"1 + len(list_filter(range(2, len(told) + 1), lambda i: told[i] - told[i - 1] > {apart}))"
    )
    return f"""
    SELECT {key}, sum(times) AS offers, sum(times) FILTER (WHERE event = 'RINGNOANSWER') AS unanswered_offers
    FROM (
        SELECT {key}, event, {times} AS times FROM (
            SELECT {key}, agent, event, ring_ms, list_sort(list(DISTINCT at_s)) AS told
            FROM {where} GROUP BY {key}, agent, event, ring_ms)
    ) GROUP BY {key}
    """
