"""What is handed in about goals and alerts: read in the unit of the metric, for teams that one may set goals for."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.scaffold.cast import NORTH, SOUTH, Cast
from tests.scaffold.form_bounds import bounds
from willet.core.metrics import metric_named
from willet.levers.goals.forms import AlertForm, GoalForm, GoalWordingForm, parsed_target
from willet.levers.goals.models import Goal
from willet.people.models import User

TODAY = date(2026, 11, 30)
MUST, MAY = True, False


@pytest.mark.parametrize(
    ("metric", "text", "target"),
    [
        ("service_level", "80 %", "0.8"),
        ("service_level", "0.0001", "0.000001"),
        ("average_handle_time", "5:30", "330"),
        ("average_handle_time", "90.25 s", "90.25"),
        ("pending_cases", " 1,200 ", "1200"),
        ("pending_cases", "0", "0"),
    ],
)
def test_a_goal_is_read_in_the_unit_of_its_metric(metric: str, text: str, target: str) -> None:
    assert parsed_target(metric_named(metric), text) == Decimal(target)


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        ("service_level", "101 %"),
        ("service_level", "5:30"),
        ("service_level", "0.00001"),  # of a percent: finer than six decimals of a share
        ("average_handle_time", "soon"),
        ("pending_cases", "5:30"),
        ("pending_cases", "1000000000000"),
        ("pending_cases", "0.0000001"),
    ],
)
def test_a_goal_in_no_unit_of_its_metric_is_refused(metric: str, text: str) -> None:
    with pytest.raises(ValidationError):
        parsed_target(metric_named(metric), text)


def _form(setter: User, **given: str) -> GoalForm:
    plain = {
        "metric": "service_level",
        "period": "month:2026-12-01",
        "target": "80 %",
        "reason": " x ",
    }
    return GoalForm(
        plain | given if given.pop("bound", "yes") else None,
        setter=setter,
        reading=None,
        today=TODAY,
    )


def test_what_a_goal_must_say(cast: Cast, home: Path) -> None:
    wording = {"target": (MUST, 40), "direction": (MAY, None), "counter": (MAY, None)}
    wording["reason"] = (MUST, 500)
    new = {"metric": (MUST, None), "period": (MUST, None), "days": (MAY, None)}

    assert bounds(GoalWordingForm()) == wording
    assert bounds(_form(cast.manager)) == new | wording | {"team": (MAY, None)}
    assert bounds(_form(cast.team_lead)) == new | wording | {"team": (MUST, None)}
    assert list(_form(cast.manager).fields)[:3] == ["metric", "period", "days"]


def test_a_changed_goal_carries_what_it_said(cast: Cast) -> None:
    goal = Goal(metric="service_level", target=Decimal("0.8005"), direction="at_least", reason="r")
    goal.first = goal.last = TODAY
    goal.save()

    form = GoalWordingForm(of=goal)

    assert form["target"].value() == "80.05 %"
    assert (form["reason"].value(), form["direction"].value()) == ("r", "at_least")
    assert "seen" in form.fields
    sent = {
        "target": "70 %",
        "reason": " why ",
        "seen": form["seen"].value(),
        "direction": "at_least",
    }
    changed = GoalWordingForm(sent, of=goal)
    assert changed.is_valid(), changed.errors
    wording = changed.wording
    assert (wording.target, wording.direction, wording.reason, wording.counter) == (
        *(Decimal("0.7"), "at_least"),
        *("why", ""),
    )


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, set()),
        ({"target": "much"}, {"target"}),
        ({"metric": "nonsense"}, {"metric"}),
        ({"metric": "nonsense", "target": "much"}, {"metric"}),  # of no metric it is in no unit
        ({"period": "own"}, {"days"}),
        ({"period": "own", "days_from": "2026-12-01"}, {"days"}),
        ({"period": "own", "days_to": "2026-12-01"}, {"days"}),
        ({"period": "own", "days_from": "2026-12-02", "days_to": "2026-12-01"}, {"days"}),
        ({"period": "own", "days_from": "2026-12-01", "days_to": "2026-12-01"}, set()),
        ({"period": "month:2026-10-01"}, {"period"}),  # it is over
        (
            {"period": "month:2026-12-01", "days_from": "2026-12-01"},
            set(),
        ),  # days of nothing chosen
        ({"reason": ""}, {"reason"}),
        ({"counter": "fcr_case"}, set()),
        ({"counter": "nonsense"}, {"counter"}),
    ],
)
def test_what_fits_together_in_a_goal(
    cast: Cast, home: Path, given: dict[str, str], wrong: set[str]
) -> None:
    assert set(_form(cast.manager, **given).errors) == wrong


@pytest.mark.parametrize(
    ("given", "span", "days"),
    [
        ({}, "month", (date(2026, 12, 1), date(2026, 12, 31))),
        ({"period": "quarter:2027-01-01"}, "quarter", (date(2027, 1, 1), date(2027, 3, 31))),
        (
            {"period": "own", "days_from": "2026-12-05", "days_to": "2026-12-06"},
            *("own", (date(2026, 12, 5), date(2026, 12, 6))),
        ),
    ],
)
def test_the_goal_that_was_written(
    cast: Cast, home: Path, given: dict[str, str], span: str, days: tuple[date, date]
) -> None:
    form = _form(cast.manager, team=NORTH, **given)
    assert form.is_valid(), form.errors

    goal = form.goal

    assert (goal.pk, goal.metric, goal.filters) == (None, "service_level", {"team": NORTH})
    assert (goal.span, goal.first, goal.last) == (span, *days)
    assert form.wording.reason == "x"


def test_a_lead_names_one_of_their_own_teams(cast: Cast, home: Path) -> None:
    teams: Any = _form(cast.team_lead).fields["team"]
    every: Any = _form(cast.manager).fields["team"]

    assert [value for value, _words in teams.choices] == [NORTH]
    assert [value for value, _words in every.choices] == ["", NORTH, SOUTH]
    assert set(_form(cast.team_lead).errors) == {"team"}
    assert set(_form(cast.team_lead, team=SOUTH).errors) == {"team"}
    assert _form(cast.team_lead, team=NORTH).is_valid()


def test_a_lead_without_a_team_sets_no_goal(cast: Cast, home: Path) -> None:
    cast.team_lead.teams.clear()

    assert set(_form(cast.team_lead).errors) == {"team"}


@pytest.mark.parametrize(("side", "kept"), [("", "both"), ("worse", "worse"), ("both", "both")])
def test_the_alert_that_was_written(cast: Cast, home: Path, side: str, kept: str) -> None:
    sent = {"metric": "service_level", "side": side, "team": NORTH}
    form = AlertForm(sent, setter=cast.team_lead, reading=None)
    assert form.is_valid(), form.errors

    alert = form.alert

    assert (alert.metric, alert.side, alert.filters) == ("service_level", kept, {"team": NORTH})
    assert bounds(form) == {"metric": (MUST, None), "side": (MAY, None), "team": (MUST, None)}
