"""How many false "worked" to expect: of those registered, and only where one direction is the better."""

from datetime import date

import pytest

from tests.levers.plans.conftest import intervention_of
from willet.levers.plans.domain.counting import FALSELY_WORKED, by_lever, false_worked
from willet.levers.plans.models import ImprovementPlan, Intervention, Registration


@pytest.fixture
def registered(plan: ImprovementPlan) -> list[Intervention]:
    """One judged on more is better, one on less, one on neither, and one of which nothing is registered."""
    metrics = ("next_contact_avoidance", "average_speed_of_answer", "average_handle_time")
    kept = [intervention_of(plan, {}, metric=name) for name in metrics]
    for one in kept:
        Registration.objects.create(
            intervention=one,
            number=1,
            metric=one.metric,
            unit="agent",
            design="chosen",
            worth=0.03,
            verdict_on=one.verdict_on,
        )
    return [*kept, intervention_of(plan, {})]


def test_each_registered_analysis_adds_its_own_chance(registered: list[Intervention]) -> None:
    assert false_worked(registered) == pytest.approx(2 * FALSELY_WORKED)
    assert false_worked(registered[2:]) == 0


def test_the_newest_registration_says_what_an_intervention_is_judged_on(
    registered: list[Intervention],
) -> None:
    first = registered[0]
    Registration.objects.create(
        intervention=first,
        number=2,
        metric="average_handle_time",
        unit="agent",
        design="chosen",
        worth=3.0,
        verdict_on=first.verdict_on,
    )

    assert false_worked([first]) == 0


def test_what_was_stopped_waits_for_no_verdict(registered: list[Intervention]) -> None:
    """Three are registered; the fourth is no analysis yet."""
    registered[0].stopped_on = date(2026, 3, 1)

    sums = [(len(one.interventions), one.running) for one in by_lever(registered)]

    assert [counts for counts in sums if counts[0]] == [(3, 2)]
