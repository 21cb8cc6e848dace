"""Who may do what with notices: everybody reads their own."""

from typing import Any, Final

from rules.permissions import add_perm as add_perm_untyped

from willet.people.rules import is_signed_in

# The library carries no types of its own.
add_perm: Any = add_perm_untyped

SEE_NOTICES: Final = "notices.see"

add_perm(SEE_NOTICES, is_signed_in)
