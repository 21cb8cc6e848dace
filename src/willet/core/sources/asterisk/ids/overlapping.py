"""One id for two calls at the same time: two phone systems in one log gave it out in the same second.

A call stands in one queue at a time and shows one number. Where another number enters under the id more than a
second before the stay of the first is over, there are two calls. Each row tells whose it is: by the queue, by the
second in which the stay it speaks of began, by the agent. The call nearest to the second in the id keeps it.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.asterisk.stays import WHOLE, gather_again
from willet.core.sources.asterisk.times import call_epoch

_JITTER_S = 1
"""Two reads of the clock within one event may fall on two seconds, and so may those of two logs."""
_ENDING = f"({int(EventRole.CONNECT)}, {int(EventRole.DONE)}, {int(EventRole.LEAVE)})"
_ENDS = f"({int(EventRole.DONE)}, {int(EventRole.LEAVE)})"

_SHARED = (
    f"SELECT callid FROM {WHOLE} GROUP BY callid HAVING min(number_key) <> max(number_last_key)"
)

_ROWS = f"""
    SELECT DISTINCT l.callid, l.queue, l.event, r.role, l.at_s, l.agent, l.number_key,
        CASE WHEN r.role IN {_ENDING} AND l.wait_s IS NOT NULL THEN l.at_s - l.wait_s - COALESCE(l.talk_s, 0)
            ELSE l.at_s END AS about_s
    FROM landed l JOIN asterisk_roles r USING (event) WHERE l.callid IN ({_SHARED})
"""

_STAYS = f"""
    SELECT e.callid, e.queue, e.number_key, e.at_s AS entered_s, max(d.at_s) AS ended_s,
        list(DISTINCT d.agent) AS agents
    FROM asterisk_shared e LEFT JOIN asterisk_shared d ON d.callid = e.callid AND d.queue IS NOT DISTINCT FROM e.queue
        AND d.role IN {_ENDING} AND abs(d.about_s - e.at_s) <= {_JITTER_S}
    WHERE e.role = {int(EventRole.ENTER)} AND e.number_key IS NOT NULL GROUP BY ALL
"""

_TOGETHER = f"""
    SELECT DISTINCT a.callid FROM asterisk_number_stays a JOIN asterisk_number_stays b
    ON b.callid = a.callid AND b.number_key <> a.number_key AND b.entered_s >= a.entered_s
    AND LEAST(a.ended_s, b.ended_s) - b.entered_s > {_JITTER_S} AND a.ended_s - b.entered_s > {_JITTER_S}
    AND (b.entered_s - a.entered_s > {_JITTER_S} OR b.queue IS DISTINCT FROM a.queue)
"""
"""In one queue, entries within a second of each other cannot be told apart by what rows say of their beginning."""

_CALLS = f"""
    SELECT callid, number_key, CASE WHEN row_number() OVER (
            PARTITION BY callid ORDER BY abs(begins_s - {call_epoch("callid")}), begins_s, first_queue) = 1
        THEN callid ELSE callid || '@' || begins_s END AS call
    FROM (SELECT callid, number_key, min(entered_s) AS begins_s, min(queue) AS first_queue FROM asterisk_number_stays
        WHERE callid IN (SELECT callid FROM asterisk_together) GROUP BY callid, number_key)
"""

_WHOSE = """
    SELECT r.callid, r.queue, r.event, r.at_s, r.agent, r.about_s, c.call
    FROM asterisk_shared r JOIN asterisk_number_stays s ON s.callid = r.callid
    JOIN asterisk_pair c ON c.callid = s.callid AND c.number_key = s.number_key
    QUALIFY row_number() OVER (PARTITION BY r.callid, r.queue, r.event, r.at_s, r.agent, r.about_s ORDER BY
        COALESCE(r.number_key = s.number_key, FALSE) DESC, r.queue IS NOT DISTINCT FROM s.queue DESC,
        COALESCE(list_contains(s.agents, r.agent) AND r.about_s >= s.entered_s, FALSE) DESC,
        abs(r.about_s - s.entered_s), c.call) = 1
"""
"""Each row with the call that is its own: a row of the same number, of the queue, of its agent, the nearest."""

_RENAMED = """
    UPDATE landed SET callid = w.call, call_id = w.callid FROM asterisk_whose w
    WHERE landed.callid = w.callid AND landed.event = w.event AND landed.at_s = w.at_s
    AND landed.queue IS NOT DISTINCT FROM w.queue AND landed.agent IS NOT DISTINCT FROM w.agent AND w.call <> w.callid
"""


def part_overlapping(con: DuckDBPyConnection) -> None:
    """Give the rows of a call that went on beside another under one id a name of their own."""
    for table, sql in (("shared", _ROWS), ("number_stays", _STAYS), ("together", _TOGETHER)):
        con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_{table} AS {sql}")
    if con.execute("SELECT 1 FROM asterisk_together LIMIT 1").fetchone() is None:
        return
    for table, sql in (("pair", _CALLS), ("whose", _WHOSE)):
        con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_{table} AS {sql}")
    con.execute(_RENAMED)
    gather_again(con, "SELECT callid FROM asterisk_pair UNION SELECT call FROM asterisk_pair")
