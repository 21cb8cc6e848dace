"""Goals written by programs: the rules of the pages, who may, two at once, and each slip told in its sentence."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.api.callers import Program, program_of
from tests.levers.goals.conftest import TODAY, SetGoal
from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.figures.domain.asking import Reading
from willet.levers.goals.models import Goal

LAST = TODAY + timedelta(days=9)
GIVEN = {
    "metric": "service_level",
    "first": TODAY.isoformat(),
    "last": LAST.isoformat(),
    "target": 0.8,
    "reason": " asked ",
}
ANEW = {"target": 0.7, "reason": "less people", "after": 1}


def problem(answer: Any) -> tuple[int, str, str]:
    """Status, type of content, and what is said."""
    return answer.status_code, answer["content-type"], answer.json()["detail"]


def test_a_goal_is_kept_as_a_page_keeps_it(reading: Reading, cast: Cast) -> None:
    answer = program_of(cast.manager).post("goals", GIVEN | {"filters": {"queue": "sales"}})

    goal = Goal.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, goal.pk)
    assert (goal.target, goal.direction, goal.reason, goal.span) == (
        Decimal("0.8"),
        "at_least",
        "asked",
        "own",
    )
    assert (goal.filters, goal.set_by, goal.last) == ({"queue": "sales"}, cast.manager, LAST)
    (entry,) = ActivityEntry.objects.filter(kind="goals.goal")
    assert (entry.act, entry.who_id) == ("added", str(cast.manager.pk))


def test_days_of_a_month_are_that_month(reading: Reading, cast: Cast) -> None:
    first = (TODAY.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    days = {"first": first.isoformat(), "last": last.isoformat()}

    program_of(cast.manager).post("goals", GIVEN | days)

    assert Goal.objects.get().span == "month"


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"target": 80}, "“Service level” lies between 0 % and 100 %. Write a goal within that."),
        ({"target": 1e13}, "This number is too large for a goal."),
        ({"target": "0.1234567"}, "A goal has at most 4 decimals. Write it with fewer."),
        (
            {"filters": {"queue": "nowhere"}},
            "“nowhere” is not among what a goal can be set for. Choose one of those listed.",
        ),
        (
            {"filters": {"team": "West"}},
            "There is no team named “West” any more. Choose a team of today.",
        ),
        (
            {"direction": "at_most"},
            "Of “Service level” more is better, so its goal is at least, not at most.",
        ),
    ],
)
def test_a_slip_is_told_in_the_sentence_of_the_page(
    reading: Reading, cast: Cast, slip: dict[str, object], said: str
) -> None:
    answer = program_of(cast.manager).post("goals", GIVEN | slip)

    assert problem(answer) == (400, "application/problem+json", said)
    assert Goal.objects.count() == 0


@pytest.mark.parametrize(
    "slip",
    [
        {"reason": "  "},
        {"reason": None},
        {"target": "NaN"},
        {"target": True},
        {"filters": {"customer": "x"}},
        {"direction": "up"},
        {"first": "soon"},
        {"owner": "me"},
    ],
)
def test_what_is_no_goal_at_all_is_refused_by_its_field(
    reading: Reading, cast: Cast, slip: dict[str, object]
) -> None:
    answer = program_of(cast.manager).post("goals", GIVEN | slip)

    assert (answer.status_code, answer["content-type"]) == (422, "application/problem+json")
    assert Goal.objects.count() == 0


@pytest.mark.parametrize("unknown", [{"metric": "bliss"}, {"counter": "bliss"}])
def test_a_metric_that_nobody_knows(reading: Reading, cast: Cast, unknown: dict[str, str]) -> None:
    status, _type, said = problem(program_of(cast.manager).post("goals", GIVEN | unknown))

    assert (status, "bliss" in said, Goal.objects.count()) == (400, True, 0)


def test_a_lead_sets_goals_of_their_own_team_alone(reading: Reading, cast: Cast) -> None:
    program = program_of(cast.team_lead)
    whose = [{}, {"team": "South"}, {"agent": "Anna W"}, {"team": "North"}]

    statuses = [program.post("goals", GIVEN | {"filters": f}).status_code for f in whose]

    assert statuses == [403, 403, 403, 201]


def test_another_wording_needs_the_number_of_the_newest(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5", filters={"team": "North"})
    program = program_of(cast.team_lead)
    way = f"goals/{goal.pk}/wordings"

    first, second = program.post(way, ANEW), program.post(way, ANEW | {"target": 0.6})

    assert (first.status_code, [w["number"] for w in first.json()["wordings"]]) == (201, [2, 1])
    status, _type, said = problem(second)
    assert (status, said.startswith("Somebody else changed this")) == (400, True)
    goal.refresh_from_db()
    assert (goal.target, goal.reason) == (Decimal("0.7"), "less people")


def test_a_goal_that_is_over_says_nothing_else(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5")
    yesterday = TODAY - timedelta(days=1)
    Goal.objects.filter(pk=goal.pk).update(last=yesterday)

    status, _type, said = problem(program_of(cast.manager).post(f"goals/{goal.pk}/wordings", ANEW))

    assert (status, said.startswith("The period ended on")) == (400, True)


def test_a_goal_is_removed_by_whom_it_belongs_to(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5", filters={"team": "South"})
    way = f"goals/{goal.pk}"

    def removed(program: Program) -> int:
        return int(program.send("DELETE", way).status_code)

    statuses = [removed(program_of(p)) for p in (cast.team_lead, cast.other_agent, cast.manager)]

    # The lead of North does not see it, the agent of South sees it and may not, and then it is gone.
    assert statuses == [404, 403, 204]
    assert removed(program_of(cast.manager)) == 404
    acts = ActivityEntry.objects.filter(kind="goals.goal").order_by("number")
    assert [entry.act for entry in acts] == ["added", "removed"]


@pytest.mark.parametrize("scope", ["ask", "read", "import"])
def test_a_token_for_something_else_writes_nothing(put: SetGoal, cast: Cast, scope: Any) -> None:
    goal = put("0.5")
    program = program_of(cast.manager, scopes=[scope])

    statuses = [
        program.post("goals", GIVEN | {"last": date(TODAY.year + 1, 1, 1).isoformat()}).status_code,
        program.post(f"goals/{goal.pk}/wordings", ANEW).status_code,
        program.send("DELETE", f"goals/{goal.pk}").status_code,
    ]

    assert (statuses, Goal.objects.count()) == ([403] * 3, 1)
