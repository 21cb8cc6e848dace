"""Who may hold tokens, and who may see and revoke those of others."""

from typing import Any, Final

from rules.permissions import add_perm as add_perm_untyped

from willet.people.rules import is_administrator, is_signed_in

# The library carries no types of its own.
add_perm: Any = add_perm_untyped

HOLD_TOKENS: Final = "api.hold_tokens"
"""Make and revoke tokens of one's own; each has at most the rights of its person."""
MANAGE_TOKENS: Final = "api.manage_tokens"
"""See and revoke everybody's. Nobody makes a token in another's name."""

add_perm(HOLD_TOKENS, is_signed_in)
add_perm(MANAGE_TOKENS, is_administrator)
