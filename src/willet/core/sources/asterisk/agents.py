"""One agent under several interfaces: PJSIP/31, SIP/31, Local/31@from-queue/n, Agent/31 and 31 are extension 31.

Within one day they are given one spelling: one under which the agent was connected to callers, of these the
first in `_ORDER`. A day has to decide alone, for it is folded alone; where an agent was renamed from one day to
another, both names stay.
"""

from duckdb import DuckDBPyConnection

_ORDER = ("PJSIP", "SIP", "IAX2", "SCCP", "Agent", "Local")
_INTERFACE = rf"(?i)^(?:{'|'.join(_ORDER)})/([^@/|]+)(?:@.*)?(?:/n)?$"


def agent_key(agent: str) -> str:
    """SQL: one key for the forms of one agent: the extension or account behind its interface; a name is itself."""
    extension = f"regexp_extract({agent}, '{_INTERFACE}', 1)"
    return f"CASE WHEN contains({agent}, '/') THEN COALESCE(NULLIF({extension}, ''), {agent}) ELSE {agent} END"


_RANK = " ".join(
    f"WHEN starts_with(agent, '{kind}/') THEN {place}" for place, kind in enumerate(_ORDER)
)

_FORMS = f"""
    SELECT part, agent, {agent_key("agent")} AS who, bool_or(event = 'CONNECT') AS talks
    FROM landed WHERE agent IS NOT NULL GROUP BY part, agent
"""

_SPELT = f"""
    SELECT part, agent, first_value(agent) OVER (
        PARTITION BY part, who ORDER BY talks DESC, CASE {_RANK} ELSE {len(_ORDER)} END, agent) AS spelt
    FROM ({_FORMS})
"""


def spell_alike(con: DuckDBPyConnection) -> None:
    """Give each agent one spelling a day in `landed`."""
    con.execute(
        f"UPDATE landed SET agent = s.spelt FROM (SELECT * FROM ({_SPELT}) WHERE agent <> spelt) s "
        "WHERE landed.part = s.part AND landed.agent = s.agent"
    )
