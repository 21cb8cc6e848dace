"""What this room offers to the pages: its menu entries."""

from django.utils.translation import gettext_lazy as _

from willet.people.rules import SEE_OVERVIEW
from willet.ui.panels import MenuEntry

MENU = (
    MenuEntry(
        _("Resolution"), "resolution:resolution", "check", SEE_OVERVIEW, order=10, keeps=True
    ),
    MenuEntry(_("Causes"), "resolution:causes", "question", SEE_OVERVIEW, order=11, keeps=True),
    MenuEntry(
        _("Comparison"), "resolution:comparison", "people", SEE_OVERVIEW, order=12, keeps=True
    ),
)
