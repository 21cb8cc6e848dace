"""A goal stands beside its figure on other pages: of exactly these filters, while it holds, for whom it is open."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.levers.goals.conftest import TODAY, SetGoal
from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.figures.domain.goallines import GoalLine
from willet.figures.domain.periods import OWN, Period
from willet.figures.domain.selection import Selection
from willet.levers.goals.domain.lines import lines_of, rows_of

FIRST, LAST = TODAY - timedelta(days=20), TODAY + timedelta(days=9)


def shown(last: date | None, **cells: tuple[str, ...]) -> Selection:
    return Selection(Period(None, last), OWN, cells)


@pytest.mark.parametrize(
    ("selection", "has_one"),
    [
        (shown(TODAY), True),
        (shown(FIRST), True),
        (shown(LAST), True),
        (shown(None), True),
        (shown(FIRST - timedelta(days=1)), False),
        (shown(LAST + timedelta(days=1)), False),
        (shown(TODAY, queue=("sales",)), False),
        (shown(TODAY, queue=("sales", "help")), False),
    ],
)
def test_a_goal_stands_by_its_own_selection(
    cast: Cast, put: SetGoal, selection: Selection, has_one: bool
) -> None:
    goal = put("0.9")

    lines = lines_of(cast.manager, selection)

    way = reverse("goals:goal", args=[goal.pk])
    line = GoalLine(0.9, "Goal: at least 90.0%", way)
    assert lines == ({"service_level": line} if has_one else {})


def test_of_two_that_hold_the_one_that_began_last_stands(cast: Cast, put: SetGoal) -> None:
    put("0.6")
    put("0.7", first=TODAY - timedelta(days=3), last=TODAY + timedelta(days=3))

    lines = lines_of(cast.manager, shown(TODAY))

    assert lines["service_level"].value == 0.7


@pytest.mark.parametrize(
    ("role", "sees"),
    [("manager", True), ("agent", True), ("other_agent", False), ("administrator", False)],
)
def test_a_goal_of_one_agent_stands_for_who_may_see_it(
    cast: Cast, put: SetGoal, role: str, sees: bool
) -> None:
    put("0.9", filters={"agent": "Anna W"})

    lines = lines_of(cast.named(role), shown(TODAY, agent=("Anna W",)))

    assert bool(lines) is sees


def test_the_overview_shows_it_on_the_tile_and_on_the_chart(cast: Cast, put: SetGoal) -> None:
    put("0.9")

    page = cast.client("manager").get("/?chart=service_level&period=all")

    assert "Goal: at least 90.0%" in main_text_of(page)
    assert (page.context["chart"].goal, page.context["chart"].goal_words) == (
        0.9,
        "Goal: at least 90.0%",
    )


def test_each_line_of_a_table_has_its_own_goal(cast: Cast, put: SetGoal) -> None:
    put("0.9", filters={"team": "North"})
    put("0.8", filters={"team": "North", "agent": "Bo"})
    put("0.7", filters={"agent": "Otto K"})
    put("0.6")

    def aims(by: str, **cells: tuple[str, ...]) -> dict[str | None, float]:
        rows = rows_of(cast.manager, shown(TODAY, **cells), [by]).get(by, {})
        return {value: lines["service_level"].value for value, lines in rows.items()}

    assert aims("team") == {"North": 0.9}
    assert aims("agent") == {"Bo": 0.8, "Otto K": 0.7}
    assert aims("agent", team=("North",)) == {"Bo": 0.8, "Otto K": 0.7}
    assert aims("agent", queue=("sales",)) == {}
    assert aims("topic") == {}


def test_resolution_stands_beside_a_goal_for_handle_time_wherever_it_is_drawn(
    cast: Cast, put: SetGoal
) -> None:
    put("90", "at_most", metric="average_handle_time")
    put("90", "at_most", metric="average_handle_time", filters={"team": "North"})

    whole = lines_of(cast.manager, shown(TODAY))["average_handle_time"]
    rows = rows_of(cast.manager, shown(TODAY), ["team", "agent"])["team"]
    north = rows["North"]["average_handle_time"]

    for line in (whole, north):
        assert line.words.startswith("Goal: at most 90.0\xa0s · Beside it: Call resolution ")


@pytest.mark.journey("history")
def test_a_goal_stands_in_tables_and_on_pages_of_ones_own(cast: Cast, put: SetGoal) -> None:
    put("0.9", metric="average_handle_time", direction="at_most", filters={"team": "North"})
    put("0.8", metric="call_resolution", filters={"team": "North", "agent": "Anna W"})

    board = main_text_of(cast.client("manager").get("/?period=all"))
    team = main_text_of(cast.client("team_lead").get("/team/?period=all"))
    own = main_text_of(cast.client("agent").get("/me/?period=all"))

    assert "Goal: at most 0.9" in board
    assert "Goal: at least 80.0%" in team
    assert ("What is to be reached" in team, "What is to be reached" in own) == (True, True)
    assert "Goal: at least 80.0%" in own
