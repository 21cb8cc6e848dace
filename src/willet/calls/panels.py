"""What this room offers to the pages: its menu entry."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.people.rules import SEE_CALLS
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Calls"), "calls:list", "phone", SEE_CALLS, order=20, keeps=True),)
KINDS = (ThingKind("contact", _("call")),)
