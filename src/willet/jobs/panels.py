"""What this room offers to the pages: its menu entry, and what a job is called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.jobs.rules import SEE_JOBS
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Jobs"), "jobs:list", "clock", SEE_JOBS, order=92, group="set_up"),)
KINDS = (ThingKind("jobs.job", _("job")),)
