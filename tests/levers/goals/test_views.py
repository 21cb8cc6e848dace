"""The pages of goals, as people use them."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from tests.levers.goals.conftest import TODAY, SetGoal
from tests.scaffold.cast import Cast
from willet.jobs.domain.asking import ask
from willet.jobs.domain.working import work_once
from willet.levers.goals.models import Goal
from willet.notices.models import Notice

FORM = {
    "metric": "service_level",
    "period": "own",
    "days_from": (TODAY - timedelta(days=20)).isoformat(),
    "days_to": (TODAY + timedelta(days=9)).isoformat(),
    "target": "75 %",
    "reason": "Callers wait too long",
}


def test_a_manager_sets_a_goal_changes_it_and_takes_it_back(goals_lake: Path, cast: Cast) -> None:
    marit = cast.client("manager")

    new = marit.post("/goals/new/", FORM)
    goal = Goal.objects.get()
    page = marit.get(new["Location"]).content.decode()
    changed = marit.post(f"/goals/{goal.pk}/change/", {"target": "70", "reason": "It was too much"})
    gone = marit.post(f"/goals/{goal.pk}/remove/")

    assert (new.status_code, changed.status_code, gone.status_code) == (302, 302, 302)
    assert "Cannot be reached any more." in page
    assert "Callers wait too long" in page
    assert goal.revisions.count() == 0
    assert Goal.objects.count() == 0


def test_a_wrong_goal_comes_back_with_its_sentence(goals_lake: Path, cast: Cast) -> None:
    marit = cast.client("manager")

    outside = marit.post("/goals/new/", {**FORM, "target": "180 %"})
    silent = marit.post("/goals/new/", {**FORM, "metric": "average_hold_time", "target": "60"})
    no_days = marit.post("/goals/new/", {**FORM, "days_from": "", "days_to": ""})

    assert (outside.status_code, silent.status_code, no_days.status_code) == (422, 422, 422)
    assert "A share lies between" in outside.content.decode()
    assert "this mapping has no hold time" in silent.content.decode()
    assert "Write the first and the last day." in no_days.content.decode()


def test_a_lead_sets_goals_for_their_own_team_alone(goals_lake: Path, cast: Cast) -> None:
    tomas = cast.client("team_lead")

    without = tomas.post("/goals/new/", FORM)
    other = tomas.post("/goals/new/", {**FORM, "team": "South"})
    own = tomas.post("/goals/new/", {**FORM, "team": "North"})

    assert (without.status_code, other.status_code, own.status_code) == (422, 422, 302)
    assert Goal.objects.get().filters == {"team": "North"}


def test_the_list_shows_each_reader_their_goals(put: SetGoal, cast: Cast) -> None:
    put("0.5", filters={"team": "North"})
    put("0.5", filters={"team": "South"})

    shown = {
        role: cast.client(role).get("/goals/").content.decode()
        for role in ("manager", "agent", "other_agent")
    }

    assert [("Team: North" in page, "Team: South" in page) for page in shown.values()] == [
        (True, True),
        (True, False),
        (False, True),
    ]


def test_the_list_as_a_file(put: SetGoal, cast: Cast) -> None:
    put("0.5")

    lines = b"".join(cast.client("manager").get("/goals/?format=csv")).decode().splitlines()

    head, row = (line.split(",") for line in lines)
    cells = dict(zip(head, row, strict=True))
    assert (cells["metric"], cells["target"], cells["value"]) == ("service_level", "0.5", "0.56")
    assert (cells["standing"], float(cells["forecast_low"]) < 0.56) == ("can", True)


def test_whoever_set_a_goal_out_of_reach_is_told_once(put: SetGoal, cast: Cast) -> None:
    goal = put("0.75")

    for _twice in range(2):
        ask("goals.judge")
        work_once()

    inbox = cast.client("manager").get("/inbox/").content.decode()
    told = Notice.objects.filter(kind="goals.cannot")
    goal.refresh_from_db()
    assert (told.count(), goal.cannot_since) == (1, TODAY - timedelta(days=1))
    assert "cannot be reached any more" in inbox
    assert f"/goals/{goal.pk}/" in inbox


def test_a_goal_within_reach_again_leaves_the_inbox(put: SetGoal, cast: Cast) -> None:
    goal = put("0.75")
    ask("goals.judge")
    work_once()

    cast.client("manager").post(f"/goals/{goal.pk}/change/", {"target": "60", "reason": "less"})

    goal.refresh_from_db()
    assert (goal.target, goal.cannot_since) == (Decimal("0.6"), None)
    assert "cannot be reached" not in cast.client("manager").get("/inbox/").content.decode()
