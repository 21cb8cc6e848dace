"""What this room offers to the pages: its menu entry, and what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.lists.rules import SEE_LISTS
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Lists"), "lists:lists", "menu", SEE_LISTS, 82, group="set_up"),)
KINDS = (
    ThingKind("lists.listentry", _("entry of a list")),
    ThingKind("lists.entryspelling", _("spelling of an entry")),
)
