"""Who may see and set goals: a manager for all, a lead for their own teams; agents read those of their team and own."""

from typing import Any, Final

from rules.permissions import add_perm as add_perm_untyped

from willet.levers.goals.domain.reach import is_for, leads, shows_no_one_withheld
from willet.people.rules import (
    is_agent,
    is_analyst,
    is_manager,
    is_team_lead,
    predicate,
    works_with_calls,
)

# The library carries no types of its own.
add_perm: Any = add_perm_untyped

SEE_GOALS: Final = "goals.see"
SEE_GOAL: Final = "goals.see_one"
SET_GOALS: Final = "goals.set"
SET_GOAL: Final = "goals.set_one"
"""Of one goal: whose filters decide who may."""

concerns = predicate(is_for, name="concerns_them")
is_open = predicate(shows_no_one_withheld, name="shows_no_one_withheld")
is_of_their_team = predicate(leads, name="is_of_a_team_they_lead")

add_perm(SEE_GOALS, works_with_calls)
add_perm(SEE_GOAL, is_open & (is_manager | is_analyst | ((is_team_lead | is_agent) & concerns)))
add_perm(SET_GOALS, is_manager | is_team_lead)
add_perm(SET_GOAL, is_manager | (is_team_lead & is_of_their_team))
