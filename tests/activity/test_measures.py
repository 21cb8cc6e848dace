"""Figures in a history stand in their own dress and in the reader's notation: 5:30, 8 %, 3 points, an amount."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tests.scaffold.cast import Cast
from willet.activity.domain.words import change_words
from willet.activity.models import ActivityEntry
from willet.levers.goals.models import Goal, GoalDirection, GoalSpan
from willet.levers.plans.models import ImprovementPlan, Intervention, Registration

DAYS = {"first": date(2026, 11, 1), "last": date(2026, 11, 30), "span": GoalSpan.OWN.value}
GOALS = """
metric                 | was    | is    | language | words
average_handle_time    | 330    | 300   | en       | to reach: 5:30 min → 5:00 min
average_handle_time    | 330    | 300   | de       | zu erreichen: 5:30 min → 5:00 min
average_handle_time    | 90.5   | 3600  | en       | to reach: 90.5 s → 1:00:00 h
abandonment_rate       | 0.08   | 0.05  | en       | to reach: 8.0% → 5.0%
abandonment_rate       | 0.08   | 0.0505 | de      | zu erreichen: 8,0 % → 5,05 %
contacts_per_case      | 1.5    | 1.25  | vi       | cần đạt: 1,50 → 1,25
received               | 1000   | 1200  | nl       | te bereiken: 1.000 → 1.200
cost_per_resolved_case | 12.5   | 10    | en       | to reach: 12.50 EUR → 10.00 EUR
"""
ROWS = [tuple(c.strip() for c in line.split("|")) for line in GOALS.strip().splitlines()[1:]]


def _plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(("metric", "was", "now", "language", "words"), ROWS)
def test_target_of_a_goal(
    cast: Cast, metric: str, was: str, now: str, language: str, words: str
) -> None:
    currency = "EUR" if metric.startswith("cost") else ""
    kept = {"direction": GoalDirection.AT_MOST.value, "reason": "x", "scope": "", **DAYS}
    goal = Goal.objects.create(metric=metric, target=Decimal(was), currency=currency, **kept)
    goal = Goal.objects.get(pk=goal.pk)
    goal.target = Decimal(now)

    goal.save()

    with translation.override(language):
        said = _plain(change_words(ActivityEntry.objects.order_by("-number")[0]))
    assert said.partition(":")[2] == words.partition(":")[2]


def test_effects_of_plans_are_differences(cast: Cast) -> None:
    plan = ImprovementPlan.objects.create(name="Less", metric="average_handle_time", target=330.0)
    due = date(2027, 1, 1)
    one = {"lever": "training", "object": "Course", "unit": "agent", "verdict_on": due}
    tried = Intervention.objects.create(plan=plan, metric="call_resolution", worth=0.03, **one)
    Registration.objects.create(
        intervention=tried,
        number=1,
        metric="average_handle_time",
        unit="agent",
        design="chosen",
        worth=12.0,
        verdict_on=due,
    )

    lines = [_plain(change_words(entry)) for entry in ActivityEntry.objects.order_by("number")]

    assert "Target: 5:30 min" in lines[-3]
    assert "Smallest effect worth having: 3.0 pp" in lines[-2]
    assert "Smallest effect worth having: 12.0 s" in lines[-1]


def test_what_was_kept_without_a_unit_stays_readable(cast: Cast) -> None:
    fields = [{"name": "target", "label": "to reach", "was": None, "is": "330.000000"}]
    entry = ActivityEntry(kind="goals.goal", fields=fields, seals={"fields": ["salt", ""]})

    assert change_words(entry).partition(":")[2] == " 330"
