"""The stays of calls in queues: one row per stay with what its events say, before any judgement.

Nearly every call enters a queue once, is connected once and ends once: one pass of aggregates tells
its story. The few that do not (`tangled.py`) are first taken apart into such stories.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import Role

STAYS = "asterisk_stays"
WHOLE = "asterisk_whole"
_SPOKEN = (Role.ENTER, Role.CONNECT, Role.DONE, Role.LEAVE, Role.CALLBACK)

FACTS = f"""
    min(at_s) FILTER (WHERE role = {Role.CONNECT}) AS connected_s,
    min(agent) FILTER (WHERE role = {Role.CONNECT}) AS connected_agent,
    min(wait_s) FILTER (WHERE role = {Role.CONNECT}) AS connected_wait_s,
    min(ring_ms) FILTER (WHERE role = {Role.CONNECT}) AS ring_ms,
    min(at_s) FILTER (WHERE role = {Role.DONE}) AS done_s,
    min(event) FILTER (WHERE role = {Role.DONE}) AS done_event,
    min(agent) FILTER (WHERE role = {Role.DONE}) AS done_agent,
    min(wait_s) FILTER (WHERE role = {Role.DONE}) AS done_wait_s,
    min(talk_s) FILTER (WHERE role = {Role.DONE}) AS talk_s,
    min(at_s) FILTER (WHERE role = {Role.LEAVE}) AS left_s,
    min(event) FILTER (WHERE role = {Role.LEAVE}) AS left_event,
    min(wait_s) FILTER (WHERE role = {Role.LEAVE}) AS left_wait_s,
    bool_or(role = {Role.CALLBACK}) AS asked_callback
"""
"""What a story of one entry, at most one connection and at most one end comes to."""

CALLER = f"""
    min(number_key) FILTER (WHERE role = {Role.ENTER}) AS number_key,
    max(identity) FILTER (WHERE role = {Role.ENTER}) AS identity,
    min(number_key) FILTER (WHERE role = {Role.CALLBACK}) AS callback_key,
    max(clock_note) FILTER (WHERE role = {Role.ENTER}) AS clock_note
"""

_LAST = f"""
    max(at_s) FILTER (WHERE role = {Role.CONNECT}) AS connected_last_s,
    max(agent) FILTER (WHERE role = {Role.CONNECT}) AS connected_last_agent,
    max(wait_s) FILTER (WHERE role = {Role.CONNECT}) AS connected_last_wait_s,
    max(at_s) FILTER (WHERE role = {Role.DONE}) AS done_last_s,
    max(event) FILTER (WHERE role = {Role.DONE}) AS done_last_event,
    max(talk_s) FILTER (WHERE role = {Role.DONE}) AS talk_last_s,
    max(at_s) FILTER (WHERE role = {Role.LEAVE}) AS left_last_s,
    max(event) FILTER (WHERE role = {Role.LEAVE}) AS left_last_event
"""

IS_TANGLED = """
    entered_s IS NULL OR entered_s <> entered_last_s
    OR connected_s <> connected_last_s OR connected_agent <> connected_last_agent
    OR connected_wait_s <> connected_last_wait_s
    OR done_s <> done_last_s OR done_event <> done_last_event OR talk_s <> talk_last_s
    OR left_s <> left_last_s OR left_event <> left_last_event
"""
"""More than one story, or a story whose beginning is missing."""


def gather_calls(con: DuckDBPyConnection) -> None:
    """One row per call and queue, with first and last of everything."""
    roles = ", ".join(str(int(role)) for role in _SPOKEN)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {WHOLE} AS
        SELECT *, COALESCE({IS_TANGLED}, FALSE) AS is_tangled FROM (
            SELECT part, callid, queue,
                min(at_s) FILTER (WHERE role = {Role.ENTER}) AS entered_s,
                max(at_s) FILTER (WHERE role = {Role.ENTER}) AS entered_last_s,
                {FACTS}, {CALLER}, {_LAST}
            FROM landed JOIN asterisk_roles USING (event)
            WHERE role IN ({roles}) AND callid IS NOT NULL
            GROUP BY part, callid, queue)"""
    )


def offers_of(where: str, key: str) -> str:
    """SQL: how often phones rang for each `key`, and how often nobody took up; a repeated row counts once."""
    return f"""
    SELECT {key}, count(*) AS offers, count(*) FILTER (WHERE event = 'RINGNOANSWER') AS unanswered_offers
    FROM (SELECT DISTINCT {key}, at_s, agent, event, ring_ms FROM {where}) GROUP BY {key}
    """
