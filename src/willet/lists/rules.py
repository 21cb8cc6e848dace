"""Who may do what with lists."""

from willet.people.rules import is_administrator, is_analyst, is_manager, set_perm

SEE_LISTS, EDIT_LISTS = "lists.see", "lists.edit"

set_perm(SEE_LISTS, is_manager | is_analyst | is_administrator)
set_perm(EDIT_LISTS, is_manager | is_administrator)
