"""An attended transfer into the queue in which the caller stood already: one id holds the rows of two stays.

The transfer stands under the id of the agent's own call and names the queue of the caller's talk. Where the agent's
call entered that same queue, id and queue are those of the stay which the caller takes over, but the seconds of
the transfer speak of the talk before. It is given back to the caller's call, in which that talk began.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.stays import gather_again

BACK = "asterisk_handed_back"
"""The agents' calls with such a transfer (`one`), and the callers' (`other`)."""
_JITTER_S = 1
_CLAIM = "t.at_s - t.wait_s - COALESCE(t.talk_s, 0)"

_STRAYED = f"""
    WITH told AS (
        SELECT DISTINCT t.callid, t.queue, t.agent, t.at_s, t.wait_s, {_CLAIM} AS claim FROM landed t
        WHERE t.event = 'ATTENDEDTRANSFER' AND t.wait_s IS NOT NULL AND t.callid IS NOT NULL
    ),
    entered AS (
        SELECT callid, queue, min(at_s) AS entered_s FROM landed
        WHERE event = 'ENTERQUEUE' AND callid IN (SELECT callid FROM told) GROUP BY ALL
    )
    SELECT * FROM (SELECT DISTINCT t.callid AS one, t.queue, t.agent, t.at_s, c.callid AS other
    FROM told t
    JOIN entered e ON e.callid = t.callid AND e.queue = t.queue AND t.claim < e.entered_s - {_JITTER_S}
    JOIN landed c ON c.event = 'CONNECT' AND c.queue = t.queue AND c.agent = t.agent AND c.callid <> t.callid
        AND abs(c.wait_s - t.wait_s) <= {_JITTER_S} AND abs(c.at_s - c.wait_s - t.claim) <= {_JITTER_S})
    QUALIFY count(*) OVER (PARTITION BY one, queue, agent, at_s) = 1
"""

_GIVEN = f"""
    UPDATE landed SET callid = b.other, call_id = COALESCE(landed.call_id, landed.callid) FROM {BACK} b
    WHERE landed.event = 'ATTENDEDTRANSFER' AND landed.callid = b.one AND landed.queue = b.queue
    AND landed.agent = b.agent AND landed.at_s = b.at_s
"""


def give_back(con: DuckDBPyConnection) -> None:
    """Put each such transfer under the caller's id, and keep which calls it ties; expects gathered calls."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {BACK} AS {_STRAYED}")
    if con.execute(f"SELECT 1 FROM {BACK} LIMIT 1").fetchone() is None:
        return
    con.execute(_GIVEN)
    gather_again(con, f"SELECT one FROM {BACK} UNION SELECT other FROM {BACK}")
