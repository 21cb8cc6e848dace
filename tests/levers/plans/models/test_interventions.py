"""The days of an intervention's units: who begins when, who never does, whose exposure ends."""

from datetime import date

import pytest

from willet.core.effects import Exposure
from willet.levers.plans.models import Intervention, Lever
from willet.levers.plans.models.interventions import LEVERS, exposure_of
from willet.levers.plans.models.verdicts import Registration

UNITS = {
    "Cy": {"assigned_from": None},
    "Bo": {"assigned_from": "2026-03-09", "until": "2026-04-30"},
    "Anna": {"assigned_from": "2026-03-02", "received_from": "2026-03-05", "until": None},
}
ONE = Intervention(units=UNITS, lever="training", object="Course", metric="service_level")


def test_the_days_of_units_by_name() -> None:
    assert list(ONE.starts.items()) == [
        ("Anna", "2026-03-02"),
        ("Bo", "2026-03-09"),
        ("Cy", None),
    ]
    assert ONE.ends == {"Bo": "2026-04-30"}
    assert ONE.first_start == date(2026, 3, 2)
    assert ONE.exposures == (
        Exposure("Anna", date(2026, 3, 2), date(2026, 3, 5), None),
        Exposure("Bo", date(2026, 3, 9), None, date(2026, 4, 30)),
        Exposure("Cy", None, None, None),
    )


@pytest.mark.parametrize("units", [{}, {"Cy": {"assigned_from": None}}, {"Cy": {}}])
def test_where_nobody_begins_there_is_no_first_day(units: dict[str, dict[str, str | None]]) -> None:
    assert Intervention(units=units).first_start is None


def test_a_day_that_is_left_out_is_none() -> None:
    assert exposure_of("x", {"assigned_from": ""}) == Exposure("x", None, None, None)


@pytest.mark.parametrize(("stopped", "is_stopped"), [(None, False), (date(2026, 3, 2), True)])
def test_whether_it_goes_on(stopped: date | None, is_stopped: bool) -> None:
    assert Intervention(stopped_on=stopped).is_stopped is is_stopped


def test_an_effect_worth_having_is_a_difference_in_the_metrics_unit() -> None:
    assert ONE.worth_unit == Registration(metric="service_level").worth_unit == "of share"
    assert Intervention(metric="average_handle_time").worth_unit == "of s"
    assert str(ONE) == "Course (course)"


def test_every_lever_has_a_message_of_its_own() -> None:
    assert set(LEVERS) == set(Lever)
    assert {lever: str(said()) for lever, said in LEVERS.items()} == {
        lever: str(lever.label) for lever in Lever
    }
