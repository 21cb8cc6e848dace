"""What this room offers to the pages: its menu entry, and what of an address is kept from page to page."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.core.records import DIMENSIONS
from willet.people.rules import SEE_OVERVIEW
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Metrics"), "figures:metrics", "book", SEE_OVERVIEW, order=60, keeps=True),)

KEPT = ("period", "from", "to", *DIMENSIONS)
"""The period and the filters; what else stands in an address is one page's own."""
KINDS = (ThingKind("table", _("table")),)
