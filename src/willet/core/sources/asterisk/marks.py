"""What the log writes of pauses: where they begin, in which queues, and every mark that may end one.

A pause holds in one queue, or in all: PAUSEALL, behind which Asterisk writes one PAUSE per queue. The log's
clock is the second, and rows within a second have no order here, so that files may come in any. An end and
a beginning in one second are taken as what a log in order would tell: whoever was paused before ended that
pause and began another; whoever was not began and ended at once.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EventRole
from willet.core.sources.interfaces import agent_key

BEGUN = "asterisk_begun"
COVERED = "asterisk_covered"
ENDS = "asterisk_ends"
RESUMED = "asterisk_resumed"

FAR_DAYS = 7
"""How many days a pause may last and still find its end: a weekend, and the holidays around it."""
BACK_DAYS = 3
"""How many days back it is looked whether an agent was paused already; twice that is less than FAR_DAYS,
so that no pause depends on rows that are farther away."""
ALL = "'*'"
"""The scope of a state in every queue."""
ANY = "'**'"
"""The scope under which every mark of an agent stands once more, whatever its queue."""

_BEGINS = int(EventRole.PAUSE)
_ROLES = f"({_BEGINS}, {int(EventRole.UNPAUSE)}, {int(EventRole.LOGOFF)})"


def make_marks(con: DuckDBPyConnection) -> None:
    """The temp tables of beginnings, of ends by scope, and of the beginnings that follow an end of their second."""
    for table, sql in (
        ("asterisk_marks", _MARKS),
        (COVERED, _COVERED),
        (BEGUN, _BEGUN),
        ("asterisk_scopes", _SCOPES),
        (ENDS, _ENDS),
        ("asterisk_seconds", _SECONDS),
        (RESUMED, _RESUMED),
    ):
        con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")


_MARKS = f"""
    SELECT part, {agent_key("agent")} AS who, at_s, l.role, lower(reason) AS word,
        CASE WHEN event IN ('PAUSEALL', 'UNPAUSEALL') THEN {ALL} ELSE COALESCE(queue, {ALL}) END AS scope,
        min(agent) AS agent, min(reason) AS reason
    FROM (
        SELECT l.*, r.role, CASE WHEN l.event <> 'ADDPAUSED' THEN NULLIF(trim(said), '') END AS reason
        FROM landed l JOIN asterisk_roles r ON r.event = l.event
        WHERE r.role IN {_ROLES} AND agent IS NOT NULL
    ) l GROUP BY ALL
"""

_COVERED = f"""
    SELECT p.part, p.who, p.at_s, p.scope, p.word, p.reason, a.all_s, a.all_word
    FROM asterisk_marks p JOIN (
        SELECT part AS all_part, who, at_s AS all_s, word AS all_word, unnest([at_s - 1, at_s, at_s + 1]) AS at_s
        FROM asterisk_marks WHERE role = {_BEGINS} AND scope = {ALL}
    ) a ON a.who = p.who AND a.at_s = p.at_s AND (a.all_word IS NULL OR a.all_word = p.word)
    WHERE p.role = {_BEGINS} AND p.scope <> {ALL}
    QUALIFY row_number() OVER (
        PARTITION BY p.who, p.at_s, p.scope, p.word ORDER BY abs(a.all_s - p.at_s), a.all_s, a.all_word) = 1
"""
"""The queues that a PAUSEALL means; some versions give the reason only here."""

_BEGUN = f"""
    WITH given AS (
        SELECT who, all_s, all_word, min(word) AS word, min(reason) AS reason
        FROM {COVERED} WHERE all_word IS NULL GROUP BY ALL
    )
    SELECT m.part, m.who, m.at_s, m.scope, m.agent, COALESCE(m.word, g.word) AS word,
        COALESCE(m.reason, g.reason) AS reason, m.word AS own_word
    FROM asterisk_marks m
    LEFT JOIN given g ON m.scope = {ALL} AND m.word IS NULL AND g.who = m.who AND g.all_s = m.at_s
    WHERE m.role = {_BEGINS} AND NOT EXISTS (
        SELECT 1 FROM {COVERED} c WHERE c.who = m.who AND c.at_s = m.at_s AND c.scope = m.scope
        AND c.word IS NOT DISTINCT FROM m.word)
"""

_SCOPES = f"""
    SELECT DISTINCT who, scope FROM asterisk_marks WHERE role = {_BEGINS} AND scope <> {ALL}
    UNION ALL SELECT DISTINCT who, {ANY} FROM asterisk_marks
"""


def _in_scopes(marks: str, columns: str) -> str:
    """SQL: marks under their own scope, those of all queues under each queue too, and every one under ANY."""
    return f"""
    SELECT DISTINCT * FROM (
        SELECT who, scope, {columns} FROM {marks}
        UNION ALL SELECT m.who, s.scope, {columns} FROM {marks} m JOIN asterisk_scopes s ON s.who = m.who
        WHERE m.scope = {ALL} OR s.scope = {ANY}
    )
    """


_ENDS = _in_scopes(
    f"(SELECT who, scope, part, at_s, role, word FROM asterisk_marks WHERE role <> {_BEGINS})",
    "part, at_s, role, word",
)

_SECONDS = f"""
    SELECT who, scope, at_s, min(part) AS part, bool_or(is_begin) AS begins, bool_or(NOT is_begin) AS ends
    FROM ({
    _in_scopes(
        f"(SELECT who, scope, part, at_s, role = {_BEGINS} AS is_begin FROM asterisk_marks)",
        "part, at_s, is_begin",
    )
}) GROUP BY ALL
"""

_RESUMED = f"""
    WITH both_ AS (SELECT * FROM asterisk_seconds WHERE begins AND ends), resumed AS (
        SELECT b.who, b.scope, b.at_s FROM both_ b
        ASOF JOIN (SELECT who, scope, at_s, part, begins FROM asterisk_seconds WHERE begins <> ends) c
        ON c.who = b.who AND c.scope = b.scope AND b.at_s > c.at_s
        WHERE c.begins AND c.part >= b.part - {BACK_DAYS}
    )
    SELECT * FROM resumed UNION SELECT who, {ALL}, at_s FROM resumed WHERE scope = {ANY}
"""
"""The seconds with both, before which a pause was open; what both came to is what was before."""
