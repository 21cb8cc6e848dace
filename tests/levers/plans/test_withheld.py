"""A look that rests on too few agents is not shown, once figures of individuals are shown to nobody."""

from datetime import timedelta

import pytest
from django.test import override_settings

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.scaffold.cast import Cast
from willet.core.records import Message
from willet.levers.plans.domain.days import today
from willet.levers.plans.models import PlanVerdict, Registration


@pytest.mark.parametrize(
    ("hidden", "unit", "treated", "shown"),
    [
        (False, "agent", 1, 0.12),
        (True, "agent", 1, None),
        (True, "agent", 9, None),
        (True, "agent", 5, 0.12),
        (True, "team", 1, 0.12),
    ],
)
def test_a_look_at_few_agents_is_withheld(
    cast: Cast, hidden: bool, unit: str, treated: int, shown: float | None
) -> None:
    one = intervention_of(plan_of(cast.manager), {"Cy": None}, verdict_on=today())
    fields = {"metric": one.metric, "unit": unit, "design": "chosen", "worth": 0.03}
    registered = Registration.objects.create(
        intervention=one,
        number=1,
        verdict_on=today() + timedelta(days=9),
        by=cast.manager,
        **fields,
    )
    PlanVerdict.objects.create(
        intervention=one, registration=registered, verdict="worked", design="x",
        estimate=0.12, low=0.05, high=0.2, units=10, treated=treated, words=Message("x"),
    )  # fmt: skip

    with override_settings(WILLET_NO_INDIVIDUALS=hidden, WILLET_SMALLEST_GROUP=3):
        look = PlanVerdict.objects.get()

    assert (look.estimate, look.verdict) == (shown, "worked" if shown else "cannot_tell")
