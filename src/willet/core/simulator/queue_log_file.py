"""The Asterisk form: the voice calls of the same run as app_queue would have logged them.

Blocked calls are not in it, hold is part of talk, and the wrap-up shows as a pause with reason ACW.
"""

from pathlib import Path

from duckdb import DuckDBPyConnection

NAME = "queue_log"

_CALL = "unix_of(c.arrived) || '.' || (c.contact_no + 1)"
_CALLER = "CASE WHEN c.withheld THEN '' ELSE '+316' || lpad(CAST(c.number AS VARCHAR), 8, '0') END"
_TALKED = "v.gone + v.talk + v.hold"
_HANDED_ON = "v.visit_no = 1 AND v.visits_of_contact = 2"
_PLACE = "1 + c.contact_no % 4"

# Step orders what happens within one second of one call, or of one agent where there is no call.
_EVENTS = f"""
SELECT v.entered AS second_, 10 AS step, call, queue_name AS queue, 'NONE' AS agent,
    'ENTERQUEUE||' || caller || '|' || place AS event FROM seen v
UNION ALL SELECT o.until, 20, call, queue_name, a.name,
    CASE o.kind WHEN 0 THEN 'RINGNOANSWER|' ELSE 'RINGCANCELED|' END || (o.until - o.rang) * 1000
    FROM offer o JOIN seen v USING (visit) JOIN agent_row a ON a.no = o.agent
UNION ALL SELECT v.gone, 30, call, queue_name, agent_name,
    'CONNECT|' || (gone - entered) || '|' || unix_of(gone - ring) || '.' || (visit + 1) || '1|' || ring
    FROM seen v WHERE answered
UNION ALL SELECT v.gone, 30, call, queue_name, 'NONE',
    CASE outcome WHEN 'abandoned' THEN 'ABANDON|' ELSE 'EXITWITHTIMEOUT|' END
    || '1|' || place || '|' || (gone - entered) FROM seen v WHERE NOT answered
UNION ALL SELECT {_TALKED}, 40, call, queue_name, agent_name,
    CASE WHEN {_HANDED_ON} THEN 'BLINDTRANSFER|' || next_extension || '|from-agents|'
         WHEN contact_no % 8 < 5 THEN 'COMPLETECALLER|' ELSE 'COMPLETEAGENT|' END
    || (gone - entered) || '|' || (talk + hold) || '|' || place FROM seen v WHERE answered
UNION ALL SELECT {_TALKED}, 50, 'NONE', 'NONE', agent_name, 'PAUSEALL|ACW' FROM seen v WHERE answered
UNION ALL SELECT {_TALKED}, 51, 'NONE', queue_name, agent_name, 'PAUSE|ACW' FROM seen v WHERE answered
UNION ALL SELECT {_TALKED} + acw, 60, call, queue_name, agent_name,
    CASE word WHEN 1 THEN 'CALLSTATUS|01-RESOLVED' ELSE 'CALLSTATUS|02-UNRESOLVED' END
    FROM seen v WHERE disposed
UNION ALL SELECT {_TALKED} + acw, 61, call, queue_name, agent_name,
    'INFO|DISPOSITION|resolved=' || CASE word WHEN 1 THEN 'yes' ELSE 'no' END || ';topic=' || topic
    || ';blocker=' || coalesce(blocker, '') FROM seen v WHERE disposed
UNION ALL SELECT {_TALKED} + acw, 62, 'NONE', 'NONE', agent_name, 'UNPAUSEALL|ACW' FROM seen v WHERE answered
UNION ALL SELECT {_TALKED} + acw, 63, 'NONE', queue_name, agent_name, 'UNPAUSE|ACW' FROM seen v WHERE answered
UNION ALL SELECT {_TALKED} + 20, 70, call, queue_name, 'NONE', 'SURVEY|CSAT|' || csat
    FROM seen v WHERE last_leg AND csat >= 0
UNION ALL SELECT s.begins, 1, 'MANAGER', q.name, a.name, 'ADDMEMBER|' FROM on_duty s
    JOIN agent_row a ON a.no = s.agent JOIN queue_row q ON q.no = s.home
UNION ALL SELECT s.ends, 90, 'MANAGER', q.name, a.name, 'REMOVEMEMBER|' FROM on_duty s
    JOIN agent_row a ON a.no = s.agent JOIN queue_row q ON q.no = s.home
"""

_SEEN = f"""
CREATE OR REPLACE TEMP TABLE seen AS
SELECT v.* EXCLUDE (outcome_code), {_CALL} AS call, {_CALLER} AS caller, {_PLACE} AS place,
    v.agent >= 0 AS answered, v.visit_no = v.last_answered AS last_leg, c.word, c.csat, c.topic,
    v.visit_no = v.last_answered AND c.word >= 0 AS disposed,
    CASE k.name WHEN 'turnover' THEN 'training' ELSE k.name END AS blocker,
    lead(v.extension) OVER (PARTITION BY v.contact_no ORDER BY v.visit_no) AS next_extension
FROM visit v JOIN contact c USING (contact_no) LEFT JOIN cause_row k ON k.no = c.cause
WHERE c.shown AND NOT c.chat
"""


# Who is in a call when the shift ends stays until it is written up, and starts the next one after that.
_ON_DUTY = """
CREATE OR REPLACE TEMP TABLE on_duty AS
WITH work AS (
    SELECT agent, gone - ring AS rang, gone + talk + hold + acw + 1 AS free FROM visit WHERE agent >= 0
), held_up AS (
    SELECT s.no, max(w.free) AS free
    FROM work w ASOF JOIN shift s ON s.agent = w.agent AND w.rang >= s.begins GROUP BY s.no
), stays AS (
    SELECT s.*, greatest(s.ends, h.free) AS leaves FROM shift s LEFT JOIN held_up h USING (no)
)
SELECT agent, home, leaves AS ends,
    greatest(begins, 1 + lag(leaves) OVER (PARTITION BY agent ORDER BY begins)) AS begins
FROM stays WHERE begins >= {first} AND ends <= {last}
"""


def write_queue_log(
    con: DuckDBPyConnection, folder: Path, *, origin: int, shown: tuple[int, int]
) -> None:
    """Write `queue_log` in its file form, in order of time."""
    first, last = shown
    con.execute(
        f"CREATE OR REPLACE MACRO unix_of(second) AS CAST(CAST({origin} AS BIGINT) + second AS VARCHAR)"
    )
    con.execute(_SEEN)
    con.execute(_ON_DUTY.format(first=first, last=last))
    started = f"SELECT {first}, 0, 'NONE', 'NONE', 'NONE', 'QUEUESTART|'"
    lines = "concat_ws('|', unix_of(second_), call, queue, agent, event) AS line"
    con.execute(
        f"COPY (SELECT {lines} FROM ({_EVENTS} UNION ALL {started}) ORDER BY second_, step, call, agent, queue)"
        f" TO '{folder / NAME}' (FORMAT csv, HEADER false, DELIMITER '\x01', QUOTE '', ESCAPE '')"
    )
