"""Menu entries of the rooms that stand beneath the registry of panels and cannot know it."""

from django.utils.translation import gettext_lazy as _

from willet.people.rules import MANAGE_PEOPLE
from willet.ui.panels import MenuEntry

MENU = [
    MenuEntry(
        _("People"), "people:list", "people", permission=MANAGE_PEOPLE, order=90, group="set_up"
    ),
]
