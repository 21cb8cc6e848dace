"""What this room offers to the pages: menu entry, inbox lines, what its things are called, and a kind of notice."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.levers.surveys.domain.links import ON_PAGES
from willet.levers.surveys.domain.reopening import REOPENED
from willet.levers.surveys.domain.tables import unsolved_words
from willet.levers.surveys.models import Reopening
from willet.levers.surveys.rules import SEE_SURVEYS, TAKE_UP
from willet.people.models import User
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.notices import NoticeKind
from willet.ui.panels import MenuEntry


def _lines(reader: User) -> Iterator[InboxLine]:
    mine = Reopening.objects.filter(owner=reader, closed_at=None).select_related("invitation")
    for reopening in mine:
        text = unsolved_words(reopening)
        way = reverse("surveys:reopened", args=[reopening.pk])
        yield InboxLine(text, way, reader, reopening.due_at)


MENU = (MenuEntry(_("Surveys"), "surveys:list", "star", SEE_SURVEYS, order=40, group="act"),)
INBOX = (InboxOffer(_("Not solved, says the customer"), _lines, TAKE_UP),)
NOTICES = (NoticeKind(REOPENED, _("A customer says it is not solved"), TAKE_UP, usual="digest"),)
KINDS = (
    ThingKind("surveys.wave", _("survey wave")),
    ThingKind("surveys.surveyquestion", _("survey question")),
    ThingKind("surveys.addressee", _("customer who wants no survey")),
    ThingKind("surveys.reopening", _("unsolved case")),
)
SENTENCES = tuple(ON_PAGES.items())
"""What pages say instead of a saying that names what is set at the server."""
