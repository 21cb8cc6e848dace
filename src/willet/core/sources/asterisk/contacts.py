"""Contacts: the visits of one call, put together, and what was said of it."""

from willet.core.sources.asterisk.ids.consulting import CONSULTS
from willet.core.sources.asterisk.outbound import PLACED
from willet.core.sources.asterisk.pauses import AFTER_CALL_WORK
from willet.core.sources.asterisk.statements import SUMMARY
from willet.core.sources.asterisk.stays import STAYS
from willet.core.sources.asterisk.times import instant
from willet.core.sources.clock import Clock
from willet.core.sources.contract import CONSULTED

VISITED = "asterisk_visited"
CALLS = "asterisk_calls"

VISITED_SQL = f"""
    SELECT s.*, a.acw_s, COALESCE(o.visit_no, 1) AS visit_no, COALESCE(o.visits, 1) AS visits
    FROM {STAYS} s
    LEFT JOIN asterisk_order o
    ON o.part = s.part AND o.callid = s.callid AND o.queue IS NOT DISTINCT FROM s.queue AND o.entered_s = s.entered_s
    LEFT JOIN {AFTER_CALL_WORK} a
    ON a.part = s.part AND a.callid = s.callid AND a.queue IS NOT DISTINCT FROM s.queue AND a.entered_s = s.entered_s
"""
"""The stays with their number in the call and the work after them."""

_ALONE = f"""
    SELECT part, callid, queue, agent, outcome, entered_s AS arrived_s, wait_s, ring_s, talk_s, acw_s,
        CAST(transferred AS USMALLINT) AS transfers, consulted, ended_by, number_key, identity,
        clock_note, 'inbound' AS direction
    FROM {VISITED} WHERE visits = 1
"""

_CALLER_OF = "[CAST(number_key IS NULL AS INTEGER), CAST(identity IS NULL AS INTEGER), visit_no]"
"""The first visit that shows a number says whose call it is; where none does, the first that hides it."""

_SEVERAL = f"""
    WITH told AS (
        SELECT *, min(CASE WHEN answered THEN visit_no END) OVER (PARTITION BY part, callid) AS reached
        FROM {VISITED} WHERE visits > 1
    )
    SELECT part, callid, arg_min([queue], visit_no)[1] AS queue,
        arg_max([agent], visit_no) FILTER (WHERE answered)[1] AS agent,
        CASE WHEN bool_or(answered) THEN 'answered' WHEN bool_or(outcome = 'callback') THEN 'callback'
            ELSE arg_max(outcome, visit_no) END AS outcome,
        min(entered_s) AS arrived_s,
        {{wait}} AS wait_s, {{ring}} AS ring_s, {{talk}} AS talk_s,
        sum(acw_s) FILTER (WHERE answered) AS acw_s,
        CAST(count(*) FILTER (WHERE transferred) AS USMALLINT) AS transfers, bool_or(consulted) AS consulted,
        arg_max([ended_by], visit_no)[1] AS ended_by,
        arg_min([number_key], {_CALLER_OF})[1] AS number_key, arg_min([identity], {_CALLER_OF})[1] AS identity,
        max(clock_note) AS clock_note, 'inbound' AS direction
    FROM told GROUP BY part, callid
"""


def _whole_sum(column: str, where: str) -> str:
    """SQL: the sum, or NULL when one of its terms is unknown: a sum of some is no sum."""
    return (
        f"CASE WHEN bool_and({column} IS NOT NULL) FILTER (WHERE {where}) "
        f"THEN sum({column}) FILTER (WHERE {where}) END"
    )


_SUMS = {
    "wait": _whole_sum("wait_s", "reached IS NULL OR visit_no <= reached"),
    "ring": _whole_sum("ring_s", "answered"),
    "talk": _whole_sum("talk_s", "answered"),
}

CALLS_SQL = f"""
    SELECT c.* REPLACE (CASE WHEN k.callid IS NULL THEN direction ELSE 'internal' END AS direction),
        s.resolved, s.topic, s.cause, s.disposition
    FROM (
        SELECT * FROM ({_ALONE}) UNION ALL BY NAME SELECT * FROM ({_SEVERAL.format(**_SUMS)})
        UNION ALL BY NAME SELECT * FROM ({PLACED})
    ) c LEFT JOIN {SUMMARY} s ON s.part = c.part AND s.callid = c.callid
    LEFT JOIN {CONSULTS} k ON k.part = c.part AND k.callid = c.callid
"""
"""One row per call: inbound, placed, or from an agent who had a caller on the line."""


def place(clock: Clock, second: str, source: str) -> str:
    """SQL: the columns every fact table begins with; `c` is the call, `second` the row's own beginning."""
    at = instant(second)
    return f"""
    '{source}:' || c.callid AS contact_id, '{source}' AS source, c.number_key AS customer_key,
    {clock.stamps(at)},
    c.direction, 'voice' AS channel, CAST(NULL AS VARCHAR) AS language"""


def contacts_sql(clock: Clock, source: str) -> str:
    """SQL: the rows of contacts."""
    return f"""
    SELECT {place(clock, "c.arrived_s", source)}, c.queue, c.agent, NULL AS team, c.topic, c.outcome,
        {instant("c.arrived_s")} AS arrived_at, NULL AS ivr_s, c.wait_s, c.ring_s, c.talk_s, NULL AS hold_s,
        c.acw_s, c.transfers, c.ended_by,
        CASE WHEN c.consulted THEN ['{CONSULTED}'] END AS tags, c.disposition, NULL AS case_ref, c.identity,
        c.number_key, NULL AS id_key, NULL AS email_key, NULL AS sale_amount, NULL AS agent_tenure_days,
        c.resolved, c.cause, c.clock_note, NULL AS revised_at, c.part
    FROM {CALLS} c
    """


def visits_sql(clock: Clock, source: str) -> str:
    """SQL: the rows of visits; a visit has the day of its own entry and the topic and customer of its call."""
    at = instant("v.entered_s")
    return f"""
    SELECT '{source}:' || v.callid AS contact_id, '{source}' AS source,
        CASE WHEN v.visits = 1 THEN v.number_key ELSE c.number_key END AS customer_key,
        {clock.stamps(at)},
        CASE WHEN k.callid IS NULL THEN 'inbound' ELSE 'internal' END AS direction, 'voice' AS channel,
        NULL AS language, v.queue, v.agent, NULL AS team,
        s.topic, v.outcome, v.visit_no, {at} AS entered_at, v.wait_s, v.ring_s, v.talk_s,
        NULL AS hold_s, v.acw_s, v.offers, v.unanswered_offers, v.part
    FROM {VISITED} v
    LEFT JOIN {SUMMARY} s ON s.part = v.part AND s.callid = v.callid
    LEFT JOIN {CONSULTS} k ON k.part = v.part AND k.callid = v.callid
    LEFT JOIN (
        SELECT part, callid, number_key FROM {CALLS}
        WHERE (part, callid) IN (SELECT (part, callid) FROM {VISITED} WHERE visits > 1)
    ) c ON c.part = v.part AND c.callid = v.callid
    """


def outcomes_sql(clock: Clock, source: str) -> str:
    """SQL: the rows of outcomes, one per statement that judges."""
    day = clock.local_date(instant("COALESCE(c.arrived_s, s.at_s)"))
    return f"""
    SELECT '{source}' AS source, '{source}:' || s.callid AS contact_id, NULL AS case_ref, {day} AS local_date,
        'disposition' AS kind, s.resolved, s.cause, {instant("s.at_s")} AS stated_at, s.agent AS stated_by, s.part
    FROM asterisk_statements s LEFT JOIN {CALLS} c ON c.part = s.part AND c.callid = s.callid
    WHERE s.resolved IS NOT NULL
    """


def answers_table_sql(clock: Clock, source: str, given: str) -> str:
    """SQL: the rows of answers, each with the dimensions of its call."""
    return f"""
    SELECT {place(clock, "c.arrived_s", source)}, c.queue, c.agent, NULL AS team, c.topic, c.outcome,
        a.instrument, a.scale, a.score, {instant("a.asked_s")} AS delivered_at,
        CASE WHEN a.score IS NOT NULL THEN {instant("a.told_s")} END AS answered_at, c.part
    FROM ({given}) a JOIN {CALLS} c ON c.part = a.part AND c.callid = a.callid
    """
