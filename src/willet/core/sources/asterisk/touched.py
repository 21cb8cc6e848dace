"""Which parts must be folded anew when rows land."""

from willet.core.sources.asterisk.events import AGENT_ROLES, names_list
from willet.core.sources.asterisk.marks import FAR_DAYS

OF_AGENTS = f"event IN {names_list(*AGENT_ROLES)}"
"""The rows that tell of agents: the fold looks at them from farther away."""

NEAR_DAYS = 2
"""A call may be the second half of one of the day before, and whether it is may hang on the day before that."""


def _around(days: int, where: str) -> str:
    return f"""
    SELECT DISTINCT unnest(generate_series(part - {days}, part + {days}, INTERVAL 1 DAY))::DATE AS part
    FROM (SELECT DISTINCT part FROM landed WHERE {where})
    """


TOUCHED = f"{_around(FAR_DAYS, OF_AGENTS)} UNION {_around(NEAR_DAYS, f'NOT COALESCE({OF_AGENTS}, FALSE)')}"
"""A pause may have begun days before its end, and whether one begins may hang on what was open before."""
