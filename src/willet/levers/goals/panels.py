"""What this room offers to the pages: its menu entry, notices, lines of the inbox, and what its things are called."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.kinds import ThingKind
from willet.levers.goals.domain.judging import CANNOT, TEXT
from willet.levers.goals.domain.lines import lines_of, rows_of
from willet.levers.goals.domain.watching import LEFT, signal_text
from willet.levers.goals.models import Alert, AlertSignal, Goal
from willet.levers.goals.rules import SEE_GOAL, SEE_GOALS
from willet.levers.goals.tables import current_goals
from willet.people.models import User
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.messages import translate
from willet.ui.notices import NoticeKind
from willet.ui.panels import MenuEntry

MENU = (
    MenuEntry(_("Goals"), "goals:list", "target", SEE_GOALS, order=10, group="act"),
    MenuEntry(_("Alerts"), "goals:alerts", "warning", SEE_GOALS, order=11, group="act"),
)


def _of(reader: User) -> Q:
    """What somebody set or follows."""
    return Q(set_by=reader) | Q(followers=reader)


def _lines(reader: User) -> Iterator[InboxLine]:
    mine = Goal.objects.filter(_of(reader), cannot_since__isnull=False).distinct()
    lasting = mine.filter(last__gte=timezone.localdate())
    for goal in (one for one in lasting if reader.has_perm(SEE_GOAL, one)):
        text = translate(TEXT(metric=goal.metric, date=goal.last.isoformat()))
        yield InboxLine(text, reverse("goals:goal", args=[goal.pk]), reader)


def _signals(reader: User) -> Iterator[InboxLine]:
    watched = Alert.objects.filter(_of(reader)).distinct()
    unseen = AlertSignal.objects.filter(alert__in=watched).exclude(seen_by=reader)
    for signal in unseen.select_related("alert"):
        if not reader.has_perm(SEE_GOAL, signal.alert):
            continue
        way = reverse("goals:alert", args=[signal.alert_id])
        yield InboxLine(translate(signal_text(signal)), way, reader)


INBOX = (
    InboxOffer(_("Goal out of reach"), _lines, SEE_GOALS),
    InboxOffer(_("Out of its usual range"), _signals, SEE_GOALS),
)
NOTICES = (
    NoticeKind(CANNOT, _("A goal cannot be reached any more"), SEE_GOALS, usual="digest"),
    NoticeKind(LEFT, _("A figure left its usual range"), SEE_GOALS, usual="digest"),
)
GOAL_LINES = (lines_of,)
GOAL_ROWS = (rows_of,)
GOAL_TABLES = (current_goals,)
KINDS = (ThingKind("goals.goal", _("goal")), ThingKind("goals.alert", _("alert")))
