"""One id for two calls: two phone systems in one log, or one whose clock was set back when it started.

Another call begins where nothing was heard of the id for half a day, or where a caller with another number
enters after the one before had hung up. The call nearest to the second in the id keeps it; another bears
its own beginning behind an `@`, and so its name does not hang on how many there are.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.asterisk.stays import WHOLE, gather_again
from willet.core.sources.asterisk.times import call_epoch

SILENCE_S = 43_200
"""Seconds after which an id that is heard of again names another call."""
_ENDING = f"({int(EventRole.CONNECT)}, {int(EventRole.DONE)}, {int(EventRole.LEAVE)})"
_HUNG_UP = "('ABANDON', 'COMPLETEAGENT', 'COMPLETECALLER', 'AGENTDUMP', 'SYSCOMPAT')"
_JITTER_S = 1

_SUSPECTS = f"""
    SELECT callid FROM {WHOLE} GROUP BY callid
    HAVING max(GREATEST(entered_last_s, connected_last_s, done_last_s, left_last_s))
        - min(LEAST(entered_s, connected_s, done_s, left_s)) > {SILENCE_S}
    OR min(number_key) <> max(number_last_key)
"""

_ABOUT = f"""
    SELECT callid, event, role, at_s, number_key,
        CASE WHEN role IN {_ENDING} AND wait_s IS NOT NULL
            THEN at_s - wait_s - COALESCE(talk_s, 0) ELSE at_s END AS about_s
    FROM landed JOIN asterisk_roles USING (event)
    WHERE callid IN (SELECT callid FROM asterisk_suspects) AND role IN ({int(EventRole.ENTER)}, {_ENDING[1:-1]})
"""
"""Each row with the second in which the stay it speaks of began."""

_AFTER_SILENCE = f"""
    SELECT callid, about_s AS begins_s FROM (
        SELECT *, max(at_s) OVER (
            PARTITION BY callid ORDER BY about_s, at_s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS heard_s
        FROM asterisk_about)
    WHERE heard_s IS NULL OR about_s - heard_s > {SILENCE_S}
"""

_ANOTHER = f"""
    SELECT e.callid, e.at_s AS begins_s FROM (
        SELECT callid, at_s, number_key, lag(number_key) OVER calls AS last_key, lag(at_s) OVER calls AS last_s
        FROM asterisk_about WHERE role = {int(EventRole.ENTER)} AND number_key IS NOT NULL
        WINDOW calls AS (PARTITION BY callid ORDER BY at_s, number_key)
    ) e WHERE number_key <> last_key AND EXISTS (
        SELECT 1 FROM asterisk_about h WHERE h.callid = e.callid AND h.event IN {_HUNG_UP}
        AND h.at_s BETWEEN e.last_s AND e.at_s AND h.about_s < e.at_s - {_JITTER_S})
"""

_CALLS = f"""
    SELECT callid, begins_s, lead(begins_s) OVER (PARTITION BY callid ORDER BY begins_s) AS next_s,
        CASE WHEN row_number() OVER (
            PARTITION BY callid ORDER BY abs(begins_s - {call_epoch("callid")}), begins_s) = 1
        THEN callid ELSE callid || '@' || begins_s END AS call
    FROM (SELECT * FROM ({_AFTER_SILENCE}) UNION SELECT * FROM ({_ANOTHER}))
"""

_RENAMED = f"""
    UPDATE landed SET callid = c.call, call_id = c.callid FROM asterisk_again c
    WHERE landed.callid = c.callid AND c.call <> c.callid
    AND landed.at_s - CASE WHEN event IN (SELECT event FROM asterisk_roles WHERE role IN {_ENDING})
        AND landed.wait_s IS NOT NULL THEN landed.wait_s + COALESCE(landed.talk_s, 0) ELSE 0 END
        BETWEEN c.begins_s - {_JITTER_S} AND COALESCE(c.next_s - {_JITTER_S + 1}, 9000000000)
"""

_ALONE = """
    DELETE FROM asterisk_again WHERE callid IN (
        SELECT callid FROM asterisk_again GROUP BY callid HAVING count(*) = 1)
"""


def split_calls(con: DuckDBPyConnection) -> None:
    """Give the rows of a second call under one id a name of their own."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_suspects AS {_SUSPECTS}")
    if not _any(con, "asterisk_suspects"):
        return
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_about AS {_ABOUT}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_again AS {_CALLS}")
    con.execute(
        "DELETE FROM asterisk_again WHERE callid IN (SELECT callid FROM asterisk_again GROUP BY 1 HAVING count(*) = 1)"
    )
    if _any(con, "asterisk_again"):
        con.execute(_RENAMED)
        gather_again(con, "SELECT callid FROM asterisk_again UNION SELECT call FROM asterisk_again")


def _any(con: DuckDBPyConnection, table: str) -> bool:
    return con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None
