"""What day it is at the centre, and which starts came before a stop."""

from datetime import date, datetime

from django.utils import timezone

from willet.levers.plans.models import Intervention
from willet.ui.zones import centre_zone


def today() -> date:
    """The day by the centre's calendar."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """The day of a moment by the centre's calendar."""
    return moment.astimezone(centre_zone()).date()


def has_begun(intervention: Intervention, day: str) -> bool:
    """Whether a start on this day comes, or came, before the intervention was stopped."""
    stopped = intervention.stopped_on
    return stopped is None or date.fromisoformat(day) <= stopped
