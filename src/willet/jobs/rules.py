"""Who may do what with jobs."""

from typing import Any, Final

from rules.permissions import add_perm as add_perm_untyped

from willet.people.rules import is_administrator

# The library carries no types of its own.
add_perm: Any = add_perm_untyped

SEE_JOBS: Final = "jobs.see"
CHANGE_JOBS: Final = "jobs.change"
"""Cancel a job, or let it be tried again."""

add_perm(SEE_JOBS, is_administrator)
add_perm(CHANGE_JOBS, is_administrator)
