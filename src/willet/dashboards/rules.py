"""Who has a page of their own here: an agent one of their work, a lead one of their teams'."""

from typing import Final

from willet.people.rules import is_agent, is_signed_in, is_team_lead, set_perm

SEE_OWN_WORK: Final = "willet.see_own_work"
SEE_OWN_TEAMS: Final = "willet.see_own_teams"
SEARCH: Final = "willet.search"

set_perm(SEE_OWN_WORK, is_agent)
set_perm(SEE_OWN_TEAMS, is_team_lead)
set_perm(SEARCH, is_signed_in)
