"""What this room offers to the pages: its notice, and what its things are called in the activity."""

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.backups.domain.scheduled import NOT_TAKEN
from willet.people.rules import SEE_LAKE
from willet.ui.notices import NoticeKind

NOTICES = (NoticeKind(NOT_TAKEN, _("A backup could not be taken"), SEE_LAKE, usual="at_once"),)
KINDS = (ThingKind("backup", _("backup")),)
