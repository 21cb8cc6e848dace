"""Calls that entered one queue several times, or whose beginning is missing: taken apart into single stays.

Every end and every connection tells how long the caller had waited, so each says itself when its stay
began. An event belongs to the entry nearest to that moment; one that tells no wait, to the last entry
before it. Nothing depends on the order of lines within a second.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.asterisk.stays import WHOLE

ASSIGNED = "asterisk_assigned"
_KEY = "part, callid, queue"
_CLAIM = "at_s - wait_s - COALESCE(talk_s, 0)"
_ENDS = f"({int(EventRole.DONE)}, {int(EventRole.LEAVE)})"
_TELLING = f"({int(EventRole.CONNECT)}, {int(EventRole.DONE)}, {int(EventRole.LEAVE)})"
_JITTER_S = 1
"""Two reads of the clock within one event may fall on two seconds."""


def take_apart(con: DuckDBPyConnection) -> None:
    """The temp table of the tangled calls' events, each with the `entry` it belongs to; repeated rows once."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_tangled AS {_EVENTS}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_entries AS {_ENTERED}")
    con.execute(f"INSERT INTO asterisk_entries {_CLAIMED}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {ASSIGNED} AS {_BELONGING}")


_EVENTS = f"""
    SELECT DISTINCT l.part, l.callid, l.queue, role, event_no, l.event, at_s, agent_no, l.agent,
        l.wait_s, l.talk_s, l.ring_ms
    FROM landed l JOIN asterisk_roles r ON r.event = l.event LEFT JOIN asterisk_agents a ON a.agent = l.agent
    JOIN (SELECT {_KEY} FROM {WHOLE} WHERE is_tangled) w
    ON w.part = l.part AND w.callid = l.callid AND w.queue IS NOT DISTINCT FROM l.queue
    WHERE role <= {int(EventRole.OFFER)} OR role = {int(EventRole.CALLBACK)}
"""

_ENTERED = f"""
    WITH entered AS (
        SELECT {_KEY}, at_s AS entry,
            lag(at_s) OVER (PARTITION BY {_KEY} ORDER BY at_s) AS previous
        FROM (SELECT DISTINCT {_KEY}, at_s FROM asterisk_tangled WHERE role = {int(EventRole.ENTER)})
    )
    SELECT {_KEY}, entry, TRUE AS seen FROM entered e
    WHERE previous IS NULL OR entry - previous > {_JITTER_S} OR EXISTS (
        SELECT 1 FROM asterisk_tangled t
        WHERE t.part = e.part AND t.callid = e.callid AND t.queue IS NOT DISTINCT FROM e.queue
        AND t.role IN {_ENDS} AND t.at_s BETWEEN e.previous AND e.entry)
"""
"""Two entries a second apart with no end between them are one, written to two logs by two clocks."""

_CLAIMED = f"""
    WITH first_seen AS (SELECT {_KEY}, min(entry) AS first_entry FROM asterisk_entries GROUP BY {_KEY}),
    claims AS (
        SELECT DISTINCT t.part, t.callid, t.queue, COALESCE({_CLAIM}, at_s) AS claim
        FROM asterisk_tangled t LEFT JOIN first_seen f
        ON f.part = t.part AND f.callid = t.callid AND f.queue IS NOT DISTINCT FROM t.queue
        WHERE role IN {_TELLING} AND (first_entry IS NULL OR {_CLAIM} < first_entry - {_JITTER_S})
    ),
    spaced AS (SELECT *, lag(claim) OVER (PARTITION BY {_KEY} ORDER BY claim) AS previous FROM claims)
    SELECT {_KEY}, claim, FALSE FROM spaced WHERE previous IS NULL OR claim - previous > {2 * _JITTER_S}
"""
"""Stays whose ENTERQUEUE is not in the files: their connection or end tells when they began."""

_DISTANCE = f"""
    CASE WHEN role = {int(EventRole.ENTER)} THEN abs(entry - at_s)
        WHEN role IN {_TELLING} AND wait_s IS NOT NULL THEN abs(entry - ({_CLAIM}))
        WHEN role = {int(EventRole.OFFER)} THEN
            CASE WHEN entry <= at_s - ring_ms // 1000 THEN at_s - entry ELSE 1000000000 + entry - at_s END
        WHEN entry < at_s THEN at_s - entry ELSE 1000000000 + entry - at_s END
"""

_BELONGING = f"""
    SELECT t.*, arg_min(e.entry, [{_DISTANCE}, e.entry]) AS entry,
        arg_min(e.seen, [{_DISTANCE}, e.entry]) AS seen
    FROM asterisk_tangled t JOIN asterisk_entries e
    ON e.part = t.part AND e.callid = t.callid AND e.queue IS NOT DISTINCT FROM t.queue
    GROUP BY ALL
"""

_KEPT = f"""
    SELECT c.part, c.callid, c.queue, c.entry, c.at_s, c.agent_no, c.agent, c.wait_s, c.ring_ms,
        max(d.at_s) AS until_s
    FROM {ASSIGNED} c LEFT JOIN {ASSIGNED} d ON d.part = c.part AND d.callid = c.callid AND d.entry = c.entry
        AND d.queue IS NOT DISTINCT FROM c.queue AND d.agent_no = c.agent_no AND d.role = {int(EventRole.DONE)}
        AND (d.wait_s = c.wait_s OR d.wait_s IS NULL OR c.wait_s IS NULL)
    WHERE c.role = {int(EventRole.CONNECT)} GROUP BY ALL
"""
_COUNTS = f"""
    SELECT {_KEY}, entry, at_s AS its_s, agent_no AS its_agent_no, wait_s AS its_wait_s FROM ({_KEPT})
    QUALIFY row_number() OVER (
        PARTITION BY {_KEY}, entry ORDER BY until_s DESC NULLS LAST, at_s, agent, wait_s, ring_ms) = 1
"""
"""The connection that counts: whose end was the last. Another phone that was connected too had let go before."""

STORIES = f"""
    SELECT * FROM {ASSIGNED} WHERE role = {int(EventRole.CALLBACK)} OR role = {int(EventRole.ENTER)}
    UNION ALL
    SELECT a.* FROM {ASSIGNED} a LEFT JOIN ({_COUNTS}) f
    ON f.part = a.part AND f.callid = a.callid AND f.queue IS NOT DISTINCT FROM a.queue AND f.entry = a.entry
    WHERE role IN {_TELLING}
    AND NOT COALESCE(role = {int(EventRole.DONE)} AND agent_no <> its_agent_no AND wait_s <> its_wait_s, FALSE)
    QUALIFY row_number() OVER (
        PARTITION BY a.part, a.callid, a.queue, a.entry, role
        ORDER BY COALESCE(agent_no <> its_agent_no, FALSE),
            COALESCE(role = {int(EventRole.CONNECT)} AND at_s <> its_s, FALSE),
            at_s, event, agent, wait_s, talk_s, ring_ms) = 1
"""
"""At most one connection and one end of each kind per stay: the connection that counts, and the end that is its own.

Where two phones were connected to one caller, an end under another name and after another wait is the other
one's; what it tells is true of nobody together with the first."""
