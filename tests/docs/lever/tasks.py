"""What the worker does for this room: every morning it says which targets' periods are over."""

from datetime import date, time

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from willet.levers.targets.models import Target

from willet.core.records import saying
from willet.core.sources import Progress
from willet.ui.notices import notify
from willet.ui.tasks import Daily, Every, Work, WorkOrder

OVER = saying("target_over", "The period of the target “%(name)s” is over.")


def say_what_is_over(order: WorkOrder, progress: Progress) -> None:
    """Tell everybody who sees targets, once of each."""
    for target in Target.objects.filter(last__lt=date.today()):
        way = reverse("targets:target", args=[target.pk])
        notify("targets.ended", OVER(name=str(target)), href=way, key=str(target.pk))


JOBS = (Work("targets.over", _("Targets whose period is over"), say_what_is_over),)
EVERY = (Every("targets.over", Daily(time(6, 0))),)
