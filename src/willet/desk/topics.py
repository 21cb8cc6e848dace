"""What open desks hear of: that something happened to a call of theirs."""

from typing import Final

from django.urls import reverse

from willet.desk.models import Leg
from willet.live.audiences import hears, only
from willet.live.domain.publishing import publish
from willet.people.models import User
from willet.ui.topics import Topic

NAME: Final = "desk"
TOPICS = (Topic(NAME, hears),)


def tell_desk(person: User, leg: Leg) -> None:
    """Tell this person's open desks to look at their calls again; one that shows none is led to what rings or talks."""
    payload = {"about": "calls", "leg": str(leg.pk)}
    if leg.state != "ended":
        payload["go"] = reverse("desk:call", args=[leg.pk])
    publish(NAME, payload, only(person))
