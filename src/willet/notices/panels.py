"""What this room offers to the pages: menu entries, the bell in the head, and a kind of notice of its own."""

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from willet.notices.domain.reading import unread
from willet.notices.rules import SEE_NOTICES
from willet.people.models import User
from willet.people.rules import MANAGE_PEOPLE
from willet.ui.notices import NoticeKind
from willet.ui.panels import HeadEntry, MenuEntry

MAIL_FAILED: Final = "notices.mail_failed"


def _unread(request: HttpRequest) -> int:
    # What is made ready at start has a reader who is nobody's row.
    return unread(request.user) if isinstance(request.user, User) and request.user.pk else 0


MENU = (MenuEntry(_("For me today"), "notices:inbox", "inbox", SEE_NOTICES, order=5),)
HEAD = (HeadEntry(_("Notices"), "notices:list", "bell", _unread, SEE_NOTICES),)
# Of mail that does not go, nobody is told by mail.
NOTICES = (
    NoticeKind(MAIL_FAILED, _("A mail was not delivered"), MANAGE_PEOPLE, ways=("none", "in_app")),
)
