"""What this room offers to the pages: its menu entry, its notice, and what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.backups.domain.scheduled import NOT_TAKEN
from willet.people.rules import SEE_LAKE
from willet.ui.notices import NoticeKind
from willet.ui.panels import MenuEntry

MENU = (MenuEntry(_("Backups"), "backups:list", "download", SEE_LAKE, order=92, group="set_up"),)
NOTICES = (NoticeKind(NOT_TAKEN, _("A backup could not be taken"), SEE_LAKE, usual="at_once"),)
KINDS = (ThingKind("backup", _("backup")),)
