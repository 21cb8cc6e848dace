"""Two who word one goal anew, digits of targets, and whose agent a goal may be for."""

import re
from decimal import Decimal

import pytest

from tests.levers.goals.conftest import TODAY, SetGoal
from tests.levers.goals.test_views import FORM
from tests.scaffold.cast import Cast
from willet.core.records import RequestError
from willet.levers.goals.domain.setting import Wording, word_anew
from willet.levers.goals.models import Alert, Goal
from willet.levers.goals.rules import SET_GOAL
from willet.people.models import Team

SAME = {"direction": "at_least", "reason": "asked"}
SEEN = re.compile(r'name="seen" value="(\w+)"')


def seen_on(page: bytes) -> str:
    match = SEEN.search(page.decode())
    assert match is not None
    return match[1]


def test_who_saves_second_sees_both_values_and_may_insist(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5")
    marit, way = cast.client("manager"), f"/goals/{goal.pk}/change/"
    opened = seen_on(marit.get(way).content)
    first = marit.post(way, {**SAME, "target": "55 %", "seen": opened})

    mine = {**SAME, "target": "0.05 %"}
    late = marit.post(way, {**mine, "seen": opened})
    goal.refresh_from_db()
    kept = goal.target
    again = marit.post(way, {**mine, "seen": seen_on(late.content)})

    page = late.content.decode()
    assert (first.status_code, late.status_code, again.status_code) == (302, 422, 302)
    assert kept == Decimal("0.55")
    assert "“55 %” is kept now." in page
    assert 'value="0.05 %"' in page
    assert page.count("is kept now.") == 2, "once as the rule, once of the target"
    goal.refresh_from_db()
    assert goal.target == Decimal("0.0005")


def test_who_saves_first_is_not_bothered(put: SetGoal, cast: Cast) -> None:
    goal = put("0.5")
    marit, way = cast.client("manager"), f"/goals/{goal.pk}/change/"

    saved = marit.post(
        way, {"target": "55", "reason": "asked", "seen": seen_on(marit.get(way).content)}
    )

    assert saved.status_code == 302


def test_a_wording_read_before_another_is_refused_by_the_rooms_themselves(
    put: SetGoal, cast: Cast
) -> None:
    goal = put("0.5")
    read_before = Goal.objects.get(pk=goal.pk)
    word_anew(goal, Wording(Decimal("0.6"), "", "more"), by=cast.manager, today=TODAY)

    with pytest.raises(RequestError) as refused:
        word_anew(read_before, Wording(Decimal("0.7"), "", "x"), by=cast.manager, today=TODAY)

    assert refused.value.message.code == "meanwhile"
    assert Goal.objects.get().target == Decimal("0.6")


@pytest.mark.parametrize(
    ("metric", "written", "kept"),
    [("service_level", "0.05 %", "0.0005"), ("average_speed_of_answer", "12.5 s", "12.5")],
)
def test_a_tiny_target_survives_its_own_form(
    goals_lake: object, cast: Cast, metric: str, written: str, kept: str
) -> None:
    marit = cast.client("manager")
    marit.post("/goals/new/", {**FORM, "metric": metric, "target": written})
    way = f"/goals/{Goal.objects.get().pk}/change/"
    page = marit.get(way).content.decode()

    marit.post(way, {"target": written, "reason": "as it was"})

    assert f'value="{written}"' in page
    assert Goal.objects.get().target == Decimal(kept)


@pytest.mark.parametrize(("target", "why"), [("0.00005 %", "at most 4"), ("9" * 16, "too large")])
def test_digits_that_are_not_kept_are_refused(
    goals_lake: object, cast: Cast, target: str, why: str
) -> None:
    metric = "service_level" if "%" in target else "received"

    page = cast.client("manager").post("/goals/new/", {**FORM, "metric": metric, "target": target})

    assert page.status_code == 422
    assert why in page.content.decode()


@pytest.mark.parametrize("way", ["/goals/new/", "/alerts/new/"])
@pytest.mark.parametrize("role", ["team_lead", "manager"])
def test_an_agent_of_another_team_is_refused(
    goals_lake: object, cast: Cast, way: str, role: str
) -> None:
    cast.team_lead.teams.add(Team.objects.get_or_create(name="South")[0])
    client = cast.client(role)
    pages = [
        client.post(way, {**FORM, "team": "North", "agent": agent}).content.decode()
        for agent in ("Otto K", "Bo")
    ]

    assert ["does not belong to the team" in page for page in pages] == [True, False]
    assert not Goal.objects.filter(filters__agent="Otto K").exists()


@pytest.mark.parametrize(
    ("agent", "may"), [("", True), ("Bo", True), ("Otto K", False), ("Nobody", False)]
)
@pytest.mark.parametrize("kind", [Goal, Alert])
def test_a_lead_may_set_for_agents_of_that_team_alone(
    goals_lake: object, cast: Cast, kind: type[Goal], agent: str, may: bool
) -> None:
    filters = {"team": "North"} | ({"agent": agent} if agent else {})

    assert cast.team_lead.has_perm(SET_GOAL, kind(metric="received", filters=filters)) is may
