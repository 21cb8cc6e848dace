"""One agent under several forms over days: the table of names says under which one all of them are shown.

Within a day the fold has made one spelling of them; it cannot see other days. The facts keep what it chose, and
the lake's table of names joins the days when a question is asked. Nothing but the interface is compared: that a
name such as `Ana` stands for SIP/31 no record says, and nobody guesses it.
"""

from willet.core.lake import Transaction
from willet.core.metrics import flag_sql
from willet.core.sources.interfaces import agent_key, rank

HOME, BUCKET = "one_spelling", "agents"

_SPELT = f"""
    SELECT source, agent, TRUE AS talks FROM visits WHERE {flag_sql("handled", "visits")}
    UNION ALL SELECT source, agent, FALSE FROM contacts
    UNION ALL SELECT source, agent, FALSE FROM agent_states
"""
_FORMS = f"""
    SELECT source, agent, {agent_key("agent")} AS who, bool_or(talks) AS talks
    FROM ({_SPELT}) WHERE agent IS NOT NULL GROUP BY source, agent
"""
_NAMED = f"""
    CREATE TEMP VIEW agents_named AS SELECT 'agent' AS kind, source, agent AS spelt, shown AS name FROM (
        SELECT source, agent, first_value(agent) OVER (
            PARTITION BY source, who ORDER BY talks DESC, {rank("agent")}, agent) AS shown
        FROM ({_FORMS})
    ) WHERE shown <> agent
"""
"""The form shown is one under which calls were taken, of these the first in the order of interfaces."""


def name_agents(tx: Transaction) -> None:
    """Write the names of agents anew: every spelling that is shown under another of its source.

    They are a function of the facts, so that the order of files does not matter.
    """
    with tx.connect(("visits", "contacts", "agent_states")) as con:
        con.execute(_NAMED)
        tx.replace("names", HOME, BUCKET, con, "agents_named")
