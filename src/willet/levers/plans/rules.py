"""Who plans: a manager for all, a lead for their own teams; an analyst reads; agents see what touches them."""

from typing import Any, Final

from willet.people.models import Role
from willet.people.rules import is_agent, is_analyst, is_manager, is_team_lead, predicate, set_perm

SEE_PLANS: Final = "plans.see"
SEE_PLAN: Final = "plans.see_this"
"""Asked of the very plan."""
PLAN: Final = "plans.plan"
EDIT_PLAN: Final = "plans.edit_this"
"""Asked of the very plan."""
SEE_TRIED: Final = "plans.see_tried"
"""What is tried with oneself, without figures."""


def _is_of_own_team(user: Any, plan: Any) -> bool:
    return plan is not None and user.teams.filter(pk=plan.team_id).exists()


def _is_new(user: Any, plan: Any) -> bool:
    return plan is not None and plan._state.adding


is_own = predicate(_is_of_own_team, name="plan_is_of_ones_team")
set_perm(SEE_PLANS, is_manager | is_team_lead | is_analyst)
set_perm(SEE_PLAN, is_manager | is_analyst | (is_team_lead & is_own))
set_perm(PLAN, is_manager | is_team_lead)
set_perm(EDIT_PLAN, is_manager | (is_team_lead & (is_own | predicate(_is_new, name="plan_is_new"))))
set_perm(SEE_TRIED, is_agent | is_team_lead)


def plans_whole_centre(user: Any) -> bool:
    """Whether somebody plans for the whole centre."""
    return bool(user.role == Role.MANAGER)
