"""What this room offers to the pages: menu entries, notices, lines of inboxes, and what its things are called."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.activity.kinds import ThingKind
from willet.levers.plans.domain.days import today
from willet.levers.plans.domain.judging import JUDGED
from willet.levers.plans.domain.reading import waits_for
from willet.levers.plans.models import ImprovementPlan, Intervention, PlanState, ReviewMeeting
from willet.levers.plans.rules import EDIT_PLAN, PLAN, SEE_PLANS, SEE_TRIED
from willet.people.models import User
from willet.ui.inbox import InboxLine, InboxOffer
from willet.ui.notices import NoticeKind
from willet.ui.panels import LeverWay, MenuEntry

AHEAD = timedelta(days=7)
"""So long before it is due a line stands in the inbox."""

MENU = (
    MenuEntry(gettext_lazy("Plans"), "plans:list", "plan", SEE_PLANS, 20, group="act"),
    MenuEntry(gettext_lazy("What is tried"), "plans:tried", "trial", SEE_TRIED, 21, group="act"),
)
LEVER_WAYS = (
    LeverWay("training", "plans:new", PLAN, takes_cause=True),
    LeverWay("plan", "plans:new", PLAN, takes_cause=True),
)


def meetings_due(owner: User) -> Iterator[InboxLine]:
    """The review meetings of somebody's plans that are near, or nobody wrote down; managers see those of nobody."""
    near = ReviewMeeting.objects.filter(
        plan__in=ImprovementPlan.objects.filter(waits_for(owner), state=PlanState.OPEN),
        is_held=False,
        day__lte=today() + AHEAD,
    )
    for one in near.select_related("plan").order_by("day"):
        if owner.has_perm(EDIT_PLAN, one.plan):
            way = reverse("plans:meeting", args=[one.pk])
            yield InboxLine(one.plan.name, way, owner, one.day)


def verdicts_due(owner: User) -> Iterator[InboxLine]:
    """The interventions of somebody whose registered date is near, and that have no verdict of it yet."""
    near = Intervention.objects.filter(
        waits_for(owner),
        plan__state=PlanState.OPEN,
        stopped_on=None,
        verdict_on__lte=today() + AHEAD,
        registrations__isnull=False,
    )
    for one in near.exclude(verdicts__is_final=True).distinct().select_related("plan"):
        if owner.has_perm(EDIT_PLAN, one.plan):
            text = _("%(what)s of “%(plan)s”") % {"what": one, "plan": one.plan}
            yield InboxLine(
                text, reverse("plans:intervention", args=[one.pk]), owner, one.verdict_on
            )


INBOX = (
    InboxOffer(gettext_lazy("Review meeting of a plan"), meetings_due, PLAN),
    InboxOffer(gettext_lazy("Verdict on a plan"), verdicts_due, PLAN),
)
NOTICES = (NoticeKind(JUDGED, gettext_lazy("A verdict on a plan came out"), SEE_PLANS),)
KINDS = (
    ThingKind("plans.improvementplan", gettext_lazy("plan")),
    ThingKind("plans.reviewmeeting", gettext_lazy("review meeting")),
    ThingKind("plans.intervention", gettext_lazy("intervention")),
    ThingKind("plans.registration", gettext_lazy("registration")),
)
