"""What a hurried or a sly hand does to a plan: far days, other kinds of units, another team, ends set afterwards."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.levers.plans.views.test_pages import SOON, STARTS, VERDICT, form_of, sheet, text
from tests.scaffold.cast import NORTH, SOUTH, Cast
from willet.figures.models import Annotation
from willet.imports.domain.facts import Handing
from willet.levers.plans.domain.registering import register
from willet.levers.plans.models import ImprovementPlan, Intervention, ReviewMeeting
from willet.people.models import Team


@pytest.fixture
def client(cast: Cast, small_lake: Path) -> Client:
    return cast.client("manager")


@pytest.fixture
def one(cast: Cast, small_lake: Path) -> Intervention:
    return intervention_of(plan_of(cast.manager), STARTS, verdict_on=VERDICT)


def way(one: Intervention, step: str = "change") -> str:
    return f"/plans/interventions/{one.pk}/{step}/"


@pytest.mark.parametrize(
    ("day", "status"),
    [
        *[(day, 422) for day in ("0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31")],
        *[(day, 302) for day in ("1970-01-01", "2199-12-31")],
    ],
)
def test_a_day_that_nobody_can_mean_is_refused_at_every_door(
    client: Client, one: Intervention, cast: Cast, day: str, status: int
) -> None:
    units = client.post(way(one), form_of(one, units=f"Anna W; {day}\nOtto K"))
    verdict = client.post(way(one), form_of(one, verdict_on=day))
    causes = client.post("/plans/new/", sheet(cast, causes_from=day))
    meeting = client.post(f"/plans/{one.plan_id}/meetings/new/", {"day": day})

    assert [a.status_code for a in (units, verdict, causes, meeting)] == [status] * 4
    steps = f"{way(one, 'rollout')}?start={day}&steps=26&weeks_apart=26"
    assert client.get(steps).status_code == 200


def test_an_end_beyond_all_days_is_none(client: Client, one: Intervention) -> None:
    client.post(way(one), form_of(one, units="Anna W; 2030-01-07;; 9999-12-31\nOtto K"))

    one.refresh_from_db()
    assert one.units["Anna W"] == {
        "assigned_from": "2030-01-07",
        "received_from": None,
        "until": None,
    }


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31"])
def test_far_days_that_were_kept_before_hold_up_the_rows_of_no_room(
    cast: Cast, one: Intervention, far: str
) -> None:
    register(one, by=cast.manager)
    newest = one.registrations.get()
    newest.starts, newest.ends = {**newest.starts, "Anna W": far}, {"Anna W": far}
    newest.save()

    assert Handing().land() is not None


def test_names_are_checked_anew_for_another_kind_of_unit(client: Client, one: Intervention) -> None:
    wrong = client.post(way(one), form_of(one, unit="queue"))

    assert wrong.status_code == 422
    assert "You do not plan for these" in wrong.content.decode()
    assert client.post(way(one), form_of(one)).status_code == 302


def test_end_of_an_exposure_is_registered_too(client: Client, one: Intervention) -> None:
    client.post(way(one, "register"))
    ended = "Anna W; 2030-01-07;; 2030-02-01\nOtto K\nTomás R; 2030-01-07"

    silent = client.post(way(one), form_of(one, units=ended))
    spoken = client.post(way(one), form_of(one, units=ended, reason="the course was stopped"))

    assert (silent.status_code, spoken.status_code) == (422, 302)
    assert [r.ends for r in one.registrations.order_by("number")] == [{}, {"Anna W": "2030-02-01"}]


def test_charts_say_what_it_is_called_now(client: Client, one: Intervention) -> None:
    client.post(way(one, "register"))

    client.post(way(one), form_of(one, object="Returns & refunds", lever="knowledge"))

    assert Annotation.objects.get().words == "Returns & refunds (article) begins for 2 agents"
    one.refresh_from_db()
    assert one.registrations.count() == 1


def test_filters_stay_once_something_is_registered_under_them(
    client: Client, one: Intervention, cast: Cast
) -> None:
    change = f"/plans/{one.plan_id}/change/"

    before = client.post(change, sheet(cast, queue="sales"))
    client.post(way(one, "register"))
    after = client.post(change, sheet(cast, queue="", name="Q"))
    same = client.post(change, sheet(cast, queue="sales", name="Q"))

    assert (before.status_code, after.status_code, same.status_code) == (302, 422, 302)
    plan = ImprovementPlan.objects.get()
    assert (plan.cells, plan.name) == ({"queue": ["sales"]}, "Q")


def test_a_plan_goes_to_no_team_that_would_read_others_names(
    client: Client, one: Intervention, cast: Cast
) -> None:
    change = f"/plans/{one.plan_id}/change/"
    north, south = (Team.objects.get(name=name) for name in (NORTH, SOUTH))

    # Otto is of South, the others of North.
    refused = [client.post(change, sheet(cast, team=t.pk)).status_code for t in (north, south)]
    one.units = {name: {"assigned_from": SOON.isoformat()} for name in ("Anna W", "Tomás R")}
    one.save()
    kept = client.post(change, sheet(cast, team=north.pk)).status_code
    moved = client.post(change, sheet(cast, team=south.pk)).status_code

    assert (refused, kept, moved) == ([422, 422], 302, 422)
    assert cast.client("team_lead").get(f"/plans/{one.plan_id}/").status_code == 200


@pytest.mark.parametrize(("state", "status"), [("", 400), ("bogus", 400), ("open", 302)])
def test_a_state_that_there_is_none_of_settles_nothing(
    client: Client, one: Intervention, state: str, status: int
) -> None:
    answer = client.post(f"/plans/{one.plan_id}/settle/", {"state": state, "reason": "why"})

    assert answer.status_code == status
    one.plan.refresh_from_db()
    assert (one.plan.state, one.plan.state_reason) == ("open", "")


def test_plans_of_who_left_wait_for_the_managers(
    one: Intervention, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(one, by=cast.manager)
    ReviewMeeting.objects.create(plan=one.plan, day=VERDICT)
    now = datetime.combine(VERDICT, datetime.min.time(), UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)

    def lines(role: str) -> int:
        return text(cast.client(role), "/inbox/").count("Fewer come back")

    _owned(one, cast.team_lead)
    # A lead sees the plans of their teams alone, and this is the whole centre's.
    there = [lines(role) for role in ("manager", "team_lead")]
    cast.team_lead.is_active = False
    cast.team_lead.save()
    gone = lines("manager")
    _owned(one, None)

    assert (there, gone) == ([0, 0], 2)
    assert [lines(role) for role in ("manager", "analyst", "agent")] == [2, 0, 0]


def _owned(one: Intervention, owner: object) -> None:
    Intervention.objects.filter(pk=one.pk).update(owner=owner)
    ImprovementPlan.objects.filter(pk=one.plan_id).update(owner=owner)


def test_a_tick_for_each_agent_of_a_large_centre_is_taken(
    client: Client, one: Intervention
) -> None:
    ticks = ["Anna W", *(f"agent {n}" for n in range(10_000))]

    answer = client.post(way(one, "rollout"), {"eligible": ticks})

    # Those that nobody knows are refused by the form itself.
    assert answer.status_code == 422
    assert client.post(way(one, "rollout"), {"eligible": ["Anna W"]}).status_code == 302


def test_date_of_today_stays_possible(client: Client, one: Intervention) -> None:
    today = timezone.now().date()
    assert client.post(way(one), form_of(one, verdict_on=today.isoformat())).status_code == 302
    one.refresh_from_db()
    assert one.verdict_on == date.fromordinal(today.toordinal())
