"""The pages of jobs: all of them, and one that can be cancelled or tried again."""

from willet.jobs.views.changes import cancelled, tried_again
from willet.jobs.views.looking import listed, progress, shown

__all__ = ["cancelled", "listed", "progress", "shown", "tried_again"]
