"""Who may do what with targets."""

from rules import add_perm

from willet.people.rules import is_manager, is_signed_in

SEE_TARGETS, SET_TARGETS = "targets.see", "targets.set"

add_perm(SEE_TARGETS, is_signed_in)
add_perm(SET_TARGETS, is_manager)
