"""What this room offers to the pages: menu entry, lines in inboxes of owners, and what its things are called."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.activity.kinds import ThingKind
from willet.levers.knowledge.domain.reviewing import due_for
from willet.levers.knowledge.rules import KEEP_ARTICLES, READ_ARTICLES
from willet.levers.knowledge.tables import reasons
from willet.people.models import User
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.panels import LeverWay, MenuEntry

MENU = (
    MenuEntry(gettext_lazy("Articles"), "knowledge:search", "search", READ_ARTICLES, group="act"),
)
LEVER_WAYS = (LeverWay("knowledge", "knowledge:review", KEEP_ARTICLES),)


def to_look_at(owner: User) -> Iterator[InboxLine]:
    """The articles of somebody that are to be looked at again, and why."""
    now = timezone.now()
    for worth in due_for(owner, now):
        why = " · ".join(reasons(worth, now))
        text = _("%(title)s: %(why)s") % {"title": worth.article, "why": why}
        way = reverse("knowledge:article", args=[worth.article.pk])
        yield InboxLine(text, way, owner, worth.due_at)


INBOX = (InboxOffer(gettext_lazy("Article to look at"), to_look_at, KEEP_ARTICLES),)
KINDS = (
    ThingKind("knowledge.article", gettext_lazy("article")),
    ThingKind("knowledge.articlerevision", gettext_lazy("wording of an article")),
    ThingKind("knowledge.articlepicture", gettext_lazy("picture of an article")),
    ThingKind("knowledge.articles", gettext_lazy("all articles")),
    ThingKind("knowledge.articleflag", gettext_lazy("flag on an article")),
)
