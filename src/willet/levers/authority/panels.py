"""What this room offers to the pages: menu entries, notices, lines of the inbox, and what its things are called."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.levers.authority.domain.asking import ASKED
from willet.levers.authority.domain.deciders import open_to
from willet.levers.authority.domain.ending import DECIDED
from willet.levers.authority.domain.ran_out import ran_out_to
from willet.levers.authority.models import GrantLimit
from willet.levers.authority.models.kinds import kind_words
from willet.levers.authority.rules import DECIDE, GRANT, SEE_LEDGER, SEE_LIMITS, SETTLE_LIMIT
from willet.people.models import User
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.money import kept_money_words, money_words
from willet.ui.notices import NoticeKind
from willet.ui.panels import LeverWay, MenuEntry

MENU = (
    MenuEntry(_("My authority"), "authority:own", "key", GRANT, 30, group="act"),
    MenuEntry(_("Requests"), "authority:to_decide", "inbox", DECIDE, 31, group="act"),
    MenuEntry(_("Ledger"), "authority:ledger", "book", SEE_LEDGER, 32, group="act"),
    MenuEntry(_("Grant limits"), "authority:limits", "gear", SEE_LIMITS, 33, group="act"),
)
LEVER_WAYS = (LeverWay("authority", "authority:ledger", SEE_LEDGER),)


def _requests(reader: User) -> Iterator[InboxLine]:
    for request in open_to(reader):
        amount = money_words(request.amount_minor, request.currency)
        words = {"agent": request.agent, "amount": amount, "grant": request.kind}
        text = gettext("%(agent)s asks for %(amount)s (%(grant)s)") % words
        yield InboxLine(
            text, reverse("authority:to_decide"), reader, request.expires_at, waits=True
        )


def _changes(reader: User) -> Iterator[InboxLine]:
    waiting = GrantLimit.objects.filter(state=GrantLimit.State.WAITING).select_related(
        "kind", "person"
    )
    for limit in waiting.order_by("proposed_at"):
        if reader.has_perm(SETTLE_LIMIT, limit):
            yield InboxLine(str(limit), reverse("authority:limit", args=[limit.pk]), reader)


def _ran_out(reader: User) -> Iterator[InboxLine]:
    for request in ran_out_to(reader):
        amount = money_words(request.amount_minor, request.currency)
        words = {"agent": request.agent, "amount": amount, "grant": request.kind}
        text = (
            gettext("%(agent)s asked for %(amount)s (%(grant)s), and nobody decided in time")
            % words
        )
        yield InboxLine(text, reverse("authority:to_decide"), reader)


INBOX = (
    InboxOffer(_("Request to decide"), _requests, DECIDE),
    InboxOffer(_("Request that ran out of time"), _ran_out, DECIDE),
    InboxOffer(_("Change of a limit"), _changes, SETTLE_LIMIT),
)
NOTICES = (
    NoticeKind(ASKED, _("A request for a grant"), DECIDE),
    NoticeKind(DECIDED, _("A request of mine was decided"), GRANT),
)
SLOTS = (("grant", kind_words), ("amount", kept_money_words))
"""What messages keep by its key or as programs write it, each reader is told in their own language."""
KINDS = (
    ThingKind("authority.grantkind", _("kind of grant")),
    ThingKind("authority.grantlimit", _("limit")),
    ThingKind("authority.twopeoplerule", _("rule of two people")),
    ThingKind("authority.deputy", _("deputy")),
    ThingKind("authority.grant", _("grant")),
    ThingKind("authority.grantrequest", _("request for a grant")),
    ThingKind("authority.couldnot", _("not allowed")),
    ThingKind("authority.receiver", _("system that pays")),
)
