"""Calls by which an agent consults a queue while a customer is on the line: no customer's, and perhaps taken over.

An agent who hands a caller on with an announcement first calls the queue; that call enters it under an id of its
own, from the agent's extension. If the agent hands the caller over, it becomes the contact's next visit; if not, it
was a call within the house. That it is one follows from the extension: it is that of an agent who at that second is
connected to a caller. The number of an extension is a keyed hash; so are those of the agents' interfaces here.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.asterisk.stays import WHOLE
from willet.core.sources.contract import ReadOptions
from willet.core.sources.identity import callers
from willet.core.sources.interfaces import agent_key

CONSULTS = "asterisk_consults"
"""Calls into a queue from an agent who has a caller: `call` is the caller's, `taken_over` whether it got the caller."""
_LONGEST_S = 7_200
"""How long a talk is believed to last whose end is not in the files."""

_DESKS = f"SELECT agent, {agent_key('agent')} AS extension FROM asterisk_agents"

_TALKS = f"""
    SELECT c.callid, c.queue, c.agent, d.number_key, c.at_s AS connected_s,
        min([e.at_s, CAST(e.event = 'ATTENDEDTRANSFER' AS BIGINT)]) FILTER (WHERE e.at_s IS NOT NULL) AS ended
    FROM landed c JOIN asterisk_desks d ON d.agent = c.agent
    LEFT JOIN landed e ON e.callid = c.callid AND e.queue IS NOT DISTINCT FROM c.queue AND e.agent = c.agent
        AND e.at_s >= c.at_s AND e.event IN (SELECT event FROM asterisk_roles WHERE role = {EventRole.DONE})
    WHERE c.event = 'CONNECT' GROUP BY ALL
"""
"""Each talk of an agent whose extension is known, with the second in which it ended and whether by a transfer."""

_CONSULTS = f"""
    SELECT w.callid, w.part, t.callid AS call, t.queue AS call_queue, t.agent,
        w.connected_s IS NOT NULL AS answered,
        COALESCE(t.ended[2] = 1 AND (w.done_last_s >= t.ended[1] OR w.left_last_s > t.ended[1]
            OR (w.done_last_s IS NULL AND w.left_last_s IS NULL)), FALSE) AS taken_over
    FROM {WHOLE} w JOIN asterisk_talks t ON t.number_key = w.number_key AND t.callid <> w.callid
        AND w.entered_s BETWEEN t.connected_s AND COALESCE(t.ended[1], t.connected_s + {_LONGEST_S})
    WHERE w.is_internal
    QUALIFY row_number() OVER (PARTITION BY w.callid ORDER BY t.connected_s DESC, t.callid, w.entered_s, w.queue) = 1
"""

TAKEN_OVER = f"SELECT callid AS one, call AS other FROM {CONSULTS} WHERE taken_over"
LEFT_ALONE = f"SELECT part, callid FROM {CONSULTS}"
"""Those that are still calls of their own once what was taken over is part of its contact."""
MARK = f"""
    UPDATE asterisk_stays SET consulted = TRUE
    FROM (SELECT DISTINCT call, call_queue, agent FROM {CONSULTS} WHERE answered) k
    WHERE asterisk_stays.callid = k.call AND asterisk_stays.queue IS NOT DISTINCT FROM k.call_queue
    AND asterisk_stays.agent = k.agent
"""
"""The agent asked a colleague while the caller was there, handed over or not."""


def find_consults(con: DuckDBPyConnection, options: ReadOptions) -> None:
    """Make the temp table of consults; expects gathered calls."""
    _keep_desks(con, options)
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_talks AS {_TALKS}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {CONSULTS} AS {_CONSULTS}")


def _keep_desks(con: DuckDBPyConnection, options: ReadOptions) -> None:
    """The agents whose interface names an extension from which a call came, with the key of its number."""
    named = con.execute(_DESKS).fetchall()
    known = callers({extension for _, extension in named}, options.customer_key, options.region)
    desks = [(agent, known[extension].key) for agent, extension in named if known[extension].key]
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE asterisk_desks AS SELECT * FROM (
            SELECT unnest(?::VARCHAR[]) AS agent, unnest(?::UBIGINT[]) AS number_key)
        WHERE number_key IN (SELECT number_key FROM {WHOLE} WHERE is_internal)""",
        [[agent for agent, _ in desks], [key for _, key in desks]],
    )
