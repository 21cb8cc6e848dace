"""What this room offers to the pages: its menu entry, and the history beneath a thing's own form."""

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from willet.activity.domain.history import history_of_thing
from willet.activity.domain.verifying import ITSELF
from willet.activity.kinds import ThingKind
from willet.activity.rules import SEE_ACTIVITY
from willet.ui.components import Table
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Activity"), "activity:list", "clock", SEE_ACTIVITY, order=92, group="set_up"),)
KINDS = (ThingKind(ITSELF, _("history")),)


def _history(request: HttpRequest, thing: Model) -> Table:
    """Whoever may change a thing sees what was changed before."""
    return history_of_thing(thing)


BENEATH = (_history,)
