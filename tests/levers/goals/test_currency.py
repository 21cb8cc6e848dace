"""Goals on money say in which currency, and are judged by figures of no other."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.api.callers import program_of
from tests.levers.authority.conftest import limit_of, refund, wish
from tests.scaffold.cast import Cast
from willet.core.metrics import catalogue
from willet.core.records import RequestError
from willet.figures.domain.asking import Reading, read_lake
from willet.imports.domain.facts import Handing
from willet.levers.authority.domain import grant
from willet.levers.authority.models import GrantKind
from willet.levers.goals.domain.days import kind_of
from willet.levers.goals.domain.setting import Wording, set_goal
from willet.levers.goals.domain.standing import standing_of
from willet.levers.goals.domain.words import goal_words
from willet.levers.goals.models import Goal, GoalSpan
from willet.levers.goals.tables import goals_sheet
from willet.people.visibility import visibility_of

__all__ = ["refund"]
TODAY = date(2026, 3, 15)
COST = "cost_per_resolved_case"


@pytest.fixture
def granted(cast: Cast, refund: GrantKind, small_lake: Path) -> None:
    """In c01, which is resolved, 3.00 EUR were granted."""
    limit_of(refund, cast.manager)
    grant(wish(refund, 300), by=cast.agent)
    Handing().land()


def _reading(cast: Cast) -> Reading:
    reading = read_lake(visibility_of(cast.manager))
    assert reading is not None
    return reading


def _goal(cast: Cast, metric: str = COST, target: str = "2.5") -> Goal:
    days = {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}
    goal = Goal(metric=metric, span=GoalSpan.OWN, filters={}, **days)
    wording = Wording(Decimal(target), "", "asked")
    return set_goal(goal, wording, by=cast.manager, reading=_reading(cast), today=TODAY)


def _why(goal: Goal, cast: Cast) -> str:
    return standing_of(goal, _reading(cast), now=datetime(2026, 3, 15, 12, tzinfo=UTC)).why


@pytest.mark.usefixtures("granted")
def test_goal_on_money_is_in_the_currency_of_its_figures(cast: Cast) -> None:
    goal = _goal(cast)

    stands = standing_of(goal, _reading(cast), now=datetime(2026, 3, 15, 12, tzinfo=UTC))

    assert (goal.currency, goal_words(goal), stands.why) == ("EUR", "at most 2.50\xa0EUR", "")
    said = program_of(cast.manager).get(f"goals/{goal.pk}").json()
    assert (said["currency"], said["target"]) == ("EUR", 2.5)
    (row,) = goals_sheet([stands]).rows
    assert [value for value in row if value in ("EUR", 2.5)][::-1] == ["EUR", 2.5]


@pytest.mark.usefixtures("granted")
def test_cost_per_case_is_not_added_up_over_days(cast: Cast) -> None:
    """Every day brings cases of its own: the cost of a month is not the sum of the costs of its days."""
    stands = standing_of(_goal(cast), _reading(cast), now=datetime(2026, 3, 15, 12, tzinfo=UTC))

    assert stands.settled is not None
    assert (stands.settled.value, stands.outlook, stands.need) == (3.0, None, None)
    assert stands.why_no_outlook.startswith("This figure is not made up of its days")


def test_figures_that_are_made_up_of_days() -> None:
    kinds = {name: kind_of(catalogue()[name]) for name in (COST, "sales_per_agent", "received")}

    assert kinds == {COST: None, "sales_per_agent": "total", "received": "total"}


@pytest.mark.usefixtures("granted")
def test_goal_is_not_judged_by_another_currency(cast: Cast) -> None:
    goal = _goal(cast)
    own = _why(goal, cast)
    goal.currency = "USD"

    assert (own, _why(goal, cast)) == (
        "",
        "This goal is in USD, and the figures are in EUR now. Set a goal in that currency.",
    )


@pytest.mark.usefixtures("granted")
def test_goal_on_anything_else_has_no_currency(cast: Cast) -> None:
    goal = _goal(cast, "service_level", "0.8")

    assert (goal.currency, goal_words(goal), _why(goal, cast)) == ("", "at least 80.0%", "")


def test_no_goal_is_set_on_amounts_of_several_currencies(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    for currency, contact in (("EUR", "table:c01"), ("USD", "table:c05")):
        limit_of(refund, cast.manager, currency=currency)
        grant(wish(refund, 300, currency=currency, contact=contact), by=cast.agent)
    Handing().land()

    with pytest.raises(RequestError, match="amounts of several currencies are not added"):
        _goal(cast)
