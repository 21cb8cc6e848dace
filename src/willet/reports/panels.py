"""What this room offers to the pages: menu entry, what reports are called, and a kind of notice of its own."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.people.rules import MANAGE_PEOPLE
from willet.reports.rules import HAVE_REPORTS
from willet.ui.notices import NoticeKind
from willet.ui.panels import MenuEntry

NOT_SENT: Final = "reports.not_sent"
MENU = (MenuEntry(_("Reports by mail"), "reports:list", "download", HAVE_REPORTS, 70, keeps=True),)
NOTICES = (
    NoticeKind(NOT_SENT, _("A report was not delivered"), MANAGE_PEOPLE, ways=("none", "in_app")),
)
KINDS = (
    ThingKind("reports.report", _("report")),
    ThingKind("reports.reportreader", _("reader of a report")),
)
