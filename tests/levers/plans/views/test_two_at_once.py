"""Two who change one plan, intervention or meeting: nothing of the second is kept before both values were seen."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.http import HttpRequest
from django.test import Client

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.levers.plans.views.test_pages import STARTS, VERDICT, form_of, sheet, text
from tests.scaffold.cast import Cast
from willet.core.records import RequestError
from willet.levers.plans.domain.keeping import settle
from willet.levers.plans.forms import InterventionForm, MeetingForm, PlanForm
from willet.levers.plans.models import ImprovementPlan, Intervention, PlanState, ReviewMeeting
from willet.levers.plans.views.finding import own_intervention


def hidden(client: Client, address: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="(\w+)"', text(client, address))
    assert match is not None
    return match[1]


def test_the_sheet(cast: Cast, small_lake: Path) -> None:
    plan = plan_of(cast.manager, target=0.0005, metric="fcr_case")
    client, way = cast.client("manager"), f"/plans/{plan.pk}/change/"
    seen = hidden(client, way, "seen")
    ImprovementPlan.objects.filter(pk=plan.pk).update(target=0.8, cells={"queue": ["sales"]})

    late = client.post(way, sheet(cast, target="0.05 %", seen=seen))

    page = late.content.decode()
    plan.refresh_from_db()
    assert (late.status_code, plan.target) == (422, 0.8)
    assert "“80 %” is kept now." in page
    assert "“sales” is kept now." in page
    again = client.post(way, sheet(cast, target="0.05 %", seen=hidden(client, way, "seen")))
    plan.refresh_from_db()
    assert (again.status_code, plan.target) == (302, 0.0005)


def test_an_intervention(cast: Cast, small_lake: Path) -> None:
    one = intervention_of(plan_of(cast.manager), STARTS, verdict_on=VERDICT)
    client, way = cast.client("manager"), f"/plans/interventions/{one.pk}/change/"
    seen = hidden(client, way, "seen")
    Intervention.objects.filter(pk=one.pk).update(verdict_on=date(2030, 5, 1))

    late = client.post(way, form_of(one, seen=seen))

    one.refresh_from_db()
    assert (late.status_code, one.verdict_on) == (422, date(2030, 5, 1))
    assert "“May 1, 2030” is kept now." in late.content.decode()


def test_a_meeting(cast: Cast, small_lake: Path) -> None:
    one = ReviewMeeting.objects.create(plan=plan_of(cast.manager), day=date(2030, 1, 1))
    client, way = cast.client("manager"), f"/plans/meetings/{one.pk}/"
    seen = hidden(client, way, "seen")
    ReviewMeeting.objects.filter(pk=one.pk).update(notes="theirs")

    late = client.post(way, {"day": "2030-01-01", "notes": "mine", "seen": seen})

    one.refresh_from_db()
    assert (late.status_code, one.notes) == (422, "theirs")
    assert "“theirs” is kept now." in late.content.decode()


@pytest.mark.parametrize("what", ["register/", "rollout/"])
def test_nobody_registers_or_orders_what_they_did_not_see(
    cast: Cast, small_lake: Path, what: str
) -> None:
    one = intervention_of(plan_of(cast.manager), STARTS, verdict_on=VERDICT)
    client, way = cast.client("manager"), f"/plans/interventions/{one.pk}/"
    seen = hidden(client, way, "number")
    client.post(f"{way}change/", form_of(one, worth="5 %"))

    client.post(f"{way}{what}", {"number": seen, "eligible": ["Anna W"]})

    one.refresh_from_db()
    assert (one.registrations.count(), len(one.units)) == (0, 3)
    assert "Somebody else changed this since you opened it" in text(client, way)


@pytest.mark.parametrize(
    ("way", "given"),
    [
        ("register", {}),
        ("rollout", {"eligible": ["Anna W"]}),
        ("rollout", {"order": "halves", "start": "2030-01-07", "steps": 4, "weeks_apart": 2}),
    ],
)
def test_of_two_steps_at_the_same_moment_one_is_refused(
    cast: Cast,
    small_lake: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    given: dict[str, object],
) -> None:
    one = intervention_of(plan_of(cast.manager), STARTS, verdict_on=VERDICT)

    def read_before_another(request: HttpRequest, pk: int) -> Intervention:
        mine = own_intervention(request, pk)
        Intervention.objects.filter(pk=pk).update(number=F("number") + 1)
        return mine

    views = "willet.levers.plans.views.interventions"
    monkeypatch.setattr(f"{views}.own_intervention", read_before_another)
    client = cast.client("manager")
    client.post(f"/plans/interventions/{one.pk}/{way}/", given)
    monkeypatch.undo()

    one.refresh_from_db()
    starts = {name: day and day.isoformat() for name, day in STARTS.items()}
    assert (one.registrations.count(), one.starts) == (0, starts)
    assert "Somebody else changed this since you opened it" in text(
        client, f"/plans/{one.plan_id}/"
    )


def test_a_plan_is_not_settled_twice(cast: Cast, small_lake: Path) -> None:
    plan = plan_of(cast.manager)
    client, way = cast.client("manager"), f"/plans/{plan.pk}/"
    seen = hidden(client, way, "was")
    client.post(f"{way}settle/", {"state": "closed", "reason": "done", "was": seen})

    client.post(f"{way}settle/", {"state": "stopped", "reason": "no use", "was": seen})

    plan.refresh_from_db()
    assert (plan.state, plan.state_reason) == (PlanState.CLOSED, "done")
    assert "Somebody else did this meanwhile" in text(client, way)
    assert client.get(f"{way}change/").status_code == 403


def read_before(
    monkeypatch: pytest.MonkeyPatch, form: type[Any], write: Callable[[], object]
) -> None:
    """Let somebody else write between the moment at which a form was found good and that at which it is kept."""
    checked = form.full_clean

    def full_clean(self: Any) -> None:
        checked(self)
        write()

    monkeypatch.setattr(form, "full_clean", full_clean)


@pytest.mark.parametrize("what", ["sheet", "intervention", "meeting"])
def test_of_two_at_the_same_moment_one_is_refused(
    cast: Cast, small_lake: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    plan = plan_of(cast.manager)
    one = intervention_of(plan, STARTS, verdict_on=VERDICT)
    talk = ReviewMeeting.objects.create(plan=plan, day=date(2030, 1, 1))
    form, thing, way, mine, theirs = {
        "sheet": (PlanForm, plan, f"{plan.pk}/change/", sheet(cast), {"background": "theirs"}),
        "intervention": (
            InterventionForm,
            one,
            f"interventions/{one.pk}/change/",
            form_of(one, worth="5 %"),
            {"object": "theirs"},
        ),
        "meeting": (
            MeetingForm,
            talk,
            f"meetings/{talk.pk}/",
            {"day": "2030-01-01", "notes": "mine"},
            {"notes": "theirs"},
        ),
    }[what]
    rows = type(thing)._default_manager.filter(pk=thing.pk)
    read_before(monkeypatch, form, lambda: rows.update(**theirs))

    late = cast.client("manager").post(f"/plans/{way}", mine)

    assert late.status_code == 422
    assert "Somebody else changed this since you opened it" in late.content.decode()
    assert rows.filter(**theirs).exists()


def test_of_two_who_settle_at_the_same_moment_one_is_refused(cast: Cast) -> None:
    plan = plan_of(cast.manager)
    read = ImprovementPlan.objects.get(pk=plan.pk)
    settle(plan, PlanState.CLOSED, reason="done", by=cast.manager)

    with pytest.raises(RequestError) as refused:
        settle(read, PlanState.STOPPED, reason="no use", by=cast.manager, seen="open")

    assert refused.value.message.code == "plans.settled"
    assert ImprovementPlan.objects.get().state == PlanState.CLOSED
