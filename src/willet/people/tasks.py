"""What the worker does for this room: names made good in the lake, and numbers in place of the names of who left."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.sources import Progress
from willet.people.agents.leavers import pseudonymise_leavers
from willet.people.agents.publishing import publish
from willet.people.invitations.inviting import MAIL_INVITATION
from willet.people.invitations.mailing import mail_invitation, tell_of_failure
from willet.people.rules import MANAGE_PEOPLE
from willet.ui.tasks import MAIL, Daily, Every, Minutes, Work, WorkOrder

PUBLISH, LEAVERS = "people.publish", "people.leavers"


def publish_names(order: WorkOrder, progress: Progress) -> None:
    """Write the names into the lake where they are missing or of another state, as after a backup was put back."""
    publish()


def number_leavers(order: WorkOrder, progress: Progress) -> None:
    """Show who left long ago under a number."""
    pseudonymise_leavers(timezone.localdate())


TRIES = 14
"""Of a mail, over about a day and a half: a mail server may be down for a night."""
JOBS = (
    Work(
        MAIL_INVITATION,
        _("Mail of an invitation"),
        mail_invitation,
        MANAGE_PEOPLE,
        MAIL,
        tries=TRIES,
        over=tell_of_failure,
    ),
    Work(PUBLISH, _("Names of agents and lists"), publish_names),
    Work(LEAVERS, _("Numbers for who left"), number_leavers),
)
EVERY = (Every(PUBLISH, Minutes(10)), Every(LEAVERS, Daily(time(3, 30))))
