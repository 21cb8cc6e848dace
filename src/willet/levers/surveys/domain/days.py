"""Days as customers and the house call them: those of the centre's own calendar, not of UTC."""

from datetime import date, datetime

from willet.levers.surveys.models import Invitation
from willet.ui.zones import centre_zone


def day_of(moment: datetime) -> date:
    """The day on which a moment lies where the centre is."""
    return moment.astimezone(centre_zone()).date()


def day_of_call(invitation: Invitation) -> date:
    """The day on which the customer called."""
    return day_of(invitation.arrived_at)
