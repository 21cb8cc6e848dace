"""Which parts must be folded anew when rows land."""

from willet.core.sources.asterisk.events import AGENT_ROLES, names_list

TOUCHED = f"""
    SELECT DISTINCT part FROM landed
    UNION
    SELECT DISTINCT CAST(part - INTERVAL 1 DAY AS DATE) FROM landed WHERE event IN {names_list(*AGENT_ROLES)}
"""
"""A call of the evening may end after midnight, and its agent's pause then lies in the next part."""
