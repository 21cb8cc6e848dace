"""Which plans somebody finds, whose owner is there no more, and what is tried with whom."""

from datetime import date
from pathlib import Path

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.scaffold.cast import NORTH, SOUTH, Cast
from willet.figures.domain.asking import read_lake
from willet.levers.plans.domain.reading import (
    interventions_open_to,
    keepers,
    plans_open_to,
    tried_with,
    waits_for,
)
from willet.levers.plans.domain.registering import register
from willet.levers.plans.models import ImprovementPlan, Intervention
from willet.people.models import Team, User
from willet.people.visibility import visibility_of

FIRST, LATER, VERDICT = date(2030, 1, 7), date(2030, 1, 14), date(2030, 3, 4)


def test_who_may_own_a_plan(cast: Cast) -> None:
    assert set(keepers()) == {cast.manager, cast.team_lead}
    User.objects.filter(pk=cast.team_lead.pk).update(is_active=False)
    assert set(keepers()) == {cast.manager}


def test_plans_of_ones_teams_or_all(cast: Cast) -> None:
    north, south, centre = (
        plan_of(cast.manager, team=Team.objects.get(name=name) if name else None)
        for name in (NORTH, SOUTH, "")
    )
    one = intervention_of(north, {"Ana": FIRST, "Bo": None}, verdict_on=VERDICT)

    every = {north, south, centre}
    roles = ("manager", "analyst", "team_lead", "agent", "administrator")
    seen = {role: set(plans_open_to(getattr(cast, role))) for role in roles}
    assert seen == {
        "manager": every,
        "analyst": every,
        "team_lead": {north},
        "agent": set(),
        "administrator": set(),
    }
    assert list(interventions_open_to(cast.team_lead)) == [one]
    assert list(interventions_open_to(cast.agent)) == []


def test_what_has_no_owner_waits_for_a_manager(cast: Cast) -> None:
    mine, led = plan_of(cast.manager), plan_of(cast.team_lead)
    nobody, gone = plan_of(cast.manager), plan_of(cast.other_agent)
    ImprovementPlan.objects.filter(pk=nobody.pk).update(owner=None)

    def waits(person: User) -> set[ImprovementPlan]:
        return set(ImprovementPlan.objects.filter(waits_for(person)))

    # Who is no keeper any more does not look after a plan.
    assert waits(cast.manager) == {mine, nobody, gone}
    assert waits(cast.team_lead) == {led}
    User.objects.filter(pk=cast.team_lead.pk).update(is_active=False)
    assert waits(cast.manager) == {mine, nobody, gone, led}


def test_what_is_tried_with_somebody(cast: Cast, lent_small_lake: Path) -> None:
    plan = plan_of(cast.manager)

    def tried(units: dict[str, date | None], unit: str = "agent") -> Intervention:
        one = intervention_of(plan, units, verdict_on=VERDICT, unit=unit)
        register(one, by=cast.manager)
        return one

    own = tried({"Anna W": LATER, "Otto K": None})
    tried({"Anna W": None, "Otto K": FIRST})  # she never begins
    team = tried({NORTH: FIRST, SOUTH: None}, "team")
    queues = tried({"sales": LATER, "support": FIRST}, "queue")
    tried({"nobody's": FIRST, "x": None}, "queue")
    intervention_of(plan, {"Anna W": FIRST, "Bo": None}, verdict_on=VERDICT)  # not registered

    reading = read_lake(visibility_of(cast.agent))

    assert list(tried_with(cast.agent, reading)) == [
        (queues, FIRST.isoformat()),  # she took calls of both
        (team, FIRST.isoformat()),
        (own, LATER.isoformat()),
    ]
    assert [one for one, _day in tried_with(cast.agent, None)] == [team, own]
    assert list(tried_with(cast.administrator, None)) == []
