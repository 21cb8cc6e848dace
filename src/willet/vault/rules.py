"""Who may look into the vault: whoever calls customers back; who may export and erase: the administrator.

An administrator runs the installation and sees that something is kept, not what.
"""

from typing import Final

from willet.people.rules import is_administrator, is_manager, is_team_lead, set_perm

SEE_VAULT: Final = "willet.see_vault"
REVEAL_CUSTOMER: Final = "willet.reveal_customer"
OPT_OUT: Final = "willet.opt_out"
ERASE_PERSONS: Final = "willet.erase_persons"

set_perm(SEE_VAULT, is_manager | is_team_lead | is_administrator)
set_perm(REVEAL_CUSTOMER, is_manager | is_team_lead)
set_perm(OPT_OUT, is_manager | is_team_lead)
set_perm(ERASE_PERSONS, is_administrator)
