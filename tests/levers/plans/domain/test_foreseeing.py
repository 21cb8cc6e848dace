"""What a list of units says before anything begins: all at once, too few, few, or nothing."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

import pytest

from tests.levers.plans.conftest import intervention_of
from willet.core.effects.inference import Noise
from willet.levers.plans.domain.foreseeing import foreseen
from willet.levers.plans.domain.outlook import power_of, subject_of
from willet.levers.plans.models import ImprovementPlan

DAY, LATER = date(2030, 1, 7), date(2030, 1, 14)


def units(*days: date | None) -> dict[str, date | None]:
    return {f"agent {n}": day for n, day in enumerate(days)}


@pytest.mark.parametrize(
    ("starts", "codes"),
    [
        ({}, []),
        (units(None, None), []),
        (units(*[DAY] * 20), ["plans.all_on_one_day"]),
        (units(DAY), ["plans.all_on_one_day"]),
        (units(DAY, None, None), ["effect.too_few"]),
        (units(DAY, DAY, None, None), ["effect.few"]),
        (units(*[DAY] * 3, *[LATER] * 4), ["effect.few"]),
        (units(*[DAY] * 4, *[None] * 4), []),
        (units(*[DAY] * 4, *[LATER] * 4), []),
    ],
)
def test_the_list_says_what_can_not_be_told(
    plan: ImprovementPlan, starts: Mapping[str, date | None], codes: list[str]
) -> None:
    assert [note.code for note in foreseen(intervention_of(plan, starts))] == codes


def test_few_are_counted_on_both_sides(plan: ImprovementPlan) -> None:
    (note,) = foreseen(intervention_of(plan, units(DAY, DAY, DAY, None, None)))

    assert str(note).startswith("3 exposed and 2 others are few")


@pytest.mark.parametrize(("never", "known"), [(0, False), (10, True)])
def test_all_on_one_day_have_no_power_that_history_could_tell(
    plan: ImprovementPlan, never: int, known: bool
) -> None:
    one = intervention_of(plan, units(*[DAY] * 10, *[None] * never), verdict_on=date(2030, 4, 1))
    noise = Noise(0.0009, 0.6, 0.0025)
    learned = {"units": sorted(one.units), "weeks": 20, "noise": asdict(noise), "window_days": 7}
    one.outlook = {"of": subject_of(one), "agent": learned}

    assert (power_of(one) is not None) is known
