"""Which parts must be folded anew when rows land."""

from willet.core.sources.asterisk.events import AGENT_ROLES, names_list
from willet.core.sources.asterisk.marks import FAR_DAYS

OF_AGENTS = f"event IN {names_list(*AGENT_ROLES)}"
"""The rows that tell of agents: the fold looks at them from farther away."""

TOUCHED = f"""
    SELECT DISTINCT part FROM landed
    UNION
    SELECT DISTINCT unnest(generate_series(part - {FAR_DAYS}, part + {FAR_DAYS}, INTERVAL 1 DAY))::DATE AS part
    FROM (SELECT DISTINCT part FROM landed WHERE {OF_AGENTS})
"""
"""A pause may have begun days before its end, and whether one begins may hang on what was open before."""
