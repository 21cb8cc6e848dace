"""Goals and alerts for programs: each token sees what its person sees, figures as on the pages."""

import pytest

from tests.api.callers import program_of
from tests.levers.goals.conftest import TODAY, SetGoal
from tests.scaffold.cast import Cast
from willet.levers.goals.models import Alert, AlertSignal


def test_a_goal_says_how_it_stands(put: SetGoal, cast: Cast) -> None:
    goal = put("0.75")

    one = program_of(cast.manager).get(f"goals/{goal.pk}").json()

    assert (one["phase"], one["reach"], one["target"]) == ("running", "cannot", 0.75)
    settled = one["settled"]
    assert (settled["metric"], settled["value"], settled["n"]) == ("service_level", 0.56, 100)
    assert settled["low"] < 0.56 < settled["high"]
    assert one["forecast"]["low"] < one["forecast"]["value"] < one["forecast"]["high"]
    assert [(w["number"], w["target"], w["reason"]) for w in one["wordings"]] == [
        (1, 0.75, "asked")
    ]


def test_resolution_stands_beside_a_goal_for_a_time_of_handling(put: SetGoal, cast: Cast) -> None:
    goal = put("90", "at_most", metric="average_handle_time")

    one = program_of(cast.agent).get(f"goals/{goal.pk}").json()

    assert [(row["metric"], row["value"] > 0.5) for row in one["beside"]] == [
        ("call_resolution", True)
    ]


def test_each_token_lists_what_its_person_sees(put: SetGoal, cast: Cast) -> None:
    whole, north, south = (
        put("0.5", filters=f) for f in ({}, {"team": "North"}, {"team": "South"})
    )

    def ids(role: str) -> list[int]:
        person = getattr(cast, role)
        return [item["id"] for item in program_of(person).get("goals").json()["items"]]

    assert ids("manager") == [whole.pk, north.pk, south.pk]
    assert ids("team_lead") == [whole.pk, north.pk]
    assert ids("other_agent") == [whole.pk, south.pk]
    assert program_of(cast.other_agent).get(f"goals/{north.pk}").status_code == 404


def test_pages_of_goals_miss_nothing(put: SetGoal, cast: Cast) -> None:
    goals = [put("0.5", filters=f) for f in ({}, {"team": "North"}, {"team": "South"})]
    program = program_of(cast.manager)

    pages = [program.get("goals?limit=2").json()]
    pages += [program.get(f"goals?limit=2&cursor={pages[0]['next']}").json()]

    met = [item["id"] for page in pages for item in page["items"]]
    assert pages[1]["next"] is None
    assert met == [goal.pk for goal in goals]


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30, "x", "²"])
@pytest.mark.parametrize("kind", ["goals", "alerts"])
def test_what_is_not_there_is_a_problem(put: SetGoal, cast: Cast, kind: str, number: str) -> None:
    answer = program_of(cast.manager).get(f"{kind}/{number}")

    assert (answer.status_code, answer["content-type"]) == (404, "application/problem+json")


def test_an_alert_says_its_range_and_what_it_noticed(put: SetGoal, cast: Cast) -> None:
    day = TODAY.replace(day=1)
    alert = Alert.objects.create(metric="received", scope="{}", baseline_last=day)
    AlertSignal.objects.create(alert=alert, side="below", first=day)
    program = program_of(cast.agent)

    (line,) = program.get("alerts").json()["items"]
    one = program.get(f"alerts/{alert.pk}").json()

    assert [(s["side"], s["first"], s["last"]) for s in line["signals"]] == [
        ("below", day.isoformat(), None)
    ]
    assert line.items() <= one.items()
    # Every day of this lake has five contacts, so nothing tells what is usual.
    assert one["why"] == "Too few days are known to say what is usual."
    assert (one["low"], one["false_alarm_chance"]) == (None, None)
