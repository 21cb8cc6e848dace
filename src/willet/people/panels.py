"""What this room offers to the pages: the menu entry of agents, and what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.people.rules import MANAGE_AGENTS
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Agents"), "people:agents", "person", MANAGE_AGENTS, 80, group="set_up"),)
KINDS = (
    ThingKind("people.user", _("account")),
    ThingKind("people.team", _("team")),
    ThingKind("people.knownagent", _("agent")),
    ThingKind("people.spelling", _("spelling")),
    ThingKind("people.teamstretch", _("time in a team")),
    ThingKind("people.notone", _("two people told apart")),
)
