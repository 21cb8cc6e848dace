"""Why cases of a plan's selection were not solved: shares of the whole, and each line leads to just its cases."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.levers.plans.conftest import plan_of
from tests.scaffold.cast import Cast
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.plans.domain.causes import NAMED, causes_known, days_of, pareto, selection_of
from willet.levers.plans.models import ImprovementPlan
from willet.people.models import User
from willet.people.visibility import visibility_of

NEWEST = date(2026, 3, 14)


def _plan(made: str = "2026-03-20", **days: date) -> ImprovementPlan:
    return ImprovementPlan(
        created_at=datetime.fromisoformat(f"{made}T12:00").replace(tzinfo=UTC), **days
    )


@pytest.mark.parametrize(
    ("plan", "days"),
    [
        # Eight weeks up to the day it was made, or to the newest call where that is earlier.
        (_plan(), (date(2026, 1, 18), NEWEST)),
        (_plan("2026-03-10"), (date(2026, 1, 14), date(2026, 3, 10))),
        (_plan(causes_from=date(2026, 3, 1)), (date(2026, 3, 1), NEWEST)),
        (_plan(causes_to=date(2026, 3, 2)), (date(2026, 1, 6), date(2026, 3, 2))),
        (
            _plan(causes_from=date(2026, 3, 1), causes_to=date(2026, 3, 2)),
            (date(2026, 3, 1), date(2026, 3, 2)),
        ),
    ],
)
def test_the_days_whose_causes_are_shown(plan: ImprovementPlan, days: tuple[date, date]) -> None:
    assert days_of(plan, NEWEST) == days


def test_a_plan_that_begins_after_the_newest_call_asks_of_that_one_day() -> None:
    late = date(2026, 4, 1)

    period = selection_of(_plan(causes_from=late), NEWEST).period

    assert (period.first, period.last) == (late, late)


def _reading(person: User) -> Reading:
    reading = read_lake(visibility_of(person))
    assert reading is not None
    return reading


def test_each_line_leads_to_its_cases_and_to_no_others(cast: Cast, lent_small_lake: Path) -> None:
    """Of the unsolved cases c02 has a cause, c06 has none."""
    plan = plan_of(cast.manager, causes_from=date(2026, 3, 1), causes_to=NEWEST)

    lines = pareto(_reading(cast.manager), plan)

    assert lines is not None
    assert [line.bar.cause for line in lines] == ["authority", None]  # without a cause last
    whole = sum(line.bar.cases for line in lines)
    assert [line.share for line in lines] == [line.bar.cases / whole for line in lines]
    assert [line.together for line in lines] == [lines[0].bar.cases / whole, 1]
    client = cast.client("manager")
    listed = [client.get(line.href).content.decode() for line in lines]
    assert [("table:c02/" in page, "table:c06/" in page) for page in listed] == [
        (True, False),
        (False, True),
    ]


def test_a_plan_is_narrowed_to_its_cells(cast: Cast, lent_small_lake: Path) -> None:
    plan = plan_of(
        cast.manager, causes_from=date(2026, 3, 1), causes_to=NEWEST, cells={"queue": ["support"]}
    )

    lines = pareto(_reading(cast.manager), plan)

    assert [line.bar.cause for line in lines or ()] == [None]


def test_before_any_call_there_is_no_line(cast: Cast) -> None:
    empty: Any = SimpleNamespace(days=None)

    assert pareto(empty, _plan()) == ()


def test_what_something_can_be_tried_against(cast: Cast, lent_small_lake: Path) -> None:
    reading = _reading(cast.manager)

    assert causes_known(None, "") == list(NAMED)
    assert causes_known(None, "parts late") == [*NAMED, "parts late"]
    # A cause that calls carry and one that was chosen stand once each.
    assert causes_known(reading, "authority") == list(NAMED)
