"""What this room keeps of persons: goals of single agents, and who set which."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.levers.goals.domain.scope import scope_of
from willet.levers.goals.models import Alert, Goal, GoalRevision
from willet.ui.personal import Holder, Sought, names_any, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    every = Goal.objects.select_related("set_by").order_by("pk")
    watched = [alert for alert in Alert.objects.order_by("pk") if _is_watched(alert, sought)]
    return [
        *(_record(goal) for goal in every if _is_theirs(goal, sought)),
        *({"metric": alert.metric, "filters": alert.filters} for alert in watched),
    ]


def _is_watched(alert: Alert, sought: Sought) -> bool:
    return alert.filters.get("agent", "") in sought.names - {""}


def _is_theirs(goal: Goal, sought: Sought) -> bool:
    setter = {goal.set_by.agent, goal.set_by.name} - {""} if goal.set_by else set()
    texts = [goal.reason, *goal.revisions.values_list("reason", flat=True)]
    return (
        goal.agent in sought.names - {""}
        or bool(setter & sought.names)
        or names_any(texts, sought.names)
    )


def _record(goal: Goal) -> Mapping[str, Any]:
    return {
        "metric": goal.metric,
        "filters": goal.filters,
        "first": goal.first.isoformat(),
        "last": goal.last.isoformat(),
        "direction": goal.direction,
        "target": str(goal.target),
        "reason": goal.reason,
        "set_by": str(goal.set_by or ""),
    }


def _forget(gone: Forgotten) -> int:
    """Leave customers and former employees out of goals: of whom one is for, and why."""
    count = scrub_rows(Goal.objects.all(), {"filters": _without, "reason": scrubbed}, gone)
    count += scrub_rows(Alert.objects.all(), {"filters": _without}, gone)
    things: list[Goal | Alert] = [*Goal.objects.all(), *Alert.objects.all()]
    for thing in things:
        again = {"scope": partial(_scope, thing)}
        scrub_rows(type(thing)._default_manager.filter(pk=thing.pk), again, gone)
    return count + scrub_rows(GoalRevision.objects.all(), {"reason": scrubbed}, gone)


def _scope(thing: Goal | Alert, before: str, gone: Forgotten) -> str:
    return scope_of(thing.filters)


def _without(filters: Mapping[str, str], gone: Forgotten) -> Mapping[str, str]:
    return {k: gone.called(v) if k == "agent" else v for k, v in filters.items()}


HOLDERS = (Holder("goals", _("Goals"), _held, _forget),)
