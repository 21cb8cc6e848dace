"""Every id under which the phone system knows a contact: of the call, of what it went on as, of its connections."""

from willet.core.sources.asterisk.times import instant
from willet.core.sources.clock import Clock

_NAMED = r"^(.+)-\d{9,10}\.\d+$"
"""`systemname` of asterisk.conf stands before each id."""
_JITTER_S = 1

_SECOND = "SELECT DISTINCT part, callid, call_id FROM landed WHERE call_id IS NOT NULL"

_CALLS = f"""
    SELECT c.part, c.callid, c.callid AS call_id, CASE WHEN direction <> 'outbound' THEN 1 END AS visit_no
    FROM asterisk_calls c LEFT JOIN ({_SECOND}) s
    ON s.part = c.part AND s.callid = c.callid AND starts_with(c.callid, s.call_id || '@')
    WHERE s.callid IS NULL
    UNION ALL
    SELECT s.part, s.callid, s.call_id, min(v.visit_no)
    FROM ({_SECOND}) s
    LEFT JOIN landed e ON e.part = s.part AND e.callid = s.callid AND e.call_id = s.call_id AND e.event = 'ENTERQUEUE'
    LEFT JOIN asterisk_visited v ON v.part = e.part AND v.callid = e.callid AND v.queue IS NOT DISTINCT FROM e.queue
        AND abs(v.entered_s - e.at_s) <= {_JITTER_S}
    GROUP BY ALL
"""
"""The ids of whole calls; an id that a contact has from a transfer names the visit that began under it."""

_CONNECTIONS = f"""
    SELECT l.part, l.callid, COALESCE(l.call_id, l.callid) AS call_id, l.said AS leg, min(v.visit_no) AS visit_no
    FROM landed l JOIN asterisk_visited v
    ON v.part = l.part AND v.callid = l.callid AND v.queue IS NOT DISTINCT FROM l.queue
    AND (v.visits = 1 OR l.wait_s IS NULL OR abs(v.entered_s - l.at_s + l.wait_s) <= {_JITTER_S})
    WHERE l.event = 'CONNECT' AND l.said IS NOT NULL GROUP BY ALL
"""
"""The channel to each member who was connected."""


def call_ids_sql(clock: Clock, source: str, pbx: str) -> str:
    """SQL: the rows of call_ids; `pbx` is the phone system's name, empty where only its ids tell it."""
    at = instant("c.arrived_s")
    known = f"'{pbx}'" if pbx else f"NULLIF(regexp_extract(i.call_id, '{_NAMED}', 1), '')"
    return f"""
    SELECT '{source}' AS source, {known} AS pbx, i.call_id, i.leg, '{source}:' || i.callid AS contact_id, i.visit_no,
        {at} AS arrived_at, {clock.local_date(at)} AS local_date, i.part
    FROM (
        SELECT part, callid, call_id, CAST(NULL AS VARCHAR) AS leg, visit_no FROM ({_CALLS})
        UNION ALL SELECT part, callid, call_id, leg, visit_no FROM ({_CONNECTIONS})
    ) i JOIN asterisk_calls c ON c.part = i.part AND c.callid = i.callid
    """
