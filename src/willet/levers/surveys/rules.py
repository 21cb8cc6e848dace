"""Who may do what with surveys: a manager asks customers; leads take up what was not solved; analysts read along.

An agent sees none of it: who knows which calls are asked about treats those calls another way.
"""

from typing import Any, Final

from rules.permissions import add_perm as add_perm_untyped

from willet.people.rules import is_analyst, is_manager, is_team_lead, predicate

# The library carries no types of its own.
add_perm: Any = add_perm_untyped

SEE_SURVEYS: Final = "surveys.see"
EDIT_SURVEYS: Final = "surveys.edit"
READ_INVITATIONS: Final = "surveys.read_invitations"
"""Each invitation and answer by itself, without agents' names and without what customers wrote."""
FETCH_LINKS: Final = "surveys.fetch_links"
"""To take out the numbers of customers with a link each: whoever may may also look into the vault."""
TAKE_UP: Final = "surveys.take_up"

is_owner_or_nobody = predicate(
    lambda user, reopening: reopening is None or reopening.owner_id == user.pk, name="owns_it"
)

add_perm(SEE_SURVEYS, is_manager | is_team_lead | is_analyst)
add_perm(EDIT_SURVEYS, is_manager)
add_perm(READ_INVITATIONS, is_manager | is_analyst)
add_perm(FETCH_LINKS, is_manager)
add_perm(TAKE_UP, is_manager | (is_team_lead & is_owner_or_nobody))
