"""What this room offers to the pages: its menu entry."""

from django.utils.translation import gettext_lazy as _

from willet.people.rules import SEE_OVERVIEW
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Metrics"), "figures:metrics", "book", SEE_OVERVIEW, order=60),)
