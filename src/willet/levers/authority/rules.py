"""Who may grant, decide, set limits and read the ledger. A right about one thing is asked of that thing."""

from typing import Any, Final

from rules.permissions import add_perm as add_perm_untyped

from willet.people.agents.alike import accounts_of
from willet.people.rules import (
    is_administrator,
    is_agent,
    is_analyst,
    is_manager,
    is_team_lead,
    predicate,
)

# The library carries no types of its own.
add_perm: Any = add_perm_untyped

GRANT: Final = "authority.grant"
DECIDE: Final = "authority.decide"
SEE_LIMITS: Final = "authority.see_limits"
SET_LIMITS: Final = "authority.set_limits"
SETTLE_LIMIT: Final = "authority.settle_limit"
"""Of a change that waits: a manager, and never the one who proposed it or whose own limit it is."""
WITHDRAW_LIMIT: Final = "authority.withdraw_limit"
"""Of a change that waits: the manager who proposed it, under the same account."""
KEEP_RULES: Final = "authority.keep_rules"
"""From which amount on two people are needed, and where grants are handed on to."""
SEE_LEDGER: Final = "authority.see_ledger"
NAME_DEPUTY: Final = "authority.name_deputy"
CONFIRM_PAID: Final = "authority.confirm_paid"

is_second = predicate(
    lambda user, limit: (
        limit is None or accounts_of(user).isdisjoint({limit.proposed_by_id, limit.person_id})
    ),
    name="is_a_second_person",
)

is_proposer = predicate(
    lambda user, limit: limit is None or limit.proposed_by_id == user.pk, name="proposed_it"
)

add_perm(GRANT, is_manager | is_team_lead | is_agent)
add_perm(DECIDE, is_manager | is_team_lead)
add_perm(NAME_DEPUTY, is_manager | is_team_lead)
add_perm(SEE_LIMITS, is_manager | is_analyst | is_administrator)
add_perm(SET_LIMITS, is_manager)
add_perm(SETTLE_LIMIT, is_manager & is_second)
add_perm(WITHDRAW_LIMIT, is_manager & is_proposer)
add_perm(KEEP_RULES, is_administrator)
add_perm(SEE_LEDGER, is_manager | is_team_lead | is_analyst)
add_perm(CONFIRM_PAID, is_manager)
