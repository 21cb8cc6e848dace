"""The legs of a call folded into one contact: the caller's leg tells its fate, the agents' legs ring and hold."""

_LEGS = """legs AS (SELECT * FROM landed QUALIFY row_number() OVER
    (PARTITION BY contact_id, uuid ORDER BY end_uepoch DESC, CAST(landed AS VARCHAR)) = 1)"""

_OTHERS = """others AS (SELECT contact_id, TRUE AS rang, nullif(count(*) FILTER (cc_side = 'agent'), 0) AS offers,
    count(*) FILTER (cc_side = 'agent' AND answer_uepoch IS NULL
        AND hangup_cause NOT IN ('ORIGINATOR_CANCEL', 'LOSE_RACE', 'PICKED_OFF')) AS lost,
    arg_max({'ring_s': epoch(answer_uepoch) - epoch(coalesce(progress_uepoch, start_uepoch)),
        'hold_s': hold_s, 'agent': dialed_user}, answer_uepoch) AS took
    FROM legs WHERE contact_id <> 'freeswitch:' || uuid GROUP BY contact_id)"""

_CALLS = """calls AS (SELECT m.*, rang, offers, took, CASE WHEN offers > 0 THEN lost END AS unanswered_offers,
    cc_queue IS NOT NULL AS queued, CASE WHEN queued THEN taken ELSE bridge_uepoch END AS met,
    CASE WHEN queued THEN coalesce(left_queue, end_uepoch) ELSE end_uepoch END AS gone,
    CASE WHEN call_direction IN ('inbound', 'outbound') THEN call_direction
        WHEN call_direction = 'local' THEN 'internal' WHEN queued THEN 'inbound'
        WHEN m.direction = 'outbound' THEN 'outbound' WHEN user_name IS NULL THEN 'inbound'
        WHEN called_identity = 'extension' THEN 'internal' ELSE 'outbound' END AS way, way = 'inbound' AS inbound
    FROM legs m LEFT JOIN others USING (contact_id) WHERE contact_id = 'freeswitch:' || uuid)"""

_OUTCOME = """CASE WHEN met IS NOT NULL THEN 'answered' WHEN NOT inbound THEN 'unknown'
    WHEN queued THEN CASE cc_cancel_reason WHEN 'BREAK_OUT' THEN 'abandoned' WHEN 'EXIT_WITH_KEY' THEN 'left_by_key'
        WHEN 'TIMEOUT' THEN 'timed_out' WHEN 'NO_AGENT_TIMEOUT' THEN 'timed_out' ELSE 'unknown' END
    WHEN last_app = 'voicemail' THEN 'voicemail' WHEN hangup_cause = 'ORIGINATOR_CANCEL' THEN 'abandoned'
    WHEN hangup_cause IN ('NO_ANSWER', 'NO_USER_RESPONSE', 'ALLOTTED_TIMEOUT') THEN 'timed_out'
    WHEN hangup_cause IN ('USER_BUSY', 'CALL_REJECTED', 'SWITCH_CONGESTION', 'NORMAL_CIRCUIT_CONGESTION')
        THEN 'blocked' WHEN rang THEN 'abandoned' ELSE 'unknown' END"""

_FACTS = f"""SELECT 'freeswitch' AS source, contact_id, local_date, local_interval, wall_interval, part,
    {_OUTCOME} AS outcome, way AS direction, 'voice' AS channel, cc_queue AS queue, start_uepoch AS arrived_at,
    1 AS visit_no, joined AS entered_at, offers, unanswered_offers,
    CASE way WHEN 'inbound' THEN caller_key WHEN 'outbound' THEN called_key END AS number_key,
    CASE way WHEN 'inbound' THEN caller_identity WHEN 'outbound' THEN called_identity END AS identity,
    CASE WHEN queued THEN greatest(0, epoch(joined) - epoch(start_uepoch)) END AS ivr_s, number_key AS customer_key,
    greatest(0, epoch(coalesce(met, gone)) - epoch(CASE WHEN queued THEN joined ELSE start_uepoch END)) AS wait_s,
    CASE WHEN met IS NOT NULL THEN CASE WHEN queued THEN cc_agent WHEN inbound THEN took.agent ELSE user_name END END
        AS agent, CASE WHEN met IS NOT NULL AND inbound THEN took.ring_s END AS ring_s,
    CASE WHEN met IS NOT NULL THEN CASE WHEN inbound THEN took.hold_s ELSE calls.hold_s END END AS held_s,
    CASE WHEN met IS NOT NULL THEN greatest(0, epoch(gone) - epoch(met) - coalesce(held_s, 0)) END AS talk_s,
    held_s AS hold_s, CASE WHEN met IS NOT NULL THEN CASE WHEN (hung_up LIKE 'recv%') = inbound THEN 'customer'
        WHEN hung_up IS NOT NULL THEN 'agent' END END AS ended_by FROM calls"""

_IDS = """SELECT 'freeswitch' AS source, legs.uuid AS call_id, nullif(legs.uuid, c.uuid) AS leg, contact_id, c.part,
    CASE WHEN c.queued THEN 1 END AS visit_no, c.start_uepoch AS arrived_at, c.local_date
    FROM legs JOIN calls c USING (contact_id)"""

_WITH = f"WITH {_LEGS}, {_OTHERS}, {_CALLS}"
TABLES = {
    "contacts": f"SELECT * FROM ({_WITH} {_FACTS})",
    "visits": f"SELECT * FROM ({_WITH} {_FACTS} WHERE queued)",
    "call_ids": f"SELECT * FROM ({_WITH} {_IDS})",
}
