"""Pauses of agents: their states, and the work after a call that a pause with such a reason tells of.

A part sees its own day and the day after, so that an evening's last pause finds its end.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import Role
from willet.core.sources.asterisk.stays import STAYS
from willet.core.sources.asterisk.times import instant
from willet.core.sources.clock import Clock

AFTER_CALL = r"^(acw|wrap.?-?up|after.?-?call|post.?-?call|nachbearbeit|nawerk|nabewerk)"
"""Reasons that mean work after a call, in any case of letters."""
SOON_S = 5
"""A pause for work after a call begins within this time of the call's end."""
PAUSES = "asterisk_pauses"
AFTER_CALL_WORK = "asterisk_acw"

_ROLES = f"({int(Role.PAUSE)}, {int(Role.UNPAUSE)}, {int(Role.LOGOFF)})"
_INTERFACE = r"^(?:SIP|PJSIP|IAX2|SCCP|DAHDI|Local|Agent)/(\d+)(?:@.*)?(?:/n)?$"


def agent_key(agent: str) -> str:
    """SQL: one key for the forms of one agent: Agent/1127, Local/1127@ctx and PJSIP/1127 are 1127; a name is itself."""
    extension = f"regexp_extract({agent}, '{_INTERFACE}', 1)"
    return f"CASE WHEN regexp_matches({agent}, '{_INTERFACE}') THEN {extension} ELSE {agent} END"


def make_pauses(con: DuckDBPyConnection) -> None:
    """The temp table of pauses with beginning and end, and of the work after each call."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_marks AS {_MARKS}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_starts AS {_STARTS}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {PAUSES} AS {_ENDED}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {AFTER_CALL_WORK} AS {_WORKED}")


def states_sql(clock: Clock) -> str:
    """SQL: the rows of agent_states; of two pauses that begin in one second the one for work after a call is kept."""
    began = instant("from_s")
    return f"""
    SELECT 'asterisk' AS source, agent, CAST(NULL AS VARCHAR) AS team, {clock.local_date(began)} AS local_date,
        CASE WHEN is_acw THEN 'acw' ELSE 'paused' END AS state, reason,
        {began} AS from_at, {instant("until_s")} AS until_at, part
    FROM {PAUSES} WHERE is_own
    QUALIFY row_number() OVER (PARTITION BY part, agent, from_s ORDER BY is_acw DESC, reason) = 1
    """


_DAY = f"""
    SELECT l.part, l.agent, l.at_s, role, NULLIF(trim(l.said), '') AS reason
    FROM landed l JOIN asterisk_roles r ON r.event = l.event WHERE role IN {_ROLES} AND agent IS NOT NULL
"""


def _both_days(day: str) -> str:
    """SQL: the rows of each part and, as not its own, those of the part after it."""
    return f"""
    SELECT *, TRUE AS is_own FROM ({day})
    UNION ALL
    SELECT * REPLACE (CAST(part - INTERVAL 1 DAY AS DATE) AS part), FALSE FROM ({day})
    """


_MARKS = f"""
    SELECT part, {agent_key("agent")} AS who, at_s, role, lower(reason) AS word,
        min(agent) AS agent, min(reason) AS reason, bool_or(is_own) AS is_own
    FROM ({_both_days(_DAY)}) GROUP BY ALL
"""

_STARTS = f"""
    SELECT * EXCLUDE (last_role, last_word),
        lead(at_s) OVER (PARTITION BY part, who ORDER BY at_s, word) AS next_s
    FROM (
        SELECT *, lag(role) OVER marks AS last_role, lag(word) OVER marks AS last_word FROM asterisk_marks
        WINDOW marks AS (PARTITION BY part, who ORDER BY at_s, role, word)
    )
    WHERE role = {int(Role.PAUSE)}
    AND NOT (COALESCE(last_role = {int(Role.PAUSE)}, FALSE) AND last_word IS NOT DISTINCT FROM word)
"""
"""PAUSEALL and one PAUSE per queue are one pause; a pause for another reason is another."""

_ENDED = f"""
    WITH named AS (
        SELECT s.*, u.at_s AS named_s FROM asterisk_starts s
        ASOF LEFT JOIN (SELECT part, who, word, at_s FROM asterisk_marks WHERE role = {int(Role.UNPAUSE)}) u
        ON s.part = u.part AND s.who = u.who AND s.word = u.word AND s.at_s <= u.at_s
    ), unnamed AS (
        SELECT s.*, u.at_s AS unnamed_s FROM named s
        ASOF LEFT JOIN (
            SELECT part, who, at_s FROM asterisk_marks
            WHERE role = {int(Role.LOGOFF)} OR (role = {int(Role.UNPAUSE)} AND word IS NULL)) u
        ON s.part = u.part AND s.who = u.who AND s.at_s <= u.at_s
    ), any_end AS (
        SELECT s.*, u.at_s AS any_s FROM unnamed s
        ASOF LEFT JOIN (SELECT part, who, at_s FROM asterisk_marks WHERE role <> {int(Role.PAUSE)}) u
        ON s.part = u.part AND s.who = u.who AND s.at_s <= u.at_s
    )
    SELECT part, who, agent, reason, is_own, at_s AS from_s,
        COALESCE(regexp_matches(word, '{AFTER_CALL}'), FALSE) AS is_acw,
        CASE WHEN word IS NULL THEN LEAST(any_s, next_s)
            WHEN named_s <= COALESCE(unnamed_s, named_s) THEN named_s
            ELSE LEAST(unnamed_s, next_s) END AS until_s
    FROM any_end
    UNION ALL
    SELECT part, {agent_key("agent")} AS who, agent, 'WRAPUPSTART', is_own, at_s, TRUE, at_s + talk_s
    FROM ({_both_days("SELECT DISTINCT part, agent, at_s, talk_s FROM landed WHERE event = 'WRAPUPSTART'")})
    WHERE agent IS NOT NULL AND talk_s IS NOT NULL
"""
"""Wazo says how long the work after a call lasts; all others pause.

An UNPAUSE that names the reason ends that pause; one that names none ends what is open, as does logging off."""

_WORKED = f"""
    WITH near AS (
        SELECT part, who, from_s, until_s, unnest(range(from_s - {SOON_S}, from_s + 2)) AS done_s
        FROM {PAUSES} WHERE is_acw AND until_s IS NOT NULL
    ), matched AS (
        SELECT s.part, s.callid, s.queue, s.entered_s, s.done_s, n.who, n.from_s, n.until_s
        FROM {STAYS} s JOIN near n
        ON n.part = s.part AND n.done_s = s.done_s AND n.who = {agent_key("s.agent")}
        QUALIFY row_number() OVER (PARTITION BY s.part, n.who, n.from_s ORDER BY s.done_s DESC, s.callid, s.queue) = 1
    )
    SELECT part, callid, queue, entered_s, CAST(greatest(min(until_s) - done_s, 0) AS DOUBLE) AS acw_s
    FROM matched GROUP BY part, callid, queue, entered_s, done_s
"""
"""Each such pause belongs to the agent's call that ended last before it."""
