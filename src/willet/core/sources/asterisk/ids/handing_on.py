"""One call under several ids: an agent hands the caller on, and the log goes on under another.

Two ways are known. **Through a `Local/` member** the far half of its channel enters the next queue under an id
of its own, with the caller's number, in the second in which the member's channel was made, while the log
still has the caller connected to that member. **By an attended transfer into a queue** the agent's own call
enters it; when the agent hands over, the caller takes that call's place: the entry and the transfer stand
under the agent's id, connection and end under the caller's. There an event speaks of a stay that its id
never began, and says to the second when it began; the stay that began then and has no such event is the one.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.asterisk.ids.consulting import CONSULTS, TAKEN_OVER
from willet.core.sources.asterisk.ids.handed_back import BACK
from willet.core.sources.asterisk.stays import WHOLE, gather_again
from willet.core.sources.asterisk.times import call_epoch

HANDED = "asterisk_handed"
_FAR_DAYS = 1
"""How many days before a call the first of its contact may lie."""
_JITTER_S = 1
_TELLING = f"({int(EventRole.CONNECT)}, {int(EventRole.DONE)}, {int(EventRole.LEAVE)})"
_CLAIM = "l.at_s - l.wait_s - COALESCE(l.talk_s, 0)"

_FIRSTS = f"""
    SELECT callid, min(part) AS part, min(entered_s) AS entered_s, {call_epoch("callid")} AS made_s,
        min(LEAST(entered_s, connected_s, done_s, left_s)) AS first_s,
        arg_min(number_key, entered_s) AS number_key, bool_or(is_withheld) AS is_withheld
    FROM {WHOLE} GROUP BY callid
"""

_CONNECTIONS = f"""
    SELECT callid, queue, connected_s, connected_wait_s, connected_agent_no, done_s, member_s, number_key, is_withheld
    FROM {WHOLE} WHERE NOT is_tangled AND member_s IS NOT NULL
    UNION ALL
    SELECT DISTINCT l.callid, l.queue, l.at_s, l.wait_s, a.agent_no, w.done_last_s, {call_epoch("said")}, w.number_key,
        w.is_withheld
    FROM landed l JOIN {WHOLE} w ON w.callid = l.callid AND w.queue IS NOT DISTINCT FROM l.queue AND w.is_tangled
    LEFT JOIN asterisk_agents a ON a.agent = l.agent
    WHERE l.event = 'CONNECT' AND l.said IS NOT NULL
"""

_THROUGH_LOCAL = f"""
    SELECT c.callid AS child, p.callid AS parent, c.entered_s, p.queue, p.connected_s, p.connected_wait_s,
        a.agent, p.done_s
    FROM asterisk_firsts c JOIN ({_CONNECTIONS}) p ON p.member_s = c.made_s
    LEFT JOIN asterisk_agents a ON a.agent_no = p.connected_agent_no
    WHERE c.callid <> p.callid AND c.entered_s >= p.connected_s
    AND (p.done_s IS NULL OR c.entered_s <= p.done_s + {_JITTER_S})
    AND (c.number_key = p.number_key OR (
        c.number_key IS NULL AND p.number_key IS NULL AND c.is_withheld IS NOT DISTINCT FROM p.is_withheld
        AND starts_with(a.agent, 'Local/')))
    QUALIFY row_number() OVER (PARTITION BY c.callid ORDER BY p.connected_s DESC, p.callid, p.queue) = 1
"""
"""Over recorded sessions with known truth the number, the connected stay and the second find these alone;
where the number is withheld, only members that say themselves that they are Local/ are looked at."""

_LOOSE = f"""
    SELECT DISTINCT l.callid, l.queue, r.role, a.agent_no, l.wait_s, {_CLAIM} AS claim
    FROM landed l JOIN asterisk_roles r ON r.event = l.event LEFT JOIN asterisk_agents a ON a.agent = l.agent
    JOIN {WHOLE} w ON w.callid = l.callid AND w.queue IS NOT DISTINCT FROM l.queue AND w.is_tangled
    WHERE r.role IN {_TELLING} AND l.wait_s IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM landed e WHERE e.event = 'ENTERQUEUE' AND e.callid = l.callid
        AND e.queue IS NOT DISTINCT FROM l.queue
        AND abs(e.at_s - ({_CLAIM})) <= {_JITTER_S})
"""
"""Events of a stay that their own id never began."""

_TAKEN_OVER = f"""
    WITH begun AS (
        SELECT DISTINCT o.callid AS one, w.callid AS other, o.queue, o.claim, o.role
        FROM (SELECT *, unnest([claim - {_JITTER_S}, claim, claim + {_JITTER_S}]) AS entered_s FROM asterisk_loose) o
        JOIN {WHOLE} w ON w.entered_s = o.entered_s AND w.queue IS NOT DISTINCT FROM o.queue AND w.callid <> o.callid
        WHERE w.done_s IS NULL AND w.left_s IS NULL AND (
            w.connected_s IS NULL
            OR (o.role = {int(EventRole.DONE)} AND w.connected_agent_no = o.agent_no
                AND abs(w.connected_wait_s - o.wait_s) <= {_JITTER_S}))
    )
    SELECT one, other FROM begun
    QUALIFY count(DISTINCT other) OVER (PARTITION BY one, queue, claim, role) = 1
    AND count(DISTINCT one) OVER (PARTITION BY other, queue) = 1
"""

_LINKS = f"""
    SELECT DISTINCT CASE WHEN later THEN one ELSE other END AS child, CASE WHEN later THEN other ELSE one END AS parent
    FROM (
        SELECT one, other, [a.first_s::VARCHAR, one] > [b.first_s::VARCHAR, other] AS later
        FROM (
            SELECT child AS one, parent AS other FROM asterisk_local UNION SELECT one, other FROM ({_TAKEN_OVER})
            UNION {TAKEN_OVER} UNION SELECT one, other FROM {BACK}
        ) JOIN asterisk_firsts a ON a.callid = one JOIN asterisk_firsts b ON b.callid = other)
"""
"""Whichever began earlier is the contact; seconds of these years have equally many digits."""

_ROOTS = f"""
    WITH RECURSIVE up AS (
        SELECT child, parent FROM asterisk_links
        UNION SELECT u.child, l.parent FROM up u JOIN asterisk_links l ON l.child = u.parent
    )
    SELECT child, parent AS root, r.part FROM up
    JOIN asterisk_firsts r ON r.callid = parent JOIN asterisk_firsts c ON c.callid = child
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY r.first_s, parent) = 1
    AND abs(r.part - c.part) <= {_FAR_DAYS}
"""

_CUT = """
    DELETE FROM landed USING asterisk_local h
    WHERE landed.callid = h.parent AND landed.queue IS NOT DISTINCT FROM h.queue AND landed.agent = h.agent
    AND landed.event IN (SELECT event FROM asterisk_roles WHERE role = 3) AND landed.at_s > h.entered_s
    AND COALESCE(landed.at_s - landed.talk_s, h.connected_s) BETWEEN h.connected_s - 1 AND h.connected_s + 1
"""

_ENDED = """
    INSERT INTO landed BY NAME
    SELECT f.part, h.entered_s AS at_s, h.parent AS callid, h.queue, h.agent, 'BLINDTRANSFER' AS event,
        h.connected_wait_s AS wait_s, h.entered_s - h.connected_s AS talk_s
    FROM asterisk_local h JOIN asterisk_firsts f ON f.callid = h.parent
    WHERE h.done_s IS NULL OR h.done_s > h.entered_s
"""
"""The first talk ended when the caller entered the next queue, not when the log lets go of the member."""

_RENAMED = f"""
    UPDATE landed SET callid = h.root, call_id = COALESCE(call_id, callid), part = h.part
    FROM {HANDED} h WHERE landed.callid = h.child
"""


def join_calls(con: DuckDBPyConnection) -> None:
    """Give the rows of a call that goes on under another id the id under which the contact began."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_firsts AS {_FIRSTS}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_local AS {_THROUGH_LOCAL}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_loose AS {_LOOSE}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_links AS {_LINKS}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {HANDED} AS {_ROOTS}")
    if con.execute(f"SELECT 1 FROM {HANDED} LIMIT 1").fetchone() is None:
        return
    con.execute(f"DELETE FROM {CONSULTS} WHERE callid IN (SELECT child FROM {HANDED})")
    con.execute(f"DELETE FROM asterisk_local WHERE child NOT IN (SELECT child FROM {HANDED})")
    for statement in (_CUT, _ENDED, _RENAMED):
        con.execute(statement)
    gather_again(con, f"SELECT child FROM {HANDED} UNION SELECT root FROM {HANDED}")
