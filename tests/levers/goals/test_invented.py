"""Goals of the demo: planted once, for the centre, a team and one agent, on days that the records reach."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from tests.levers.goals.conftest import TODAY
from tests.scaffold.cast import Cast
from willet.figures.domain.asking import Reading
from willet.levers.goals.domain.standing import standing_of
from willet.levers.goals.invented import finish
from willet.levers.goals.models import Goal
from willet.ui.invented import InventedCall, InventedCentre


def test_the_demo_has_three_goals_that_run(goals_lake: Path, cast: Cast, reading: Reading) -> None:
    ends = datetime.combine(TODAY - timedelta(days=1), time(12), UTC)
    call = InventedCall(
        *("d99c0", "1", ends, "sales", "Anna W", "North", "", "en", ""),
        solved=True,
        feeling=5,
        word=1,
    )
    centre = InventedCentre([call], ends, {"manager": cast.manager, "agent": cast.agent})

    for _twice in range(2):
        finish(centre)

    goals = Goal.objects.order_by("pk")
    assert [(goal.metric, goal.filters) for goal in goals] == [
        ("call_resolution", {}),
        ("average_handle_time", {"team": "North"}),
        ("call_resolution", {"agent": "Anna W"}),
    ]
    stands = [standing_of(goal, reading) for goal in goals]
    assert [one.phase for one in stands] == ["running"] * 3
    assert [row.metric for row in stands[1].counters] == ["call_resolution"]
