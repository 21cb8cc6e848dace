"""What programs write here: a goal set, worded anew, and removed, by the rules that the pages go by."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import ConfigDict, Field, StrictInt, StrictStr, StringConstraints

from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.levers.goals.domain.setting import Wording, set_goal, word_anew
from willet.levers.goals.domain.spans import span_of
from willet.levers.goals.endpoints.reading import GoalObject, goal, known_thing
from willet.levers.goals.models import Goal
from willet.levers.goals.rules import SET_GOAL, SET_GOALS
from willet.ui.endpoints import Endpoint
from willet.ui.meanwhile import MEANWHILE, MeanwhileError
from willet.ui.zones import centre_zone

Name = Annotated[StrictStr, Field(max_length=200)]
Reason = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=500)
]


class GivenWording(Schema):
    """What is to be reached, and why."""

    model_config = ConfigDict(extra="forbid")

    target: Decimal = Field(
        description="In the metric's own unit: a share as 0..1, times in seconds."
    )
    direction: Literal["", "at_least", "at_most"] = Field(
        "", description="Empty: as the metric is better."
    )
    counter: Name = Field("", description="A metric shown beside it; empty for none.")
    reason: Reason

    @property
    def wording(self) -> Wording:
        """As the room takes it."""
        return Wording(self.target, self.direction, self.reason, self.counter)


class GivenGoal(GivenWording):
    """A new goal."""

    metric: Name
    filters: dict[Literal["queue", "team", "topic", "channel", "agent"], Name] = Field(
        default_factory=dict, description="What it is narrowed by: one value each."
    )
    first: date
    last: date = Field(description="The last day, included.")


class GivenRewording(GivenWording):
    """Another wording of a goal."""

    after: StrictInt = Field(description="The number of the newest wording that was read.")


def add_goal(request: HttpRequest, given: GivenGoal) -> dict[str, object]:
    """A new goal, and how it stands."""
    today = _today()
    span = span_of(given.first, given.last, today=today)
    new = Goal(
        metric=given.metric,
        filters=dict(given.filters),
        span=span,
        first=given.first,
        last=given.last,
    )
    _refuse_unless_open(request, new)
    set_goal(new, given.wording, by=person(request), reading=reading_of(request), today=today)
    return goal(request, str(new.pk))


def reword_goal(request: HttpRequest, pk: str, given: GivenRewording) -> dict[str, object]:
    """Another wording of a goal that is not over; those before stay in its history."""
    known = _open(request, pk)
    newest = known.revisions.first()
    if newest is None or newest.number != given.after:
        raise MeanwhileError(MEANWHILE())
    word_anew(known, given.wording, by=person(request), today=_today())
    return goal(request, pk)


def remove_goal(request: HttpRequest, pk: str) -> None:
    """A goal removed with its history; figures are not touched."""
    _open(request, pk).delete()


def _open(request: HttpRequest, pk: str) -> Goal:
    known: Goal = known_thing(request, Goal, pk)
    _refuse_unless_open(request, known)
    return known


def _refuse_unless_open(request: HttpRequest, of: Goal) -> None:
    if not person(request).has_perm(SET_GOAL, of):
        raise PermissionDenied


def _today() -> date:
    return timezone.localdate(timezone=centre_zone())


ENDPOINTS = (
    Endpoint("POST", "goals", add_goal, _("New goal"), "act", SET_GOALS, GoalObject, status=201),
    Endpoint(
        "POST",
        "goals/{str:pk}/wordings",
        reword_goal,
        _("Another wording of a goal"),
        "act",
        SET_GOALS,
        GoalObject,
        status=201,
    ),
    Endpoint(
        "DELETE",
        "goals/{str:pk}",
        remove_goal,
        _("A goal removed"),
        "act",
        SET_GOALS,
        None,
        status=204,
    ),
)
