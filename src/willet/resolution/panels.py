"""What this room offers to the pages: its menu entries, and what its things are called."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.people.rules import SEE_OVERVIEW
from willet.resolution.rules import SEE_WORTH
from willet.resolution.worth.customers import KIND
from willet.ui.panels import MenuEntry

MENU = (
    MenuEntry(
        _("Resolution"), "resolution:resolution", "check", SEE_OVERVIEW, order=10, keeps=True
    ),
    MenuEntry(_("Causes"), "resolution:causes", "question", SEE_OVERVIEW, order=11, keeps=True),
    MenuEntry(
        _("Comparison"), "resolution:comparison", "people", SEE_OVERVIEW, order=12, keeps=True
    ),
    MenuEntry(
        _("What resolution is worth"), "resolution:worth", "case", SEE_WORTH, order=13, keeps=True
    ),
)
KINDS = (ThingKind(KIND, _("comparison of customers")),)
