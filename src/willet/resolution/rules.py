"""Who may see what became of customers: a manager and an analyst; it is nobody's daily work, and no agent's mark."""

from typing import Final

from willet.people.rules import is_analyst, is_manager, set_perm

SEE_WORTH: Final = "resolution.see_worth"

set_perm(SEE_WORTH, is_manager | is_analyst)
