"""What a goal may be: each slip is told in a sentence that says the rule."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.levers.goals.conftest import TODAY, SetGoal
from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.core.records import RequestError
from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.targets import choose_targets
from willet.levers.goals.domain.setting import Wording, word_anew
from willet.levers.goals.models import Goal

YESTERDAY = TODAY - timedelta(days=1)


def refused(put: SetGoal, target: str = "0.5", **given: object) -> str:
    with pytest.raises(RequestError) as refusal:
        put(target, **given)
    assert Goal.objects.count() == 0
    return str(refusal.value)


def test_a_goal_is_kept_with_its_first_wording_and_the_limits_of_that_day(put: SetGoal) -> None:
    choose_targets({"target_s": 30})

    goal = put("0.8")
    choose_targets({"target_s": 60})

    goal.refresh_from_db()
    assert (goal.target, goal.direction, goal.params) == (
        Decimal("0.8"),
        "at_least",
        {"target_s": 30},
    )
    assert [(r.number, r.target, r.reason) for r in goal.revisions.all()] == [
        (1, Decimal("0.8"), "asked")
    ]


def test_less_is_better_gives_at_most(put: SetGoal) -> None:
    assert put("0.05", metric="abandonment_rate").direction == "at_most"


def test_a_metric_the_source_cannot_tell(put: SetGoal) -> None:
    words = refused(put, metric="average_hold_time")

    assert words.startswith("No goal can be set on “average_hold_time”: ")
    assert "hold time" in words


@pytest.mark.parametrize("target", ["-0.01", "1.01", "80"])
def test_a_share_outside_0_to_100_percent(put: SetGoal, target: str) -> None:
    assert refused(put, target) == (
        "“service_level” lies between 0 % and 100 %. Write a goal within that."
    )


@pytest.mark.parametrize("target", ["0", "1"])
def test_the_ends_of_a_share_are_goals(put: SetGoal, target: str) -> None:
    assert put(target).target == Decimal(target)


def test_a_time_below_nothing(put: SetGoal) -> None:
    assert refused(put, "-1", metric="average_speed_of_answer") == (
        "“average_speed_of_answer” is at least 0. Write a goal above that."
    )


def test_a_period_reversed(put: SetGoal) -> None:
    later = TODAY + timedelta(days=3)

    words = refused(put, first=later, last=TODAY)

    assert words == f"The period ends ({TODAY}) before it begins ({later})."


def test_a_period_that_is_over(put: SetGoal) -> None:
    assert refused(put, last=YESTERDAY) == (
        f"The period ended on {YESTERDAY}. Choose one that still runs or is to come."
    )


def test_a_period_that_ends_today_still_runs(put: SetGoal) -> None:
    assert put(last=TODAY).last == TODAY


def test_two_goals_of_the_same_metric_filter_and_period(put: SetGoal) -> None:
    put("0.5", filters={"team": "North", "queue": "sales"})

    with pytest.raises(RequestError, match="There is a goal for “service_level”"):
        put("0.6", filters={"queue": "sales", "team": "North"})
    assert Goal.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"metric": "answer_rate"},
        {"filters": {"queue": "sales"}},
        {"last": TODAY + timedelta(days=10)},
    ],
)
def test_another_metric_filter_or_period_is_another_goal(
    put: SetGoal, other: dict[str, object]
) -> None:
    put("0.5")
    put("0.5", **other)

    assert Goal.objects.count() == 2


def test_a_team_that_no_longer_exists(put: SetGoal) -> None:
    assert refused(put, filters={"team": "West"}) == (
        "There is no team named “West” any more. Choose a team of today."
    )


def test_a_metric_without_direction_wants_one(put: SetGoal) -> None:
    assert refused(put, "300", metric="average_handle_time") == (
        "“average_handle_time” is neither better high nor low. "
        "Say whether the goal is at least or at most."
    )


def test_a_direction_against_the_metric(put: SetGoal) -> None:
    assert refused(put, direction="at_most").startswith("Of “service_level” more is better")
    assert refused(put, metric="abandonment_rate", direction="at_least").startswith(
        "Of “abandonment_rate” less is better"
    )


def test_an_agent_whom_nobody_knows(put: SetGoal) -> None:
    assert refused(put, filters={"agent": "Zeb"}).startswith("No agent named “Zeb”")


def test_a_goal_of_one_agent_where_individuals_are_closed(
    put: SetGoal, settings: object, cast: Cast, reading: Reading
) -> None:
    settings.WILLET_NO_INDIVIDUALS = True  # type: ignore[attr-defined]
    from willet.figures.domain.asking import read_lake
    from willet.levers.goals.domain.setting import set_goal
    from willet.people.visibility import visibility_of

    closed = read_lake(visibility_of(cast.manager))
    goal = Goal(metric="received", filters={"agent": "Anna W"}, span="own", first=TODAY, last=TODAY)
    with pytest.raises(ClosedError, match="shown to nobody"):
        set_goal(
            goal, Wording(Decimal(1), "at_least", "x"), by=cast.manager, reading=closed, today=TODAY
        )


def test_a_wording_of_before_stays_in_the_history(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5")

    word_anew(goal, Wording(Decimal("0.6"), "", "more"), by=cast.team_lead, today=TODAY)
    word_anew(goal, Wording(Decimal("0.6"), "", "more"), by=cast.manager, today=TODAY)

    kept = [(r.number, r.target, r.set_by) for r in goal.revisions.all()]
    assert kept == [(2, Decimal("0.6"), cast.team_lead), (1, Decimal("0.5"), cast.manager)]
    acts = ActivityEntry.objects.filter(kind="goals.goal").order_by("number")
    assert [entry.act for entry in acts] == ["added", "changed"]


def test_a_goal_that_is_over_is_not_worded_anew(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5", last=TODAY)

    with pytest.raises(RequestError, match="The period ended"):
        word_anew(
            goal,
            Wording(Decimal("0.1"), "", "easy"),
            by=cast.manager,
            today=TODAY + timedelta(days=1),
        )
