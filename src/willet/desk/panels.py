"""What this room offers to the pages: menu entries, callbacks in inboxes, and what its things are called."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy

from willet.activity.kinds import ThingKind
from willet.desk.domain.promising import open_promises
from willet.desk.domain.telling import callback_words
from willet.desk.rules import LINK_PHONES, SEE_DISPOSITIONS, USE_DESK
from willet.people.models import User
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.panels import MenuEntry

MENU = (
    MenuEntry(gettext_lazy("Desk"), "desk:desk", "phone", USE_DESK, 10, group="live"),
    MenuEntry(
        gettext_lazy("Dispositions"),
        "desk:dispositions",
        "tag",
        SEE_DISPOSITIONS,
        13,
        keeps=True,
    ),
    MenuEntry(
        gettext_lazy("Phone systems"), "desk:links", "phone", LINK_PHONES, 92, group="set_up"
    ),
    MenuEntry(
        gettext_lazy("Hand-back of dispositions"),
        "desk:webhooks",
        "arrow",
        LINK_PHONES,
        94,
        group="set_up",
    ),
)


def callbacks(owner: User) -> Iterator[InboxLine]:
    """The callbacks that somebody promised and has not kept."""
    for one in open_promises(owner):
        yield InboxLine(
            callback_words(one), reverse("desk:call", args=[one.leg_id]), owner, one.due_at
        )


INBOX = (InboxOffer(gettext_lazy("Callback"), callbacks, USE_DESK),)
KINDS = (
    ThingKind("desk.phonelink", gettext_lazy("phone system")),
    ThingKind("desk.disposition", gettext_lazy("disposition")),
    ThingKind("desk.webhook", gettext_lazy("hand-back of dispositions")),
    ThingKind("desk.callback", gettext_lazy("callback")),
)
