"""What this room offers to the pages: its menu entries."""

from django.utils.translation import gettext_lazy as _

from willet.people.rules import SEE_IMPORTS, SEE_LAKE
from willet.ui.panels import MenuEntry

MENU = (
    MenuEntry(_("Imports"), "imports:imports", "upload", SEE_IMPORTS, order=80, group="set_up"),
    MenuEntry(_("Data check"), "imports:lake", "check", SEE_LAKE, order=91, group="set_up"),
)
