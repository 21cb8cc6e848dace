"""Goals looked at every morning: of one that cannot be reached any more its people are told, once for each wording."""

from datetime import datetime
from typing import Final

from django.urls import reverse

from willet.core.records import saying
from willet.figures.domain.asking import read_lake
from willet.levers.goals.domain.following import people_of
from willet.levers.goals.domain.standing import Standing, standing_of
from willet.levers.goals.models import Goal
from willet.people.models import User
from willet.people.visibility import visibility_of
from willet.ui.notices import notify

CANNOT: Final = "goals.cannot"
TEXT: Final = saying(
    "goal_cannot", "The goal for “%(metric)s” until %(date)s cannot be reached any more."
)


def judge_all(*, now: datetime) -> int:
    """Look at every goal that runs, with the rights of the first who is told; of how many it turned out."""
    goals = Goal.objects.filter(last__gte=now.date())
    return sum(_judge(goal, now) for goal in goals.select_related("set_by"))


def _judge(goal: Goal, now: datetime) -> bool:
    people = people_of(goal)
    if not people:
        return False
    stands = standing_of(goal, read_lake(visibility_of(people[0])), now=now)
    cannot = _turned_out(stands)
    if cannot == (goal.cannot_since is not None):
        return False
    goal.cannot_since = stands.settled_until if cannot else None
    goal.save(update_fields=["cannot_since"])
    if cannot:
        _tell(goal, people)
    return cannot


def _turned_out(stands: Standing) -> bool:
    return stands.need is not None and stands.need.reach in {"cannot", "missed"}


def _tell(goal: Goal, people: list[User]) -> None:
    text = TEXT(metric=goal.metric, date=goal.last.isoformat())
    key = f"{goal.pk}.{goal.revisions.count()}"
    notify(CANNOT, text, to=people, href=reverse("goals:goal", args=[goal.pk]), key=key)
