"""What is registered, when it is refused, what every change leaves, and what charts and the data store are told."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.core.effects.conftest import day, names
from tests.levers.plans.conftest import AVOIDANCE, HALF, intervention_of, moment
from tests.scaffold.cast import Cast
from willet.core.lake import Lake
from willet.core.records import RequestError
from willet.figures.models import Annotation
from willet.imports.domain.facts import Handing
from willet.levers.plans.domain.errors import PlanError
from willet.levers.plans.domain.keeping import begin_anew, settle
from willet.levers.plans.domain.outlook import LEARN, learn
from willet.levers.plans.domain.registering import register
from willet.levers.plans.domain.rollout import Steps, adopt, offers_for
from willet.levers.plans.models import ImprovementPlan, Intervention, PlanState, UnitKind
from willet.levers.plans.tasks import learn_of
from willet.ui.tasks import WorkOrder

START = Steps(day(140), 4, 2)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """The clock stands a fortnight before the start."""

    def at(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    at(moment(70))
    return at


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nobody exposed": ({"units": {"a00": {}, "a01": {}}}, "Nobody begins on any day"),
    "nothing worth having": ({"worth": 0}, "must be more than nothing"),
    "before a week is over": ({"verdict_on": day(97)}, "are over on 2024-04-08"),
    "a metric of the subject": ({"metric": "reopen_rate"}, "reopen_rate rests on what agents"),
    "a count": ({"metric": "received"}, "is a count"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_judged_is_refused(cast: Cast, plan: ImprovementPlan, case: str) -> None:
    more, sentence = REFUSED[case]
    one = intervention_of(plan)
    for name, value in more.items():
        setattr(one, name, value)

    with pytest.raises(RequestError, match=sentence):
        register(one, by=cast.manager)

    assert not one.registrations.exists()


def test_earliest_date_is_accepted(cast: Cast, plan: ImprovementPlan) -> None:
    # A week after day 84, and seven days for whoever comes back: day 98 is the first.
    one = intervention_of(plan, verdict_on=day(98))

    register(one, by=cast.manager)

    assert [r.verdict_on for r in one.registrations.all()] == [day(98)]


def test_change_needs_a_reason_and_leaves_the_wording_before(
    cast: Cast, plan: ImprovementPlan
) -> None:
    one = intervention_of(plan)
    register(one, by=cast.manager)

    with pytest.raises(PlanError, match="Nothing of what is registered was changed"):
        register(one, by=cast.manager, reason="no")
    one.worth = 0.05
    with pytest.raises(PlanError, match="Write in a sentence why"):
        register(one, by=cast.manager)
    register(one, by=cast.manager, reason="more is needed")

    rows = one.registrations.order_by("number").values_list("number", "worth", "reason")
    assert list(rows) == [(1, 0.03, ""), (2, 0.05, "more is needed")]
    assert not one.registrations.filter(after_start__isnull=False).exists()


@pytest.mark.parametrize(("on", "late"), [(83, None), (84, day(84)), (100, day(84))])
def test_start_that_lies_before_is_kept(
    cast: Cast,
    plan: ImprovementPlan,
    on: int,
    late: date | None,
    clock: Callable[[datetime], None],
) -> None:
    one = intervention_of(plan)
    register(one, by=cast.manager)
    clock(moment(on))
    # Nobody moves the start past the change.
    moved = day(110).isoformat()
    one.units = {n: {"assigned_from": moved if d else None} for n, d in HALF.items()}
    one.verdict_on = day(200)

    assert register(one, by=cast.manager, reason="later").after_start == late


@pytest.mark.journey("history")
def test_charts_and_data_store_are_told_unit_by_unit(
    cast: Cast, plan: ImprovementPlan, course: Path
) -> None:
    one = intervention_of(plan, {"a00": day(84), "a01": day(98), "a02": None})
    register(one, by=cast.manager)
    one.units["a00"]["received_from"] = day(86).isoformat()
    one.number += 1
    one.save()

    assert _landed(course) == [("a00", day(84), day(86)), ("a01", day(98), None)]
    assert list(Annotation.objects.order_by("day").values_list("day", "words")) == [
        (day(84), "Returns (course) begins for 1 agent"),
        (day(98), "Returns (course) begins for 1 agent"),
    ]

    one.units = {"a01": {"assigned_from": day(98).isoformat()}, "a02": {"assigned_from": None}}
    register(one, by=cast.manager, reason="a00 left")
    assert _landed(course) == [("a01", day(98), None)]
    settle(plan, PlanState.STOPPED, reason="no time", by=cast.manager)
    assert _landed(course) == []
    assert Annotation.objects.get().words == "Returns (course) stopped"


def _landed(lake: Path) -> list[tuple[Any, ...]]:
    Handing().land()
    sql = (
        "SELECT name, assigned_from::DATE, received_from::DATE FROM interventions "
        "WHERE lever = 'training' AND ref = 'Returns' AND unit = 'agent' ORDER BY name"
    )
    with Lake.at(lake).snapshot().reading() as con:
        return con.execute(sql).fetchall()


def test_stopped_plan_stays_and_is_begun_anew(cast: Cast, plan: ImprovementPlan) -> None:
    one = intervention_of(plan)
    register(one, by=cast.manager)
    with pytest.raises(PlanError):
        settle(plan, PlanState.STOPPED, reason="", by=cast.manager)
    settle(plan, PlanState.STOPPED, reason="no time", by=cast.manager)
    one.refresh_from_db()

    with pytest.raises(PlanError, match="This plan is over"):
        register(one, by=cast.manager, reason="after all")
    new = begin_anew(plan, by=cast.manager)

    assert (new.anew_of, new.metric, new.is_open) == (plan, AVOIDANCE, True)
    (again,) = new.interventions.all()
    assert (again.starts, again.is_stopped) == (dict.fromkeys(names(16)), False)
    assert not again.registrations.exists()


def _learned(plan: ImprovementPlan, **more: Any) -> Intervention:
    one = intervention_of(plan, verdict_on=day(300), **more)
    learn(one, lambda step, share: None)
    one.refresh_from_db()
    return one


def test_agents_within_teams_come_first_and_tell_more(
    cast: Cast, plan: ImprovementPlan, course: Path
) -> None:
    teams = {f"team {n}": None for n in range(4)}
    one = _learned(plan, starts=teams, unit="team")

    offers = offers_for(one, START)

    assert [offer.key for offer in offers] == ["agent:within_teams", "team:halves", "team:steps"]
    assert [offer.units for offer in offers] == [16, 4, 4]
    chances = [offer.prospect.power for offer in offers if offer.prospect]
    assert chances[0] == max(power for power in chances if power is not None)
    article = _learned(plan, starts=teams, unit="team", lever="knowledge")
    assert [offer.key for offer in offers_for(article, START)] == ["team:steps", "team:halves"]


def test_taken_order_is_drawn_by_lot_and_drawn_again_by_its_seed(
    cast: Cast, plan: ImprovementPlan, course: Path
) -> None:
    one = _learned(plan, starts={f"team {n}": None for n in range(4)}, unit="team")

    adopt(one, "agent:within_teams", START, seed=7)
    taken = one.starts
    again = intervention_of(plan, dict.fromkeys(names(16)))
    again.outlook = one.outlook
    adopt(again, "agent:within_teams", START, seed=7)

    assert (one.unit, one.seed) == (UnitKind.AGENT, 7)
    assert again.starts == taken
    # Four agents in each of four teams: two of each begin.
    begin = [name for name, start in taken.items() if start]
    assert sorted(int(name[1:]) % 4 for name in begin) == [0, 0, 1, 1, 2, 2, 3, 3]
    registration = register(one, by=cast.manager)
    assert registration.power is not None
    with pytest.raises(PlanError, match="registered already"):
        adopt(one, "agent:halves", START)


def test_too_few_have_no_order(cast: Cast, plan: ImprovementPlan, course: Path) -> None:
    one = _learned(plan, starts=dict.fromkeys(["a00", "a01", "a02"]))

    assert offers_for(one, START) == []
    with pytest.raises(PlanError, match="at least four"):
        adopt(one, "agent:steps", START)


def test_power_is_written_down_as_soon_as_it_is_learned(
    cast: Cast, plan: ImprovementPlan, course: Path
) -> None:
    one = intervention_of(plan)
    before = register(one, by=cast.manager).power
    learn_of(WorkOrder(uuid4(), LEARN, {"intervention": one.pk}), lambda step, share: None)

    registration = one.registrations.get()
    learned = registration.power
    one.refresh_from_db()
    one.worth = 0.2
    one.save()
    learn_of(WorkOrder(uuid4(), LEARN, {"intervention": one.pk}), lambda step, share: None)

    assert before is None
    assert learned is not None
    assert 0 < learned < 1
    # Only what was missing is filled in.
    registration.refresh_from_db()
    assert registration.power == learned
