"""Calls that agents placed, as the dialplans that log them write them (OUTDIAL, OUTANSWER, OUTCALL ...).

They are contacts of direction outbound: never received, never offered. One that reached nobody has the
outcome unknown, for none of the words for a caller's fate fits a called one's.
"""

PLACED = """
    SELECT part, callid, CAST(NULL AS VARCHAR) AS queue, min(agent) AS agent,
        CASE WHEN bool_or(talks) THEN 'answered' ELSE 'unknown' END AS outcome,
        min(at_s - CASE WHEN event = 'OUTDIAL' THEN 0 ELSE COALESCE(wait_s, 0) + COALESCE(talk_s, 0) END) AS arrived_s,
        CAST(max(wait_s) AS DOUBLE) AS wait_s, CAST(NULL AS DOUBLE) AS ring_s,
        CAST(max(talk_s) FILTER (WHERE talks) AS DOUBLE) AS talk_s, CAST(NULL AS DOUBLE) AS acw_s,
        CAST(count(DISTINCT at_s) FILTER (WHERE event = 'OUTTRANSFER') AS USMALLINT) AS transfers,
        CASE max(said) FILTER (WHERE event = 'OUTANSWER')
            WHEN 'COMPLETECALLER' THEN 'agent' WHEN 'COMPLETEAGENT' THEN 'customer' END AS ended_by,
        min(number_key) AS number_key,
        CASE WHEN min(number_key) IS NOT NULL THEN 'number' END AS identity,
        max(clock_note) AS clock_note, 'outbound' AS direction
    FROM (
        SELECT *, event IN ('OUTANSWER', 'OUTTRANSFER') OR (event = 'OUTCALL' AND talk_s > 0) AS talks
        FROM landed WHERE event LIKE 'OUT%' AND event IN (SELECT event FROM asterisk_roles) AND callid IS NOT NULL
    )
    WHERE (part, callid) NOT IN (SELECT (part, callid) FROM asterisk_stays)
    GROUP BY part, callid
"""
