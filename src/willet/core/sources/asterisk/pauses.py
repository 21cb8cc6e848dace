"""Pauses of agents: their states, and the work after a call that a pause with such a reason tells of.

A pause finds an end up to `FAR_DAYS` later, and looks `BACK_DAYS` back for what was open before it.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.asterisk.marks import (
    ALL,
    ANY,
    BACK_DAYS,
    BEGUN,
    COVERED,
    ENDS,
    FAR_DAYS,
    RESUMED,
    make_marks,
)
from willet.core.sources.asterisk.stays import STAYS
from willet.core.sources.asterisk.times import instant
from willet.core.sources.clock import Clock
from willet.core.sources.interfaces import agent_key

AFTER_CALL = r"^(acw|wrap.?-?up|after.?-?call|post.?-?call|nachbearbeit|nawerk|nabewerk)"
"""Reasons that mean work after a call, in any case of letters."""
SOON_S = 5
"""A pause for work after a call begins within this time of the call's end."""
PAUSES = "asterisk_pauses"
AFTER_CALL_WORK = "asterisk_acw"


def make_pauses(con: DuckDBPyConnection) -> None:
    """The temp table of pauses with beginning and end, and of the work after each call."""
    make_marks(con)
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_starts AS {_STARTS}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_closed AS {_CLOSED}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {PAUSES} AS {_ENDED} UNION ALL {_WRAPPED_UP}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {AFTER_CALL_WORK} AS {_WORKED}")


def states_sql(clock: Clock, source: str) -> str:
    """SQL: the rows of agent_states; of two pauses that begin in one second the one for work after a call is kept."""
    began = instant("from_s")
    return f"""
    SELECT '{source}' AS source, agent, CAST(NULL AS VARCHAR) AS team, {clock.local_date(began)} AS local_date,
        NULLIF(scope, {ALL}) AS queue, CASE WHEN is_acw THEN 'acw' ELSE 'paused' END AS state, reason,
        {began} AS from_at, {instant("until_s")} AS until_at, part
    FROM {PAUSES}
    QUALIFY row_number() OVER (PARTITION BY part, agent, scope, from_s ORDER BY is_acw DESC, reason) = 1
    """


_STARTS = f"""
    WITH told AS (
        SELECT b.*, b.scope AS seen_in, r.who IS NOT NULL AS is_resumed
        FROM {BEGUN} b LEFT JOIN {RESUMED} r ON r.who = b.who AND r.scope = b.scope AND r.at_s = b.at_s
    ), rows AS (
        SELECT part, who, scope, at_s, 2 * CAST(is_resumed AS INTEGER) AS turn, TRUE AS begins, word, seen_in,
            agent, reason, own_word FROM told
        UNION ALL
        SELECT part, t.who, s.scope, at_s, 0, TRUE, word, seen_in, agent, reason, own_word
        FROM told t JOIN asterisk_scopes s ON s.who = t.who WHERE t.scope = {ALL} AND s.scope <> {ANY}
        UNION ALL
        SELECT part, who, scope, at_s, 1, FALSE, word, NULL, NULL, NULL, NULL FROM {ENDS} WHERE scope <> {ANY}
    ), ordered AS (
        SELECT *, lag(begins) OVER marks AS last_begins, lag(word) OVER marks AS last_word,
            lag(part) OVER marks AS last_part
        FROM rows WINDOW marks AS (PARTITION BY who, scope ORDER BY at_s, turn, word, own_word)
    ), fresh AS (
        SELECT * FROM ordered WHERE begins AND NOT (
            COALESCE(last_begins AND last_part >= part - {BACK_DAYS}, FALSE) AND last_word IS NOT DISTINCT FROM word)
    ), followed AS (
        SELECT *, lead(at_s) OVER pauses AS next_s, lead(part) OVER pauses AS next_part FROM fresh
        WINDOW pauses AS (PARTITION BY who, scope ORDER BY at_s, turn, word, own_word)
    )
    SELECT part, who, scope, at_s, at_s + CAST(turn = 2 AS INTEGER) AS may_end_s, word, own_word, agent, reason,
        CASE WHEN next_part <= part + {FAR_DAYS} THEN next_s END AS next_s
    FROM followed WHERE seen_in = scope
"""
"""A pause told again for the same reason is no other pause; a pause for another reason is another."""

_LAST = f"""
    SELECT s.*, c.closed_s FROM asterisk_starts s LEFT JOIN asterisk_closed c
    ON s.scope = {ALL} AND c.who = s.who AND c.all_s = s.at_s AND c.all_word IS NOT DISTINCT FROM s.own_word
"""


def _first_end(starts: str, name: str, where: str, same_word: bool = False) -> str:
    """SQL: the starts with the first end after them that meets a condition, if it comes soon enough."""
    word = "AND s.word = e.word" if same_word else ""
    return f"""
    SELECT s.*, CASE WHEN e.part <= s.part + {FAR_DAYS} THEN e.at_s END AS {name} FROM ({starts}) s
    ASOF LEFT JOIN (SELECT who, scope, at_s, part, word FROM {ENDS} WHERE {where}) e
    ON e.who = s.who AND e.scope = s.scope {word} AND s.may_end_s <= e.at_s
    """


def _first_ends(starts: str) -> str:
    """SQL: the same with the first end that names its reason, the first that names none, and the first of all."""
    named = _first_end(starts, "named_s", f"role = {int(EventRole.UNPAUSE)}", same_word=True)
    unnamed = _first_end(named, "unnamed_s", f"role = {int(EventRole.LOGOFF)} OR word IS NULL")
    return _first_end(unnamed, "any_s", "TRUE")


_QUEUES = f"SELECT part, who, scope, word, at_s + 2 AS may_end_s, all_s, all_word FROM {COVERED}"

_CLOSED = f"""
    SELECT who, all_s, all_word, CASE WHEN bool_and(end_s IS NOT NULL) THEN max(end_s) END AS closed_s
    FROM (
        SELECT *, CASE WHEN word IS NULL THEN any_s ELSE LEAST(named_s, unnamed_s) END AS end_s
        FROM ({_first_ends(_QUEUES)})
    ) GROUP BY who, all_s, all_word
"""
"""A pause in all queues is over when the agent has left, or was unpaused in, each one of them."""

_ENDED = f"""
    SELECT part, who, scope, agent, reason, at_s AS from_s,
        COALESCE(regexp_matches(word, '{AFTER_CALL}'), FALSE) AS is_acw,
        CASE WHEN word IS NULL THEN LEAST(any_s, closed_s, next_s)
            WHEN named_s <= COALESCE(LEAST(unnamed_s, closed_s), named_s) THEN named_s
            ELSE LEAST(unnamed_s, closed_s, next_s) END AS until_s
    FROM ({_first_ends(_LAST)})
"""
"""An UNPAUSE that names the reason ends that pause; one that names none ends what is open, as does logging off."""

_WRAPPED_UP = f"""
    SELECT part, {agent_key("agent")} AS who, {ALL} AS scope, agent, 'WRAPUPSTART' AS reason, at_s, TRUE, at_s + talk_s
    FROM (SELECT DISTINCT part, agent, at_s, talk_s FROM landed WHERE event = 'WRAPUPSTART')
    WHERE agent IS NOT NULL AND talk_s IS NOT NULL
"""
"""Wazo says how long the work after a call lasts; all others pause."""

_WORKED = f"""
    WITH near AS (
        SELECT part AS day, who, from_s, until_s, unnest(range(from_s - {SOON_S}, from_s + 2)) AS done_s
        FROM {PAUSES} WHERE is_acw AND until_s IS NOT NULL
    ), matched AS (
        SELECT s.part, s.callid, s.queue, s.entered_s, s.done_s, n.who, n.from_s, n.until_s
        FROM {STAYS} s JOIN near n
        ON n.done_s = s.done_s AND n.who = {agent_key("s.agent")}
        WHERE n.day BETWEEN s.part AND s.part + 1
        QUALIFY row_number() OVER (PARTITION BY n.who, n.from_s ORDER BY s.done_s DESC, s.callid, s.queue) = 1
    )
    SELECT part, callid, queue, entered_s, CAST(greatest(min(until_s) - done_s, 0) AS DOUBLE) AS acw_s
    FROM matched GROUP BY part, callid, queue, entered_s, done_s
"""
"""Each such pause belongs to the agent's call that ended last before it."""
