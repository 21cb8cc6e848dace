"""What agents and customers said of a call: dispositions, status codes, survey answers."""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.landing import SCALES
from willet.core.sources.verdicts import judged, judged_code

STATEMENTS = "asterisk_statements"
SUMMARY = "asterisk_summary"

CAUSES = {"training": "turnover"}
"""Blockers by the word of records.Cause. An agent who needs training is too new: that cause is turnover."""

_TOGETHER_S = 5
"""A desk writes CALLSTATUS and INFO|DISPOSITION one after the other: within this time they are one statement."""

_CODE_JUDGED = rf"""CASE
    WHEN regexp_matches(lower(said), '(^|[^a-z])(un|not.?)resolved$') THEN FALSE
    WHEN regexp_matches(lower(said), '(^|[^a-z])resolved$') THEN TRUE
    ELSE {judged_code("said")} END"""
"""01-RESOLVED, 02-UNRESOLVED and their like in other languages judge;
any other code of a centre's own is kept as its disposition."""


def make_statements(con: DuckDBPyConnection) -> None:
    """The temp tables of statements, one row each, and of their sum per call: the last leg's word counts."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE asterisk_codes AS {_CODES}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {STATEMENTS} AS {_STATED}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {SUMMARY} AS {_SUMMED}")


def answers_sql() -> str:
    """SQL: per call and question the last answer, with its scale; an empty answer was asked and not given."""
    scales = " ".join(f"WHEN '{name}' THEN '{_scale(name)}'" for name in SCALES)
    return f"""
    SELECT part, callid, lower(said) AS instrument, CASE lower(said) {scales} END AS scale,
        arg_max(score, [at_s, COALESCE(score, -1)]) AS score, min(at_s) AS asked_s, max(at_s) AS told_s
    FROM landed WHERE event = 'SURVEY' AND callid IS NOT NULL AND said IS NOT NULL
    GROUP BY part, callid, lower(said)
    """


def _scale(name: str) -> str:
    low, high = SCALES[name]
    return f"{low}-{high}" + (" high_is_easy" if name == "ces" else "")


def _first_alone(event: str) -> str:
    """SQL: the statements of a kind; equal ones within a second are one, written to two logs by two clocks."""
    return f"""
    SELECT part, callid, at_s, agent, said FROM (
        SELECT DISTINCT part, callid, at_s, agent, said FROM landed WHERE event = '{event}' AND callid IS NOT NULL)
    QUALIFY COALESCE(at_s - lag(at_s) OVER (PARTITION BY part, callid, agent, said ORDER BY at_s) > 1, TRUE)
    """


_CODES = f"SELECT *, {_CODE_JUDGED} AS resolved FROM ({_first_alone('CALLSTATUS')})"

_CAUSE = " ".join(f"WHEN '{word}' THEN '{cause}'" for word, cause in CAUSES.items())

_STATED = f"""
    WITH told AS (
        SELECT part, callid, at_s, agent, max(said) AS said FROM ({_first_alone("DISPOSITION")}) GROUP BY ALL
    ), full_words AS (
        SELECT part, callid, at_s, agent, split_part(said, ';', 1) AS word,
            NULLIF(trim(split_part(said, ';', 2)), '') AS topic,
            NULLIF(lower(trim(split_part(said, ';', 3))), '') AS blocker
        FROM told
    ), codes AS (
        SELECT part, callid, at_s, agent, bool_and(resolved) AS resolved FROM asterisk_codes c
        WHERE resolved IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM told t WHERE t.part = c.part AND t.callid = c.callid
            AND t.agent IS NOT DISTINCT FROM c.agent AND abs(t.at_s - c.at_s) <= {_TOGETHER_S})
        GROUP BY part, callid, at_s, agent
    )
    SELECT part, callid, at_s, agent, {judged("word")} AS resolved, topic,
        CASE blocker {_CAUSE} ELSE blocker END AS cause FROM full_words
    UNION ALL
    SELECT part, callid, at_s, agent, resolved, NULL, NULL FROM codes
"""

_LAST = "[CAST(at_s AS VARCHAR), COALESCE(agent, '')]"

_SUMMED = f"""
    WITH judged AS (
        SELECT part, callid, arg_max(resolved, {_LAST}) FILTER (WHERE resolved IS NOT NULL) AS resolved,
            arg_max(topic, {_LAST}) FILTER (WHERE topic IS NOT NULL) AS topic,
            arg_max([cause], {_LAST}) FILTER (WHERE resolved IS NOT NULL) AS causes
        FROM {STATEMENTS} GROUP BY part, callid
    ), coded AS (
        SELECT part, callid,
            arg_max(said, [CAST(at_s AS VARCHAR), COALESCE(agent, ''), COALESCE(said, '')]) AS disposition
        FROM asterisk_codes GROUP BY part, callid
    )
    SELECT part, callid, resolved, topic, causes[1] AS cause, disposition
    FROM judged FULL JOIN coded USING (part, callid)
"""
