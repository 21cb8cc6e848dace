"""How goals stand on a lake counted by hand: 14 of 25 calls of five days are answered in time, four of five at all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.levers.goals.conftest import TODAY, SetGoal
from tests.scaffold.cast import Cast
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.goals.domain.standing import standing_of
from willet.levers.goals.domain.words import need_words, settled_words, state_words
from willet.people.models import Team
from willet.people.visibility import visibility_of

LATE = TODAY + timedelta(days=9)


def test_a_goal_is_judged_on_the_settled_days_of_its_period(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(put("0.5"), reading)

    assert stands.settled is not None
    assert stands.settled.value == pytest.approx(56 / 100)
    assert (stands.settled.n, stands.open_days, stands.unsettled) == (100, 10, 0)
    assert stands.settled_until == TODAY - timedelta(days=1)
    assert stands.need is not None
    assert stands.need.reach == "can"
    assert stands.need.rest == pytest.approx((0.5 * 150 - 56) / 50, abs=0.01)


def test_the_forecast_lies_around_what_every_day_brings(put: SetGoal, reading: Reading) -> None:
    outlook = standing_of(put("0.5"), reading).outlook

    assert outlook is not None
    assert outlook.low < 0.56 < outlook.high
    assert outlook.rest_n == pytest.approx(50, abs=1)


@pytest.mark.parametrize(
    ("target", "reach", "words"),
    [
        ("0.55", "can", "Can still be reached: needs at least 53.0% on the 10 remaining days."),
        (
            "0.70",
            "can",
            "Would need at least 98.0% on the 10 remaining days; no 10 days in a row so far had that. "
            "The best had 56.0%.",
        ),
        ("0.75", "cannot", "Cannot be reached any more."),
        ("0.35", "safe", "Reached, whatever the remaining days bring."),
    ],
)
def test_what_the_remaining_days_must_bring_is_said(
    put: SetGoal, reading: Reading, target: str, reach: str, words: str
) -> None:
    stands = standing_of(put(target), reading)

    assert stands.need is not None
    assert (stands.need.reach, state_words(stands)) == (reach, words)


def test_a_figure_equal_to_its_goal_reaches_it(put: SetGoal, reading: Reading) -> None:
    goal = put("0.56")
    goal.last = TODAY - timedelta(days=1)

    stands = standing_of(goal, reading)

    assert (stands.phase, stands.open_days, state_words(stands)) == ("over", 0, "Reached.")


def test_a_goal_missed_by_a_hair_is_not_reached(put: SetGoal, reading: Reading) -> None:
    goal = put("0.560001")
    goal.last = TODAY - timedelta(days=1)

    assert state_words(standing_of(goal, reading)) == "Not reached."


def test_today_is_open_and_not_a_day_without_calls(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(put("0.5", first=TODAY, last=LATE), reading)

    assert (stands.settled, stands.settled_until, stands.open_days) == (None, None, 10)
    assert settled_words(stands) == "No day of this period has settled yet."
    assert stands.outlook is not None


def test_a_goal_to_come_is_not_judged(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(put("0.5", first=TODAY + timedelta(days=1), last=LATE), reading)

    assert (stands.phase, stands.settled) == ("coming", None)
    assert state_words(stands).startswith("Begins on ")


def test_days_that_can_still_change_are_shown_apart(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(put("0.5", metric="call_resolution"), reading)

    assert stands.settled_until is not None
    assert stands.settled_until < TODAY - timedelta(days=1)
    assert stands.unsettled == (TODAY - timedelta(days=1) - stands.settled_until).days
    assert stands.estimated is not None
    assert f"{stands.unsettled} days since then are over and can still change." in settled_words(
        stands
    )


def test_handle_time_shows_resolution_beside_it_always(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(put("150", metric="average_handle_time", direction="at_most"), reading)

    assert [row.metric for row in stands.counters] == ["call_resolution"]


@pytest.mark.parametrize("metric", ["after_call_work", "average_talk_time", "average_hold_time"])
def test_every_time_of_handling_shows_it(put: SetGoal, reading: Reading, metric: str) -> None:
    goal = put("150", metric="average_handle_time", direction="at_most")
    goal.metric = metric

    assert [row.metric for row in standing_of(goal, reading).counters] == ["call_resolution"]


def test_sales_are_added_up_against_their_pace(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(put("2000", metric="sales_per_agent"), reading)

    # Twenty days of 50 + 51 + 52 + 53 over four agents, ten days left.
    assert stands.settled is not None
    assert stands.settled.value == pytest.approx(20 * 206 / 4)
    assert stands.need is not None
    assert stands.need.rest == pytest.approx(2000 - 1030)
    assert (stands.per_day, stands.pace) == (pytest.approx(97), pytest.approx(51.5))
    assert need_words(stands) == "at least 970.00"
    assert state_words(stands).endswith("That is 97.00 a day; so far it was 51.50.")


def test_sales_of_one_agent_are_theirs_alone(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(
        put("2000", metric="sales_per_agent", filters={"agent": "Otto K"}), reading
    )

    assert stands.settled is not None
    assert stands.settled.value == pytest.approx(20 * 53)


def test_a_percentile_has_no_forecast_and_says_why(put: SetGoal, reading: Reading) -> None:
    stands = standing_of(put("30", metric="wait_p90"), reading)

    assert stands.outlook is None
    assert stands.why_no_outlook.startswith("This figure is not made up of its days")


def test_a_team_that_no_longer_exists_is_said(put: SetGoal, reading: Reading) -> None:
    goal = put("0.5", filters={"team": "North"})
    goal.filters = {"team": "West"}

    why = standing_of(goal, reading).why

    assert why == "The team “West” does not exist any more. Set the goal for another team."


def test_a_metric_that_is_gone_is_said(put: SetGoal, reading: Reading) -> None:
    goal = put("0.5")
    goal.metric = "of_before"

    assert standing_of(goal, reading).why == "This version of Willet knows no metric “of_before”."


def test_a_team_of_one_is_closed_to_an_agent_of_another(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5", filters={"team": "South"})

    stands = standing_of(goal, read_lake(visibility_of(cast.agent)))

    assert stands.outlook is None
    assert stands.settled is None or stands.settled.value is None


def test_figures_of_an_agent_are_closed_where_nobody_sees_them(
    put: SetGoal, cast: Cast, settings: object
) -> None:
    goal = put("2000", metric="sales_per_agent", filters={"agent": "Anna W"})
    settings.WILLET_NO_INDIVIDUALS = True  # type: ignore[attr-defined]

    stands = standing_of(goal, read_lake(visibility_of(cast.manager)))

    assert stands.why == "Figures of single agents are shown to nobody in this installation."


def test_without_calls_a_goal_says_so(cast: Cast) -> None:
    from willet.levers.goals.models import Goal

    goal = Goal(metric="received", first=date(2026, 1, 1), last=LATE, target=Decimal(1))

    assert Team.objects.count() == 2
    assert standing_of(goal, None).why == "No calls are imported yet."


@pytest.mark.parametrize(
    ("metric", "rests"), [("next_contact_avoidance", 8), ("fcr_case", 8), ("service_level", 0)]
)
def test_days_whose_window_has_not_passed_are_not_settled(
    put: SetGoal, reading: Reading, metric: str, rests: int
) -> None:
    stands = standing_of(put("0.5", metric=metric), reading)

    # The window is seven days, and of the first day after it the records do not hold every hour.
    assert stands.settled_until == TODAY - timedelta(days=1 + rests)
    assert (stands.open_days, stands.unsettled) == (10 + rests, rests)
    assert stands.outlook is not None
    # Those days come with about as many items as any day, not with none.
    per_day = {"next_contact_avoidance": 4, "fcr_case": 5, "service_level": 5}[metric]
    assert stands.outlook.rest_n == pytest.approx(per_day * (10 + rests), rel=0.25)
