"""What the worker does for this room: learns from the past, looks every week, and tells what came out."""

from datetime import time
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from willet.core.records import saying
from willet.core.sources import Progress
from willet.figures.domain.whole import held_state
from willet.jobs.domain.asking import ask
from willet.levers.plans.domain.judging import JUDGED, due, is_due, look
from willet.levers.plans.domain.outlook import LEARN, learn
from willet.levers.plans.domain.registering import JUDGE, about, fill_power
from willet.levers.plans.models import Intervention, PlanVerdict
from willet.levers.plans.rules import SEE_PLAN
from willet.ui.notices import notify
from willet.ui.tasks import LONG, Daily, Every, Work, WorkOrder

LOOK: Final = "plans.look"
CAME_OUT = saying("plans.came_out", "%(what)s: %(verdict)s")


def ask_for_looks(order: WorkOrder, progress: Progress) -> None:
    """Ask for a look at every intervention of which a new week is complete."""
    state = held_state()
    if state is None or state.days is None:
        return
    for one in due(state.days[1]):
        ask(JUDGE, {"intervention": one.pk}, about=about(one))


def judge(order: WorkOrder, progress: Progress) -> None:
    """Look at one intervention, where it is due, and tell its people what came out on the registered date."""
    one, state = _named(order), held_state()
    if one is None or state is None or state.days is None or not is_due(one, state.days[1]):
        return
    verdict = look(one, progress)
    if verdict is not None and verdict.is_final:
        _tell(one, verdict)


def learn_of(order: WorkOrder, progress: Progress) -> None:
    """Learn from the past how much the figures of an intervention's units vary."""
    one = _named(order)
    if one is not None:
        learn(one, progress)
        fill_power(one)


def _named(order: WorkOrder) -> Intervention | None:
    wanted = Intervention.objects.select_related("plan", "plan__owner", "owner")
    return wanted.filter(pk=order.payload["intervention"]).first()


def _tell(intervention: Intervention, verdict: PlanVerdict) -> None:
    people = {intervention.owner, intervention.plan.owner}
    notify(
        JUDGED,
        CAME_OUT(what=intervention.object, verdict=verdict.words),
        to=[one for one in people if one and one.has_perm(SEE_PLAN, intervention.plan)],
        href=reverse("plans:intervention", args=[intervention.pk]),
        key=f"{intervention.pk}:{verdict.registration_id}",
    )


JOBS = (
    Work(LOOK, _("Look at plans that run"), ask_for_looks),
    Work(JUDGE, _("Judge an intervention"), judge, lane=LONG),
    Work(LEARN, _("Learn what can be told of a plan"), learn_of, lane=LONG),
)
EVERY = (Every(LOOK, Daily(time(5, 30))),)
