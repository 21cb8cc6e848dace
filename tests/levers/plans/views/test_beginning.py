"""A plan begun at a cause, whom the plan of a team may touch, and what a history says of it."""

import re
from pathlib import Path

import pytest

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.levers.plans.views.test_pages import STARTS, VERDICT, form_of, sheet, text
from tests.scaffold.cast import NORTH, Cast
from willet.core.metrics import catalogue
from willet.levers.plans.domain.registering import register
from willet.levers.plans.domain.words import estimated_size_words, size_words
from willet.levers.plans.models import ImprovementPlan, Intervention
from willet.people.models import Team

AT_A_CAUSE = "/plans/new/?cause=authority&from=2026-03-02&to=2026-03-14&queue=sales"


def test_a_cause_is_carried_into_the_plan_and_on_to_what_is_tried(
    cast: Cast, small_lake: Path
) -> None:
    client = cast.client("manager")

    page = text(client, AT_A_CAUSE)
    kept = client.post(AT_A_CAUSE, sheet(cast, queue="sales", background="Refunds wait"))

    assert "“agent not allowed” keeps cases from being solved (Mar 2, 2026 – Mar 14, 2026)." in page
    assert 'value="2026-03-02"' in page
    assert '<option value="sales" selected>' in page
    plan = ImprovementPlan.objects.get()
    way = f"/plans/{plan.pk}/interventions/new/?cause=authority"
    assert kept["Location"] == way
    assert '<option value="authority" selected>' in text(client, way)


def test_a_plan_without_a_cause_leads_to_itself(cast: Cast, small_lake: Path) -> None:
    kept = cast.client("manager").post("/plans/new/", sheet(cast))

    assert kept["Location"] == f"/plans/{ImprovementPlan.objects.get().pk}/"


def test_the_plan_of_a_team_begins_for_its_agents_alone(cast: Cast, small_lake: Path) -> None:
    north = Team.objects.get(name=NORTH)
    one = intervention_of(plan_of(cast.manager, team=north), {}, verdict_on=VERDICT)
    client, way = cast.client("manager"), f"/plans/interventions/{one.pk}"

    offered = text(client, f"{way}/rollout/")
    other = client.post(f"{way}/change/", form_of(one, units="Otto K; 2030-01-07"))
    own = client.post(f"{way}/change/", form_of(one, units="Anna W; 2030-01-07"))

    assert ("Anna W" in offered, "Otto K" in offered) == (True, False)
    assert (other.status_code, own.status_code) == (422, 302)
    assert "You do not plan for these" in other.content.decode()


def test_an_intervention_without_a_list_leads_to_who_is_eligible(
    cast: Cast, small_lake: Path
) -> None:
    plan = plan_of(cast.manager)
    bare = Intervention(plan=plan, lever="training", object="Ä", owner=cast.manager)
    bare.metric, way = plan.metric, f"/plans/{plan.pk}/interventions/new/"
    client = cast.client("manager")

    page = text(client, way)
    kept = client.post(way, form_of(bare, units=""))

    assert [f"{n}. {t}" in page for n, t in enumerate(("What is tried", "What it is judged on"), 1)]
    assert kept["Location"] == f"/plans/interventions/{Intervention.objects.get().pk}/rollout/"


def test_everybody_can_be_ticked_at_once_and_nobody_is_said(cast: Cast, small_lake: Path) -> None:
    one = intervention_of(plan_of(cast.manager), {"Anna W": None}, verdict_on=VERDICT)
    client, way = cast.client("manager"), f"/plans/interventions/{one.pk}/rollout/"

    ticked = [text(client, address).count(" checked>") for address in (way, f"{way}?all=1")]
    nobody = client.post(way, {})

    assert ticked == [1, text(client, way).count('name="eligible"')]
    assert ticked[1] > 1
    assert nobody.status_code == 422
    assert "This field is required" in nobody.content.decode()


@pytest.mark.parametrize(
    ("metric", "given", "worked_out"),
    [
        ("call_resolution", "1.6982653161877286 pp", "1.7 pp"),
        ("average_talk_time", "0.016982653161877286 s", "0.0 s"),
    ],
)
def test_what_was_worked_out_is_rounded_and_what_was_given_is_not(
    metric: str, given: str, worked_out: str
) -> None:
    value, of = 0.016982653161877286, catalogue()[metric]

    words = [size_words(value, of), estimated_size_words(value, of)]

    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in words] == [given, worked_out]


@pytest.mark.parametrize("role", ["manager", "team_lead"])
def test_a_new_plan_is_of_whoever_writes_it(cast: Cast, small_lake: Path, role: str) -> None:
    page = text(cast.client(role), "/plans/new/")

    chosen = re.findall(r"<option value=\"(\w+)\" selected>", page)
    assert chosen[:2] == [str(getattr(cast, role).pk), "call_resolution"]
    assert ("the whole centre" in page) == (role == "manager")


def test_times_have_no_usual_worth(cast: Cast, small_lake: Path) -> None:
    plan = plan_of(cast.manager, metric="average_talk_time")

    page = text(cast.client("manager"), f"/plans/{plan.pk}/interventions/new/")

    assert 'name="worth" value=' not in page


def test_a_history_speaks_in_words(cast: Cast, small_lake: Path) -> None:
    plan = plan_of(cast.manager)
    one = intervention_of(plan, STARTS, verdict_on=VERDICT, order="halves")
    client, way = cast.client("manager"), f"/plans/interventions/{one.pk}"
    registration = register(one, by=cast.manager)
    registration.power = 0.9876
    registration.save()
    units = "Anna W; 2030-01-07; 2030-01-09\nOtto K\nTomás R; 2030-01-07"
    client.post(f"{way}/change/", form_of(one, units=units))

    page = text(client, f"{way}/") + text(cast.client("administrator"), "/activity/")

    assert "Otto K: never" in page
    assert "received Jan 9, 2030" in page
    assert ("assigned_from" in page, "0.9876" in page, "99%" in page) == (False, False, True)
    assert "half by lot, the others never" in page
