"""One agent under several interfaces has one spelling a day, and a word that names nobody is no agent.

The spelling is one under which the agent was connected to callers, of these the first in the order of
interfaces. A day has to decide alone, for it is folded alone; over days the lake's table of names does it.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.interfaces import agent_key, interface, rank
from willet.core.sources.nobody import names_nobody

_BARE = f"CASE WHEN {names_nobody('agent')} THEN NULL ELSE {interface('agent')} END"

_RESPELT = f"""
    SELECT agent AS was, {_BARE} AS bare FROM (SELECT DISTINCT agent FROM landed WHERE agent IS NOT NULL)
    WHERE bare IS DISTINCT FROM agent
"""
"""The spellings that are those of a channel, or of nobody."""

_FORMS = f"""
    SELECT part, agent, {agent_key("agent")} AS who, bool_or(event = 'CONNECT') AS talks
    FROM landed WHERE agent IS NOT NULL GROUP BY part, agent
"""

_SPELT = f"""
    SELECT part, agent, first_value(agent) OVER (
        PARTITION BY part, who ORDER BY talks DESC, {rank("agent")}, agent) AS spelt
    FROM ({_FORMS})
"""


def spell_alike(con: DuckDBPyConnection) -> None:
    """Give each agent one spelling a day in `landed`."""
    con.execute(f"UPDATE landed SET agent = r.bare FROM ({_RESPELT}) r WHERE landed.agent = r.was")
    con.execute(
        f"UPDATE landed SET agent = s.spelt FROM (SELECT * FROM ({_SPELT}) WHERE agent <> spelt) s "
        "WHERE landed.part = s.part AND landed.agent = s.agent"
    )
