"""Who sits at the desk: whoever takes calls. Who links phone systems: the administrator."""

from typing import Any, Final

from willet.people.rules import (
    EXPORT_TABLES,
    is_administrator,
    is_agent,
    is_analyst,
    is_manager,
    is_team_lead,
    predicate,
    set_perm,
)

USE_DESK: Final = "desk.use"
SAY_HOW_IT_ENDED: Final = "desk.say_how_it_ended"
"""Asked of the very leg: nobody speaks for another."""
SEE_DISPOSITIONS: Final = "desk.see_dispositions"
TAKE_DISPOSITIONS: Final = EXPORT_TABLES
LINK_PHONES: Final = "desk.link_phones"


def _is_ones_own(user: Any, leg: Any) -> bool:
    return leg is not None and leg.person_id is not None and leg.person_id == user.pk


takes_calls = is_agent | is_team_lead
set_perm(USE_DESK, takes_calls)
set_perm(SAY_HOW_IT_ENDED, takes_calls & predicate(_is_ones_own))
set_perm(SEE_DISPOSITIONS, is_manager | is_team_lead | is_analyst)
set_perm(LINK_PHONES, is_administrator)
