"""A look at an intervention of single people's effects is shown to nobody where an installation forbids it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.scaffold.cast import Cast
from willet.levers.plans.domain.errors import LOST
from willet.levers.plans.domain.registering import register
from willet.levers.plans.models import PlanVerdict


@pytest.fixture
def verdict(cast: Cast) -> PlanVerdict:
    """That of three agents beside three who never begin."""
    one = intervention_of(
        plan_of(cast.manager), {"Ana": date(2030, 1, 7), "Bo": None}, verdict_on=date(2030, 3, 4)
    )
    kept: PlanVerdict = PlanVerdict.objects.create(
        intervention=one,
        registration=register(one, by=cast.manager),
        words=LOST(why="x"),
        verdict="worked",
        estimate=0.1,
        low=0.0,
        high=0.2,
        power=0.8,
        units=6,
        treated=3,
    )
    return kept


@pytest.mark.parametrize(
    ("units", "treated", "withheld"),
    [
        (6, 3, False),  # three on either side
        (6, 2, True),
        (6, 4, True),  # two on the other
        (5, 3, True),
        (7, 3, False),
        (0, 0, True),
    ],
)
def test_effects_of_few_agents_are_withheld(
    verdict: PlanVerdict, settings: Any, units: int, treated: int, withheld: bool
) -> None:
    settings.WILLET_NO_INDIVIDUALS, settings.WILLET_SMALLEST_GROUP = True, 3
    PlanVerdict.objects.update(units=units, treated=treated)

    read = PlanVerdict.objects.get()

    hidden = (read.estimate, read.low, read.high, read.power, read.verdict)
    assert hidden == (
        (None, None, None, None, "cannot_tell") if withheld else (0.1, 0.0, 0.2, 0.8, "worked")
    )
    assert ("3" in str(read.words)) is withheld


def test_elsewhere_and_of_teams_they_are_shown(verdict: PlanVerdict, settings: Any) -> None:
    settings.WILLET_SMALLEST_GROUP = 9
    settings.WILLET_NO_INDIVIDUALS = False
    assert PlanVerdict.objects.get().estimate == 0.1

    settings.WILLET_NO_INDIVIDUALS = True
    assert PlanVerdict.objects.get().estimate is None
    type(verdict.registration).objects.update(unit="team")
    assert PlanVerdict.objects.get().estimate == 0.1


def test_a_look_without_an_effect_keeps_its_words(verdict: PlanVerdict, settings: Any) -> None:
    settings.WILLET_NO_INDIVIDUALS, settings.WILLET_SMALLEST_GROUP = True, 9
    PlanVerdict.objects.update(estimate=None, verdict="too_early")

    assert PlanVerdict.objects.get().verdict == "too_early"


def test_the_day_of_a_look() -> None:
    assert PlanVerdict(at=datetime(2026, 3, 2, 23, 59, tzinfo=UTC)).day == date(2026, 3, 2)
