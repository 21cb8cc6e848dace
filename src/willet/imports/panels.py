"""What this room offers to the pages: its menu entries, and what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.people.rules import SEE_IMPORTS, SEE_LAKE
from willet.ui.panels import MenuEntry

MENU = (
    MenuEntry(_("Imports"), "imports:imports", "upload", SEE_IMPORTS, order=80, group="set_up"),
    MenuEntry(_("Data check"), "imports:lake", "check", SEE_LAKE, order=91, group="set_up"),
)
KINDS = (
    ThingKind("imports.savedmapping", _("saved mapping")),
    ThingKind("imports.upload", _("upload")),
    ThingKind("run", _("import")),
)
